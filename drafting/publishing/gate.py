"""The gate: every `check_can_…` in one place. Command line, app and Python all pass here; nothing public passes beside.

No public file, draft or final, note or workbook, is written while a leak or a determined secret stands, or while a
sentence that a person wrote tells of a price and no second person has accepted it (`confidentiality.closed`). A final
file moreover needs every section approved as it now reads. An override needs the approver's role, a reason and a log
that it is written to: without a log there is none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import Refused
from corpus.machine.written_files import write_files
from drafting.calculations.graph.figures import Figures
from drafting.case.case import Case
from drafting.confidentiality.audit.readers import audit_readers
from drafting.confidentiality.audit.statuses import audit_findings, reader_of
from drafting.confidentiality.closed.of_note import Place, case_stops, note_stops
from drafting.confidentiality.hiding.audience import Audience, filled_note
from drafting.confidentiality.hiding.hidden import without_secrets
from drafting.confidentiality.hiding.slot_values import slot_value
from drafting.confidentiality.leaks.leaks import leak_findings, searched, secrets_of
from drafting.drafts.draft import Draft
from drafting.export.markdown import markdown
from drafting.export.pdf import pdf_bytes
from drafting.export.word import docx_bytes
from drafting.export.workbook.workbook import workbook_bytes
from drafting.findings import Finding
from drafting.note.note import SLOT, Section, with_texts
from drafting.writing.composing.composer import compose

APPROVER = "fagsjef"
CLOSED = "C001"
UNREAD = "L002"


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody with the approver's role takes the responsibility for a block; who, why and role are logged.

    `log` is called when the override opens the gate; whoever opens a case's gate puts the store's log there.
    """

    who: str
    role: str
    reason: str
    log: Callable[[], None] | None = field(default=None, repr=False, compare=False)


def section_hash(section: Section) -> str:
    """What an approval is an approval of: SHA-256 of the section's title and text with slots."""
    return hashlib.sha256(f"{section.title}\n{section.text}".encode()).hexdigest()


def internal_files(draft: Draft, *, final: bool = False) -> dict[str, bytes]:
    """The internal Word and PDF files; they hold the secrets, marked."""
    filled = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, audience="internal", draft=not final)
    return {"internal.docx": docx_bytes(filled), "internal.pdf": pdf_bytes(filled)}


def public_files(
    draft: Draft,
    *,
    final: bool = False,
    override: Override | None = None,
    accepted: Collection[Place] = (),
    public: Sequence[str] = (),
) -> dict[str, bytes]:
    """The public Word and PDF files, built without the secrets and then searched for them.

    Args:
        draft: the note.
        final: whether the files are without UTKAST.
        override: who takes the responsibility for a stop.
        accepted: the places of `public_stops` that a second person has accepted as they stand.
        public: what else anybody can read on the drug, for the audit.

    Raises:
        Refused: a secret can be read in the files or calculated back from them, or a sentence tells of a price.
    """
    filled = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, audience="public", draft=not final)
    files = {"public.docx": docx_bytes(filled), "public.pdf": pdf_bytes(filled)}
    texts = {**files, "public.md": markdown(filled).encode()}
    check_can_write_public(public_blocks(draft, texts, accepted, public), override)
    return files


def write_workbook(case: Case, figures: Figures, path: Path, audience: Audience = "internal") -> Path:
    """Writes the workbook of a case, whole or not at all; the public one through the gate. Returns its path.

    Raises:
        Refused: a secret can be read in the public workbook or calculated back from what is public.
        UserError: the file cannot be written; what stood there before still stands.
    """
    content = workbook_bytes(case, figures, audience)
    if audience == "public":
        check_can_write_public(
            [*closed_findings(case_stops(case, figures)), *_blocks(case, figures, {path.name: content})]
        )
    write_files(path.parent, {path.name: content})
    return path


def public_stops(draft: Draft) -> tuple[Place, ...]:
    """The sentences of people and models at which the public version is refused until a second person accepts them."""
    composed = compose(draft.case_file, draft.figures, draft.facts, draft.report)
    report = draft.report.document if draft.report else None
    return note_stops(draft.note, composed, draft.case_file, draft.figures, report)


def closed_findings(places: Iterable[Place]) -> tuple[Finding, ...]:
    """Each place as a C001. Like every reason of the gate it holds no number of the sentence."""
    return tuple(Finding(CLOSED, "error", place.where, place.message) for place in places)


def public_blocks(
    draft: Draft, files: Mapping[str, bytes], accepted: Collection[Place] = (), public: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """What stands in the way of these public files.

    Sentences that tell of a price and are not accepted, leaks in the files' bytes, parts of them that cannot be
    searched, and secrets that anybody, or the owner of another secret, can work out from the note, the report and what
    else is public on the drug (`public_texts`).
    """
    closed = closed_findings(place for place in public_stops(draft) if place not in accepted)
    reported = "\n\n".join(page.text for page in draft.report.document.pages) if draft.report else ""
    known = tuple(text for text in (_own_text(draft), reported, *public) if text)
    return (*closed, *_blocks(draft.case_file.case, draft.figures, files, known))


def _own_text(draft: Draft) -> str:
    """The public note as the audit reads it: the numbers of the composer's own sentences left out.

    What the composer puts into a public slot is the same whatever the secrets are, so it teaches nothing, even where it
    happens to equal one. Where somebody else wrote the words a number stays: they may say what it is.
    """
    composed = compose(draft.case_file, draft.figures, draft.facts, draft.report)
    own = {block for section in composed.sections for block in section.blocks}
    case, figures, facts = draft.case_file.case, without_secrets(draft.figures), draft.facts

    def without_number(match: re.Match[str]) -> str:
        value = slot_value(match[1], case, figures, facts, True)
        return "(offentlig)" if value is not None and value.amount is not None else match[0]

    note = replace(
        draft.note,
        sections=tuple(
            replace(
                section,
                blocks=tuple(
                    with_texts(block, lambda text: SLOT.sub(without_number, text)) if block in own else block
                    for block in section.blocks
                ),
            )
            for section in draft.note.sections
        ),
    )
    return markdown(filled_note(note, draft.case_file, draft.figures, facts, audience="public"))


def _blocks(case: Case, figures: Figures, files: Mapping[str, bytes], known: Sequence[str] = ()) -> tuple[Finding, ...]:
    secrets = secrets_of(case, figures)
    found = [searched(content, secrets, name=name) for name, content in files.items()]
    leaks = [leak for one in found for leak in one.leaks]
    unread = [part for one in found for part in one.unread]
    findings = (*leak_findings(leaks, unread), *audit_findings(audit_readers(case, figures, known)))
    return tuple(finding for finding in findings if finding.severity == "error")


def check_can_write_public(blocks: Iterable[Finding], override: Override | None = None) -> None:
    """Raises Refused while a leak or a determined secret stands and no valid override is given, which is logged."""
    reasons = tuple(_reasons(tuple(blocks)))
    if not reasons:
        return
    if override is None:
        raise Refused("Den offentlige versjonen er stoppet:", reasons=reasons)
    check_can_override(override)
    if override.log is None:
        raise Refused("Overstyringen kan ikke føres i loggen.", remedy="Publiser saken fra appen eller med publish.")
    override.log()


def _reasons(blocks: Sequence[Finding]) -> Iterator[str]:
    """Each reason once: a leak with its place, and figures that can be calculated with the first one's derivation."""
    told = (found for found in blocks if found.code in (CLOSED, "L001", UNREAD))
    yield from dict.fromkeys(f"{found.place}: {found.message}" for found in told)
    groups: dict[tuple[str, str], list[Finding]] = {}
    for found in blocks:
        if found.code in ("B001", "B002"):
            groups.setdefault((reader_of(found), found.code), []).append(found)
    for _, same in sorted(groups.items()):
        others = ", ".join(found.place for found in same[1:])
        yield f"{same[0].message}{f' Det samme gjelder {others}.' if others else ''}"


def check_can_override(override: Override) -> bool:
    """True for an override by an approver with a reason. Raises Refused otherwise."""
    if override.role != APPROVER:
        raise Refused("Bare fagsjef kan overstyre en stopp.", remedy="Be fagsjef om å vurdere saken.")
    if len(override.reason.strip()) < 10:
        raise Refused("Overstyring krever en begrunnelse.", remedy="Skriv minst én setning.")
    return True


def check_can_publish(draft: Draft, approved: Mapping[str, str]) -> None:
    """Raises Refused, naming every reason, until all sections are approved as they read and no finding blocks.

    Args:
        draft: the note as it stands.
        approved: for each approved section its key and the `section_hash` that was approved.
    """
    reasons = publish_reasons(draft, approved)
    if reasons:
        raise Refused("Notatet kan ikke publiseres:", reasons=tuple(dict.fromkeys(reasons)))


def publish_reasons(draft: Draft, approved: Mapping[str, str]) -> list[str]:
    """Why the note cannot be published yet, one sentence each; empty when it can, leaks aside."""
    waiting = [section.title for section in draft.note.sections if approved.get(section.key) != section_hash(section)]
    reasons = [f"Ikke godkjent: {', '.join(waiting)}."] if waiting else []
    return reasons + [finding.message for finding in draft.all_findings if finding.severity == "error"]
