"""An invented report as a list of elements, from which the ground truth is read and any toolchain can draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

NOTE = re.compile(r"\{note: (.*?)\}")


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; «{note: …}» marks a footnote. `style`: body, bullet, quote, bold, title, subtitle, small."""

    text: str
    style: str = "body"

    @property
    def plain(self) -> str:
        return NOTE.sub("", self.text)

    @property
    def notes(self) -> list[str]:
        return NOTE.findall(self.text)


@dataclass(frozen=True)
class TableElement:
    """A captioned table; `number` 0 draws no caption; the first row is the header when `header`."""

    number: int
    caption: str
    rows: tuple[tuple[str, ...], ...]
    header: bool = True
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Contents:
    pass


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class Columns:
    """Paragraphs set in two columns."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class ImagePage:
    """A page that is a picture of text."""

    lines: tuple[str, ...]


Element = Heading | Paragraph | TableElement | Contents | PageBreak | Columns | ImagePage


@dataclass
class Truth:
    """What a reader should find in the drawn report.

    Attributes:
        facts: fact key of docs/rules.md → value (unscaled string, dates ISO, texts as printed).
        elsewhere: fact keys that the report also states with another value → that value (a conflict to be found).
        misprints: (key, printed, computed) errors printed on purpose.
        words: the body's words in reading order: headings, paragraphs, captions and table cells; no header, footer,
            contents, footnotes or image text. Compare after `folded`.
        tables: (number, caption, rows) in order.
        notes: footnote texts in order. headings: (number or "", title). image_pages: how many.
    """

    facts: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    misprints: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tables: list[tuple[str, str, tuple[tuple[str, ...], ...]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    image_pages: int = 0


def folded(text: str) -> list[str]:
    """Words for comparison: soft hyphens dropped, hard spaces folded, footnote marks left out."""
    text = re.sub(r"\[\^\d+\]", "", text).replace("\u00ad", "")
    return re.sub(r"[\u00a0\u202f\u2009]", " ", text).split()


def read_truth(elements: list[Element], truth: Truth) -> Truth:
    """Fills words, tables, notes and headings of `truth` from the elements."""
    for element in elements:
        for text in _texts(element):
            truth.words += folded(text)
        if isinstance(element, TableElement):
            cells = tuple(tuple(" ".join(folded(cell)) for cell in row) for row in element.rows)
            truth.tables.append((str(element.number or ""), element.caption, cells))
        elif isinstance(element, Heading):
            number, _, title = element.text.partition(" ")
            truth.headings.append((number, title) if number[0].isdigit() else ("", element.text))
        elif isinstance(element, ImagePage):
            truth.image_pages += 1
        for paragraph in _paragraphs(element):
            truth.notes += paragraph.notes
    return truth


def _paragraphs(element: Element) -> tuple[Paragraph, ...]:
    if isinstance(element, Paragraph):
        return (element,)
    return element.paragraphs if isinstance(element, Columns) else ()


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element, Heading):
        yield element.text
    yield from (("• " if paragraph.style == "bullet" else "") + paragraph.plain for paragraph in _paragraphs(element))
    if isinstance(element, TableElement):
        if element.number:
            yield f"Tabell {element.number}: {element.caption}"
        for row in element.rows:
            yield from row
