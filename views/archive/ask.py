"""Spør arkivet: answers with citations that open beside them, follow-up questions, and a history of one's own."""

from __future__ import annotations

from typing import Any

import streamlit as st

from corpus.archive.archive import Archive
from drafting.answers.answer import HIDDEN, Answer
from drafting.answers.answers import ask
from views.archive import answer_writing, ask_history, opened_archive, source_panel
from views.archive.ask_history import shown
from views.shared import session
from views.shared.rendering import plain

EXAMPLES = (
    "Hvilke genterapier er innført, og på hvilke vilkår?",
    "Hvilke metoder er avbestilt?",
    "Hvordan formulerte vi usikkerhet om varig effekt sist?",
)


def show() -> None:
    st.title("Spør arkivet")
    archive = opened_archive.opened()
    if not opened_archive.state_of(archive):
        st.info("Arkivet er tomt. Ta inn tidligere notater og rapporter først.", icon=":material/inbox:")
        st.page_link("views/archive/archive.py", label="Til arkivet", icon=":material/folder_open:")
        return
    turns = st.session_state.setdefault("turns", [])
    if stopped := st.session_state.pop(answer_writing.WRITTEN_ON, ""):
        _keep(archive, stopped, answer_writing.stopped_answer(archive, stopped, _asked()))
    talk, source = st.columns([3, 2], gap="large")
    with source:
        _source(archive)
    with talk:
        ask_history.show()
        for place, turn in enumerate(turns):
            _turn(place, turn)
        question = st.chat_input("Spør om beslutninger, priser, vilkår eller formuleringer") or _example()
        if question:
            _ask(archive, question)


def _ask(archive: Archive, question: str) -> None:
    """Answers a question, and begins the page anew with the answer among the turns."""
    with st.chat_message("user"):
        st.text(question)
    with st.chat_message("assistant"):
        answer = answer_writing.answered(archive, question, _asked())
    _keep(archive, question, answer)
    st.rerun()


def _keep(archive: Archive, question: str, answer: Answer) -> None:
    """Adds a turn, opens its first source, and writes to the history what may be written."""
    kept = _public_words(archive, question, answer, _asked())
    st.session_state["turns"].append({"question": question, "answer": answer})
    if answer.citations:
        st.session_state["opened"] = answer.citations[0].source
    if kept:
        ask_history.keep(question, kept)
    else:
        ask_history.keep(ask_history.WITHHELD, ask_history.NOT_KEPT)


def _asked() -> list[str]:
    return [turn["question"] for turn in st.session_state["turns"]]


def _public_words(archive: Archive, question: str, answer: Answer, earlier: list[str]) -> str:
    """What may be written to disk in the clear: what somebody without the right gets, or nothing.

    A model that has seen what is exempt may have let it into its words, so of its answers the archive's own are kept.
    """
    if not session.may_see_secrets() or not any(entry.about.confidential for entry in archive.catalogue.entries()):
        return answer.answer
    own = answer if answer.writer == "archive" else ask(question, archive, confidential=True, earlier=earlier)
    public = ask(question, archive, earlier=earlier).answer
    return public if public == own.answer else ""


def _turn(place: int, turn: dict[str, Any]) -> None:
    answer: Answer = turn["answer"]
    with st.chat_message("user"):
        st.text(turn["question"])
    with st.chat_message("assistant"):
        if answer.abstained and HIDDEN in answer.answer:
            st.info(shown(answer.answer), icon=":material/visibility_off:")
        elif answer.abstained:
            st.warning(shown(answer.answer), icon=":material/help:")
        else:
            st.markdown(shown(answer.answer))
        for number, citation in enumerate(answer.citations, 1):
            label = plain(f"[{number}] {citation.source.name}, side {citation.source.page}")
            if st.button(label, key=f"source_{place}_{number}", type="tertiary", icon=":material/find_in_page:"):
                st.session_state["opened"] = citation.source
                st.rerun()
        for number, citation in enumerate(answer.nearest, 1):
            label = plain(f"Nærmest {number}: {citation.source.name}, side {citation.source.page}")
            if st.button(label, key=f"nearest_{place}_{number}", type="tertiary", icon=":material/find_in_page:"):
                st.session_state["opened"] = citation.source
                st.rerun()
        if not answer.abstained:
            st.caption(answer_writing.WRITERS[answer.writer])
        if answer.note:
            st.caption(shown(answer.note))
        with st.expander("Kopier med kilder"):
            st.code(with_sources(turn["question"], answer), language=None, wrap_lines=True)


def _source(archive: Archive) -> None:
    """The page that a citation points at, with the quote marked; only what the user may see."""
    source = st.session_state.get("opened")
    st.subheader("Kilde")
    if source is None or not source.document:
        st.caption("Velg en kilde under et svar for å se den her.")
        return
    source_panel.show_archived(archive, source)


def with_sources(question: str, answer: Answer) -> str:
    """The question, the answer and its numbered sources as plain text, for a letter or a note."""
    lines = [question, "", answer.answer, ""]
    for number, citation in enumerate(answer.citations, 1):
        quote = " ".join(citation.source.quote.split())
        lines.append(f"[{number}] {citation.source.name}, side {citation.source.page}: «{quote}»")
    return "\n".join(lines).strip()


def _example() -> str:
    if st.session_state["turns"]:
        return ""
    picked = st.pills("Forslag", EXAMPLES, label_visibility="collapsed")
    return str(picked or "")


if __name__ == "__main__":
    show()
