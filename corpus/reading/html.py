"""HTML to pages, parts and tables, with the standard library's parser; scripts, styles and navigation are left out.

What a reader of the page does not see (hidden by attribute or style) is no text, raised digits are marks, and cells
joined over columns or rows keep every value in its column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from corpus.bokmal.raised import BREAK, WITHOUT_WIDTH, part_figures, raised, with_marks
from corpus.documents import Page, Table
from corpus.reading.layout.assembly import Block, Read, heading_number, parts_of
from corpus.reading.layout.regions import CAPTION

SILENT = {"script", "style", "nav", "header", "footer", "template", "noscript", "svg", "head"}
BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "li",
    "blockquote",
    "ul",
    "ol",
    "figure",
    "figcaption",
    "dd",
    "dt",
}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
MOST_BLOCKS = 200_000


IMPLIED = {"p", "li", "td", "th", "tr", "dt", "dd", "option"}  # elements that end where the next of their kind begins
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$|!)|font-size\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
STRUCK = {"del", "s", "strike"}
APART = " · "
WIDEST = 200  # columns or rows that one cell may span


def read_html(text: str) -> Read:
    """The whole file as one page."""
    reader = _Reader(_hiding(text))
    reader.feed(text)
    reader.close()
    reader.end_block()
    body = "\n\n".join(block.text for block in reader.blocks)
    said = {
        "hidden": "Siden har skjult tekst; den er ikke tatt med.",
        "struck": "Siden har gjennomstreket tekst; den er ikke tatt med.",
        "nested": "Siden har en tabell inne i en tabellcelle; tallene i den er ikke brukt.",
    }
    warnings = tuple(line for kind, line in said.items() if kind in reader.left_out)
    return Read((Page(1, body),), parts_of(reader.blocks), tuple(reader.tables), warnings)


def _hiding(text: str) -> set[str]:
    """The classes and ids («.x», «#y») that the page's own style sheets hide."""
    sheets = re.findall(r"<style[^>]*>(.*?)</style", text, re.IGNORECASE | re.DOTALL)
    rules = (rule for sheet in sheets for rule in RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)))
    return {
        name.strip()
        for selector, style in rules
        if UNSEEN.search(style)
        for name in selector.split(",")
        if re.fullmatch(r"\s*[.#][\w-]+\s*", name)
    }


@dataclass(slots=True)
class _Grid:
    """A table on its way: rows of cells, and which places cells from above still fill (column → rows left)."""

    rows: list[list[str]] = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)
    span: tuple[int, int] | None = None  # of the open cell: columns, rows

    def begin_row(self) -> None:
        self.rows.append([])

    def close_cell(self, text: str) -> None:
        """Puts the cell in its first free place; the other places it spans are empty."""
        if self.span is None:
            return
        if not self.rows:
            self.begin_row()
        row, (wide, high) = self.rows[-1], self.span
        self.span = None
        self._fill(row)
        for place in range(len(row), len(row) + wide):
            if high > 1:
                self.below[place] = high - 1
        row += [text, *[""] * (wide - 1)]

    def end_row(self) -> None:
        """Fills up what cells from above take at the end of the row."""
        if self.rows:
            self._fill(self.rows[-1])

    def _fill(self, row: list[str]) -> None:
        while self.below.get(len(row), 0):
            self.below[len(row)] -= 1
            row.append("")


class _Reader(HTMLParser):
    def __init__(self, hiding: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.hiding = hiding
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.left_out: set[str] = set()
        self.text: list[str] = []
        self.level = 0
        self.bullet = False
        self.silent = 0
        self.sup: list[str] | None = None
        self.unseen: list[str] = []  # the elements inside a hidden or struck one, outermost first
        self.kind = ""
        self.depth = 0
        self.grid = _Grid()
        self.caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unseen and self.unseen[0] == tag and tag in IMPLIED and len(self.unseen) == 1:
            self.unseen = []
        if self.unseen or (tag not in VOID and self._hides(tag, attrs)):
            if tag not in VOID:
                self.unseen.append(tag)
            return
        if tag in SILENT:
            self.silent += 1
        elif tag == "sup":
            self.sup = []
        elif tag == "table":
            self._begin_table()
        elif tag == "br":
            self.text.append(BREAK)
        elif self.depth:
            self._table_tag(tag, attrs)
        elif tag in HEADINGS:
            self.end_block()
            self.level = HEADINGS[tag]
        elif tag in BLOCKS:
            self.end_block()
            self.bullet = tag == "li"

    def _hides(self, tag: str, attrs: list[tuple[str, str | None]]) -> bool:
        given = {name: value or "" for name, value in attrs}
        named = {f".{name}" for name in given.get("class", "").split()} | {f"#{given.get('id', '')}"}
        if "hidden" in given or UNSEEN.search(given.get("style", "")) or named & self.hiding:
            self.kind = "hidden"
            return True
        self.kind = "struck"
        return tag in STRUCK or "line-through" in given.get("style", "")

    def _begin_table(self) -> None:
        self.depth += 1
        if self.depth == 1:
            self.end_block()
            self.grid, self.caption = _Grid(), ""
        else:
            self.left_out.add("nested")
            self.text.append(APART)

    def _table_tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth > 1:  # a table in a cell is that cell's text, its cells apart
            if tag in {"tr", "td", "th"}:
                self.text.append(APART)
        elif tag == "tr":
            self._end_cell()
            self.grid.end_row()
            self.grid.begin_row()
        elif tag in {"td", "th"}:
            self._end_cell()
            given = dict(attrs)
            self.grid.span = (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag == "caption":
            self.text = []
        elif tag in BLOCKS:
            self.text.append(BREAK)

    def _end_cell(self) -> None:
        text = self._taken(APART)
        self.grid.close_cell(re.sub(r"·(?:\s*·)+", "·", text).strip(" ·"))

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag in self.unseen:
                while self.unseen.pop() != tag:
                    pass
            return
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "sup":
            self._end_sup()
        elif tag == "table" and self.depth:
            self.depth -= 1
            if self.depth:
                self.text.append(APART)
            else:
                self._end_table()
        elif self.depth:
            self._end_table_tag(tag)
        elif tag in HEADINGS or tag in BLOCKS:
            self.end_block()

    def _end_table_tag(self, tag: str) -> None:
        if self.depth == 1 and tag in {"td", "th"}:
            self._end_cell()
        elif self.depth == 1 and tag == "caption":
            self.caption = self._taken()

    def _end_sup(self) -> None:
        if self.sup is not None:
            sign, self.sup = "".join(self.sup), None
            self.text.append(raised("".join(self.text).rstrip(), sign))

    def handle_data(self, data: str) -> None:
        if self.unseen:
            if data.strip() and not self.silent:
                self.left_out.add(self.kind)
        elif not self.silent:
            (self.text if self.sup is None else self.sup).append(data.translate(WITHOUT_WIDTH))

    def _taken(self, apart: str = "") -> str:
        text = "".join(self.text)
        self.text = []
        return with_marks(" ".join(part_figures(text, apart).split()))

    def end_block(self) -> None:
        """Closes the paragraph or heading that is open."""
        self._end_sup()
        text = self._taken()
        level, self.level = self.level, 0
        bullet, self.bullet = self.bullet, False
        if not text or len(self.blocks) >= MOST_BLOCKS:
            return
        if level:
            self.blocks.append(Block("heading", text, 1, level, heading_number(text)))
        else:
            self.blocks.append(Block("paragraph", f"• {text}" if bullet else text, 1))

    def _end_table(self) -> None:
        self._end_cell()
        self.grid.end_row()
        rows = tuple(tuple(row) for row in self.grid.rows if row)
        caption = self.caption
        if not caption and self.blocks and CAPTION.match(self.blocks[-1].text):
            caption = self.blocks[-1].text
        elif caption:
            self.blocks.append(Block("caption", caption, 1))
        if not rows:
            return
        match = CAPTION.match(caption)
        title = caption[match.end() :].strip() if match else caption
        self.tables.append(Table(1, rows, title, match[2] if match else "", (1,)))
        self.blocks.append(Block("table", "\n".join("\t".join(row) for row in rows), 1))


def _span(text: str | None) -> int:
    return max(1, min(int(text), WIDEST)) if text and text.isdigit() else 1
