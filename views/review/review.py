"""Gjennomgang: each section beside its sources; edit, approve, download, publish."""

from __future__ import annotations

import streamlit as st

from drafting.editing.saved_draft import SavedDraft, approve_section
from drafting.findings import Finding
from drafting.store.store import ORIGINS, StoredCase
from views.archive import source_panel
from views.case import case_form
from views.model import model_writing
from views.review import closed_sentences, downloads, public_note, section_editor
from views.shared import history, session
from views.shared.rendering import plain

PARTS = ("Delene", "Saken", "Last ned og publiser", "Historikk")
ICONS = {"error": ":material/error:", "warning": ":material/warning:", "info": ":material/info:"}


def show() -> None:
    st.title("Gjennomgang")
    case = session.chosen_case()
    if case is None:
        return
    saved = session.saved_draft(case)
    if not session.may_see_secrets():
        public_note.show(saved)
        return
    total = len(saved.draft.note.sections)
    st.progress(len(saved.approvals) / total, text=f"{len(saved.approvals)} av {total} deler godkjent")
    part = st.segmented_control("Vis", PARTS, default=PARTS[0], key="part", label_visibility="collapsed")
    if part == "Saken":
        case_form.show(case, saved)
    elif part == "Last ned og publiser":
        downloads.show(case, saved)
    elif part == "Historikk":
        history.show(case, saved)
    else:
        _sections(case, saved)


def _sections(case: StoredCase, saved: SavedDraft) -> None:
    wide = section_editor.is_wide()
    left, middle, *beside = st.columns([1.25, 4.4] if wide else [1.25, 2.9, 1.5], gap="medium")
    with left:
        key = _choice(saved)
    with middle:
        section_editor.show(case, saved, key)
    first, second = middle.columns(2, gap="large") if wide else (beside[0], beside[0])
    with first:
        _approval(saved, key)
        closed_sentences.show(saved, key)
        closed_sentences.show(saved, "case")
        _findings(saved, key)
    with second:
        source_panel.show(case, saved.draft.note.section(key).sources)


def _choice(saved: SavedDraft) -> str:
    """The section that the user works on."""
    sections = {section.key: section for section in saved.draft.note.sections}
    keys = list(sections)
    captions = []
    for key in keys:
        count = len(findings_in(saved, key))
        origin = saved.versions[key].origin
        parts = ["godkjent"] if key in saved.approvals else []
        parts += ["skrives nå"] if model_writing.is_writing(saved.method_id, key) else []
        parts += [ORIGINS[origin]] if origin != "composer" else []
        parts += [f"**{count} funn**"] if count else []
        waiting = sum(place.where == key and place not in saved.accepted for place in saved.stops)
        parts += [f"**stopper den offentlige versjonen ({waiting})**"] if waiting else []
        captions.append(" · ".join(parts) or "utkast")
    picked = st.radio(
        "Deler",
        keys,
        format_func=lambda key: f"{'✓ ' if key in saved.approvals else ''}{plain(sections[key].title)}",
        captions=captions,
        key=f"section_{saved.method_id}",
    )
    return str(picked or keys[0])


def findings_in(saved: SavedDraft, key: str) -> list[Finding]:
    """The findings whose place is the section or something inside it."""
    return [finding for finding in saved.draft.all_findings if finding.place.split(".")[0] == key]


def _approval(saved: SavedDraft, key: str) -> None:
    approval = saved.approvals.get(key)
    if approval is not None:
        st.success(
            f"Godkjent av {plain(approval.who)} ({plain(approval.role)}), versjon {approval.version}.",
            icon=":material/verified:",
        )
        return
    if st.button("Godkjenn delen", type="primary", icon=":material/check:", width="stretch", key=f"approve_{key}"):
        approve_section(session.store(), saved, key, session.user())
        session.say("Delen er godkjent.")
        st.rerun()
    st.caption("Godkjenningen gjelder teksten og tallene slik de står nå, og faller bort når noe endres.")


def _findings(saved: SavedDraft, key: str) -> None:
    keys = {section.key for section in saved.draft.note.sections}
    here = findings_in(saved, key)
    other = [finding for finding in saved.draft.all_findings if finding.place.split(".")[0] not in keys]
    st.subheader("Funn")
    if not here:
        st.caption("Ingen funn i denne delen.")
    for finding in here:
        show_finding(finding)
    if other:
        with st.expander(f"Funn som gjelder hele saken ({len(other)})"):
            for finding in other:
                show_finding(finding)


def show_finding(finding: Finding) -> None:
    """One finding as one line."""
    blocks = " Må rettes før publisering." if finding.severity == "error" else ""
    st.markdown(f"{ICONS[finding.severity]} **{plain(finding.code)}** {plain(finding.message)}{blocks}")


if __name__ == "__main__":
    show()
