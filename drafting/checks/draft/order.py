"""N014: sections that are missing, empty, unknown or out of house order."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.case.case import Case
from drafting.findings import Finding
from drafting.note.note import Note, texts

# Source: docs/field.md, «Section order of a note». «avtaleverk» stands only where the case has an agreement.
HOUSE_ORDER = (
    "bakgrunn",
    "pristilbud",
    "kostnadseffektivitet",
    "budsjettkonsekvenser",
    "avtaleverk",
    "anskaffelse",
    "andre_land",
    "oppsummering",
    "prosess",
)


def order_findings(note: Note, case: Case) -> Iterator[Finding]:
    """One N014 per section that is missing, empty or in the wrong place."""
    keys = [section.key for section in note.sections]
    called_for = [key for key in HOUSE_ORDER if key != "avtaleverk" or case.agreement is not None]
    for key in called_for:
        if key not in keys:
            yield Finding("N014", "error", key, f"Avsnittet {key} mangler i notatet.")
    for section in note.sections:
        if not any(text.strip() for text in texts(section)):
            yield Finding("N014", "error", section.key, f"Avsnittet «{section.title}» er tomt.")
        if section.key not in called_for:
            yield Finding("N014", "warning", section.key, f"Saken har ikke noe avsnitt «{section.title}».")
    if [key for key in keys if key in HOUSE_ORDER] != [key for key in HOUSE_ORDER if key in keys]:
        yield Finding("N014", "warning", "notat", "Avsnittene står ikke i husets rekkefølge.")
