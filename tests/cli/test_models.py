"""`prisnotat models` and `draft --model` against a server on this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Prisnotat
from tests.writing.models import rewritten
from tests.writing.recording_server import recording

DEMO = ROOT / "corpus/samples/demo.yaml"


def test_without_a_model_it_says_so(prisnotat: Prisnotat) -> None:
    run = prisnotat("models", "--json")
    assert run.code == 0
    assert run.json["model"] is None


def test_a_model_that_keeps_slots(prisnotat: Prisnotat) -> None:
    with recording(lambda user: user) as (_, url):
        run = prisnotat("models", "--json", PRISNOTAT_MODEL="openai:prøve", PRISNOTAT_MODEL_URL=url)
    assert run.code == 0
    assert run.json["reachable"] is True
    assert run.json["context"] == 8192
    assert run.json["slots_kept"] == run.json["slots_tested"] == 5


def test_a_model_that_spoils_slots_is_told(prisnotat: Prisnotat) -> None:
    with recording(lambda user: user.replace("{{", "{")) as (_, url):
        run = prisnotat("models", PRISNOTAT_MODEL="openai:prøve", PRISNOTAT_MODEL_URL=url)
    assert run.code == 1
    assert "0 av 5" in run.out


def test_a_server_that_is_not_there_is_told_in_one_line(prisnotat: Prisnotat) -> None:
    run = prisnotat("models", PRISNOTAT_MODEL="openai:prøve", PRISNOTAT_MODEL_URL="http://127.0.0.1:9/v1")
    assert run.code == 1
    assert "Svarer ikke" in run.out
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("model", "said"), [("tull:x", "ingen leverandør som heter «tull»"), ("mistralai:x", "langchain-mistralai")]
)
def test_a_provider_that_cannot_be_used_is_unusable_input(prisnotat: Prisnotat, model: str, said: str) -> None:
    run = prisnotat("models", PRISNOTAT_MODEL=model)
    assert run.code == 2
    assert said in run.err
    assert len(run.err.strip().splitlines()) == 1


def test_draft_by_the_model_of_the_settings_says_who_wrote_what(prisnotat: Prisnotat, tmp_path: Path) -> None:
    with recording(rewritten) as (recorded, url):
        run = prisnotat(
            "draft", DEMO, "--out", tmp_path / "ut", "--json", PRISNOTAT_MODEL="openai:prøve", PRISNOTAT_MODEL_URL=url
        )
    assert {section["writer"] for section in run.json["sections"]} == {"model", "composer"}
    assert "Skrev oppsummering" in run.err
    assert recorded.bodies
    trace = json.loads((tmp_path / "ut/trace.json").read_text(encoding="utf-8"))
    assert {paragraph["writer"] for section in trace["writing"] for paragraph in section["paragraphs"]} == {"model"}


def test_none_goes_before_the_setting(prisnotat: Prisnotat, tmp_path: Path) -> None:
    run = prisnotat(
        "draft", DEMO, "--model", "none", "--out", tmp_path / "ut", "--json", PRISNOTAT_MODEL="openai:prøve"
    )
    assert {section["writer"] for section in run.json["sections"]} == {"composer"}
    assert run.err == ""
