"""Both versions as Word and PDF, marked UTKAST; and the final ones, when the gate lets them through."""

from __future__ import annotations

import streamlit as st

from corpus.errors import Refused
from drafting.editing.final_files import elsewhere_secret, files_for, publish
from drafting.editing.saved_draft import SavedDraft
from drafting.publishing.gate import APPROVER, Override, internal_files, public_files, publish_reasons
from drafting.store.store import StoredCase
from views.shared import session
from views.shared.rendering import plain

LABELS = {"internal": "Intern versjon", "public": "Offentlig versjon"}
MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown",
}


def show(case: StoredCase, saved: SavedDraft) -> None:
    drafts, final = st.columns(2, gap="large")
    with drafts:
        _drafts(saved)
    with final:
        _final(case, saved)


def _drafts(saved: SavedDraft) -> None:
    st.subheader("Utkast")
    st.caption("Hver side er merket UTKAST.")
    prints = tuple(sorted(saved.fingerprints.items()))
    state = ("drafts", saved.method_id, saved.revision, prints, len(saved.accepted))
    if st.button("Lag utkastene", icon=":material/description:", key="make_drafts"):
        with st.spinner("Skriver Word og PDF …"):
            files, blocked = dict(internal_files(saved.draft)), None
            try:
                files |= public_files(
                    saved.draft, accepted=saved.accepted, elsewhere=elsewhere_secret(session.store(), saved.draft)
                )
            except Refused as refusal:
                blocked = refusal
        st.session_state["draft_files"] = (state, files, blocked)
    made = st.session_state.get("draft_files")
    if made and made[0] == state:
        _buttons(saved.method_id, made[1], "utkast")
        if made[2]:
            _refused(made[2])
    elif made:
        st.caption("Notatet er endret siden utkastene sist ble laget.")


def _final(case: StoredCase, saved: SavedDraft) -> None:
    st.subheader("Publisering")
    reasons = publish_reasons(saved.draft, saved.approved)
    status = st.empty()
    if reasons:
        status.warning("Kan ikke publiseres ennå:\n\n" + "\n".join(f"- {plain(reason)}" for reason in reasons))
    else:
        status.caption("Alle deler er godkjent. Filene skrives uten UTKAST, og den offentlige gjennomsøkes for priser.")
    if st.button("Publiser", type="primary", icon=":material/publish:", key="publish"):
        status.empty()
        _publish(saved, None)
    if session.user().role == APPROVER and st.session_state.get("refused") == saved.method_id:
        reason = st.text_input("Begrunnelse for å overstyre stoppen", key="override_reason")
        if st.button("Publiser likevel", key="override") and reason:
            _publish(saved, Override(session.user().name, session.user().role, reason))
    made = st.session_state.get("final_files")
    if made and made[0] == saved.method_id and case.published:
        st.success("Publisert. Filene er uten UTKAST.", icon=":material/verified:")
        _buttons(saved.method_id, made[1], "endelig")


def _publish(saved: SavedDraft, override: Override | None) -> None:
    try:
        with st.spinner("Skriver og gjennomsøker filene …"):
            files = publish(session.store(), saved.method_id, session.user(), override)
    except Refused as refusal:
        st.session_state["refused"] = "" if publish_reasons(saved.draft, saved.approved) else saved.method_id
        _refused(refusal)
        return
    st.session_state["refused"] = ""
    st.session_state["final_files"] = (saved.method_id, files)
    session.say("Notatet er publisert.")
    st.rerun()


def _refused(refusal: Refused) -> None:
    """The refusal with its reasons as a list."""
    what = plain(refusal.what if refusal.reasons else refusal.line)
    st.error("\n".join((f"{what}\n", *(f"- {plain(reason)}" for reason in refusal.reasons))), icon=":material/block:")


def _buttons(method_id: str, files: dict[str, bytes], sort: str) -> None:
    for name, content in files_for(session.user(), files).items():
        audience, ending = name.split(".")
        st.download_button(
            f"{LABELS.get(audience, audience)} ({ending})",
            content,
            f"{method_id}_{'intern' if audience == 'internal' else 'offentlig'}_{sort}.{ending}",
            MIMES[ending],
            key=f"{sort}_{name}",
            icon=":material/lock:" if audience == "internal" else ":material/public:",
            width="stretch",
            on_click="ignore",
        )
