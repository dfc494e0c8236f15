"""The chat page: a question in, an answer with a source beside it; confidential ones only with the right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from drafting.store.store import User
from views.archive import ask as page
from views.archive import opened_archive

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("PRISNOTAT_EMBEDDING", "none")
    archive = Archive(ArchiveSettings(Path(os.environ["PRISNOTAT_HOME"])), None)
    index_files(archive, [SAMPLES / "ID2098_014.txt"])
    index_files(archive, [SAMPLES / "ID2098_011.txt"], confidential=True)
    opened_archive.opened.clear()
    return AppTest.from_file(str(Path(page.__file__)), default_timeout=30)


def ask(app: AppTest, question: str, role: str) -> str:
    app.session_state["user"] = User("Kari", role)
    app.run()
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return " ".join(element.value for element in (*app.markdown, *app.warning))


def test_an_answer_shows_its_source(app: AppTest) -> None:
    said = ask(app, "Hva koster Alvessa?", "leser")
    assert "10 974,30" in said
    assert any("ID2098\\_014" in text.value or "ID2098_014" in text.value for text in app.caption)
    assert any("ID2098_014.txt, side 1" in button.label.replace("\\", "") for button in app.button)
    app.text_input[0].set_value("alvessa").run()
    assert not app.exception


def test_confidential_documents_only_for_those_with_the_right(app: AppTest) -> None:
    assert "Det finner jeg ikke grunnlag for" in ask(app, "Hvor mange pasienter er aktuelle for Quellivo?", "leser")


def test_what_is_confidential_is_not_kept_in_the_history(app: AppTest) -> None:
    assert "90 pasienter" in ask(app, "Hvor mange pasienter er aktuelle for Quellivo?", "fagrådgiver")
    kept = "".join(file.read_text(encoding="utf-8") for file in Path(os.environ["PRISNOTAT_HOME"], "history").iterdir())
    assert "unntatt offentlighet" in kept
    assert "90 pasienter" not in kept
    assert "Quellivo" not in kept
    with next(Path(os.environ["PRISNOTAT_HOME"], "history").iterdir()).open("a") as torn:
        torn.write('{"question": "revet')
    assert not app.run().exception
