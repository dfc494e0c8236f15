"""Tables as they stand in a page's text: every row with its span, so that a number can be cited where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.bokmal.counted import Unit, unit_of
from corpus.bokmal.raised import without_marks
from corpus.documents import Document, Page
from corpus.reports.points import points_of

CAPTION = re.compile(r"^(?:Tabell|Table)\s+(\d+(?:[-–.]\d+)?)\s*[:.–-]?\s*(.*)$", re.IGNORECASE)
# Words that no label of a row ends in.
LABEL_OPEN = re.compile(
    r"(?:\b(?:hvis|dersom|når|om|med|uten|av|for|ved|i|på|til|og|eller|som|etter|per|enn|ikke|at)|[-–/(,])$",
    re.IGNORECASE,
)
NO_CHAPTER = re.compile(r"oppsummering|sammendrag|samandrag|vedlegg|referanse|kilde|kjelde|logg", re.IGNORECASE)
LONGEST_HEADING = 120  # characters
NUMBER_START, NUMBER_END = re.compile(r"[-−–]?\d{1,3}(?: \d{3})*"), re.compile(r"\d{3}(?: \d{3})*(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: cells, and its span in `Page.text` of `page`; `places` of cells that stand in rows of their own."""

    page: int
    start: int
    end: int
    cells: tuple[str, ...]
    places: tuple[tuple[int, int, int], ...] = ()

    def place(self, cell: int) -> tuple[int, int, int]:
        """(page, start, end) of the printed row that a cell stands in."""
        return self.places[cell] if self.places else (self.page, self.start, self.end)

    @property
    def label(self) -> str:
        return self.cells[0]


@dataclass(slots=True)
class PrintedTable:
    """A table with its caption and the paragraph above it; a table that runs over pages is one.

    `headings` are short texts above it, `beside` the paragraphs above and below it and the notes of its page; `under`
    the title of the chapter that it stands in; `doubt` says why its figures are not to be used, where that is so.
    """

    number: str
    caption: str
    lead: str
    rows: list[Row] = field(default_factory=list)
    ocr: bool = False
    headings: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    under: str = ""
    doubt: str = ""

    @property
    def splits_numbers(self) -> bool:
        """Whether a column without a heading may hold one end of a number: «2» and «219 233» side by side."""
        unheaded = [place for place, cell in enumerate(self.head) if place and not cell]
        pairs = [(place - 1, place) for place in unheaded] + [(place, place + 1) for place in unheaded]
        return any(
            NUMBER_START.fullmatch(row.cells[one]) and NUMBER_END.fullmatch(row.cells[other])
            for row in self.rows[1:]
            for one, other in pairs
            if other < len(row.cells)
        )

    @property
    def head(self) -> tuple[str, ...]:
        return self.rows[0].cells

    def unit(self, everywhere: tuple[str, ...] = ()) -> Unit:
        """What its amounts are counted in; `everywhere` is what the document says of all its amounts.

        The heads of all columns count: a unit that only some of them name is looked at where columns are chosen.
        """
        return unit_of([self.caption, *self.head, *self.headings], self.beside, everywhere)

    @property
    def about(self) -> str:
        """What the table says it is about: its caption, and its corner."""
        return f"{self.caption} {self.head[0]}" if self.rows else self.caption


def printed_tables(document: Document) -> tuple[PrintedTable, ...]:
    """Every table of the document's pages, in order."""
    found: list[PrintedTable] = []
    carried = False  # the last page ended in a table
    below = _captions_below(document)
    for page in document.pages:
        pieces = list(_pieces(page, below))
        for place, (table, first_on_page, last_on_page) in enumerate(pieces):
            if place == 0 and carried and first_on_page and found and _continues(found[-1], table):
                repeated = table.rows[0].cells == found[-1].head
                found[-1].rows = _whole_rows([*found[-1].rows, *(table.rows[1:] if repeated else table.rows)])
                found[-1].ocr |= page.ocr
            else:
                table.ocr = page.ocr
                found.append(table)
            carried = last_on_page
        carried = carried and bool(pieces)
    chapters = list(_chapters(document))
    for table in found:
        before = [title for page, at, title in chapters if (page, at) < (table.rows[0].page, table.rows[0].start)]
        table.under = before[-1] if before else ""
    return tuple(table for table in found if len(table.rows) > 1)


def _chapters(document: Document) -> Iterator[tuple[int, int, str]]:
    """(page, offset, titles) of every heading: its own title after that of the chapter it is a part of."""
    page, last = 0, -1
    top, numbered = "", any(part.key.isdigit() for part in document.parts)
    for part in document.parts:
        if part.key.isdigit() or not numbered or NO_CHAPTER.match(part.title):
            top = part.title
        text = document.pages[part.page - 1].text if 0 < part.page <= len(document.pages) else ""
        here = last + 1 if part.page == page else 0
        match = re.compile(rf"^\W*(?:[\d.]+\s+)?{re.escape(part.title)}\W*$", re.MULTILINE).search(text, here)
        page, last = part.page, match.start() if match else here
        yield page, last, part.title if top == part.title else f"{top}: {part.title}"


def _captions_below(document: Document) -> bool:
    """Whether this document sets the captions under its tables: most of those with one caption beside them."""
    above = under = 0
    for page in document.pages:
        blocks = [text for _, text in _blocks(page.text)]
        for place, text in enumerate(blocks):
            if "\t" in text:
                over = place > 0 and bool(CAPTION.match(blocks[place - 1]))
                after = place + 1 < len(blocks) and bool(CAPTION.match(blocks[place + 1]))
                above, under = above + (over and not after), under + (after and not over)
    return under > above


def _continues(before: PrintedTable, table: PrintedTable) -> bool:
    same = table.number == before.number or not table.number or re.search(r"\bforts", table.caption, re.IGNORECASE)
    return bool(same) and len(table.head) == len(before.head)


def _pieces(page: Page, below: bool) -> Iterator[tuple[PrintedTable, bool, bool]]:
    """(table, stands first, stands last) of a page; footnotes under it do not count."""
    blocks = list(_blocks(page.text))
    body = [place for place, (_, text) in enumerate(blocks) if not text.startswith("[^")]
    for place, (start, text) in enumerate(blocks):
        if "\t" not in text or place not in body or points_of(text):
            continue
        rows = [
            Row(
                page.number,
                start + match.start(),
                start + match.end(),
                tuple(without_marks(cell).strip() for cell in cells),
            )
            for match in re.finditer(r"[^\n]+", text)
            if len(cells := match[0].split("\t")) > 1
        ]
        rows = _whole_rows(rows)
        above = [blocks[other][1] for other in range(place)]
        after = [text for _, text in blocks[place + 1 : place + 2]]
        caption = next((CAPTION.match(text) for text in (after if below else above[-1:])), None)
        lead = next((other for other in reversed(above) if not CAPTION.match(other) and "\t" not in other), "")
        near = [text for text in above[-3:] if not CAPTION.match(text) and "\t" not in text]
        near += [text for _, text in blocks[place + 1 : place + 3] if not CAPTION.match(text) and "\t" not in text][:1]
        near += [text for _, text in blocks if text.startswith("[^") and text not in near]
        headings = tuple(
            text for text in near if len(text) < LONGEST_HEADING and text[-1:] not in ".:" and text[:2] != "[^"
        )
        table = PrintedTable(
            caption[1] if caption else "",
            " ".join(caption[2].split()) if caption else "",
            lead,
            rows,
            headings=headings,
            beside=tuple(text for text in near if text not in headings),
        )
        captioned = caption is not None
        first = place == body[0] or (place == body[0] + 1 and captioned and not below)
        yield table, first, place == body[-1] or (below and captioned and body[-2:] == [place, place + 1])


def _whole_rows(rows: list[Row]) -> list[Row]:
    """The rows with a label that was printed over two lines made one: «Kostnad hvis» and «Genvira tas i bruk» below it.

    Only one of the two lines has figures, and the first cannot end as it does, or the second begins with a small
    letter. Where a page ends between them the row stands where its figures do.
    """
    found: list[Row] = []
    for row in rows:
        before = found[-1] if len(found) > 1 else None  # the head is no row
        if before and len(before.cells) == len(row.cells) and _goes_on(before, row):
            label = f"{before.label} {row.label}"
            cells = tuple(one or other for one, other in zip(before.cells[1:], row.cells[1:], strict=True))
            figures = before if any(before.cells[1:]) else row
            start, end = (before.start, row.end) if before.page == row.page else (figures.start, figures.end)
            found[-1] = Row(figures.page, start, end, (label, *cells))
        else:
            found.append(row)
    return found


def _goes_on(before: Row, row: Row) -> bool:
    bare = [not any(one.cells[1:]) for one in (before, row)]
    if not (before.label and row.label) or bare[0] == bare[1]:
        return False
    return bool(LABEL_OPEN.search(before.label)) or row.label[:1].islower()


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text):
        block = match[0].strip("\n")
        if block.strip():
            yield match.start() + match[0].index(block), block
