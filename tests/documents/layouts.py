"""How an invented report looks: what varies between layouts, and the layouts by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """One look. `rules`: grid, rows, booktabs, zebra, none; header, footer may hold {id}, {date}, {page}, {pages}."""

    name: str
    font: str = "Liberation Sans"
    size: float = 10.5
    leading: float = 0.75
    justify: bool = True
    hyphenate: bool = True
    rules: str = "grid"
    header: str = "{id} · Metodevurdering · {date} · side {page}/{pages}"
    footer: str = "OPPDIKTET – ikke en ekte rapport"
    margin_cm: float = 2.5
    soft_hyphens: bool = False
    repeat_header: bool = True
    columns: bool = False
    image_page: bool = False


LAYOUTS = (
    Layout("word_grid", leading=0.85, soft_hyphens=True, image_page=True),
    Layout(
        "book", font="Libertinus Serif", size=11, rules="booktabs", header="{id}\t{date}", footer="OPPDIKTET\t{page}"
    ),
    Layout("rows", font="DejaVu Sans", size=9, justify=False, hyphenate=False, rules="rows", repeat_header=False),
    Layout("two_columns", font="Liberation Serif", size=10.5, rules="grid", columns=True, soft_hyphens=True),
    Layout(
        "zebra",
        font="Liberation Sans",
        size=10,
        rules="zebra",
        image_page=True,
        header="Metodevurdering {id}",
        footer="OPPDIKTET – ikke en ekte rapport · side {page} av {pages}",
    ),
    Layout(
        "bare",
        font="New Computer Modern",
        size=11,
        rules="none",
        margin_cm=3,
        header="OPPDIKTET rapport {id}",
        footer="{page}",
    ),
)
SAMPLE_LAYOUT = Layout(
    "sample", leading=1.15, size=11.5, margin_cm=2.9, soft_hyphens=True, image_page=True, columns=True
)
