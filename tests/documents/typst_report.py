"""A manuscript to PDF with typst."""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path

import typst

from tests.documents.layouts import Layout
from tests.documents.manuscript import (
    Columns,
    Contents,
    Element,
    Heading,
    ImagePage,
    PageBreak,
    Paragraph,
    TableElement,
)

LONG_WORD = re.compile(r"[^\W\d_]{14,}")


def draw_typst(elements: list[Element], layout: Layout, method_id: str, dated: str, seed: int = 0) -> bytes:
    """The PDF's bytes."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        source = [_preamble(layout, method_id, dated)]
        for number, element in enumerate(elements):
            if isinstance(element, ImagePage):
                (path / f"{number}.png").write_bytes(picture(element.lines, layout))
                source.append(f'#page(background: image("{number}.png", width: 100%), header: none, footer: none)[]')
            else:
                source.append(_element(element, layout, rng))
        (path / "main.typ").write_text("\n\n".join(source), encoding="utf-8")
        return bytes(typst.compile(str(path / "main.typ")))


def picture(lines: tuple[str, ...], layout: Layout) -> bytes:
    """A page of text as a picture, 110 dots an inch."""
    text = "\n\n".join(_escaped(line) for line in lines)
    source = f'#set page(paper: "a4", margin: 3cm)\n#set text(font: "{layout.font}", size: 14pt, lang: "nb")\n{text}'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.typ"
        path.write_text(source, encoding="utf-8")
        return bytes(typst.compile(str(path), format="png", ppi=110))


def _preamble(layout: Layout, method_id: str, dated: str) -> str:
    return f"""
#set page(paper: "a4", margin: {layout.margin_cm}cm, header: {_running(layout.header, method_id, dated)},
  footer: {_running(layout.footer, method_id, dated)})
#set text(font: "{layout.font}", size: {layout.size}pt, lang: "nb", hyphenate: {str(layout.hyphenate).lower()})
#set par(justify: {str(layout.justify).lower()}, leading: {layout.leading}em, spacing: {layout.leading + 0.75}em)
#set table(inset: 5pt)
#show heading.where(level: 1): set text(size: 1.5em)
#show heading.where(level: 2): set text(size: 1.15em)
#show heading: set block(above: 1.6em, below: 1em)
#show figure: set block(breakable: true)
#show table.cell: set par(justify: false, leading: 0.55em)
"""


def _running(pattern: str, method_id: str, dated: str) -> str:
    text = _escaped(pattern.replace("{id}", method_id).replace("{date}", dated).replace("\t", "   ·   "))
    text = text.replace("{page}", "#counter(page).display()").replace("{pages}", "#counter(page).final().first()")
    return f"context [#set text(size: 8pt); {text}]"


def _escaped(text: str) -> str:
    text = re.sub(r"([\\#*_$<>@\[\]`~/=+-])", r"\\\1", text)
    return re.sub(r"^(\d+)\.", r"\1\\.", text)  # else a numbered list


def _markup(text: str, layout: Layout, rng: random.Random) -> str:
    pieces = re.split(r"\{note: (.*?)\}", text)
    done = ""
    for place, piece in enumerate(pieces):
        done += f"#footnote[{_escaped(piece)}]" if place % 2 else _escaped(_softened(piece, layout, rng))
    return done


def _softened(text: str, layout: Layout, rng: random.Random) -> str:
    if not layout.soft_hyphens:
        return text
    return LONG_WORD.sub(lambda match: _soft(match.group(), rng), text)


def _soft(word: str, rng: random.Random) -> str:
    cut = rng.randrange(4, len(word) - 4)
    return f"{word[:cut]}\u00ad{word[cut:]}" if rng.random() < 0.4 else word


def _element(element: Element, layout: Layout, rng: random.Random) -> str:
    if isinstance(element, Heading):
        return f"#heading(level: {element.level})[{_escaped(element.text)}]"
    if isinstance(element, Paragraph):
        return _paragraph(element, layout, rng)
    if isinstance(element, Columns):
        inner = "\n\n".join(_paragraph(paragraph, layout, rng) for paragraph in element.paragraphs)
        return f"#block(height: {_column_height(element, layout)}cm, columns(2, gutter: 0.8cm)[{inner}])"
    if isinstance(element, TableElement):
        return _table(element, layout)
    if isinstance(element, Contents):
        return "#outline(title: [Innholdsfortegnelse], depth: 2)"
    if isinstance(element, PageBreak):
        return "#pagebreak(weak: true)"
    raise TypeError(element)


def _column_height(element: Columns, layout: Layout) -> float:
    characters = sum(len(paragraph.text) for paragraph in element.paragraphs)
    width = (21 - 2 * layout.margin_cm - 0.8) / 2 * 28.35
    lines = characters * layout.size * 0.52 / width + 1.5 * len(element.paragraphs)
    return round(lines * layout.size * (layout.leading + 0.72) / 28.35 / 2 + 1.2, 1)


def _paragraph(paragraph: Paragraph, layout: Layout, rng: random.Random) -> str:
    text = _markup(paragraph.text, layout, rng)
    if paragraph.style == "bullet":
        return f"#list(marker: [•], [{text}])"
    if paragraph.style == "title":
        return f'#par(justify: false)[#text(size: 1.7em, weight: "bold", hyphenate: false)[{text}]]'
    if paragraph.style == "subtitle":
        return f"#par(justify: false)[#text(size: 1.25em, hyphenate: false)[{text}]]"
    if paragraph.style == "bold":
        return f'#par(justify: false)[#text(weight: "bold", hyphenate: false)[{text}]]'
    if paragraph.style == "quote":
        return f"#pad(x: 0.8cm)[#emph[{text}]]"
    if paragraph.style == "small":
        return f"#par(justify: false)[{text}]"
    return text


def _table(element: TableElement, layout: Layout) -> str:
    count = len(element.rows[0])
    widths = element.widths or (1,) * count
    header = [f"[*{_escaped(cell)}*]" if cell else "[]" for cell in element.rows[0]] if element.header else []
    body = [f"[{_escaped(cell)}]" for row in element.rows[bool(header) :] for cell in row]
    cells = [f"table.header(repeat: {str(layout.repeat_header).lower()}, {', '.join(header)})"] if header else []
    columns = ", ".join(f"{width}fr" for width in widths)
    table = f"table(columns: ({columns},), {_strokes(layout, element)}, {', '.join([*cells, *body])})"
    if not element.number:
        return f"#{table}"
    caption = f"#text(size: 0.92em)[*Tabell {element.number}:* {_escaped(element.caption)}]"
    return f"#block(sticky: true, above: 1.6em, below: 0.7em)[#par(justify: false)[{caption}]]\n#{table}\n#v(0.5em)"


def _strokes(layout: Layout, element: TableElement) -> str:
    align = (
        "align: (x, y) => if x == 0 { left } else { right }"
        if element.number and len(element.rows[0]) > 3
        else "align: left"
    )
    if layout.rules == "grid":
        return f"stroke: 0.5pt, {align}"
    if layout.rules == "rows":
        return f"stroke: (x: none, y: 0.5pt), {align}"
    if layout.rules == "booktabs":
        last = len(element.rows)
        return (
            f"stroke: (x, y) => (top: if y == 0 {{ 1pt }} else if y == {int(element.header)} {{ 0.5pt }} "
            "else { 0pt }, "
            f"bottom: if y == {last - 1} {{ 1pt }} else {{ 0pt }}), {align}"
        )
    fill = "fill: (x, y) => if calc.odd(y) { luma(235) }" if layout.rules == "zebra" else "fill: none"
    return f"stroke: none, {fill}, {align}, column-gutter: 8pt"
