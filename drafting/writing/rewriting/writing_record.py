"""What is kept of how a note was written. A record holds never a text that a model wrote, never a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from drafting.note.note import Note, Paragraph, Section, Writer


@dataclass(frozen=True, slots=True)
class ParagraphRecord:
    """Who wrote a paragraph, after how many tries, and the codes of what was found in each refused try.

    `chosen`: the model wrote none of its words, but chose among approved sentences.
    """

    id: str
    writer: Writer
    attempts: int
    findings: tuple[str, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """How one section was written.

    Attributes:
        prompts: name → SHA-256 of each prompt file in force.
        failure: why the model did not write, in bokmål; empty when it did.
        left_out: what the model was not given.
    """

    key: str
    model: str
    prompts: dict[str, str]
    seed: int
    temperature: float
    context: int
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    failure: str = ""
    left_out: tuple[str, ...] = ()
    paragraphs: tuple[ParagraphRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """One section with the model's paragraphs where they held, and how it went.

    `reasons` says for each paragraph that was refused why its last try was, in bokmål. It is for the screen, never for
    the record: a reason may name a word that the model wrote. `unchecked` holds those of the refused paragraphs that a
    person may be shown, with the reasons against that very text; no draft is ever made of them.
    """

    section: Section
    record: SectionRecord
    reasons: Mapping[str, tuple[str, ...]]
    unchecked: Mapping[str, Paragraph] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The note, and for each section how it was written."""

    note: Note
    record: tuple[SectionRecord, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """What a page shows while a note is written; comes from the thread that writes the section.

    `done` and `total` count sections at «started» and «done», and paragraphs that hold at «asked» and «checked».
    """

    section: str
    event: Literal["started", "asked", "text", "checked", "done"]
    text: str = field(default="", repr=False)
    done: int = 0
    total: int = 0
    attempt: int = 0
