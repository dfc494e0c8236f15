"""Answers: the right fact with a citation that resolves, or a refusal; never a guess."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from drafting.answers.answer import HIDDEN, NO_GROUND
from drafting.answers.answers import ask, carried

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples" / "notes"
QUESTIONS = tomllib.loads((ROOT / "tests" / "tables" / "questions.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The samples, on words alone: the answers must not depend on the embedding."""
    archive = Archive(ArchiveSettings(tmp_path_factory.mktemp("hjem")), None)
    index_files(archive, [SAMPLES])
    return archive


def flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def test_answerable_questions_hold_the_fact_and_cite_the_place(archive: Archive) -> None:
    items = [item for item in QUESTIONS["answer"] if all(name.startswith("ID2098") for name in item["documents"])]
    right = citations = precise = 0
    for item in items:
        answer = ask(item["question"], archive)
        right += not answer.abstained and all(flat(hold) in flat(answer.answer) for hold in item["holds"])
        for citation in answer.citations:
            page = archive.page(citation.source.document, citation.source.page)
            assert page is not None
            assert page.text[citation.source.start : citation.source.end] == citation.source.quote
            citations += citation in answer.own_citations  # those of later decisions have a test of their own
            precise += citation in answer.own_citations and citation.source.name in item["documents"]
    assert len(items) > 40
    assert right >= 0.9 * len(items)
    assert precise >= 0.98 * citations - 1


def test_what_the_archive_does_not_say_is_not_answered(archive: Archive) -> None:
    items = [item for item in QUESTIONS["unanswerable"] if item["why"] != "hidden"]
    wrong = [item["question"] for item in items if not ask(item["question"], archive).abstained]
    assert len(wrong) <= 0.05 * len(items), wrong


def test_a_refusal_says_so_and_names_what_is_nearest(archive: Archive) -> None:
    answer = ask("Er Celvanta innført ved myelomatose?", archive)
    assert answer.abstained
    assert answer.answer.startswith(NO_GROUND)
    assert answer.nearest
    assert answer.citations == ()


@pytest.mark.parametrize("question", ["Hva er RHF-AUP for Quellivo?", "Hva er avtaleprisen for Celvanta?"])
def test_a_hidden_price_is_said_to_be_hidden_and_its_place_cited(archive: Archive, question: str) -> None:
    told = ask(question, archive).json
    assert told["abstained"] is True
    assert HIDDEN in told["answer"]
    assert told["citations"][0]["page"] in (1, 2)
    assert told["citations"][0]["quote"]


def test_counts_are_exact(archive: Archive) -> None:
    assert ask("Hvor mange beslutninger om Noverix finnes i arkivet?", archive).answer.startswith("3 beslutninger")
    assert ask("Hvor mange metoder er avbestilt?", archive).answer.startswith("1 beslutning ")
    assert ask("Hvor mange legemidler ble innført med vilkår i 2097?", archive).answer.startswith("2 beslutninger")


def test_the_past_does_not_know_the_future(archive: Archive) -> None:
    assert not ask("Hva ble besluttet om Quellivo i 2099?", archive).abstained
    assert ask("Hva ble besluttet om Quellivo i 2099?", archive, before=date(2098, 12, 31)).abstained
    assert ask("Hva er IKER for Noverix ved kols?", archive, before=date(2098, 12, 31)).abstained


def test_a_follow_up_keeps_the_subject(archive: Archive) -> None:
    assert carried("Og hvor mange pasienter?", ["Hva koster Mirelto?"], archive) == "Og hvor mange pasienter (Mirelto)?"
    assert carried("Hva med Celvanta?", ["Hva koster Mirelto?"], archive) == "Hva med Celvanta?"
    answer = ask("Hvor mange pasienter er aktuelle?", archive, earlier=["Hva er IKER for sorvatinib?"])
    assert "55" in answer.answer


def test_confidential_documents_answer_those_with_the_right_only(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [SAMPLES / "ID2098_011.txt"], confidential=True)
    index_files(archive, [SAMPLES / "ID2098_014.txt"])
    question = "Hvor mange pasienter er aktuelle for Quellivo?"
    refused = ask(question, archive)
    assert refused.abstained
    assert "Quellivo" not in json.dumps(refused.json)
    assert "90 pasienter" in ask(question, archive, confidential=True).answer


def test_the_json_of_the_command(archive: Archive) -> None:
    told = ask("Hva koster Celvanta?", archive).json
    assert json.loads(json.dumps(told)) == told
    assert set(told) >= {"answer", "abstained", "citations"}
    assert set(told["citations"][0]) == {"document", "method_id", "page", "quote"}
    assert told["citations"][0]["document"] == "ID2098_019.txt"
    assert told["citations"][0]["method_id"] == "ID2098_019"
