"""What a model proposes for a section: beside the text that stands, taken in paragraph by paragraph, never by itself.

A proposal is always a rewriting of the composer's section. What the guard refused is never taken in; where it is safe
to show, a person may see it beside the reasons, as text that is not checked, and make it his own (`own_text`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from corpus.errors import Refused, UserError
from drafting.editing.saved_draft import SavedDraft, check_can_write, report_hash
from drafting.editing.standing_text import models_paragraphs, with_paragraphs
from drafting.note.note import Paragraph, Section
from drafting.store.store import Store, User, Version
from drafting.writing.rewriting.brief import rewritable
from drafting.writing.rewriting.writing_record import ParagraphRecord, SectionRecord

State: TypeAlias = Literal["offered", "accepted", "same", "unchecked", "refused", "unwritten", "stale"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A model's section and how it came about.

    Attributes:
        base: the composer's section that was rewritten.
        section: the same with the model's paragraphs, those that held.
        reasons: for each refused paragraph why, in bokmål.
        instruction: what the user asked for; empty when nothing.
        unchecked: of the refused paragraphs those that may be shown to a person; none in proposals of before.
    """

    base: Section
    section: Section
    record: SectionRecord
    reasons: Mapping[str, tuple[str, ...]]
    instruction: str = ""
    unchecked: Mapping[str, Paragraph] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """One paragraph of a proposal beside what stands.

    Attributes:
        base: the composer's text that was rewritten.
        now: the text that stands; the composer's where a person has written the section.
        proposed: the model's text when it held, or when it is unchecked; else empty.
        state: offered (can be taken in), accepted (it stands already), same (not a word is changed), unchecked (it did
            not hold, but a person may use it), refused (it did not hold), unwritten (the model did not get to it),
            stale (the composer says something else by now).
        reasons: why it was refused or not written.
    """

    name: str
    base: str
    now: str
    proposed: str
    state: State
    reasons: tuple[str, ...] = ()


def offers(proposal: Proposal, composed: Section, version: Version, report: str) -> tuple[Offer, ...]:
    """Every paragraph that a model may write, in order.

    Args:
        proposal: what the model wrote.
        composed: what the composer writes today.
        version: the version that stands.
        report: the hash of the case's report; empty without one.
    """
    stands = {one.base: one.text for one in models_paragraphs(version.section)} if version.origin == "model" else {}
    rows = {row.id: row for row in proposal.record.paragraphs}
    new = proposed_paragraphs(proposal)
    found: list[Offer] = []
    state: State
    for name, base in rewritable(proposal.base).items():
        now = stands.get(base.text, base.text)
        paragraph = new.get(name) or proposal.unchecked.get(name)
        if paragraph is None:
            state, reasons = _not_offered(name, rows.get(name), proposal)
            found.append(Offer(name, base.text, now, "", state, reasons))
            continue
        state, reasons = "offered", ()
        if with_paragraphs(composed, [paragraph], report) == composed:
            state = "stale"
        elif name not in new:
            state, reasons = "unchecked", proposal.reasons.get(name, ())
        elif paragraph.text == now:
            state = "accepted" if base.text in stands else "same"
        elif paragraph.text == base.text:
            state = "same"
        found.append(Offer(name, base.text, now, paragraph.text, state, reasons))
    return tuple(found)


def proposed_paragraphs(proposal: Proposal) -> dict[str, Paragraph]:
    """The paragraphs that the model wrote and that held, by id."""
    return {
        f"a{place}": block
        for place, block in enumerate(proposal.section.blocks, start=1)
        if isinstance(block, Paragraph) and block.writer == "model"
    }


def _not_offered(name: str, row: ParagraphRecord | None, proposal: Proposal) -> tuple[State, tuple[str, ...]]:
    """Why a paragraph has no text from the model."""
    if reasons := proposal.reasons.get(name):
        return "refused", reasons
    start = f"Avsnitt {name} "
    unsent = tuple(f"Avsnittet {line.removeprefix(start)}" for line in proposal.record.left_out if start in line)
    why = unsent or ((proposal.record.failure,) if proposal.record.failure else ())
    return "refused" if row and row.attempts else "unwritten", why


def accept(
    store: Store, saved: SavedDraft, composed: Section, proposal: Proposal, *, names: Collection[str], user: User
) -> int:
    """Takes paragraphs of a proposal into the section, as a new version by this user. Returns the version's number.

    The other paragraphs stay as they stand. A section that a person has written is replaced as a whole or not at all.

    Raises:
        Refused: the user may not write; nothing or only a part was chosen where a person's text stands.
        UserError: the composer's text, or the report, is another by now. ChangedMeanwhile.
    """
    check_can_write(user)
    version = saved.versions[composed.key]
    told = offers(proposal, composed, version, report_hash(saved.draft))
    open_ones = {offer.name for offer in told if offer.state == "offered"}
    new = {name: one for name, one in proposed_paragraphs(proposal).items() if name in open_ones}
    if version.origin == "human" and set(names) != set(new):
        raise Refused("Delen er redigert, så forslaget må tas inn i sin helhet eller ikke i det hele tatt.")
    if not names or not set(names) <= set(new):
        raise UserError(
            "Programmets tekst eller rapporten er endret siden forslaget ble skrevet.", remedy="Be om et nytt forslag."
        )
    standing = models_paragraphs(version.section) if version.origin == "model" else ()
    chosen = [new[name] for name in names]
    section = with_paragraphs(composed, (*standing, *chosen), report_hash(saved.draft))
    return store.add_version(saved.method_id, section, user, seen=version.number)
