"""Two notes in one form, so that they can be compared: the human's as read, the draft's as one audience reads it.

What is hidden from the public is one sign in both, `BLANK`, whether the human's version shows a hole, a black box or
«[unntatt offentlighet]»; footnote marks and links are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Document
from corpus.notes.blanks import MARKS
from corpus.notes.note import PriceNote
from drafting.confidentiality.hiding.audience import INTERNAL, PUBLIC, Audience
from drafting.note.note import FilledBlock, FilledNote, Spans

BLANK = "▢"
FOOTNOTE = re.compile(r"\[\^\d+\]:?")
URL = re.compile(r"(?:Lenke:\s*)?https?://\S+")
HEADING = re.compile(r"^\s*Bakgrunn\s*$", re.MULTILINE)
SECRET_HEADER = re.compile(r"(?<!\[)unntatt\s+offentlighet", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section as paragraphs; a table is a paragraph of lines with tabs between the cells."""

    key: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def tables(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """The tables as rows of cells."""
        return tuple(
            tuple(tuple(cell.strip() for cell in line.split("\t")) for line in part.split("\n"))
            for part in self.paragraphs
            if "\t" in part
        )


@dataclass(frozen=True, slots=True)
class NoteText:
    """A whole note in the form that is compared."""

    sections: tuple[SectionText, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(section.text for section in self.sections)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(section.key for section in self.sections)

    def section(self, key: str) -> SectionText | None:
        return next((section for section in self.sections if section.key == key), None)


def audience_of(document: Document) -> Audience:
    """Whom a human's note was for: internal when its header, before «Bakgrunn», says «Unntatt offentlighet»."""
    first = document.pages[0] if document.pages else None
    head = f"{first.header}\n{HEADING.split(first.text, maxsplit=1)[0][:3000]}\n{first.footer}" if first else ""
    return INTERNAL if SECRET_HEADER.search(head) else PUBLIC


def human_text(note: PriceNote) -> NoteText:
    """A note that was read, in the form that is compared."""
    return NoteText(
        tuple(SectionText(part.key, part.title, tuple(_paragraphs(part.text.split("\n\n")))) for part in note.sections)
    )


def draft_text(filled: FilledNote) -> NoteText:
    """A draft as its audience reads it, in the same form."""
    return NoteText(
        tuple(
            SectionText(
                section.key,
                section.title,
                tuple(_paragraphs(text for block in section.blocks for text in _block_texts(block))),
            )
            for section in filled.sections
        )
    )


def _block_texts(block: FilledBlock) -> Iterator[str]:
    yield _plain(block.caption)
    yield "\n".join("\t".join(_plain(cell) for cell in row) for row in block.rows)
    yield from (_plain(footnote) for footnote in block.footnotes)


def _plain(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _paragraphs(texts: Iterator[str] | list[str]) -> Iterator[str]:
    for text in texts:
        bare = URL.sub("", FOOTNOTE.sub("", MARKS.sub(BLANK, text)))
        lines = [re.sub(r"[ \u00a0\u202f]+", " ", line).strip(" ") for line in bare.split("\n")]
        if any(line.strip() for line in lines):
            yield "\n".join(lines)
