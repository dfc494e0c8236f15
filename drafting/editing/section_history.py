"""Earlier versions of a section put back as the newest one; the history only ever grows."""

from __future__ import annotations

from dataclasses import replace

from corpus.errors import UserError
from drafting.editing.saved_draft import SavedDraft, check_can_write, report_hash
from drafting.editing.standing_text import standing_section, text_alone
from drafting.note.note import Section
from drafting.store.store import PROGRAM, Store, User, Version


def undo_target(history: tuple[Version, ...]) -> Version | None:
    """The version that «Angre» goes back to: the one before the newest, when the newest is a person's doing.

    Args:
        history: every version of the section, the newest first.
    """
    return history[1] if len(history) > 1 and history[0].who != PROGRAM.name else None


def restore_version(store: Store, saved: SavedDraft, composed: Section, number: int, user: User) -> Version:
    """Puts a version back as the newest. Returns what was saved.

    A text that neither the composer nor a model's accepted paragraphs give today stands as the person's who fetched
    it: it could not stand as the program's.

    Args:
        composed: what the composer writes today.
        number: which version.

    Raises:
        Refused: the user may not write. UserError: there is no such version. ChangedMeanwhile.
    """
    check_can_write(user)
    history = store.history(saved.method_id, composed.key)
    found = next((version for version in history if version.number == number), None)
    if found is None:
        raise UserError(f"Versjon {number} finnes ikke.", where=composed.title, remedy="Last siden på nytt.")
    stands = standing_section(composed, found, report_hash(saved.draft))
    same = text_alone(replace(stands, title="")) == text_alone(replace(found.section, title=""))
    section = stands if same else replace(found.section, title=composed.title, writer="human", findings=())
    made = store.add_version(saved.method_id, section, user, seen=saved.versions[composed.key].number)
    store.note_down(saved.method_id, user, "versjon hentet tilbake", f"{composed.title}, versjon {number}")
    return replace(found, number=made, origin=section.writer, section=section, who=user.name)
