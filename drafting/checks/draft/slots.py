"""Slots: every one can be filled (N001), no unit comes twice after one (N015), none stops a sentence (N004)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from drafting.calculations.graph.figures import Figure
from drafting.calculations.threshold import unreached
from drafting.case.case import Case
from drafting.findings import Finding
from drafting.note.case_paths import case_value
from drafting.note.note import SLOT, Section, Slot, slots, texts

if TYPE_CHECKING:
    from drafting.facts import Facts

FORMS = frozenset({"", "om_lag", "whole", "value", "long"})
# Fields of the case that stand inside sentences.
IN_SENTENCES = frozenset({"patients.statement", "comparator.name", "agreement.site", "product.substance"})
# What looks like the beginning of a slot and is none: a slip of the keyboard that would be printed as it stands.
BROKEN = re.compile(r"\{\{|\}\}")
UNITS = frozenset({"NOK", "%", "år", "dager", "pakninger", "QALY"})


def slot_findings(
    section: Section, case: Case, figures: Mapping[str, Figure], facts: Facts | None
) -> Iterator[Finding]:
    """N001 for each slot that nothing fills, has an unknown form, or is not closed; N015 for «NOK NOK»."""
    for slot in dict.fromkeys(slots(section)):
        if slot.form not in FORMS:
            message = f"Ukjent form «{slot.form}» i feltet {slot.key}. Bruk om_lag, whole, value eller long."
            yield Finding("N001", "error", section.key, message)
        if not fillable(slot, case, figures, facts):
            message = f"Feltet {slot.key} finnes ikke i saken. Rett navnet, eller fyll inn det som mangler."
            yield Finding("N001", "error", section.key, message)
    for text in texts(section):
        if BROKEN.search(SLOT.sub("", text)):
            message = "Et felt er ikke skrevet riktig. Skriv det som {{nøkkel}} eller {{nøkkel|form}}."
            yield Finding("N001", "error", section.key, message)
        yield from _double_units(section, text, figures)
        yield from _stops_inside(section, text, case)


def fillable(slot: Slot, case: Case, figures: Mapping[str, Figure], facts: Facts | None) -> bool:
    """Whether a slot names a figure, a fact or a filled field of the case."""
    kind, _, rest = slot.key.partition(".")
    if kind == "fact":
        return facts is not None and facts.get(rest) is not None
    if kind == "case":
        return case_value(case, rest) is not None
    return slot.key in figures or slot.key in unreached(figures)


def _double_units(section: Section, text: str, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    for match in SLOT.finditer(text):
        figure = figures.get(match[1])
        after = text[match.end() :].split(maxsplit=1)[:1]
        unit = after[0].strip(".,;:") if after else ""
        if figure and match[2] != "value" and unit in UNITS and figure.unit.split("/")[0] == unit:
            message = f"Enheten «{unit}» blir skrevet to ganger etter feltet {match[1]}. Ta den bort i teksten."
            yield Finding("N015", "warning", section.key, message)


def _stops_inside(section: Section, text: str, case: Case) -> Iterator[Finding]:
    """N004 where a field of the case ends in a full stop and the sentence goes on."""
    for match in SLOT.finditer(text):
        if match[1].removeprefix("case.") not in IN_SENTENCES:
            continue
        value = case_value(case, match[1].removeprefix("case."))
        if isinstance(value, str) and value.endswith((".", "!", "?")) and text[match.end() :].strip():
            message = f"{match[1].removeprefix('case.')} slutter med punktum, men står inne i en setning. Ta det bort."
            yield Finding("N004", "warning", section.key, message)
