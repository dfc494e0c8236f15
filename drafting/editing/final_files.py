"""The final files of a saved draft: published when all is approved, and given to those who may have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corpus.archive.archive import ArchiveSettings
from corpus.archive.catalogue import Catalogue
from corpus.bokmal.number_style import numeric_date
from corpus.errors import Refused, UserError
from drafting.confidentiality.audit.statements.archive_texts import public_texts
from drafting.confidentiality.checklist import checklist
from drafting.confidentiality.leaks.number_forms import Secret
from drafting.drafts.draft import Draft
from drafting.editing.saved_draft import SavedDraft, check_can_write, open_draft, tells_a_secret
from drafting.publishing.gate import (
    Override,
    check_can_publish,
    internal_files,
    public_files,
)
from drafting.publishing.other_cases import secrets_elsewhere
from drafting.store.store import Store, User
from drafting.store.stored import WRITERS

OVERRIDDEN = "stopp overstyrt"


def publish(store: Store, method_id: str, user: User, override: Override | None = None) -> dict[str, bytes]:
    """The final files and the checklist, without UTKAST, by name; the publishing and an override are logged.

    Raises:
        Refused: a section is not approved, a finding blocks, or a secret can be read or calculated back.
        UserError: there is no such case.
    """
    check_can_write(user)
    try:
        saved = open_draft(store, method_id)
    except KeyError:
        raise UserError("Saken finnes ikke.", where=method_id, remedy="Se oversikten i appen.") from None
    if override is not None:
        if (override.who, override.role) != (user.name, user.role):
            raise Refused("Overstyringen er gitt i en annens navn.", remedy="Den som overstyrer, må publisere selv.")
        if tells_a_secret(saved.draft, override.reason):
            raise Refused(
                "Begrunnelsen inneholder et tall som er unntatt offentlighet.", remedy="Skriv den uten tallet."
            )
        reason = override.reason[:500]
        override = replace(override, log=lambda: store.note_down(method_id, user, OVERRIDDEN, reason))
    try:
        check_can_publish(saved.draft, saved.approved)
        known = known_on_the_drug(store, saved.draft)
        elsewhere = elsewhere_secret(store, saved.draft)
        public = public_files(
            saved.draft, final=True, override=override, accepted=saved.accepted, public=known, elsewhere=elsewhere
        )
        files = internal_files(saved.draft, final=True) | public
    except Refused:
        store.note_down(method_id, user, "publisering nektet")  # a reason may quote the text of a section
        raise
    store.mark_published(method_id, user)
    return files | {"checklist.md": _checklist(saved).encode()}


def known_on_the_drug(store: Store, draft: Draft) -> tuple[str, ...]:
    """What anybody can read in the archive on the case's drug: earlier notes, other versions, DMP's report."""
    return public_texts(Catalogue(ArchiveSettings(store.settings.home).folder), draft.case_file.case)


def elsewhere_secret(store: Store, draft: Draft) -> tuple[Secret, ...]:
    """The secrets of other cases on the same drug or with the same owner, that the public files may not tell either."""
    return secrets_elsewhere(store, draft.case_file.case, draft.figures)


def _checklist(saved: SavedDraft) -> str:
    """Every hidden place of the final note, with who approved its section and when."""
    draft = saved.draft
    by = {key: f"{found.who}, {numeric_date(found.at.date())}" for key, found in saved.approvals.items()}
    return checklist(draft.note, draft.case_file, draft.figures, draft.facts, by)


def files_for(user: User, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What of a draft's files the user may have: all of them, or only the public ones for one who may not write."""
    return {name: content for name, content in files.items() if user.role in WRITERS or name.startswith("public.")}
