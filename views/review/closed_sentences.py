"""The sentences that the public version stops at: what a reader could learn, what says the same, and acceptance."""

from __future__ import annotations

from html import escape

import streamlit as st

from drafting.confidentiality.closed.of_note import Place
from drafting.confidentiality.closed.remedies import remedy
from drafting.editing.saved_draft import SavedDraft
from drafting.publishing.accepted_sentences import accept, can_accept
from views.shared import session
from views.shared.rendering import plain


def show(saved: SavedDraft, key: str) -> None:
    """The stops of one section, or of the case file («case»); nothing at all when there are none."""
    places = [place for place in saved.stops if place.where.split(".")[0] == key]
    if not places:
        return
    waiting = sum(place not in saved.accepted for place in places)
    st.subheader(f"Stopper den offentlige versjonen ({waiting})" if waiting else "Godtatt i den offentlige versjonen")
    for number, place in enumerate(places):
        with st.container(border=True):
            _one(saved, place, f"{key}_{number}")


def _one(saved: SavedDraft, place: Place, key: str) -> None:
    stop = place.stop
    at = stop.sentence.find(stop.words)
    marked = escape(stop.sentence)
    if at >= 0 and stop.words != stop.sentence:
        end = at + len(stop.words)
        before, told, after = stop.sentence[:at], stop.sentence[at:end], stop.sentence[end:]
        marked = f"{escape(before)}<mark>{escape(told)}</mark>{escape(after)}"
    st.html(f'<div class="quote">{marked}</div>')
    if (given := saved.accepted.get(place)) is not None:
        st.caption(
            f"Godtatt av {plain(given.who)} ({plain(given.role)}). Faller bort når setningen eller et tall endres."
        )
        return
    if place.where.startswith("case."):
        st.caption(f"Står i saksfilen: {plain(place.where.removeprefix('case.'))}.")
    st.markdown(f"En leser kan lære {plain(stop.learns)}. {plain(remedy(stop, saved.draft.figures))}")
    _acceptance(saved, place, key)


def _acceptance(saved: SavedDraft, place: Place, key: str) -> None:
    if not can_accept(session.store(), saved.method_id, place, session.user()):
        st.caption("En annen enn den som skrev setningen, kan godta den.")
        return
    with st.popover("Godta setningen", icon=":material/verified_user:"):
        reason = st.text_input("Hvorfor kan den stå i den offentlige versjonen?", key=f"why_{key}")
        if st.button("Godta", key=f"accept_{key}", type="primary"):
            accept(session.store(), saved.draft, place, session.user(), reason)
            session.say("Setningen er godtatt i den offentlige versjonen.")
            st.rerun()
