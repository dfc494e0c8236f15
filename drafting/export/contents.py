"""A filled note as it will stand on paper: pieces of text, lists with numbers, tables with widths, owners' letters.

Word, PDF and Markdown are all set from this, so that they say the same. Two decisions hold here: a hidden value is
printed as one constant marker whatever its span says, and a public note with a value that has an owner is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from corpus.notes.house_sections import HOUSE_SECTIONS
from drafting.export.owner_marks import legend_rows, mark_of, owner_marks
from drafting.export.printed_text import bound_runs, clean, line
from drafting.export.table_widths import table_widths
from drafting.export.title_block import TitleRow, note_date, title_block
from drafting.note.note import FilledBlock, FilledNote, FilledSection, Span, Spans

HIDDEN = "[unntatt offentlighet]"
DRAFT = "UTKAST"
HEADING = "Notat"
LEGEND = "Opplysninger med farge og bokstav er unntatt offentlighet. Bokstaven viser hvem de tilhører:"
AFTER_SIGNATURES = frozenset(section.key for section in HOUSE_SECTIONS if section.after_signatures)
# A table of at most this many rows is kept on one page; a longer one breaks, and repeats its heading.
SHORT_TABLE = 12

_FOOTNOTE = re.compile(r"\[\^(\d{1,3})\]")
_GAP = re.compile(r"(\[mangler(?:: [^\]\n]{1,200})?\])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `mark` is the owner's letter of a secret that is shown; `footnote` stands after the text.

    `hidden` says that the text is the marker for a secret, `gap` that it names something missing.
    """

    text: str
    mark: str = ""
    hidden: bool = False
    gap: bool = False
    footnote: tuple[Piece, ...] = ()


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its number (0 for a bullet), its text and the bullets under it."""

    number: int
    pieces: Pieces
    children: tuple[Pieces, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A block as set: text, subheading or quote (`pieces`), list (`items`, all numbered or none) or table (`rows`).

    `widths` and `size` are those of `table_widths`. `leads`: the text ends in a colon and must stay on the page
    where what it announces begins.
    """

    kind: str
    pieces: Pieces = ()
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[Pieces, ...], ...] = ()
    caption: Pieces = ()
    heading: bool = False
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    size: int = 100
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section: its title and its parts."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole note in reading order; the process stands on a page of its own after the signatures."""

    method_id: str
    name: str
    title_block: tuple[TitleRow, ...]
    title: str
    chapters: tuple[Chapter, ...]
    signatures: tuple[tuple[str, str], ...]
    process: tuple[Chapter, ...]
    draft: str
    marking: str
    legend: tuple[tuple[str, str], ...]
    dated: date


def contents(filled: FilledNote) -> Contents:
    """The note as it is set. Raises ValueError for a public note that holds a value with an owner."""
    public = filled.audience == "public"
    marks = {} if public else owner_marks(filled)
    setter = _Setter(public, marks)
    name = f"{filled.method_id}: {filled.title}"
    return Contents(
        method_id=line(filled.method_id),
        name=clean(name).replace("\n", " "),
        title_block=title_block(filled.header),
        title=line(name),
        chapters=tuple(setter.chapter(section) for section in filled.sections if section.key not in AFTER_SIGNATURES),
        signatures=tuple((line(person), line(role)) for person, role in filled.signatures),
        process=tuple(setter.chapter(section) for section in filled.sections if section.key in AFTER_SIGNATURES),
        draft=DRAFT if filled.draft else "",
        marking=line(filled.marking),
        legend=() if public else legend_rows(filled, marks),
        dated=note_date(filled.header),
    )


def chapter_of(section: FilledSection) -> Chapter:
    """One section as it is set, without owners' letters."""
    return _Setter(False, {}).chapter(section)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets sections for an audience with the owners' letters."""

    public: bool
    marks: Mapping[str, str]

    def chapter(self, section: FilledSection) -> Chapter:
        parts: list[Part] = []
        for block in section.blocks:
            if block.kind in ("bullet", "numbered"):
                _add_item(parts, block.kind == "numbered", self.paragraph(block))
            else:
                parts.append(self.part(block))
        said = [part for part in parts if part.items or part.rows or _printed(part.pieces + part.caption).strip()]
        followed = zip(said, [*said, None][1:], strict=True)
        return Chapter(
            line(section.title).strip() or section.key,
            tuple(replace(part, leads=_leads(part, after)) for part, after in followed),
        )

    def part(self, block: FilledBlock) -> Part:
        if block.kind != "table":
            return Part(block.kind, pieces=self.paragraph(block))
        breadth = max((len(row) for row in block.rows), default=0)
        rows = tuple(tuple(self.pieces(cell) for cell in row) + ((),) * (breadth - len(row)) for row in block.rows)
        heading = block.heading and len(rows) > 1
        columns = [[_breadth(cell) for cell in column] for column in zip(*rows, strict=True)]
        widths, size = table_widths(columns, heading=heading)
        return Part(
            "table",
            rows=rows if breadth else (),
            caption=self.pieces(block.caption, block.footnotes),
            heading=heading,
            numeric=tuple(column for column in block.numeric_columns if 0 <= column < breadth),
            widths=widths,
            size=size,
        )

    def paragraph(self, block: FilledBlock) -> Pieces:
        return self.pieces(tuple(span for row in block.rows for cell in row for span in cell), block.footnotes)

    def pieces(self, spans: Spans, footnotes: tuple[Spans, ...] = ()) -> Pieces:
        """The spans as pieces, each footnote after the text that calls it; one that nothing calls stands at the end."""
        if self.public and any(span.owner and not span.hidden for span in spans):
            raise ValueError("a public note holds a value that has an owner")
        texts = bound_runs([(HIDDEN, False) if span.hidden else (clean(span.text), span.value) for span in spans])
        called: set[int] = set()
        found: list[Piece] = []
        for span, text in zip(spans, texts, strict=True):
            found += self._span(span, text, footnotes, called)
        uncalled = [footnote for number, footnote in enumerate(footnotes, start=1) if number not in called]
        found += [Piece("", footnote=self.pieces(footnote)) for footnote in uncalled]
        return tuple(piece for piece in found if piece.text or piece.footnote)

    def _span(self, span: Span, text: str, footnotes: tuple[Spans, ...], called: set[int]) -> Iterator[Piece]:
        if span.hidden:
            yield Piece(HIDDEN, hidden=True)
            return
        mark = mark_of(span.owner, self.marks) if span.owner else ""
        if mark:
            yield Piece(text, mark)
            return
        at = 0
        for match in () if span.value else _FOOTNOTE.finditer(text):
            number = int(match[1])
            if not 0 < number <= len(footnotes) or number in called:
                continue
            called.add(number)
            *before, last = _with_gaps(text[at : match.start()]) or [Piece("")]
            yield from before
            yield replace(last, footnote=self.pieces(footnotes[number - 1]))
            at = match.end()
        yield from _with_gaps(text[at:])


def _with_gaps(text: str) -> list[Piece]:
    """The text with «[mangler: …]» as pieces of their own."""
    return [Piece(part, gap=bool(_GAP.fullmatch(part))) for part in _GAP.split(text) if part]


def _add_item(parts: list[Part], numbered: bool, pieces: Pieces) -> None:
    """A numbered item takes the next number of its list; a bullet after a numbered item stands under it."""
    items = parts[-1].items if parts else ()
    last = items[-1] if items else None
    if last and last.number and not numbered:
        parts[-1] = replace(parts[-1], items=(*items[:-1], replace(last, children=(*last.children, pieces))))
    elif last and bool(last.number) == numbered:
        parts[-1] = replace(parts[-1], items=(*items, Item(last.number + numbered, pieces)))
    else:
        parts.append(Part("list", items=(Item(int(numbered), pieces),)))


def _leads(part: Part, after: Part | None) -> bool:
    return part.kind == "text" and after is not None and _breadth(part.pieces).rstrip().endswith(":")


def _breadth(pieces: Pieces) -> str:
    """The text as wide as it is printed: an owner's letter is small."""
    return "".join(piece.text + piece.mark[: (len(piece.mark) + 1) // 2] for piece in pieces)


def _printed(pieces: Pieces) -> str:
    return "".join(piece.text + _printed(piece.footnote) for piece in pieces)
