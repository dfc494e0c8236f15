"""HTML to pages, parts and tables, with the standard library's parser; scripts, styles and navigation are left out."""

from __future__ import annotations

from html.parser import HTMLParser

from corpus.assembly import Block, Read, heading_number, parts_of
from corpus.documents import Page, Table
from corpus.regions import CAPTION

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
    "br",
}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
MOST_BLOCKS = 200_000


def read_html(text: str) -> Read:
    """The whole file as one page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_block()
    body = "\n\n".join(block.text for block in reader.blocks)
    return Read((Page(1, body),), parts_of(reader.blocks), tuple(reader.tables))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.text: list[str] = []
        self.level = 0
        self.bullet = False
        self.silent = 0
        self.depth = 0
        self.rows: list[list[str]] = []
        self.caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "table":
            self.end_block()
            self.depth += 1
            if self.depth == 1:
                self.rows, self.caption = [], ""
        elif self.depth:
            self._table_tag(tag)
        elif tag in HEADINGS:
            self.end_block()
            self.level = HEADINGS[tag]
        elif tag in BLOCKS:
            self.end_block()
            self.bullet = tag == "li"

    def _table_tag(self, tag: str) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} or tag == "caption":
            self.text = []
        elif tag in BLOCKS:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table" and self.depth:
            self.depth -= 1
            if not self.depth:
                self._end_table()
        elif self.depth:
            if tag in {"td", "th"}:
                (self.rows or [[]])[-1].append(self._taken())
            elif tag == "caption":
                self.caption = self._taken()
        elif tag in HEADINGS or tag in BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data.replace("\u00ad", ""))

    def _taken(self) -> str:
        text = " ".join("".join(self.text).split())
        self.text = []
        return text

    def end_block(self) -> None:
        """Closes the paragraph or heading that is open."""
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
        rows = tuple(tuple(row) for row in self.rows if row)
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
