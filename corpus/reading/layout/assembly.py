"""Sheets to blocks (headings, paragraphs, tables, footnotes), and blocks to pages, parts and tables.

In `Page.text` blocks stand in reading order with a blank line between; a table row is one line, its cells parted by
tabs; footnotes stand last as lines «[^n]: …». `Part.text` is the same without footnotes, over page breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from corpus.documents import Page, Part, Table
from corpus.reading.layout.holes import Holes, holes_in
from corpus.reading.layout.lines import (
    Flow,
    Furniture,
    body_size,
    flows,
    furniture,
    joined,
    line_pitch,
    line_text,
    lines_of,
    split_footnotes,
    starts_paragraph,
    vocabulary_of,
)
from corpus.reading.layout.regions import CAPTION, Region
from corpus.reading.layout.sheets import HYPHEN, Line, Sheet
from corpus.reading.layout.tables import find_tables, join_split

BlockKind = Literal["heading", "paragraph", "table", "caption"]
NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d_])")
TOC_LINE = re.compile(r"(?:\s?[.…_]){4,}\s*\d{1,4}$|\.{3,}$")
TOC_TITLE = re.compile(r"^(?:innholdsfortegnelse|innhold|table of contents)$", re.I)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that is read as one; `level` is a heading's depth, `number` its printed number."""

    kind: BlockKind
    text: str
    page: int
    level: int = 0
    number: str = ""
    open: bool = False


@dataclass(slots=True)
class _Body:
    """One page on its way: lines of the body, footnotes and furniture."""

    sheet: Sheet
    edges: Furniture
    flows: list[Flow]
    notes: dict[str, str]
    known: set[str]
    holes: Holes = field(default_factory=Holes)

    @property
    def lines(self) -> list[Line]:
        return [line for flow in self.flows for line in flow.lines]


@dataclass(frozen=True, slots=True)
class Read:
    """What came out of the sheets."""

    pages: tuple[Page, ...]
    parts: tuple[Part, ...]
    tables: tuple[Table, ...]
    warnings: tuple[str, ...] = ()


def assemble(sheets: Sequence[Sheet]) -> Read:
    """Pages, parts and tables of a document given as Sheets."""
    lines = [lines_of(sheet.words) for sheet in sheets]
    edges = furniture(sheets, lines)
    usual = body_size(line for page in lines for line in page)
    vocabulary = vocabulary_of(line.text for page in lines for line in page)
    bodies = _bodies(sheets, lines, edges, usual)
    pitch = line_pitch([line for body in bodies for line in body.lines])
    blocks: list[list[Block]] = []
    regions: list[tuple[int, Region, bool, bool]] = []
    contents = False
    for body in bodies:
        found = find_tables(_without_furniture(body), body.lines, vocabulary)
        page_blocks = _page_blocks(body, found, usual, pitch, vocabulary)
        page_blocks, contents = _without_contents(page_blocks, contents)
        blocks.append(page_blocks)
        for region in found:
            others = [line for line in body.lines if not any(word in region.words for word in line.words)]
            regions.append(
                (
                    body.sheet.number,
                    region,
                    not any(line.y < region.top for line in others),
                    not any(line.y > region.bottom for line in others),
                )
            )
    pages = tuple(_page(body, page_blocks) for body, page_blocks in zip(bodies, blocks, strict=True))
    plain = [
        replace(block, text=body.holes.without(block.text))
        for body, page_blocks in zip(bodies, blocks, strict=True)
        for block in page_blocks
    ]
    return Read(pages, parts_of(plain, vocabulary), tuple(join_split(regions)))


def _bodies(
    sheets: Sequence[Sheet], lines: Sequence[Sequence[Line]], edges: Sequence[Furniture], usual: float
) -> list[_Body]:
    """The pages without furniture, footnotes apart; a footnote may stand on the page after its mark."""
    bodies: list[_Body] = []
    waiting: set[str] = set()
    for sheet, page, edge in zip(sheets, lines, edges, strict=True):
        inside = [line for line in page if edge.top < line.y < edge.bottom + 0.01]
        kept, notes = split_footnotes(inside, usual, sheet.height, waiting)
        marks = {word.text for line in kept for word in line.words if word.mark}
        if bodies:
            bodies[-1].known |= (set(notes) - marks) & waiting
        bodies.append(_Body(sheet, edge, flows(kept, sheet.width), notes, set(notes)))
        waiting = marks - set(notes)
    return bodies


def _without_furniture(body: _Body) -> Sheet:
    low, high = body.edges.top - 2, body.edges.bottom + 4
    if not body.lines:
        return replace(body.sheet, across=(), down=())
    across = tuple(box for box in body.sheet.across if low < box.top < high)
    return replace(body.sheet, across=across)


def _page_blocks(
    body: _Body, tables: Sequence[Region], usual: float, pitch: float, vocabulary: Mapping[str, int]
) -> list[Block]:
    taken = {word: place for place, region in enumerate(tables) for word in region.words}
    blocks: list[Block] = []
    printed: set[int] = set()
    for flow in body.flows:
        run: list[Line] = []
        for line in [*flow.lines, None]:
            owner = next((taken[word] for word in line.words if word in taken), None) if line else None
            step = pitch * max(1.0, line.size / usual) if line else 0.0
            if line and run and owner is None and not starts_paragraph(run[-1], line, flow.right, step):
                run.append(line)
                continue
            if run:
                blocks.append(_block(run, body, usual, vocabulary, flow.right if line else -flow.right))
            run = [line] if line and owner is None else []
            if owner is not None and owner not in printed:
                printed.add(owner)
                blocks += _table_blocks(tables[owner], body.sheet.number)
    return blocks


def _table_blocks(region: Region, page: int) -> list[Block]:
    rows = "\n".join("\t".join(row) for row in region.rows)
    caption = f"Tabell {region.number}: {region.caption}" if region.number else ""
    return [*([Block("caption", caption, page)] if caption else []), Block("table", rows, page)]


def _block(lines: Sequence[Line], body: _Body, usual: float, vocabulary: Mapping[str, int], edge: float) -> Block:
    """The lines as one block; `edge` is the right edge of their flow, negative for its last block, which may go on."""
    last, edge = edge < 0, abs(edge)
    text = joined([line_text(line, body.known) for line in lines], vocabulary)
    page = body.sheet.number
    marked = _marked_text(lines, body, vocabulary, edge)
    first = lines[0]
    prominent = first.size > 1.08 * usual or first.bold
    numbered = NUMBERED.match(text)
    if (
        prominent
        and len(text) < 200
        and len(lines) < 4
        and not CAPTION.match(text)
        and text[-1:] not in ".:;,"
        and re.search(r"[^\W\d_]", text)
    ):
        if numbered:
            return Block("heading", text, page, numbered[1].count(".") + 1, numbered[1])
        return Block("heading", text, page, 1 if first.size > 1.3 * usual else 2)
    if CAPTION.match(text):
        return Block("caption", text, page)
    unfinished = last and (lines[-1].x1 > 0.8 * edge or text[-1:] not in ".:;!?»”")
    return Block("paragraph", marked or text, page, open=unfinished)


def _marked_text(lines: Sequence[Line], body: _Body, vocabulary: Mapping[str, int], edge: float) -> str:
    """The text with a mark at every hole; "" when there is none."""
    dark = [box for box in body.sheet.boxes if box.dark]
    found = holes_in(lines, dark, edge)
    if not found:
        return ""
    texts = []
    for place, line in enumerate(lines):
        signs = {
            number: body.holes.mark(kind, _word_text(line, number), _word_text(line, number + 1), width)
            for (at, number), (kind, width) in found.items()
            if at == place
        }
        texts.append(line_text(line, body.known, signs))
    return joined(texts, vocabulary)


def _word_text(line: Line, number: int) -> str:
    return line.words[number].text if 0 <= number < len(line.words) else ""


def _without_contents(blocks: Sequence[Block], inside: bool) -> tuple[list[Block], bool]:
    """The blocks without the table of contents; `inside` says that the page before ended within it."""
    kept: list[Block] = []
    for block in blocks:
        if TOC_TITLE.match(block.text):
            inside = True
            continue
        if inside and block.kind == "heading" and not re.search(r"\d$", block.text):
            inside = False
        end = block.text[-80:]  # what a line of contents ends in; a long paragraph need not be searched
        entry = TOC_LINE.search(end) or (inside and re.search(r"\s\d{1,4}$", end))
        if (block.kind != "table" and entry) or (inside and block.kind == "table"):
            continue
        inside = inside and not kept
        kept.append(block)
    return kept, inside


def _page(body: _Body, blocks: Sequence[Block]) -> Page:
    notes = [f"[^{mark}]: {text}" for mark, text in body.notes.items()]
    text, gaps = body.holes.taken_out("\n\n".join([*(block.text for block in blocks), *notes]))
    printed = tuple(line.text.replace(HYPHEN, "-") for line in body.lines)
    image_only = _is_picture(body)
    return Page(
        body.sheet.number, text, image_only, False, body.edges.header, body.edges.footer, lines=printed, gaps=gaps
    )


def _is_picture(body: _Body) -> bool:
    """Whether the page shows a picture and no text but header and footer."""
    sheet = body.sheet
    large = any((box.x1 - box.x0) * (box.bottom - box.top) > 0.3 * sheet.width * sheet.height for box in sheet.pictures)
    return not body.lines and large


def parts_of(blocks: Iterable[Block], vocabulary: Mapping[str, int] = MappingProxyType({})) -> tuple[Part, ...]:
    """Headed parts: a part ends where the next heading stands; text before the first heading has an empty title."""
    parts: list[Part] = []
    title = Block("heading", "", 1, 1)
    texts: list[str] = []
    unfinished = False
    for block in blocks:
        if block.kind == "heading":
            _close(parts, title, texts)
            title, texts, unfinished = block, [], False
        elif unfinished and block.kind == "paragraph" and texts and block.text[:1].islower():
            texts[-1] = joined([texts[-1], block.text], vocabulary)
            unfinished = block.open
        else:
            texts.append(block.text)
            unfinished = block.open
    _close(parts, title, texts)
    return tuple(parts)


def heading_number(title: str) -> str:
    """«4.2» of «4.2 Kostnader»; "" when the heading has no number."""
    match = NUMBERED.match(title)
    return match[1] if match else ""


def _close(parts: list[Part], title: Block, texts: Sequence[str]) -> None:
    if title.text or texts:
        parts.append(Part(_part_key(title), NUMBERED.sub("", title.text), title.page, "\n\n".join(texts), title.level))


def _part_key(title: Block) -> str:
    """«4.2» for a numbered heading, else its title in lower-case ASCII with underscores."""
    if title.number:
        return title.number
    plain = title.text.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a").replace("é", "e")
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
