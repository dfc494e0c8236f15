"""A model's proposal beside the text that stands, paragraph by paragraph, with what differs marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from html import escape

import streamlit as st

from drafting.confidentiality.audience import INTERNAL, shown_values
from drafting.model_proposal import Offer, Proposal, State, accept, offers
from drafting.note import Section, Shown, Slot, fill, parse
from drafting.saved_draft import SavedDraft, report_hash
from drafting.store import StoredCase
from drafting.store_proposals import StoredProposal, put_aside
from drafting.word_differences import Run, word_differences
from views import history, session
from views.rendering import plain, spans_html

STATES: dict[State, str] = {
    "offered": "kan tas inn",
    "accepted": "tatt inn",
    "same": "uendret",
    "refused": "holdt ikke kontrollen",
    "unwritten": "ikke skrevet",
    "stale": "foreldet",
}
OWN = "Programmets avsnitt"
FEW = 3  # reasons that are shown at once
TOLD: dict[State, str] = {
    "same": "Modellen beholdt programmets ord.",
    "refused": "Forslaget holdt ikke kontrollen. Programmets ord står.",
    "unwritten": "Modellen skrev ikke dette avsnittet.",
    "stale": "Programmets avsnitt eller rapporten er endret siden forslaget ble skrevet. Be om et nytt.",
}


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
        st.warning(
            f"Delen er redigert av {plain(version.who)}. Forslaget er en omskriving av programmets tekst, ikke av den "
            "redigerte. Tar du det inn, erstattes hele den redigerte teksten; den ligger fortsatt i historikken.",
            icon=":material/warning:",
        )
    _whole(case, saved, chosen.proposal, found)
    shown = _shown(saved, found)
    for number, offer in enumerate(found, start=1):
        with st.container(border=True):
            st.html(_beside(offer, shown, OWN if rewrites_a_person else "Står nå", number))
            if offer.state == "offered" and not rewrites_a_person:
                _buttons(case, saved, chosen, offer)


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
    )
    if record.failure:
        st.warning(f"{plain(record.failure)} Det som var ferdig, står under.", icon=":material/info:")
    if lines := [line for line in record.left_out if not line.startswith("Avsnitt ")]:
        with st.expander(f"Ikke sendt til modellen ({len(lines)})"):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _whole(case: StoredCase, saved: SavedDraft, proposal: Proposal, found: Sequence[Offer]) -> None:
    """What can be done with all of it."""
    key = proposal.base.key
    names = [offer.name for offer in found if offer.state == "offered"]
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
    place = f"{chosen.id}_{offer.name}"
    left_alone: set[str] = st.session_state.setdefault("left_alone", set())
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


def _beside(offer: Offer, shown: Shown, left: str, number: int) -> str:
    """One paragraph: what stands, and beside it the proposal or why there is none.

    What was taken in is shown beside the composer's words that it stands for.
    """
    if offer.state in ("offered", "accepted"):
        before, after = word_differences(offer.now if offer.state == "offered" else offer.base, offer.proposed)
        now, new = _marked(before, shown, "del"), f"<p>{_marked(after, shown, 'ins')}</p>"
        left = left if offer.state == "offered" else OWN
    else:
        now = spans_html(fill(offer.now, shown))
        new = f'<p class="told">{escape(TOLD[offer.state])}</p>{_reasons(offer.reasons)}'
    right = f"Språkmodellen: {STATES[offer.state]}"
    return (
        f'<div class="beside"><div><h4>{number}. {escape(left)}</h4><p>{now}</p></div>'
        f'<div class="{offer.state}"><h4>{escape(right)}</h4>{new}</div></div>'
    )


def _reasons(reasons: Sequence[str]) -> str:
    """The reasons as a list, those after the first few folded."""
    rows = [f"<li>{escape(reason)}</li>" for reason in reasons]
    first, rest = "".join(rows[:FEW]), "".join(rows[FEW:])
    more = f"<details><summary>{len(rows) - FEW} grunner til</summary><ul>{rest}</ul></details>" if rest else ""
    return f"<ul>{first}</ul>{more}" if first else ""


def _marked(runs: Sequence[Run], shown: Shown, tag: str) -> str:
    parts = [(spans_html(fill(run.text, shown)), run.changed) for run in runs]
    return "".join(f"<{tag}>{text}</{tag}>" if changed else text for text, changed in parts)
