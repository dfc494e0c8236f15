"""What `check` says of a finished file: errors of a price note, secrets that can be read, and what was not read.

A file is judged by its content. One that is no price note is never called free of a note's errors, and one with a
part that nobody read is never called free of secrets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.notes.note import PriceNote, read_note
from corpus.reading.document_kind import FoundKind, found_kind
from corpus.reading.document_kinds import BY_KEY
from corpus.reading.read import file_bytes, judged_format, read_bytes
from drafting.calculations.calculation import calculate_file
from drafting.calculations.graph.figures import Figures
from drafting.case.file import CaseFile
from drafting.checks.printed.against_case import check_against_case
from drafting.checks.printed.checker import check_printed_note
from drafting.confidentiality.audit.readers import audit_readers, worst
from drafting.confidentiality.leaks.leaks import Leak, leak_findings, searched, secrets_of
from drafting.confidentiality.leaks.safe_findings import safe_findings
from drafting.confidentiality.opened.opened import opened
from drafting.findings import Finding
from drafting.publishing.audited_case import audited_case

PRICE = re.compile(r"(?:price\.[^.]+|comparator\.annual|comparison\.[^.]+\.annual)\.rhf_aup")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """The result. `not_a_note` says why the file was not read as a price note; «» when it was."""

    kind: FoundKind
    not_a_note: str
    leaks: tuple[Leak, ...]
    unread: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def blocks(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def check_file(path: Path, case_file: CaseFile | None = None, meeting_days: Set[date] = frozenset()) -> CheckedFile:
    """Everything that can be said of the file.

    Args:
        path: the file, of any format.
        case_file: the case whose secrets are looked for, and that a note is compared with.
        meeting_days: the days on which the forum meets; empty where no calendar is given.

    Raises:
        UnreadableDocument: the file cannot be opened; or there is no case and it is no price note, so that there is
            nothing to check it for.
    """
    data = file_bytes(path)
    kind, note, reason = _note_in(data, path.name, with_case=case_file is not None)
    findings = list(check_printed_note(note, meeting_days)) if note else []
    figures = calculate_file(case_file) if case_file else {}
    secrets = secrets_of(case_file.case, figures) if case_file else ()
    found = searched(data, secrets, path.name)
    if note and case_file:
        findings += check_against_case(note, case_file.case, figures)
    leaks = found.leaks
    if case_file:
        leaks = (*leaks, *_calculable(case_file, figures, data, path.name, {leak.key for leak in leaks}))
    told = leak_findings(leaks, found.unread, found.doubtful)
    return CheckedFile(kind, reason, leaks, found.unread, (*told, *safe_findings(findings, secrets)))


def _calculable(case_file: CaseFile, figures: Figures, data: bytes, name: str, seen: set[str]) -> Iterator[Leak]:
    """Secrets that stand nowhere in the file and follow from it all the same: a price per tablet, a saving, a ratio."""
    pieces = [piece.text for piece in opened(data, name).pieces if not piece.bare]
    known = audited_case(case_file, ["\n\n".join(pieces)]).statuses
    before = {status.key for status in audit_readers(case_file.case, figures) if status.blocks}
    new = [status for status in worst(known) if status.blocks and status.key not in before | seen]
    prices = [status.key for status in new if PRICE.fullmatch(status.key)]  # the rest follow from these
    for key in prices or [status.key for status in new if status.status == "determined"]:
        yield Leak(key, "kan regnes ut av teksten", "teksten")


def _note_in(data: bytes, name: str, *, with_case: bool) -> tuple[FoundKind, PriceNote | None, str]:
    """(kind, the price note, why there is none). Raises UnreadableDocument without a case and a note."""
    kind = FoundKind(BY_KEY["other"])
    try:
        document = read_bytes(data, name)
    except UnreadableDocument as error:
        if not with_case:
            raise UnreadableDocument(
                f"Ikke lest som prisnotat: {error.what}", where=error.where, remedy=error.remedy
            ) from None
        # A format that nobody reads as a note is searched all the same: «kan ikke leses» would be untrue of it.
        known = judged_format(data, name)
        return kind, None, error.what if known.reader else f"Filen er {known.name}."
    kind = found_kind(document.pages)
    if document.kind == "price_note":
        return kind, read_note(document), ""
    signs = f" (kjennetegn: {', '.join(kind.signs[:3])})" if kind.signs else ""
    reason = f"Dokumentet er {kind.kind.name}{signs}."
    if not with_case:
        raise UnreadableDocument(
            f"Ikke lest som prisnotat: {reason}",
            where=name,
            remedy="Gi et prisnotat, eller en saksfil med --case for å lete etter hemmeligheter.",
        )
    return kind, None, reason
