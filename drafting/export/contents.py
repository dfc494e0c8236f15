"""A filled note as it will stand on paper: pieces of text, lists with numbers, tables with widths, owners' letters.

Word, PDF and Markdown are all set from this, so that they say the same. Two decisions hold here: a hidden value is
printed as one constant marker whatever its span says, and a public note with a value that has an owner is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from drafting.export.printed_text import bound_runs, clean
from drafting.note import FilledBlock, FilledNote, FilledSection, Span, Spans
from drafting.number_style import MONTHS

HIDDEN = "[unntatt offentlighet]"
DRAFT = "UTKAST"
HEADING = "Notat"
PROCESS = "prosess"
# A note that says no date gets the first day a zip archive can hold.
NO_DATE = date(1980, 1, 1)

# Signs on a line of a table; the most a column of text asks for; a word of letters longer than this is hyphenated;
# other words are cut at this length.
_LINE = 88
_LONGEST = 46
_HYPHENATED = 12
_CUT = 26

_FOOTNOTE = re.compile(r"\[\^(\d{1,3})\]")
_LONG_DATE = re.compile(rf"(\d{{1,2}})\.\s*({'|'.join(MONTHS)})\s+(\d{{4}})")
_NUMERIC_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `mark` is the owner's letter when it is a secret shown; `footnote` stands after the text."""

    text: str
    mark: str = ""
    hidden: bool = False
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
    """A block as set: kind text, subheading, quote (one `pieces`), list (`items`) or table (`rows`).

    `leads` says that it ends in a colon and must stay on the page where what it announces begins.
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
    """The whole note in reading order. `title_block` is (label, lines), each line its columns."""

    heading: str
    name: str
    short: str
    title_block: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
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
    marks = {} if filled.audience == "public" else owner_marks(filled)
    public = filled.audience == "public"
    chapters = [(section.key == PROCESS, _chapter(section, marks, public)) for section in filled.sections]
    title = _plain(f"{filled.method_id}: {filled.title}")
    return Contents(
        heading=HEADING,
        name=clean(f"{filled.method_id}: {filled.title}"),
        short=clean(filled.method_id),
        title_block=tuple(_title_block(filled.header)),
        title=title,
        chapters=tuple(chapter for process, chapter in chapters if not process),
        signatures=tuple((_plain(name), _plain(role)) for name, role in filled.signatures),
        process=tuple(chapter for process, chapter in chapters if process),
        draft=DRAFT if filled.draft else "",
        marking=_plain(filled.marking),
        legend=() if public else _legend(filled, marks),
        dated=note_date(filled.header),
    )


def note_date(header: tuple[tuple[str, str], ...]) -> date:
    """The date that the row «Dato» says («14. mai 2025» or «14.05.2025»); 1 January 1980 when it says none."""
    for label, value in header:
        if label.strip().rstrip(":").lower() != "dato":
            continue
        long, numeric = _LONG_DATE.search(value), _NUMERIC_DATE.search(value)
        try:
            if long:
                return date(int(long[3]), MONTHS.index(long[2]) + 1, int(long[1]))
            if numeric:
                return date(int(numeric[3]), int(numeric[2]), int(numeric[1]))
        except ValueError:
            return NO_DATE
    return NO_DATE


def owner_marks(filled: FilledNote) -> dict[str, str]:
    """Each owner's letter: as the legend says (letter, owner), else A, B, C … in the order they are met."""
    given = {owner: mark for mark, owner in filled.legend if len(mark) <= 2}
    met = [name for name, _ in filled.legend if len(name) > 2]
    met += [span.owner for span in _spans(filled) if span.owner]
    for owner in dict.fromkeys(met):
        if owner not in given:
            given[owner] = _letter(len(given))
    return given


def _letter(index: int) -> str:
    return (_letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _legend(filled: FilledNote, marks: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    said = {name: text for name, text in filled.legend if len(name) > 2}
    return tuple(
        (mark, _plain(f"{owner}: {said[owner]}" if said.get(owner) else owner)) for owner, mark in marks.items()
    )


def _spans(filled: FilledNote) -> Iterable[Span]:
    for section in filled.sections:
        for block in section.blocks:
            yield from block.caption
            for row in block.rows:
                for cell in row:
                    yield from cell
            for note in block.footnotes:
                yield from note


def _title_block(header: tuple[tuple[str, str], ...]) -> Iterable[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Rows with the same label, or none, stand under each other; a tab or two spaces in a line makes a column."""
    rows: list[tuple[str, list[tuple[str, ...]]]] = []
    for label, value in header:
        name = _plain(label).strip().rstrip(":")
        lines = [
            tuple(_plain(column) for column in re.split(r"\t+| {2,}", line.strip()) if column.strip())
            for line in value.splitlines()
        ]
        if rows and name in ("", rows[-1][0]):
            rows[-1][1].extend(line for line in lines if line)
        else:
            rows.append((name, [line for line in lines if line]))
    for name, kept in rows:
        yield (f"{name}:" if name else ""), tuple(kept)


def _chapter(section: FilledSection, marks: Mapping[str, str], public: bool) -> Chapter:
    parts: list[Part] = []
    items: list[Item] = []
    for block in section.blocks:
        if block.kind in ("bullet", "numbered"):
            _add_item(items, block, marks, public)
            continue
        if items:
            parts.append(Part("list", items=tuple(items)))
            items = []
        parts.append(_part(block, marks, public))
    if items:
        parts.append(Part("list", items=tuple(items)))
    led = [replace(part, leads=_leads(part, after)) for part, after in zip(parts, [*parts[1:], None], strict=True)]
    return Chapter(_plain(section.title), tuple(led))


def _leads(part: Part, after: Part | None) -> bool:
    text = "".join(piece.text for piece in part.pieces).rstrip()
    return part.kind == "text" and after is not None and text.endswith(":")


def _add_item(items: list[Item], block: FilledBlock, marks: Mapping[str, str], public: bool) -> None:
    """A numbered item takes the next number; a bullet after a numbered item stands under it."""
    pieces = _cell(block, marks, public)
    last = items[-1] if items else None
    if block.kind == "numbered":
        items.append(Item(1 + max((item.number for item in items), default=0), pieces))
    elif last and last.number:
        items[-1] = Item(last.number, last.pieces, (*last.children, pieces))
    else:
        items.append(Item(0, pieces))


def _part(block: FilledBlock, marks: Mapping[str, str], public: bool) -> Part:
    if block.kind != "table":
        return Part(block.kind, pieces=_cell(block, marks, public))
    rows = tuple(tuple(_pieces(cell, (), marks, public) for cell in row) for row in block.rows)
    breadth = max((len(row) for row in rows), default=0)
    full = tuple(row + ((),) * (breadth - len(row)) for row in rows)
    widths, size = _widths(full)
    return Part(
        "table",
        rows=full,
        caption=_pieces(block.caption, block.footnotes, marks, public),
        heading=block.heading and len(full) > 1,
        numeric=tuple(column for column in block.numeric_columns if column < breadth),
        widths=widths,
        size=size,
    )


def _cell(block: FilledBlock, marks: Mapping[str, str], public: bool) -> Pieces:
    spans = tuple(span for row in block.rows for cell in row for span in cell)
    return _pieces(spans, block.footnotes, marks, public)


def _widths(rows: tuple[tuple[Pieces, ...], ...]) -> tuple[tuple[int, ...], int]:
    """Relative column widths in signs, and the size of the text in per cent. Only what is printed counts.

    Every column has room for its longest number or (hyphenated) word; what is left goes to the columns with long text.
    When even that is too wide for the page, the text is set smaller.
    """
    columns = [
        ["".join(piece.text + piece.mark for piece in pieces) for pieces in column]
        for column in zip(*rows, strict=True)
    ]
    least = [max([4, *(_breadth(word) for text in texts for word in text.split(" "))]) for texts in columns]
    wanted = [
        max(low, *(min(len(text) + 1, _LONGEST) for text in texts)) for low, texts in zip(least, columns, strict=True)
    ]
    room = _LINE - 2 * len(columns)
    size = max(60, min(100, 100 * room // max(1, sum(least))))
    if sum(wanted) <= room or sum(least) >= room:
        return tuple(wanted if sum(wanted) <= room else least), size
    spare, asked = room - sum(least), sum(wanted) - sum(least)
    return tuple(low + spare * (want - low) // asked for low, want in zip(least, wanted, strict=True)), size


def _breadth(word: str) -> int:
    """The room a word needs on one line, in signs; long words of letters can be hyphenated, addresses cut."""
    if word.isalpha() and len(word) > _HYPHENATED:
        return _HYPHENATED + 1
    return min(len(word) + 1, _CUT)


def _plain(text: str) -> str:
    return bound_runs([(clean(text), False)])[0]


def _pieces(spans: Spans, footnotes: tuple[Spans, ...], marks: Mapping[str, str], public: bool) -> Pieces:
    """The spans as pieces, each footnote after the text that calls it; one that nothing calls stands at the end."""
    for span in spans:
        if public and span.owner and not span.hidden:
            raise ValueError("a public note holds a value that has an owner")
    texts = [HIDDEN if span.hidden else clean(span.text) for span in spans]
    printed = bound_runs([(text, span.value and not span.hidden) for text, span in zip(texts, spans, strict=True)])
    found: list[Piece] = []
    called: set[int] = set()
    for text, span in zip(printed, spans, strict=True):
        if span.hidden or span.value:
            mark = "" if span.hidden else marks.get(span.owner, "")
            found.append(Piece(HIDDEN if span.hidden else text, mark, span.hidden))
            continue
        found += _with_footnotes(text, footnotes, called, marks, public)
    for index, footnote in enumerate(footnotes, start=1):
        if index not in called:
            found.append(Piece("", footnote=_pieces(footnote, (), marks, public)))
    return tuple(piece for piece in found if piece.text or piece.footnote)


def _with_footnotes(
    text: str, footnotes: tuple[Spans, ...], called: set[int], marks: Mapping[str, str], public: bool
) -> Iterable[Piece]:
    at = 0
    for match in _FOOTNOTE.finditer(text):
        number = int(match[1])
        if not 0 < number <= len(footnotes) or number in called:
            continue
        called.add(number)
        yield Piece(text[at : match.start()], footnote=_pieces(footnotes[number - 1], (), marks, public))
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])
