"""Spør arkivet: answers with citations that open beside them, follow-up questions, and a history of one's own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import streamlit as st

from corpus.archive import Archive
from drafting.writing.answer import HIDDEN, Answer
from drafting.writing.answers import ask
from views import ask_history, opened_archive, session, source_panel
from views.ask_history import shown

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
        st.page_link("views/archive.py", label="Til arkivet", icon=":material/folder_open:")
        return
    talk, source = st.columns([3, 2], gap="large")
    with source:
        _source(archive)
    with talk:
        ask_history.show()
        for place, turn in enumerate(st.session_state.setdefault("turns", [])):
            _turn(place, turn)
        question = st.chat_input("Spør om beslutninger, priser, vilkår eller formuleringer") or _example()
        if question:
            _ask(archive, question)


def _ask(archive: Archive, question: str) -> None:
    with st.chat_message("user"):
        st.text(question)
    earlier = [turn["question"] for turn in st.session_state["turns"]]
    answer = ask(question, archive, confidential=session.may_see_secrets(), earlier=earlier)
    with st.chat_message("assistant"):
        st.write_stream(_words(shown(answer.answer)))
    st.session_state["turns"].append({"question": question, "answer": answer})
    if answer.citations:
        st.session_state["opened"] = answer.citations[0].source
    if _public(archive, question, answer, earlier):
        ask_history.keep(question, answer.answer)
    else:
        ask_history.keep(ask_history.WITHHELD, ask_history.NOT_KEPT)
    st.rerun()


def _public(archive: Archive, question: str, answer: Answer, earlier: list[str]) -> bool:
    """Whether somebody without the right gets the same answer: nothing else is written to disk in the clear."""
    if not session.may_see_secrets() or not any(entry.about.confidential for entry in archive.catalogue.entries()):
        return True
    return ask(question, archive, earlier=earlier).answer == answer.answer


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
            label = f"[{number}] {citation.source.name}, side {citation.source.page}"
            if st.button(label, key=f"source_{place}_{number}", type="tertiary", icon=":material/find_in_page:"):
                st.session_state["opened"] = citation.source
                st.rerun()
        if answer.note:
            st.caption(answer.note)
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


def _words(text: str) -> Iterator[str]:
    for word in text.split(" "):
        yield f"{word} "
        time.sleep(0.01)


def _example() -> str:
    if st.session_state["turns"]:
        return ""
    picked = st.pills("Forslag", EXAMPLES, label_visibility="collapsed")
    return str(picked or "")


if __name__ == "__main__":
    show()
