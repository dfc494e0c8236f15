"""Fraser: sentences that recur in the archive's notes, proposed for the house's phrase bank, accepted or rejected."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from corpus.errors import Refused
from drafting.house_style.phrase_bank import decide, merged, read_bank
from drafting.house_style.recurring import Phrase, State, notes_of, proposals
from drafting.settings import settings
from drafting.writing.composing.material.phrase_kinds import KINDS
from views.archive import opened_archive
from views.shared import session
from views.shared.rendering import plain

STATES: dict[State, str] = {"proposed": "Foreslått", "accepted": "Godtatt", "rejected": "Avvist"}
MEANINGS = {kind.name: kind.meaning for kind in KINDS}
MOST = 40


def show() -> None:
    st.title("Fraser")
    if not session.may_see_secrets():
        raise Refused("Rollen «leser» kan ikke endre frasebanken.", remedy="Be en fagrådgiver om det.")
    st.caption(
        "Setninger som går igjen i arkivets notater, uten navn, datoer og tall. Godtatte fraser brukes i nye utkast."
    )
    state = st.segmented_control(
        "Vis",
        list(STATES),
        default="proposed",
        format_func=lambda name: STATES[name],
        key="phrase_state",
        required=True,
    )
    found = [phrase for phrase in merged(_proposals(), read_bank(settings().home)) if phrase.state == state]
    if not found:
        st.info(
            "Arkivet har ingen notater å lære av. Ta inn notater under Arkiv."
            if state == "proposed"
            else f"Ingen fraser er {STATES[state].lower()}.",
            icon=":material/inbox:",
        )
    for place, phrase in enumerate(found[:MOST]):
        _row(phrase, place)
    if len(found) > MOST:
        st.caption(f"Viser de {MOST} vanligste av {len(found)}.")


@st.cache_data(show_spinner="Leser arkivets notater …", ttl=600, max_entries=1)
def _proposals() -> tuple[Phrase, ...]:
    with session.READING:
        return proposals(notes_of(opened_archive.opened()))


def _row(phrase: Phrase, place: int) -> None:
    with st.container(border=True):
        st.markdown(plain(phrase.text))
        use = f"kan brukes av programmet: {MEANINGS[phrase.kind]}" if phrase.kind else "eksempel for språkmodellen"
        sources = session.short(", ".join(phrase.sources), 120)
        st.caption(plain(f"{phrase.section} · i {phrase.count} notater ({sources}) · {use}"))
        if phrase.by:
            st.caption(plain(f"{STATES[phrase.state]} av {phrase.by}, {phrase.at[:10]}"))
        accept, reject, _ = st.columns([1, 1, 4])
        if phrase.state != "accepted" and accept.button("Godta", key=f"accept_{place}", type="primary"):
            _decide(phrase, "accepted")
        if phrase.state != "rejected" and reject.button("Avvis", key=f"reject_{place}"):
            _decide(phrase, "rejected")


def _decide(phrase: Phrase, state: State) -> None:
    decide(settings().home, phrase, state, session.user().name, datetime.now().astimezone())
    session.say(f"Frasen er {STATES[state].lower()}.")
    st.rerun()


if __name__ == "__main__":
    show()
