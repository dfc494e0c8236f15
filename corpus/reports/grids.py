"""A printed table made regular: one row of heads, as many heads as cells, or said to be doubtful.

Print sets heads over two rows, spans them over columns, and leaves columns that only the drawing has; a reader of text
sees a head one column to the left of its figures. A shifted year is the worst kind of error, so that heads and figures
are paired only where it is proved: every row has as many figures as there are heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.bokmal.amounts import SIGNED
from corpus.reports.tables import PrintedTable, Row

FIGURE = re.compile(rf"[(±+]?\s*{SIGNED}\s*\)?(?:\s*\(.*\)|\s*%)?")
NOTHING = re.compile(r"[-–—−.…\s]*|i\.?\s?a\.?|n/?a", re.IGNORECASE)
CALENDAR = re.compile(r"20\d\d")
# What a word with a capital follows where it begins no head: «Utgifter om Lyngard».
JOINED = re.compile(
    r"\b(?:om|til|av|med|uten|utan|for|og|eller|i|på|ved|hvis|dersom|hos|mot|per|fra|frå|enn|som|etter|ifølge)\s*$",
    re.IGNORECASE,
)
HEAD_START = re.compile(r"(?<![^\s)])(?=[A-ZÆØÅ])(?!(?:AUP|AIP|NOK|DMP|SLV|MNOK|RHF-AUP)\b)")
DOUBT = "hodene og tallene i den lar seg ikke stille sikkert sammen"


def regular(table: PrintedTable) -> PrintedTable:
    """The table with one row of heads, each over its own column; with `doubt` where that cannot be proved."""
    if len(table.rows) < 2:
        return table
    return _squeezed(_under_one_head(_with_head_of_caption(table)))


def is_figure(cell: str) -> bool:
    """Whether a cell is a number and nothing else: «1 234», «−0,5», «45 (12,3)», «12 %»."""
    return bool(FIGURE.fullmatch(cell.strip()))


def counts(cells: Iterable[str]) -> bool:
    """Whether cells count up by one: 1, 2, 3, or calendar years. They are heads, though they are figures."""
    shown = [cell.strip() for cell in cells if cell.strip()]
    if len(shown) < 2 or not all(re.fullmatch(r"\d{1,2}|20\d\d", cell) for cell in shown):
        return False
    first = int(shown[0])
    return (first in (0, 1) or first > 2000) and [int(cell) for cell in shown] == list(range(first, first + len(shown)))


def _under_one_head(table: PrintedTable) -> PrintedTable:
    """Two rows of heads made one: «Budsjettår» over «1 … 5» is «Budsjettår 1» … «Budsjettår 5».

    The first row leaves cells open where it spans columns, and the second has no label of its own. Where the second row
    goes on in small letters («Med sprøyte» over «tilgjengelig»), print broke the heads, and none spans.
    """
    head, below = table.rows[0], table.rows[1]
    if len(table.rows) < 3 or len(head.cells) != len(below.cells) or below.label or not any(below.cells[1:]):
        return table
    spans = any(not cell for cell in head.cells[1:]) and any(head.cells[1:])
    names = not any(is_figure(cell) for cell in below.cells) or counts(below.cells[1:])
    broken = any(lower[:1].islower() for lower in below.cells)
    if not names or not (spans or broken):
        return table
    over, joined = "", [head.cells[0]]
    for upper, lower in zip(head.cells[1:], below.cells[1:], strict=True):
        over = upper or ("" if broken else over)
        joined.append(f"{over} {lower}".strip())
    made = replace(table, rows=[Row(head.page, head.start, head.end, tuple(joined)), *table.rows[2:]])
    return _under_one_head(made) if broken else made


def _squeezed(table: PrintedTable) -> PrintedTable:
    """Heads and figures put together in order, where a row has figures under no head and none under some head."""
    width = max(len(row.cells) for row in table.rows)
    rows = [[*row.cells, *[""] * (width - len(row.cells))] for row in table.rows]
    body = [row for row in rows[1:] if any(row[1:])]
    headed = [place for place in range(1, width) if rows[0][place]]
    headless = [place for place in range(1, width) if not rows[0][place]]
    shifted = (
        any(is_figure(row[place]) for place in headless if row[place]) and any(not row[place] for place in headed)
        for row in body
    )
    if not any(shifted):
        return table
    heads = [cell for cell in rows[0][1:] if cell]
    if any(len([cell for cell in row[1:] if cell]) != len(heads) for row in body):
        return replace(table, doubt=DOUBT)
    cells = [(row[0], *(cell for cell in row[1:] if cell)) for row in rows]
    whole = [one if len(one) > 1 else (one[0], *[""] * len(heads)) for one in cells]
    made = [Row(row.page, row.start, row.end, one) for row, one in zip(table.rows, whole, strict=True)]
    return replace(table, rows=made)


def _with_head_of_caption(table: PrintedTable) -> PrintedTable:
    """A table whose heads print ran into its caption, with them over it; without heads at all it is doubtful.

    «Tabell 5: Nye pasienter og utgifter År Nye pasienter Utgifter med Vidda Merutgift» over four columns: the caption
    ends in as many heads as there are columns. Fewer words or more are no proof.
    """
    first = table.rows[0].cells
    figures = [cell for cell in first[1:] if cell and not NOTHING.fullmatch(cell)]
    whole = bool(first[0]) and bool(figures) and all(is_figure(cell) for cell in figures)
    year_row = re.match(r"(?:budsjett)?år\b(?!\s*\d)|year\b(?!\s*\d)", first[0], re.IGNORECASE)
    if not whole or year_row or counts(first[1:]) or re.fullmatch(r"\d{1,2}", first[0]):
        return table
    width = len(first)
    found = _heads_at_end(table.caption, width, corner=_is_year(first[0]))
    place = table.rows[0]
    head = Row(place.page, place.start, place.start, tuple(found) if found else ("",) * width)
    caption = table.caption
    if found:
        tail = r"\s+".join(re.escape(word) for word in " ".join(found).split())
        caption = re.sub(rf"\s*{tail}$", "", caption)
    return replace(table, caption=caption, rows=[head, *table.rows], doubt="" if found else DOUBT)


def _is_year(label: str) -> bool:
    return bool(re.match(r"(?:budsjett)?år\b|20\d\d$|\d\.\s*år", label, re.IGNORECASE))


def _heads_at_end(caption: str, width: int, *, corner: bool) -> Sequence[str]:
    """The heads that a caption ends in: each begins with a capital that no preposition goes before."""
    starts = [match.start() for match in HEAD_START.finditer(caption) if not JOINED.search(caption[: match.start()])]
    ends = [*starts[1:], len(caption)]
    parts = [caption[one:other].strip() for one, other in zip(starts, ends, strict=False)]
    wanted = width if corner else width - 1
    if len(parts) != wanted + 1:  # the caption's own words come first
        return ()
    return parts[1:] if corner else ["", *parts[1:]]
