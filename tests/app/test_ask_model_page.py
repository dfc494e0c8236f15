"""The chat page with a model: what is seen while it writes, who wrote, who may be asked, and what is kept."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from drafting.store.store import User
from tests.writing.recording_server import Mode, Recorded, recording
from views.archive import answer_writing, opened_archive

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
SECRET = "Hvor mange pasienter er aktuelle for Quellivo etter minst tre tidligere behandlinger?"
SECRET_FACT = "DMP anslår at 90 pasienter vil være aktuelle for behandling hvert år"
OPEN = "Hvor usikker er nytten av Celvanta?"
OPEN_FACT = "størrelsen på nytten er svært usikker"
SAID = "DMP mener derfor at størrelsen på nytten er svært usikker, særlig andelen som kan regnes som helbredet"
LIE = "DMP mener at nytten er sikker"
BY_MODEL, BY_ARCHIVE = answer_writing.WRITERS["model"], answer_writing.WRITERS["archive"]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over an archive with one open and one exempt note."""
    monkeypatch.setenv("PRISNOTAT_EMBEDDING", "none")
    archive = Archive(ArchiveSettings(Path(os.environ["PRISNOTAT_HOME"])), None)
    index_files(archive, [SAMPLES / "ID2098_019.txt"])
    index_files(archive, [SAMPLES / "ID2098_011.txt"], confidential=True)
    opened_archive.opened.clear()
    return AppTest.from_function(page_alone, default_timeout=60)


def page_alone() -> None:
    """The page as `app.py` runs it: the folder of the pages is not among those that Python imports from."""
    from views.archive import ask

    ask.show()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is sent to the screen, also what is replaced before the run ends."""
    sent: list[str] = []
    enqueue = DeltaGenerator._enqueue

    def recorded(self: DeltaGenerator, kind: str, proto: object, *rest: object, **more: object) -> object:
        sent.append(str(getattr(proto, "body", getattr(proto, "label", ""))))
        return enqueue(self, kind, proto, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(DeltaGenerator, "_enqueue", recorded)
    return sent


def saying(*texts: str) -> Callable[[str], str]:
    """A server's answer: the texts, each with the mark of the passage that holds one of the facts."""

    def answer(user: str) -> str:
        for found in re.finditer(r"\[(u\d+)\] (.*?)(?=\n\n\[u\d+\]|\Z)", user, re.DOTALL):
            if any(fact in " ".join(found[2].split()) for fact in (OPEN_FACT, SECRET_FACT)):
                return " ".join(f"{text} [{found[1]}]." for text in texts)
        return "Utdragene gir ikke svar på dette."

    return answer


@contextmanager
def model(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], str], *, trust: str = "external", mode: Mode = "good"
) -> Iterator[Recorded]:
    """A model that the settings name, on this machine."""
    with recording(answer, mode) as (recorded, url):
        for name, value in (("", "openai:prøve"), ("_URL", url), ("_TRUST", trust)):
            monkeypatch.setenv(f"PRISNOTAT_MODEL{name}", value)
        yield recorded


def ask(app: AppTest, question: str, role: str) -> str:
    """The texts of the page after a question."""
    app.session_state["user"] = User("Kari", role)
    app.run()
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return texts(app)


def texts(app: AppTest) -> str:
    return " ".join(element.value for element in (*app.markdown, *app.warning, *app.caption))


def history() -> str:
    return "".join(file.read_text(encoding="utf-8") for file in Path(os.environ["PRISNOTAT_HOME"], "history").iterdir())


def test_a_checked_sentence_is_seen_while_the_model_writes_and_a_lie_never(
    app: AppTest, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with model(monkeypatch, saying(LIE, SAID, LIE, LIE), mode="slow") as recorded:
        said = ask(app, OPEN, "leser")
    assert SAID in said
    assert BY_MODEL in said
    assert len(recorded.bodies) == 1
    assert any(text.startswith("Skriver svaret … 0 s.") for text in seen)
    assert "Stopp" in seen
    first = seen.index(f"{SAID} \\[1\\].")  # as it stood before the answer was whole
    assert not any("notat av" in text for text in seen[:first])
    assert any("notat av" in text for text in seen[first:])
    assert not any(LIE in text for text in seen)


def test_without_a_model_nothing_is_waited_for(app: AppTest, seen: list[str]) -> None:
    said = ask(app, OPEN, "leser")
    assert OPEN_FACT in said
    assert BY_ARCHIVE in said
    assert not any("Skriver svaret" in text for text in seen)
    assert "Stopp" not in seen


def test_a_lie_gives_the_archives_own_words(app: AppTest, seen: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with model(monkeypatch, saying(LIE)):
        said = ask(app, OPEN, "leser")
    assert OPEN_FACT in said
    assert BY_ARCHIVE in said
    assert not any(LIE in text for text in seen)


@pytest.mark.parametrize("mode", ["refuses", "empty"])
def test_a_model_that_fails_is_said_in_one_line(app: AppTest, monkeypatch: pytest.MonkeyPatch, mode: Mode) -> None:
    with model(monkeypatch, saying(SAID), mode=mode):
        said = ask(app, OPEN, "leser")
    assert OPEN_FACT in said
    assert "Svaret er arkivets egne ord." in said


def test_a_model_that_cannot_be_opened_is_said_too(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRISNOTAT_MODEL", "tull:x")
    said = ask(app, OPEN, "leser")
    assert OPEN_FACT in said
    assert "ingen leverandør som heter «tull»" in said


@pytest.mark.parametrize("question", [SECRET, OPEN])
def test_an_external_model_gets_nothing_from_one_who_may_see_secrets(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    with model(monkeypatch, saying(SECRET_FACT, SAID)) as recorded:
        said = ask(app, question, "fagrådgiver")
        assert "Språkmodellen er ekstern" in said
        assert BY_ARCHIVE in said
        assert recorded.paths == []  # nothing arrived


def test_an_external_model_gets_nothing_exempt_from_a_reader(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    with model(monkeypatch, saying(SECRET_FACT)) as recorded:
        assert "Det finner jeg ikke grunnlag for" in ask(app, SECRET, "leser")
        assert recorded.paths == []
        ask(app, OPEN, "leser")
        assert b"Quellivo" not in b"".join(recorded.bodies)
        assert "90 pasienter" not in b"".join(recorded.bodies).decode()


def test_what_a_local_model_wrote_from_exempt_passages_is_not_kept(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model(monkeypatch, saying(SECRET_FACT), trust="local") as recorded:
        said = ask(app, SECRET, "fagrådgiver")
    assert SECRET_FACT in said
    assert BY_MODEL in said
    assert len(recorded.bodies) == 1
    assert "unntatt offentlighet" in history()
    assert "90 pasienter" not in history()
    assert "Quellivo" not in history()


def test_of_a_models_answer_to_one_who_may_see_secrets_the_public_words_are_kept(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model(monkeypatch, saying(SAID), trust="local"):
        said = ask(app, OPEN, "fagrådgiver")
    assert SAID in said
    assert BY_MODEL in said
    assert OPEN in history()
    assert OPEN_FACT in history()


def test_what_a_model_wrote_for_a_reader_is_kept(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    with model(monkeypatch, saying(SAID)):
        ask(app, OPEN, "leser")
    assert SAID in history()


def test_a_question_on_which_the_model_was_stopped_gets_the_archives_own_words(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model(monkeypatch, saying(SAID)) as recorded:
        app.session_state["user"] = User("Kari", "leser")
        app.session_state[answer_writing.WRITTEN_ON] = OPEN
        app.run()
        assert not app.exception
        assert OPEN_FACT in texts(app)
        assert "Språkmodellen ble stoppet. Svaret er arkivets egne ord." in texts(app)
        assert recorded.paths == []
        assert answer_writing.WRITTEN_ON not in app.session_state
        app.run()
        assert len(app.session_state["turns"]) == 1
