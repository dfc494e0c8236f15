"""What a note lacks: sections, and quantities that were hidden from the public."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.notes.note import PriceNote
from drafting.findings import Finding

REQUIRED = (
    "bakgrunn",
    "pristilbud",
    "kostnadseffektivitet",
    "budsjettkonsekvenser",
    "anskaffelse",
    "andre_land",
    "oppsummering",
    "prosess",
)


def missing_sections(note: PriceNote) -> Iterator[Finding]:
    """Sections that every note has."""
    keys = {section.key for section in note.sections}
    for key in REQUIRED:
        if key not in keys:
            yield Finding("P010", "warning", key, f"Fant ikke avsnittet «{key}».")


def blanks(note: PriceNote) -> Iterator[Finding]:
    """What was hidden from the public: information, not a fault."""
    for blank in note.blanks:
        message = f"Sladdet mellom «{blank.before}» og «{blank.after}»."
        yield Finding("P011", "info", blank.section, message)
