"""N014: sections that are missing, empty, unknown or out of house order."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.notes.house_sections import HOUSE_ORDER
from drafting.case.case import Case
from drafting.findings import Finding
from drafting.note.note import Note, texts
from drafting.note.outline import called_for


def order_findings(note: Note, case: Case) -> Iterator[Finding]:
    """One N014 per section that is missing, empty or in the wrong place."""
    keys = [section.key for section in note.sections]
    needed = called_for(case)
    for key in needed:
        if key not in keys:
            yield Finding("N014", "error", key, f"Avsnittet {key} mangler i notatet.")
    for section in note.sections:
        if not any(text.strip() for text in texts(section)):
            yield Finding("N014", "error", section.key, f"Avsnittet «{section.title}» er tomt.")
        if section.key not in needed:
            yield Finding("N014", "warning", section.key, f"Saken har ikke noe avsnitt «{section.title}».")
    if [key for key in keys if key in HOUSE_ORDER] != [key for key in HOUSE_ORDER if key in keys]:
        yield Finding("N014", "warning", "notat", "Avsnittene står ikke i husets rekkefølge.")
