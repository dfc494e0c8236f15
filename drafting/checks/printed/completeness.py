"""What a note lacks: sections, and quantities that were hidden from the public."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.notes.house_sections import HOUSE_SECTIONS
from corpus.notes.note import PriceNote
from drafting.findings import Finding


def missing_sections(note: PriceNote) -> Iterator[Finding]:
    """Sections that every note has."""
    keys = {section.key for section in note.sections}
    for section in HOUSE_SECTIONS:
        if not section.needs and section.key not in keys:
            yield Finding("P010", "warning", section.key, f"Fant ikke avsnittet «{section.heading}».")


def blanks(note: PriceNote) -> Iterator[Finding]:
    """What was hidden from the public: information, not a fault."""
    for blank in note.blanks:
        message = f"Sladdet mellom «{blank.before}» og «{blank.after}»."
        yield Finding("P011", "info", blank.section, message)
