"""A whole note to its findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from corpus.bokmal.amounts import method_ids
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.case.file import CaseFile
from drafting.checks.draft.abbreviations import abbreviation_findings
from drafting.checks.draft.countries import country_findings
from drafting.checks.draft.digits import digit_findings
from drafting.checks.draft.gaps import gap_findings
from drafting.checks.draft.language import language_findings
from drafting.checks.draft.negotiated import negotiated_findings
from drafting.checks.draft.order import order_findings
from drafting.checks.draft.quotes import quote_findings
from drafting.checks.draft.slots import slot_findings
from drafting.checks.draft.whole_quotes import missing_quote_findings, whole_quote_findings
from drafting.findings import Finding
from drafting.note.note import Note, Section

if TYPE_CHECKING:
    from corpus.reports.report import Report
    from drafting.facts import Facts


def check_note(
    note: Note,
    case_file: CaseFile,
    figures: Mapping[str, Figure],
    facts: Facts | None,
    report: Report | None = None,
) -> tuple[Finding, ...]:
    """Everything that a reviewer should look at in a note, in reading order, each once.

    Args:
        note: as composed, written by a model, or edited by hand.
        case_file: the case it belongs to.
        figures: what slots may name.
        facts: what `fact.…` slots may name, or None.
        report: what quotations are held against, or None.

    Returns:
        Findings with the section's key as place; an `error` blocks publishing.
    """
    case = case_file.case
    found = [
        finding for section in note.sections for finding in check_section(section, case_file, figures, facts, report)
    ]
    found += [*order_findings(note, case), *abbreviation_findings(note, case), *country_findings(case)]
    found += [*_case(case, report), *missing_quote_findings(note.sections, report)]
    place = {section.key: n for n, section in enumerate(note.sections)}
    return tuple(dict.fromkeys(sorted(found, key=lambda finding: place.get(finding.place, len(place)))))


def check_section(
    section: Section,
    case_file: CaseFile,
    figures: Mapping[str, Figure],
    facts: Facts | None,
    report: Report | None = None,
) -> tuple[Finding, ...]:
    """What can be seen from one section alone."""
    return (
        *slot_findings(section, case_file.case, figures, facts),
        *digit_findings(section, case_file.hash),
        *gap_findings(section),
        *quote_findings(section),
        *whole_quote_findings(section, report, facts, case_file.hash),
        *language_findings(section),
        *negotiated_findings(section),
    )


def _earlier(report: Report | None) -> Iterator[Finding]:
    """N013: no earlier decisions in the case, though the report tells of other methods, or there is none to ask."""
    message = "Saksfilen har ingen tidligere beslutninger. Fyll inn earlier_decisions dersom det finnes noen."
    if report is None:
        yield Finding("N013", "info", "bakgrunn", message)
        return
    named = {found: item.page for item in reversed(report.statements) for found in method_ids(item.text)}
    others = [f"{found} på side {page}" for found, page in sorted(named.items()) if found != report.method_id]
    if others:
        told = f"{', '.join(others[:-1])} og {others[-1]}" if len(others) > 1 else others[0]
        yield Finding("N013", "info", "bakgrunn", f"{message} Rapporten nevner {told}.")


def _case(case: Case, report: Report | None) -> Iterator[Finding]:
    """What the case leaves out without making a hole in the text."""
    if not case.earlier_decisions:
        yield from _earlier(report)
    negotiated = case.agreement.negotiated if case.agreement else None
    if negotiated and case.process.agreement_negotiated and negotiated != case.process.agreement_negotiated:
        message = "agreement.negotiated og process.agreement_negotiated er ulike datoer. Rett den ene."
        yield Finding("N018", "warning", "prosess", message)
    if not case.signatures:
        yield Finding("N016", "warning", "notat", "Notatet er uten underskrifter. Fyll inn signatures i saksfilen.")
