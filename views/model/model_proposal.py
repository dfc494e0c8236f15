"""A model's proposal beside the text that stands, paragraph by paragraph, with what differs marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

import streamlit as st

from drafting.confidentiality.hiding.audience import INTERNAL, shown_values
from drafting.editing.model_proposal import Offer, Proposal, accept, offers
from drafting.editing.saved_draft import SavedDraft, report_hash
from drafting.editing.stored_proposals import StoredProposal, put_aside
from drafting.note.note import Section, Shown, Slot, parse
from drafting.store.store import StoredCase
from drafting.writing.rewriting.writing_record import SectionRecord
from views.model import unchecked_text
from views.model.proposal_html import OWN, STATES, beside
from views.shared import history, session
from views.shared.rendering import plain


def show(case: StoredCase, saved: SavedDraft, section: Section, kept: Sequence[StoredProposal]) -> None:
    """The chosen proposal; the newest unless the user picks another."""
    st.subheader("Forslag")
    chosen = _chosen(kept, section.key)
    composed = session.composed_draft(case).note.section(section.key)
    version = saved.versions[section.key]
    found = offers(chosen.proposal, composed, version, report_hash(saved.draft))
    _about(chosen, found)
    rewrites_a_person = version.origin == "human"
    if rewrites_a_person:
        _not_of_this(version.who, takes_in=any(one.state == "offered" for one in found))
    left_alone = set() if rewrites_a_person else _left_alone()
    names = [one.name for one in found if one.state == "offered" and _place(chosen, one) not in left_alone]
    _whole(case, saved, chosen.proposal, names)
    shown = _shown(saved, found)
    for number, offer in enumerate(found, start=1):
        with st.container(border=True):
            st.html(beside(offer, shown, OWN if rewrites_a_person else "Står nå", number))
            if offer.state == "offered" and not rewrites_a_person:
                _buttons(case, saved, chosen, offer)
            paragraph = chosen.proposal.unchecked.get(offer.name)
            if paragraph is not None and offer.state == "unchecked":
                unchecked_text.offer(saved, section, paragraph, _place(chosen, offer))
            elif paragraph is not None and offer.state != "stale":
                with st.expander("Det modellen skrev selv (ikke kontrollert)"):
                    reasons = chosen.proposal.reasons.get(offer.name, ())
                    own = replace(offer, proposed=paragraph.text, state="unchecked", reasons=reasons)
                    st.html(beside(own, shown, OWN if rewrites_a_person else "Står nå", number))
                    unchecked_text.offer(saved, section, paragraph, _place(chosen, offer))


def _not_of_this(who: str, *, takes_in: bool) -> None:
    """Says that the proposal is no rewriting of what a person has written."""
    told = "Tar du det inn, erstattes hele den redigerte teksten; den ligger fortsatt i historikken."
    st.warning(
        f"Delen er redigert av {plain(who)}. Forslaget er en omskriving av programmets tekst, ikke av den redigerte. "
        f"{told if takes_in else ''}",
        icon=":material/warning:",
    )


def _chosen(kept: Sequence[StoredProposal], key: str) -> StoredProposal:
    if len(kept) == 1:
        return kept[0]
    names = {
        one.id: f"{history.time_of(one.at)} · {one.who} · {one.proposal.instruction or 'uten ønske'}" for one in kept
    }
    picked = st.selectbox(
        "Hvilket forslag", list(names), format_func=lambda place: names[place], key=f"proposal_{key}_{kept[0].id}"
    )
    return next(one for one in kept if one.id == picked)


def _about(chosen: StoredProposal, found: Sequence[Offer]) -> None:
    """Who wrote it, how it went, and what the check is worth."""
    record, wish = chosen.proposal.record, chosen.proposal.instruction
    counts = Counter(offer.state for offer in found)
    told = ", ".join(f"{counts[state]} {words}" for state, words in STATES.items() if counts[state])
    tries = "ett forsøk" if record.calls == 1 else f"{record.calls} forsøk"
    st.caption(
        f"Skrevet av {plain(record.model)} for {plain(chosen.who)} {history.time_of(chosen.at)}, {tries}. "
        f"{f'Ønske: «{plain(wish)}» ' if wish else ''}Avsnitt: {told}.\n\n"
        "Hvert avsnitt er holdt mot programmets, men kontrollen fanger ikke alt. Les før du tar det inn."
        f"{_about_choice(record)}"
    )
    if record.failure:
        st.warning(f"{plain(record.failure)} Det som var ferdig, står under.", icon=":material/info:")
    if lines := [line for line in record.left_out if not line.startswith("Avsnitt ")]:
        with st.expander(f"Ikke sendt til modellen ({len(lines)})"):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _about_choice(record: SectionRecord) -> str:
    """How many paragraphs the model chose the sentences of, and why."""
    count = sum(row.chosen for row in record.paragraphs)
    what = "ett avsnitt" if count == 1 else f"{count} avsnitt"
    told = f" I {what} valgte modellen blant godkjente setninger, for det den skrev selv, besto ikke kontrollen."
    return told if count else ""


def _left_alone() -> set[str]:
    """The paragraphs that the user chose to keep as they stand, in this session."""
    kept: set[str] = st.session_state.setdefault("left_alone", set())
    return kept


def _place(chosen: StoredProposal, offer: Offer) -> str:
    return f"{chosen.id}_{offer.name}"


def _whole(case: StoredCase, saved: SavedDraft, proposal: Proposal, names: Collection[str]) -> None:
    """What can be done with all of it."""
    key = proposal.base.key
    number = saved.versions[key].number  # a click on what is no longer shown does nothing
    with st.container(horizontal=True):
        if names and st.button(
            f"Ta inn alle ({len(names)})", type="primary", icon=":material/done_all:", key=f"all_{key}_{number}"
        ):
            _take(case, saved, proposal, names)
        if st.button("Legg bort forslagene", icon=":material/inventory_2:", key=f"aside_{key}"):
            put_aside(session.store(), case.method_id, key, session.user())
            session.say("Forslagene er lagt bort.")
            st.rerun()


def _buttons(case: StoredCase, saved: SavedDraft, chosen: StoredProposal, offer: Offer) -> None:
    place, left_alone = _place(chosen, offer), _left_alone()
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Ta inn", icon=":material/check:", key=f"take_{place}"):
            _take(case, saved, chosen.proposal, [offer.name])
        if place in left_alone:
            st.caption("Du beholdt det som står.")
        elif st.button("Behold", key=f"keep_{place}", type="tertiary"):
            left_alone.add(place)
            st.rerun()


def _take(case: StoredCase, saved: SavedDraft, proposal: Proposal, names: Collection[str]) -> None:
    composed = session.composed_draft(case).note.section(proposal.base.key)
    number = accept(session.store(), saved, composed, proposal, names=names, user=session.user())
    session.say(f"Tatt inn. Lagret som versjon {number}, modellens tekst.")
    st.rerun()


def _shown(saved: SavedDraft, found: Sequence[Offer]) -> Shown:
    """What the user sees in each slot of the paragraphs; secrets are marked as elsewhere."""
    slots = [
        piece for one in found for piece in parse(f"{one.base} {one.now} {one.proposed}") if isinstance(piece, Slot)
    ]
    draft = saved.draft
    return shown_values(draft.case_file, draft.figures, draft.facts, INTERNAL, slots)
