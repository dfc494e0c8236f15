"""Writes a note without a model: every section from case, figures and the report, every number in a slot.

What is missing stands in the text as «[mangler: …]»; `drafting.checks` turns each such gap into a finding, so that a
section that somebody has edited since is judged as it now reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.bokmal.institutions import SYKEHUSINNKJOP
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.case.file import CaseFile
from drafting.note.note import Note, Section
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.outline import Plan, outline

if TYPE_CHECKING:
    from corpus.reports.report import Report
    from drafting.facts import Facts


def compose(
    case_file: CaseFile,
    figures: Mapping[str, Figure],
    facts: Facts | None,
    report: Report | None = None,
    phrases: Mapping[str, str] = MappingProxyType({}),
) -> Note:
    """The whole note in house order.

    Args:
        case_file: the case, validated.
        figures: as `calculate` gives them; what is absent becomes a visible gap.
        facts: what DMP's report says, or None.
        report: the report itself, or None. A report on another method is not used at all: that it is another one
            is a finding (F001), and its words in this note would be wrong.
        phrases: the house's accepted wordings of fixed sentences, by kind; the composer's own stand where it has none.

    Returns:
        A note whose numbers, dates and names are slots; sections that the case does not call for are left out.
    """
    case = case_file.case
    if facts is not None and not concerns(facts, case):
        facts = report = None
    material = Material(case_file, figures, facts, report, phrases)
    return Note(
        case.method_id,
        "{{case.title}}",
        _header(case),
        tuple(compose_section(plan, material) for plan in outline(case)),
        tuple((signature.name, signature.title) for signature in case.signatures),
    )


def concerns(facts: Facts, case: Case) -> bool:
    """Whether a report is about the method of the case: by its id, else by its substance, else taken to be."""
    for key, value in (("method_id", case.method_id), ("substance", case.product.substance)):
        if fact := facts.get(key):
            return fact.value.strip().casefold() == value.strip().casefold()
    return True


def compose_section(plan: Plan, material: Material) -> Section:
    """One section as the outline plans it."""
    return Section(plan.key, plan.title(material), plan.write(material))


def _header(case: Case) -> tuple[tuple[str, str], ...]:
    """Til (one row a recipient), Kopi, Fra, Dato."""
    recipients = [
        ", ".join(part for part in (recipient.organisation, f"{recipient.title} {recipient.name}".strip()) if part)
        for recipient in case.recipients
    ]
    to = tuple(("Til:" if place == 0 else "", line) for place, line in enumerate(recipients)) or (("Til:", ""),)
    return (
        *to,
        ("Kopi:", "Sekretariatet for Nye metoder"),
        ("Fra:", f"{SYKEHUSINNKJOP.full}, divisjon legemidler"),
        ("Dato:", "{{case.note_date|long}}"),
    )
