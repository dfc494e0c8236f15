"""One fact of the case's report: what it was read as, who corrected it, and a form to correct it."""

from __future__ import annotations

import streamlit as st

from corpus.errors import UserError
from drafting.editing.saved_draft import SavedDraft, correct_fact, withdraw_fact_correction
from drafting.facts import Facts
from drafting.facts.fact.corrections import checked_correction
from drafting.facts.fact.fact import Fact
from drafting.facts.fact.kinds import ADDABLE, kind_of_fact
from drafting.store.corrections import StoredCorrection, correction_history
from drafting.store.store import StoredCase
from views.archive.fact_labels import fact_label, typed_value
from views.shared import session
from views.shared.rendering import plain

OPENED = "corrections_made"  # counts up with each saved one, so that the form is closed again


def choice(facts: Facts) -> str:
    """The fact that the user looks at: those that were read, then those that were not found."""
    found = {fact.key: fact for fact in facts.facts}
    missing = [key for key in (*(one.key for one in facts.conflicts), *ADDABLE) if key not in found]

    def named(key: str) -> str:
        return f"{fact_label(key)} ({f'side {found[key].source.page}' if key in found else 'ikke funnet'})"

    return str(st.selectbox("Faktum", [*found, *dict.fromkeys(missing)], format_func=named))


def _toggle() -> str:
    return f"correcting_{st.session_state.get(OPENED, 0)}"


def show(case: StoredCase, saved: SavedDraft, key: str, fact: Fact | None) -> None:
    """The fact's history and the form."""
    history = [kept for kept in correction_history(session.store(), case.method_id) if kept.correction.key == key]
    if fact is None:
        st.caption("Programmet fant ikke dette i rapporten, eller rapporten gir flere verdier.")
    if fact is not None and fact.corrected:
        st.caption(f"Rettet av {plain(fact.corrected)}. Begrunnelse: {plain(history[-1].correction.reason)}")
        if st.button("Trekk rettelsen", icon=":material/undo:", key=f"withdraw_{key}"):
            withdraw_fact_correction(session.store(), saved, key, session.user())
            session.say("Rettelsen er trukket. Faktumet er igjen slik programmet leste det.")
            st.rerun()
    if history:
        _history(history)
    label = "Rett det som er lest" if fact else "Legg inn det rapporten sier"
    if st.toggle(label, key=_toggle()):
        _form(saved, key, fact)


def _history(history: list[StoredCorrection]) -> None:
    with st.expander(f"Rettelser ({len(history)})"):
        for kept in reversed(history):
            correction = kept.correction
            gone = f" Trukket av {kept.withdrawn_by}, {kept.withdrawn:%d.%m.%Y}." if kept.withdrawn else ""
            st.markdown(
                f"{plain(correction.by)}: {plain(session.short(correction.value, 120))} (side {correction.page}). "
                f"{plain(correction.reason)}{plain(gone)}"
            )


def _form(saved: SavedDraft, key: str, fact: Fact | None) -> None:
    report = saved.draft.report
    if report is None:
        return
    with st.form(f"correct_{key}", border=True):
        typed = ""
        if kind_of_fact(key)[0] != "quote":
            typed = st.text_input("Riktig verdi", typed_value(fact) if fact else "")
        page = st.number_input("Side", 1, len(report.document.pages), fact.source.page if fact else 1)
        quote = st.text_area("Sitat fra siden, ordrett", fact.source.quote if fact else "", height=100)
        reason = st.text_input("Begrunnelse", placeholder="For eksempel: tallet i tabellen er lest fra feil rad")
        if not st.form_submit_button("Lagre rettelsen", type="primary", icon=":material/save:"):
            return
    try:
        correction = checked_correction(report.document, key, typed, page=int(page), quote=quote, reason=reason)
        correct_fact(session.store(), saved, correction, session.user())
    except UserError as error:
        st.error(plain(error.line.replace(key, fact_label(key), 1)), icon=":material/error:")
        return
    st.session_state[OPENED] = st.session_state.get(OPENED, 0) + 1
    session.say("Rettelsen er lagret. Deler som leses annerledes nå, må godkjennes på nytt.")
    st.rerun()
