"""A draft as it stands in the store: composed from case and report, with what people have written and approved.

An approval holds for a section as it reads, values included: when the text or a figure in it changes, it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.documents import Document
from corpus.errors import Refused, UserError
from corpus.reading.read import read_bytes
from corpus.reports.report import read_report
from drafting.case.file import CaseFile, parse_case
from drafting.confidentiality.hiding.audience import filled_note
from drafting.confidentiality.leaks.leaks import find_leaks, secrets_of
from drafting.confidentiality.public_text.of_note import Place, case_stops
from drafting.drafts.draft import Draft, draft_note, findings_of
from drafting.editing.section_text import edited_section, section_text
from drafting.editing.standing_text import models_paragraphs, standing_section, text_alone
from drafting.facts.fact.corrections import Correction
from drafting.house_style.phrase_bank import house_composer
from drafting.note.note import FilledSection, Paragraph, Section
from drafting.publishing.accepted_sentences import accepted
from drafting.publishing.gate import (
    public_stops,
    section_hash,
)
from drafting.store.acceptances import Acceptance
from drafting.store.corrections import corrections, keep_correction, withdraw_correction
from drafting.store.secrets_at_rest import fingerprint
from drafting.store.store import PROGRAM, SECTION, Approval, ChangedMeanwhile, Store, User, Version
from drafting.store.stored import WRITERS

FELL_AWAY = "modellens tekst falt bort"


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """The draft with the saved sections, and for each its newest version and the approval that stands.

    `stops` are the sentences that the public version is refused at, `accepted` those that a second person let through.
    """

    draft: Draft
    revision: int
    versions: Mapping[str, Version]
    approvals: Mapping[str, Approval]
    fingerprints: Mapping[str, str]
    stops: tuple[Place, ...] = ()
    accepted: Mapping[Place, Acceptance] = field(default_factory=dict)

    @property
    def method_id(self) -> str:
        return self.draft.note.method_id

    @property
    def approved(self) -> dict[str, str]:
        """What the gate wants to know: the hash of each section whose approval stands."""
        return {key: section_hash(self.draft.note.section(key)) for key in self.approvals}


def start_case(store: Store, text: str, user: User, report: bytes | None = None, name: str = "") -> str:
    """A new case from the text of a case file, and the bytes and name of a report. Returns the method id.

    Raises:
        UserError: the case is not valid, is there already, or the report cannot be read; nothing was stored.
    """
    check_can_write(user)
    case = _valid_case(text).case
    if report is not None:
        read_report(read_bytes(report, name))
    store.add_case(case.method_id, case.title, text, user)
    if report is not None:
        store.keep_report(case.method_id, report, name, user)
    open_draft(store, case.method_id)
    return case.method_id


def change_report(store: Store, method_id: str, report: bytes, name: str, user: User) -> None:
    """Another report for a case. Raises UserError when it cannot be read; the old one stands."""
    check_can_write(user)
    read_report(read_bytes(report, name))
    store.keep_report(method_id, report, name, user)
    open_draft(store, method_id)


def change_case(store: Store, method_id: str, text: str, user: User, *, seen: int) -> None:
    """A new case file for a case; approvals of sections that now read otherwise are withdrawn.

    Raises:
        UserError: the case file is not valid or is another method's; ChangedMeanwhile.
    """
    check_can_write(user)
    case = _valid_case(text).case
    if case.method_id != method_id:
        raise UserError(f"Saksfilen gjelder {case.method_id}, ikke {method_id}.", remedy="Lag en ny sak.")
    store.change_case(method_id, case.title, text, user, seen=seen)
    open_draft(store, method_id)


def _valid_case(text: str) -> CaseFile:
    """The case in the text, when a note can be written from it and its title, which is kept in clear, is public."""
    case_file = parse_case(text)
    draft = draft_note(case_file)
    stopped = any(place.where == "case.title" for place in case_stops(case_file.case, draft.figures))
    if stopped or tells_a_secret(draft, case_file.case.title):
        raise UserError(
            "Tittelen sier noe om en pris eller et tall som kan være unntatt offentlighet.",
            where="title",
            remedy="Ta det ut av tittelen, som lagres ukryptert.",
        )
    return case_file


def tells_a_secret(draft: Draft, text: str) -> bool:
    """Whether a secret of the draft can be read in a text that is kept in clear."""
    return bool(find_leaks(text.encode(), secrets_of(draft.case_file.case, draft.figures), name="tekst.txt"))


def composed(store: Store, method_id: str) -> tuple[int, Draft]:
    """The number of the case's revision, and what the composer writes from it, the report and what was corrected."""
    revision, text = store.case_text(method_id)
    case_file = parse_case(text, f"{method_id}.yaml")
    return revision, draft_note(
        case_file,
        stored_report(store, method_id),
        house_composer(store.settings.home, case_file.case.report.track),
        corrections=tuple(corrections(store, method_id)),
    )


def correct_fact(store: Store, saved: SavedDraft, correction: Correction, user: User) -> None:
    """Keeps a correction of the case's report; approvals of sections that now read otherwise are withdrawn.

    Raises:
        Refused: the user may not write, or a secret of the case stands in the reason.
    """
    check_can_write(user)
    if tells_a_secret(saved.draft, correction.reason):
        raise Refused("Begrunnelsen inneholder et tall som er unntatt offentlighet.", remedy="Skriv den uten tallet.")
    keep_correction(store, saved.method_id, correction, user)
    open_draft(store, saved.method_id)


def withdraw_fact_correction(store: Store, saved: SavedDraft, key: str, user: User) -> bool:
    """The fact is again as it was read; whether there was a correction. Raises Refused."""
    check_can_write(user)
    found = withdraw_correction(store, saved.method_id, key, user)
    open_draft(store, saved.method_id)
    return found


def stored_report(store: Store, method_id: str) -> Document | None:
    """The case's report, read from its encrypted copy; None without one. Raises UserError."""
    path = store.report_path(method_id)
    return read_bytes(store.copied_bytes(path), path.name) if path else None


def open_draft(store: Store, method_id: str, base: tuple[int, Draft] | None = None) -> SavedDraft:
    """The draft as it stands. Newly composed sections are saved; approvals that no longer hold are withdrawn.

    Args:
        store: where the case is.
        method_id: which case.
        base: what `composed` gave for the newest revision, when it is at hand.

    Raises:
        KeyMissing: the store is locked. UserError: the report's copy is gone or unreadable.
    """
    revision, draft = base or composed(store, method_id)
    versions = _synchronised(store, method_id, draft)
    report = report_hash(draft)
    sections = tuple(standing_section(section, versions[section.key], report) for section in draft.note.sections)
    note = replace(draft.note, sections=sections)
    findings = findings_of(draft.case_file, draft.facts, draft.figures, note, draft.report)
    draft = replace(draft, note=note, findings=findings)
    prints = _fingerprints(store.pepper, draft)
    standing = store.approvals(method_id)
    valid = {
        key: found
        for key, found in standing.items()
        if prints.get(key) == found.fingerprint and versions[key].number == found.version
    }
    for key in standing.keys() - valid.keys():
        store.withdraw(method_id, key, PROGRAM, "teksten eller et tall i den er endret")
    stops = public_stops(draft)
    return SavedDraft(draft, revision, versions, valid, prints, stops, accepted(store, method_id, draft, stops))


def report_hash(draft: Draft) -> str:
    """The hash of the report that the draft is made with; empty without one."""
    return draft.report.document.hash if draft.report else ""


def _synchronised(store: Store, method_id: str, draft: Draft) -> dict[str, Version]:
    """The newest versions, after what stands was saved where the composer's text, or what it stands on, has changed."""
    versions = store.versions(method_id)
    for section in draft.note.sections:
        saved = versions.get(section.key)
        stands = standing_section(section, saved, report_hash(draft))
        if saved is None or (saved.origin != "human" and text_alone(saved.section) != text_alone(stands)):
            try:
                store.add_version(method_id, stands, PROGRAM, seen=saved.number if saved else 0)
            except ChangedMeanwhile:  # another tab was first with the same
                continue
            if saved is not None and (lost := _lost(saved.section, stands)):
                detail = f"{section.title}, {lost} avsnitt: programmets tekst eller rapporten under er endret"
                store.note_down(method_id, PROGRAM, FELL_AWAY, detail)
    outline = tuple(section.key for section in draft.note.sections)
    if store.case(method_id).sections != outline:
        store.keep_outline(method_id, outline)
    return store.versions(method_id)


def _lost(before: Section, after: Section) -> int:
    """How many of a model's paragraphs no longer stand."""
    left = {paragraph.base for paragraph in models_paragraphs(after)}
    return sum(paragraph.base not in left for paragraph in models_paragraphs(before))


def _fingerprints(pepper: str, draft: Draft) -> dict[str, str]:
    filled = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, audience="internal")
    return {
        section.key: fingerprint(pepper, _written(section) + _printed(shown))
        for section, shown in zip(draft.note.sections, filled.sections, strict=True)
    }


def _written(section: Section) -> str:
    # What a paragraph was rewritten from is not part of how it reads.
    return SECTION.dump_json(text_alone(section), exclude={"blocks": {"__all__": {"base"}}}).decode()


def _printed(section: FilledSection) -> str:
    return repr([(block.rows, block.caption, block.footnotes) for block in section.blocks])


def edit_section(
    store: Store, saved: SavedDraft, key: str, text: str, user: User, *, borrowed: Sequence[Paragraph] = ()
) -> int:
    """Saves an edited section; its approval is withdrawn. Returns the version's number; the old one when unchanged.

    Args:
        borrowed: paragraphs that are not the section's own and that the text may have come from: where it did, it
            keeps their sources.

    Raises:
        ChangedMeanwhile: somebody saved a newer version than the one in `saved`. Refused: the user may not write.
    """
    check_can_write(user)
    old = saved.draft.note.section(key)
    new = edited_section(text, replace(old, blocks=(*old.blocks, *borrowed)), saved.draft.report)
    if section_text(new) == section_text(old):
        return saved.versions[key].number
    return store.add_version(saved.method_id, new, user, seen=saved.versions[key].number)


def recompose_section(store: Store, saved: SavedDraft, section: Section, user: User) -> int:
    """Puts the composer's section back as the newest version; the person's versions stay in the history."""
    check_can_write(user)
    return store.add_version(saved.method_id, section, user, seen=saved.versions[section.key].number)


def approve_section(store: Store, saved: SavedDraft, key: str, user: User) -> None:
    """Approves a section as it now reads.

    Raises:
        Refused: the user may not approve.
        ChangedMeanwhile: the section was changed after `saved` was opened.
    """
    check_can_write(user)
    store.approve(saved.method_id, key, saved.versions[key].number, saved.fingerprints[key], user)


def check_can_write(user: User) -> None:
    """Raises Refused for a reader."""
    if user.role not in (*WRITERS, PROGRAM.role):
        raise Refused("Rollen «leser» kan ikke endre, godkjenne eller publisere.", remedy="Be en fagrådgiver om det.")
