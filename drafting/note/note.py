"""Section and Note: paragraphs with slots, tables, sources. Slots are parsed and filled here only.

A slot is `{{key}}` or `{{key|form}}`; the key names a figure, a fact (`fact.patients.now`) or a field of the case
(`case.note_date`). Filling takes what an audience may see and gives spans; nothing after it can see a hidden value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from corpus.documents import Source
from drafting.findings import Finding

BlockKind = Literal["text", "subheading", "bullet", "numbered", "quote"]
Writer = Literal["composer", "model", "human"]

SLOT = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*(?:\|\s*([a-z_]+)\s*)?\}\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value: `key` as in `Figure.key`, `form` how it is shown («» as is, «om_lag» nearest 100)."""

    key: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with slots. `footnotes` are printed at the foot of the page where `[^1]` … stand.

    `writer` says who wrote it in a section of several hands; None where the section's writer wrote it all. `base` is
    the composer's text that a model's paragraph is a rewriting of; it stands as long as the composer still says that.
    """

    text: str
    kind: BlockKind = "text"
    sources: tuple[Source, ...] = ()
    footnotes: tuple[str, ...] = ()
    writer: Writer | None = None
    base: str = ""


@dataclass(frozen=True, slots=True)
class NoteTable:
    """A table of the note; cells are text with slots. `heading` says that the first row is a header row."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    heading: bool = True
    numeric_columns: tuple[int, ...] = ()
    sources: tuple[Source, ...] = ()


Block: TypeAlias = Paragraph | NoteTable


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the note, in house order. `key` is stable: «bakgrunn», «pristilbud» …"""

    key: str
    title: str
    blocks: tuple[Block, ...]
    writer: Writer = "composer"
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The section's text with slots, blocks joined by blank lines; table cells joined by tabs."""
        return "\n\n".join(
            "\n".join("\t".join(row) for row in block.rows) if isinstance(block, NoteTable) else block.text
            for block in self.blocks
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(source for block in self.blocks for source in block.sources))


@dataclass(frozen=True, slots=True)
class Note:
    """A whole note: the title block as rows, the sections, the signatures, the process table as the last section."""

    method_id: str
    title: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    signatures: tuple[tuple[str, str], ...] = ()

    def section(self, key: str) -> Section:
        """The section with that key. Raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of finished text. `value` when it came from a slot; `owner` names whose secret it is (internal only)."""

    text: str
    value: bool = False
    owner: str = ""
    hidden: bool = False


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """A paragraph (one row, one cell) or a table, with its slots filled for one audience."""

    kind: BlockKind | Literal["table"]
    rows: tuple[tuple[Spans, ...], ...]
    caption: Spans = ()
    heading: bool = False
    numeric_columns: tuple[int, ...] = ()
    footnotes: tuple[Spans, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledSection:
    key: str
    title: str
    blocks: tuple[FilledBlock, ...]


@dataclass(frozen=True, slots=True)
class FilledNote:
    """A note for one audience: what export may see. A public one holds no secret value anywhere."""

    audience: Literal["internal", "public"]
    method_id: str
    title: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[FilledSection, ...]
    signatures: tuple[tuple[str, str], ...]
    draft: bool = True
    marking: str = ""
    legend: tuple[tuple[str, str], ...] = field(default=())


# What an audience sees in each slot: given by `confidentiality.audience`.
Shown: TypeAlias = Mapping[Slot, Span]


def parse(text: str) -> Iterator[str | Slot]:
    """The text cut at its slots: plain text and `Slot`s in turn. Never raises: what is no slot is text."""
    end = 0
    for match in SLOT.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield Slot(match[1], match[2] or "")
        end = match.end()
    if end < len(text):
        yield text[end:]


def slots(section: Section) -> tuple[Slot, ...]:
    """Every slot of a section, in order, repeated as it stands."""
    return tuple(piece for text in texts(section) for piece in parse(text) if isinstance(piece, Slot))


def texts(section: Section) -> Iterator[str]:
    """Every piece of text of a section that can hold a slot: paragraphs, footnotes, captions, cells."""
    for block in section.blocks:
        if isinstance(block, NoteTable):
            yield block.caption
            for row in block.rows:
                yield from row
        else:
            yield block.text
            yield from block.footnotes


def with_texts(block: Block, change: Callable[[str], str]) -> Block:
    """The block with each of its texts that can hold a slot changed."""
    if isinstance(block, Paragraph):
        return replace(block, text=change(block.text), footnotes=tuple(change(note) for note in block.footnotes))
    rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
    return replace(block, rows=rows, caption=change(block.caption))


def fill(text: str, shown: Shown) -> Spans:
    """The text with its slots filled. Raises KeyError naming a slot that `shown` does not hold."""
    spans: list[Span] = []
    for piece in parse(text):
        if isinstance(piece, str) and piece.startswith(".") and spans and spans[-1].text.endswith("."):
            piece = piece[1:]  # noqa: PLW2901 (a value that ends in a full stop, «B.V.», ends the sentence as well)
        span = shown[piece] if isinstance(piece, Slot) else Span(piece)
        if span.text or isinstance(piece, Slot):
            spans.append(span)
    return tuple(spans)


def filled_section(section: Section, shown: Shown) -> FilledSection:
    """The section with every slot filled for the audience that `shown` was made for."""
    return FilledSection(section.key, section.title, tuple(_filled(block, shown) for block in section.blocks))


def _filled(block: Block, shown: Shown) -> FilledBlock:
    if isinstance(block, Paragraph):
        return FilledBlock(
            block.kind, ((fill(block.text, shown),),), footnotes=tuple(fill(note, shown) for note in block.footnotes)
        )
    return FilledBlock(
        "table",
        tuple(tuple(fill(cell, shown) for cell in row) for row in block.rows),
        fill(block.caption, shown),
        block.heading,
        block.numeric_columns,
    )
