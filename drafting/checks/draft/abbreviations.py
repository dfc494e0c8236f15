"""N008: an abbreviation that is used before it is introduced as «full name (ABC)»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from corpus.bokmal.institutions import AGENCIES
from drafting.case.case import Case
from drafting.checks.draft.quotes import cut
from drafting.findings import Finding
from drafting.note.note import Note, NoteTable

# Abbreviations that a reader is owed the words for; what every reader of a note knows (RHF, AUP, NOK) is not here.
INTRODUCED: Mapping[str, str] = MappingProxyType(
    {
        **{agency.short: agency.full for agency in AGENCIES},
        "IKER": "inkrementell kostnadseffektivitetsratio",
        "QALY": "kvalitetsjusterte leveår",
        "APT": "absolutt prognosetap",
    }
)


def abbreviation_findings(note: Note, case: Case) -> Iterator[Finding]:
    """One N008 per abbreviation whose first use is not its introduction."""
    known = {re.escape(short): (short, full) for short, full in INTRODUCED.items()}
    known = {rf"\b{pattern}\b": names for pattern, names in known.items()}
    if case.product.abbreviation:
        known[r"\{\{case\.product\.abbreviation\}\}"] = (case.product.abbreviation, case.product.substance)
    lines = list(_lines(note))
    for pattern, (short, full) in known.items():
        uses = [(place, re.search(rf"\({pattern}\)", line)) for place, line in lines if re.search(pattern, line)]
        if uses and uses[0][1] is None:
            message = f"Forkortelsen {short} brukes før den er forklart. Skriv «{full} ({short})» første gang."
            yield Finding("N008", "warning", uses[0][0], message)


def _lines(note: Note) -> Iterator[tuple[str, str]]:
    """Every line of the note's own words, in reading order, with its section."""
    for section in note.sections:
        for block in section.blocks:
            cells = [cell for row in block.rows for cell in row] if isinstance(block, NoteTable) else [block.text]
            yield from ((section.key, cut(cell).outside) for cell in cells)
