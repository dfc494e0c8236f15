"""The nouns of reading. Frozen, no logic beyond lookups; every place is (document, page, span)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["price_note", "assessment_report", "other"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is said.

    Attributes:
        document: SHA-256 of the file's bytes (hex), or of the case file.
        page: page counted from 1 as in the PDF; for a case file the line; 0 when it has neither.
        start, end: character span in that page's text (`Page.text`).
        quote: the text of the span, verbatim.
        name: the file's name, for people.
    """

    document: str
    page: int
    start: int
    end: int
    quote: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole in a line, where something may have been removed.

    Attributes:
        kind: `box` a dark rectangle, `space` white space much wider than between words.
        at: offset in `Page.text` where the hole stands.
        before, after: the printed words on both sides in the same line («» at a line's end).
        width: points.
    """

    kind: Literal["box", "space"]
    at: int
    before: str
    after: str
    width: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: running text without header, footer and page number.

    `image_only` is true when the page has no text layer; `ocr` when the text came from Tesseract. Blocks are parted
    by a blank line, a table row is one line with tabs between cells, footnotes stand last as «[^n]: …».
    `lines` are the printed lines as they stood (body only); `gaps` the holes found by geometry.
    """

    number: int
    text: str
    image_only: bool = False
    ocr: bool = False
    header: str = ""
    footer: str = ""
    lines: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; `page` is where it starts, `pages` all pages it runs over."""

    page: int
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    number: str = ""
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a document that was read (a drafted one is `drafting.note.note.Section`).

    `key` is stable ("bakgrunn", "oppsummering", "4.2"), `title` as printed, `text` the body in paragraphs
    joined by blank lines.
    """

    key: str
    title: str
    page: int
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its pages, headed parts and tables, and what could not be read."""

    hash: str
    name: str
    kind: Kind
    pages: tuple[Page, ...]
    parts: tuple[Part, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)

    def source(self, page: int, start: int, end: int) -> Source:
        """The span of a page as a Source. Raises IndexError when the page or span is not there."""
        text = self.pages[page - 1].text
        if not 0 <= start <= end <= len(text):
            raise IndexError(f"span {start}:{end} outside page {page}")
        return Source(self.hash, page, start, end, text[start:end], self.name)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document small enough to search, cite and give to a model.

    `text` is the running text, `source` the verbatim span on the page where it starts, and `rest` the spans on
    later pages when a decision or a sentence runs over a page break. `title` is the document's, for people.
    """

    source: Source
    section: str
    text: str
    method_id: str = ""
    substance: str = ""
    dated: str = ""
    kind: Kind = "other"
    confidential: bool = False
    product: str = ""
    title: str = ""
    rest: tuple[Source, ...] = ()
