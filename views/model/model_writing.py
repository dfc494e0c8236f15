"""A language model rewrites a section: the wish, the writing as it goes on, and the prompts that are in force."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from corpus.errors import UserError
from drafting.case.case import Case
from drafting.editing.model_job import LONGEST_INSTRUCTION, WISHES, Examples, Job, Wish, start_writing
from drafting.editing.saved_draft import SavedDraft
from drafting.editing.stored_proposals import proposals
from drafting.house_style.earlier_paragraphs import earlier_paragraphs
from drafting.house_style.phrase_bank import read_bank, with_examples
from drafting.model.gateway import ModelDoor
from drafting.model.model_choice import chosen_model
from drafting.note.note import Section
from drafting.settings import settings
from drafting.store.store import StoredCase
from drafting.writing.rewriting.brief import rewritable
from views.archive import opened_archive
from views.model import model_proposal, prompts_in_force
from views.shared import session
from views.shared.rendering import plain

LOOK = 0.7  # seconds between two looks at a writing
TRUSTS = {"local": "regnet som lokal", "external": "ekstern"}


def show(case: StoredCase, saved: SavedDraft, section: Section) -> None:
    """The model's place in the section editor; without a model it says what is missing."""
    try:
        door = chosen_model(settings(), None)
    except UserError as error:
        st.error(plain(error.line), icon=":material/error:")
        return
    # Looked at before the proposals are read: what has ended by now is among them.
    running = is_writing(case.method_id, section.key)
    kept = proposals(session.store(), case.method_id, section.key)
    if door is None:
        _without_model()
    else:
        _writing(case, section, door, running=running, again=bool(kept))
    if kept:
        model_proposal.show(case, saved, section, kept)
    prompts_in_force.show(section.key)


def is_writing(method_id: str, key: str) -> bool:
    """Whether a model is at work on the section."""
    job = session.writings().get((method_id, key))
    return job is not None and not job.ended.is_set()


def _without_model() -> None:
    st.info(
        "Ingen språkmodell er satt opp, så programmet skriver selv. Sett PRISNOTAT_MODEL til openai:NAVN og "
        "PRISNOTAT_MODEL_URL til en OpenAI-kompatibel tjener, og start programmet på nytt.",
        icon=":material/smart_toy:",
    )


def _writing(case: StoredCase, section: Section, door: ModelDoor, *, running: bool, again: bool) -> None:
    composed = session.composed_draft(case)
    if not rewritable(composed.note.section(section.key)):
        st.info("Delen har ingen avsnitt som en språkmodell kan skrive om.", icon=":material/table:")
        return
    job = session.writings().get((case.method_id, section.key))
    if job is not None and running:
        _progress(job)
        return
    trust = TRUSTS[settings().model_trust]
    st.caption(
        f"Modellen {plain(door.name)} ({trust}) skriver programmets avsnitt med andre ord. Den får aldri se tall som "
        "er unntatt offentlighet. Tabeller, sitater og avsnitt med hull skriver den ikke."
    )
    with st.form(f"wish_{section.key}", border=False):
        picked = st.pills("Ønsker", list(WISHES), selection_mode="multi", key=f"wishes_{section.key}")
        typed = st.text_input(
            "Eget ønske (kan stå tomt)",
            max_chars=LONGEST_INSTRUCTION // 3,
            placeholder="for eksempel: unngå passiv",
            key=f"own_wish_{section.key}",
        )
        label = "Skriv et nytt forslag" if again else "Skriv forslag"
        kind: Literal["primary", "secondary"] = "secondary" if again else "primary"
        asked = st.form_submit_button(label, type=kind, icon=":material/edit_note:")
    if asked:
        _start(case, section, door, " ".join([*(WISHES[name] for name in picked), typed]))
    elif job is not None and job.ended.is_set():
        del session.writings()[case.method_id, section.key]  # its end is told once
        if job.failure:
            st.warning(f"{plain(job.failure)} Teksten i delen er som før.", icon=":material/info:")


def _start(case: StoredCase, section: Section, door: ModelDoor, wish: str) -> None:
    composed = session.composed_draft(case)
    try:
        session.writings()[case.method_id, section.key] = start_writing(
            session.store(),
            composed,
            Wish(section.key, wish, settings().prompts),
            door,
            session.user(),
            examples=_examples(composed.case_file.case),
        )
    except UserError as error:
        st.error(plain(error.line), icon=":material/block:")
        return
    st.rerun()


def _examples(case: Case) -> Examples:
    """What gives the model examples of the house's language, when the writing has begun."""
    found, where = settings(), opened_archive.archive_settings()
    local = found.model_trust == "local"
    return lambda: with_examples(earlier_paragraphs(where, case, local=local), read_bank(found.home))


@st.fragment(run_every=LOOK)
def _progress(job: Job) -> None:
    """How far the writing has come: counts only, since nothing of it is checked yet."""
    if job.ended.is_set():
        st.rerun()
    st.progress(job.held / job.total if job.total else 0.0, text=job.line)
    if st.button("Avbryt", icon=":material/stop_circle:", disabled=job.stopped.is_set(), key="stop_writing"):
        job.stop()
        st.rerun(scope="fragment")
    st.caption("Du kan lese andre deler imens. Teksten vises når den har vært gjennom kontrollen.")
