"""The main job in one line of sight: case and report → facts → figures → note → findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from corpus.documents import Document
from corpus.errors import UnreadableDocument
from corpus.reading.document_kind import check_may_feed
from corpus.reading.read import read_pages
from corpus.reports.report import Report, read_report
from drafting.calculations.agreement_terms import payment_findings
from drafting.calculations.calculation import calculate_file
from drafting.calculations.consistency import consistency_findings
from drafting.calculations.cost_utility_findings import cost_utility_findings
from drafting.calculations.graph.figures import Figure
from drafting.calculations.handling_time import handling_findings
from drafting.calculations.threshold import threshold_findings
from drafting.calculations.treatment.coverage import coverage_findings
from drafting.calculations.treatment.dosing_labels import dosing_findings
from drafting.calculations.treatment.package_content import content_findings
from drafting.case.file import CaseFile
from drafting.checks.draft.review import check_note
from drafting.confidentiality.leaks.leaks import secrets_of
from drafting.confidentiality.leaks.safe_findings import safe_findings
from drafting.confidentiality.revealing_words import revealing_findings
from drafting.facts import Facts, facts
from drafting.facts.fact.corrections import Correction, corrected
from drafting.findings import Finding
from drafting.note.note import Note
from drafting.report_agreement import disagreements
from drafting.writing.composing.composer import compose, concerns

Compose: TypeAlias = Callable[[CaseFile, Mapping[str, Figure], Facts | None, Report | None], Note]


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a draft rests on. `findings` concern the whole; a section's own stand with it.

    `record` says how a model wrote each section (`writing_record`), as plain data; empty when the composer wrote all.
    """

    case_file: CaseFile
    report: Report | None
    facts: Facts | None
    figures: Mapping[str, Figure]
    note: Note
    findings: tuple[Finding, ...]
    record: tuple[Mapping[str, Any], ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The sections' findings and the draft's, each once."""
        return tuple(
            dict.fromkeys([*self.findings, *(found for section in self.note.sections for found in section.findings)])
        )


def draft_note(
    case_file: CaseFile,
    report: Path | Document | None = None,
    write: Compose = compose,
    corrections: Sequence[Correction] = (),
) -> Draft:
    """The first draft of a note.

    Args:
        case_file: the case, validated.
        report: DMP's report as a file or already read, or None to write from the case alone.
        write: who writes the sections; the composer by default.
        corrections: what people have corrected in the reading of the report, in order.

    Raises:
        UserError: the report cannot be read, or a figure cannot be computed; names the file or key.
    """
    given, found = report_and_facts(report) if report else (None, None)
    if given and found and corrections:
        found = corrected(found, given.document, corrections)
    figures = calculate_file(case_file)
    note = write(case_file, figures, found, given)
    return Draft(case_file, given, found, figures, note, findings_of(case_file, found, figures, note, given))


def report_and_facts(file: Path | Document) -> tuple[Report, Facts]:
    """A report, as a file or already read, and what it says.

    Raises:
        UnreadableDocument: the file cannot be read, is pictures only, is another kind of document (named in the
            message), or says nothing that a report says.
    """
    document = file if isinstance(file, Document) else read_pages(file)
    if not any(page.text.strip() for page in document.pages):
        raise UnreadableDocument(
            "Sidene er bilder uten tekst.", where=document.name, remedy="Be om rapporten som PDF med tekst."
        )
    check_may_feed(document, "facts", "Gi DMPs metodevurderingsrapport.")
    report = read_report(document)
    found = facts(report)
    if not found.facts:
        raise UnreadableDocument(
            "Fant ingen opplysninger om en metode.", where=document.name, remedy="Gi DMPs metodevurderingsrapport."
        )
    return report, found


def findings_of(
    case_file: CaseFile,
    found: Facts | None,
    figures: Mapping[str, Figure],
    note: Note,
    report: Report | None = None,
) -> tuple[Finding, ...]:
    """What a reviewer should look at in this note: checks, telling words, handling time, and report against case.

    A finding may quote the note, and somebody may have typed a secret there: no message holds one.
    """
    about = report if found is None or concerns(found, case_file.case) else None  # another method's is none
    said = (
        *check_note(note, case_file, figures, found, about),
        *revealing_findings(note, case_file, figures, found),
        *handling_findings(case_file.case),
        *threshold_findings(case_file.case, figures),
        *coverage_findings(case_file.case),
        *dosing_findings(case_file.case),
        *content_findings(case_file.case),
        *payment_findings(case_file.case),
        *consistency_findings(case_file.case),
        *cost_utility_findings(case_file.case, figures),
        *(disagreements(case_file, found, figures) if found else ()),
    )
    return safe_findings(said, secrets_of(case_file.case, figures))
