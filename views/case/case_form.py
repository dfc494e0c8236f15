"""The case behind the note: price offer, case file, report. A change is checked, then saved as a new revision."""

from __future__ import annotations

import streamlit as st

from corpus.reading.formats import upload_types
from drafting.case.text import with_packages
from drafting.editing.saved_draft import SavedDraft, change_case, change_report
from drafting.store.store import StoredCase
from views.case.offer_form import offer_form
from views.shared import session
from views.shared.rendering import plain


def show(case: StoredCase, saved: SavedDraft) -> None:
    _, text = session.store().case_text(case.method_id)
    the_case = saved.draft.case_file.case
    place = f"case_{case.method_id}_{saved.revision}"
    st.subheader("Pristilbud")
    packages = the_case.offer.packages if the_case.offer else ()
    found = offer_form(f"{place}_offer", packages, the_case.product.company)
    ready = bool(found.packages) and not found.mistakes and found.packages != packages
    if st.button("Lagre pristilbudet", type="primary", disabled=not ready, icon=":material/save:"):
        _save(case, with_packages(text, found.packages), saved)
    st.subheader("Saksfil")
    edited = st.text_area("Saksfil (YAML)", text, height=360, key=f"{place}_text", label_visibility="collapsed")
    if st.button("Lagre saksfilen", disabled=edited == text, icon=":material/save:"):
        _save(case, str(edited), saved)
    st.subheader("Rapport")
    st.caption(plain(case.report_name) or "Ingen rapport er lagt inn. Notatet skrives ut fra saksfilen alene.")
    file = st.file_uploader("Legg inn metodevurderingsrapporten", type=upload_types("report"), key=f"{place}_report")
    if file is not None and st.button("Bruk denne rapporten", icon=":material/upload_file:"):
        with session.READING:
            change_report(session.store(), case.method_id, file.getvalue(), file.name, session.user())
        session.say("Rapporten er lagt inn.")
        st.rerun()


def _save(case: StoredCase, text: str, saved: SavedDraft) -> None:
    with session.READING:
        change_case(session.store(), case.method_id, text, session.user(), seen=saved.revision)
    session.say("Saken er lagret. Deler som leses annerledes nå, må godkjennes på nytt.")
    st.rerun()
