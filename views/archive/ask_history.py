"""What a user has asked before: kept for that user alone, searchable, and without anything that is not public."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import streamlit as st

from corpus.machine.private_files import private_file, private_folder
from drafting.settings import settings
from views.shared import session
from views.shared.rendering import plain

NOT_KEPT = "Svaret bygger på dokumenter som er unntatt offentlighet, og lagres ikke. Still spørsmålet på nytt."
WITHHELD = "Spørsmål om noe som er unntatt offentlighet"
MOST_KEPT = 200  # questions a user
MOST_SHOWN = 20


def show() -> None:
    """The user's earlier questions, the newest first; seen by nobody else."""
    kept = _kept()
    if not kept:
        return
    with st.expander(f"Tidligere spørsmål ({len(kept)})"):
        wanted = st.text_input("Søk i tidligere spørsmål").casefold()
        found = [one for one in reversed(kept) if wanted in f"{one['question']} {one['answer']}".casefold()]
        for one in found[:MOST_SHOWN]:
            st.markdown(f"**{shown(one['question'])}**")
            st.caption(shown(session.short(one["answer"], 600)))
        if len(found) > MOST_SHOWN:
            st.caption(f"Viser {MOST_SHOWN} av {len(found)}. Søk for å finne de andre.")


def keep(question: str, answer: str) -> None:
    """Adds a question; both texts must be public."""
    file = _file()
    private_folder(file.parent)
    with private_file(file).open("a", encoding="utf-8") as out:
        out.write(json.dumps({"question": question, "answer": answer}, ensure_ascii=False) + "\n")


def shown(text: str) -> str:
    """Text as Markdown that shows every sign as it is, each line by itself."""
    return plain(text).replace("\n", "\n\n")


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
    return [one for line in lines[-MOST_KEPT:] if (one := _read(line))]


def _read(line: str) -> dict[str, str]:
    """One kept question; nothing for a line that was torn when the machine stopped."""
    try:
        one = json.loads(line)
        return {"question": str(one["question"]), "answer": str(one["answer"])}
    except (ValueError, KeyError, TypeError):
        return {}
