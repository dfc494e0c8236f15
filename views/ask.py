"""Spør arkivet: answers with citations that open beside them, follow-up questions, and a history of one's own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

from corpus.archive import Archive
from drafting.settings import settings
from drafting.writing.answers import Answer, ask
from views import opened_archive, session, source_panel

NOT_KEPT = "Svaret bygger på dokumenter som er unntatt offentlighet, og lagres ikke. Still spørsmålet på nytt."
MOST_KEPT = 200  # questions a user
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
        _history()
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
        st.write_stream(_words(_shown(answer.answer)))
    st.session_state["turns"].append({"question": question, "answer": answer})
    if answer.citations:
        st.session_state["opened"] = answer.citations[0].source
    _keep(question, answer if _public(archive, answer) else replace(answer, answer=NOT_KEPT))
    st.rerun()


def _turn(place: int, turn: dict[str, Any]) -> None:
    answer: Answer = turn["answer"]
    with st.chat_message("user"):
        st.text(turn["question"])
    with st.chat_message("assistant"):
        if answer.abstained:
            st.warning(_shown(answer.answer), icon=":material/help:")
        else:
            st.markdown(_shown(answer.answer))
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


def _shown(text: str) -> str:
    """The answer as Markdown that shows every sign as it is: a document's text is never markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+!|<>$~" else sign for sign in text).replace("\n", "\n\n")


def _words(text: str) -> Iterator[str]:
    for word in text.split(" "):
        yield f"{word} "
        time.sleep(0.01)


def _example() -> str:
    if st.session_state["turns"]:
        return ""
    picked = st.pills("Forslag", EXAMPLES, label_visibility="collapsed")
    return str(picked or "")


def _history() -> None:
    """What the user asked before; searchable, and seen by nobody else."""
    kept = _kept()
    if not kept:
        return
    with st.expander(f"Tidligere spørsmål ({len(kept)})"):
        wanted = st.text_input("Søk i tidligere spørsmål").casefold()
        found = [one for one in reversed(kept) if wanted in f"{one['question']} {one['answer']}".casefold()]
        for one in found[:20]:
            st.markdown(f"**{_shown(one['question'])}**")
            st.caption(_shown(session.short(one["answer"], 300)))


def _file() -> Path:
    """The user's own history; one who lost the right to secrets reads the other, without what they answered."""
    right = "innsyn" if session.may_see_secrets() else "offentlig"
    name = sha256(session.user().name.encode()).hexdigest()[:24]
    return settings().home / "history" / f"{name}-{right}.jsonl"


def _kept() -> list[dict[str, str]]:
    try:
        lines = _file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines[-MOST_KEPT:] if line.strip()]


def _public(archive: Archive, answer: Answer) -> bool:
    """Whether all that an answer rests on is public: nothing else is written to disk in the clear."""
    places = [citation.source.document for citation in answer.citations] + [
        passage.source.document for passage in answer.nearest
    ]
    return not any(archive.catalogue.is_confidential(document) for document in places)


def _keep(question: str, answer: Answer) -> None:
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.parent.chmod(0o700)
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps({"question": question, "answer": answer.answer}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    show()
