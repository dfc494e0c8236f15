"""`prisnotat ask` with and without a model, against a server on this machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Prisnotat, assert_one_line_refusal
from tests.writing.recording_server import recording

NOTES = ROOT / "corpus" / "samples" / "notes"
QUESTION = "Hvor usikker er nytten av Celvanta?"
SOURCE = "størrelsen på nytten er svært usikker"
SAID = "DMP mener derfor at størrelsen på nytten er svært usikker, særlig andelen som kan regnes som helbredet"
MODEL = {"PRISNOTAT_MODEL": "openai:prøve", "PRISNOTAT_EMBEDDING": "none"}


@pytest.fixture
def filled(prisnotat: Prisnotat) -> Prisnotat:
    """The command with one note in its archive."""
    assert prisnotat("index", NOTES / "ID2098_019.txt", PRISNOTAT_EMBEDDING="none").code == 0
    return prisnotat


@pytest.fixture
def filled_in_secret(prisnotat: Prisnotat) -> Prisnotat:
    """The same note, exempt from public access."""
    assert prisnotat("index", NOTES / "ID2098_019.txt", "--confidential", PRISNOTAT_EMBEDDING="none").code == 0
    return prisnotat


def saying(text: str) -> object:
    """A server's answer: the text, with the mark of the passage that holds its source."""

    def answer(user: str) -> str:
        for found in re.finditer(r"\[(u\d+)\] (.*?)(?=\n\n\[u\d+\]|\Z)", user, re.DOTALL):
            if SOURCE in " ".join(found[2].split()):
                return f"{text} [{found[1]}]."
        return "Utdragene gir ikke svar på dette."

    return answer


def test_the_model_of_the_settings_writes_and_it_is_said(filled: Prisnotat) -> None:
    with recording(saying(SAID)) as (recorded, url):
        run = filled("ask", QUESTION, "--json", PRISNOTAT_MODEL_URL=url, **MODEL)
        shown = filled("ask", QUESTION, PRISNOTAT_MODEL_URL=url, **MODEL)
    assert run.json["writer"] == "model"
    assert run.json["answer"].startswith(f"{SAID} [1]")
    assert run.json["citations"][0]["document"] == "ID2098_019.txt"
    assert run.json["abstained"] is False
    assert len(recorded.bodies) == 2
    assert "Skrevet av språkmodellen" in shown.out


def test_the_model_of_the_command_goes_before_the_setting(filled: Prisnotat) -> None:
    with recording(saying(SAID)) as (recorded, url):
        run = filled("ask", QUESTION, "--model", "none", "--json", PRISNOTAT_MODEL_URL=url, **MODEL)
        assert (run.json["writer"], recorded.bodies) == ("archive", [])
        assert "språkmodell" not in run.json["note"].casefold()
        assert "svært usikker" in run.json["answer"]
        run = filled("ask", QUESTION, "--model", "openai:annen", "--json", PRISNOTAT_MODEL_URL=url, **MODEL)
    assert run.json["writer"] == "model"
    assert recorded.asked[0]["model"] == "annen"


@pytest.mark.parametrize("mode", ["refuses", "empty", "cut"])
def test_a_model_that_fails_gives_the_archives_own_words_and_one_line(filled: Prisnotat, mode: str) -> None:
    own = filled("ask", QUESTION, "--json", PRISNOTAT_EMBEDDING="none").json
    with recording(saying(SAID), mode) as (_, url):  # type: ignore[arg-type]
        run = filled("ask", QUESTION, "--json", PRISNOTAT_MODEL_URL=url, **MODEL)
    assert run.code == 0
    assert (run.json["answer"], run.json["writer"]) == (own["answer"], "archive")
    if mode != "cut":  # half a sentence is not checked at all, and is no fault of the server's
        assert len(run.err.strip().splitlines()) == 1
        assert "arkivets egne ord" in run.err


def test_a_server_that_is_not_there(filled: Prisnotat) -> None:
    run = filled("ask", QUESTION, "--json", PRISNOTAT_MODEL_URL="http://127.0.0.1:9/v1", **MODEL)
    assert (run.code, run.json["writer"], run.json["abstained"]) == (0, "archive", False)
    assert "svarte ikke" in run.json["note"]
    assert run.err.strip() == run.json["note"]


def test_a_lie_never_reaches_the_user(filled: Prisnotat) -> None:
    with recording(saying("DMP mener at nytten er sikker")) as (recorded, url):
        run = filled("ask", QUESTION, "--json", PRISNOTAT_MODEL_URL=url, **MODEL)
    assert recorded.bodies
    assert run.json["writer"] == "archive"
    assert "nytten er sikker" not in run.out


def test_nothing_exempt_reaches_an_external_model(filled_in_secret: Prisnotat) -> None:
    with recording(saying(SAID)) as (recorded, url):
        run = filled_in_secret("ask", QUESTION, "--confidential", "--json", PRISNOTAT_MODEL_URL=url, **MODEL)
        assert "svært usikker" in run.json["answer"]
        assert run.json["writer"] == "archive"
        assert "ekstern" in run.json["note"]
        refused = filled_in_secret("ask", QUESTION, "--json", PRISNOTAT_MODEL_URL=url, **MODEL)
        assert refused.json["abstained"] is True
        assert recorded.paths == []  # nothing arrived


def test_a_local_model_may_see_it(filled_in_secret: Prisnotat) -> None:
    with recording(saying(SAID)) as (recorded, url):
        local = {"PRISNOTAT_MODEL_URL": url, "PRISNOTAT_MODEL_TRUST": "local", **MODEL}
        run = filled_in_secret("ask", QUESTION, "--confidential", "--json", **local)
    assert run.json["writer"] == "model"
    assert len(recorded.bodies) == 1


def test_a_model_that_cannot_be_used_is_unusable_input(filled: Prisnotat) -> None:
    assert_one_line_refusal(filled("ask", QUESTION, "--model", "tull:x"), "ingen leverandør som heter «tull»")


def test_own_prompts_are_used(filled: Prisnotat, tmp_path: Path) -> None:
    own = tmp_path / "ledetekster"
    own.mkdir()
    text = (ROOT / "prompts" / "answer.md").read_text(encoding="utf-8")
    (own / "answer.md").write_text(f"{text}\nVår egen linje.\n", encoding="utf-8")
    with recording(saying(SAID)) as (recorded, url):
        filled("ask", QUESTION, PRISNOTAT_MODEL_URL=url, PRISNOTAT_PROMPTS=str(own), **MODEL)
    assert "Vår egen linje." in recorded.asked[0]["messages"][-1]["content"]
