"""A model's answer: faithful sentences stand with citations, every lie falls and leaves the extractive answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from drafting.answers.answers import ask
from drafting.answers.with_model import answer_with_model
from drafting.model.gateway import ModelFailure
from writing.models import FakeModel

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
QUESTION = "Hvor mange pasienter er aktuelle for Quellivo etter minst tre tidligere behandlinger?"
RIGHT = "DMP anslår at 90 pasienter vil være aktuelle for behandling hvert år"
SINCE = "Merk: Beslutningsforum traff en senere beslutning om metoden 19.01.2099 (innført med vilkår) [2]."
WHOLE = f"{RIGHT} [1] (notat av 12.03.2098). {SINCE}"
UNCERTAIN = "Hvor usikker er nytten av Celvanta?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(ArchiveSettings(tmp_path_factory.mktemp("hjem")), None)
    index_files(archive, [SAMPLES])
    return archive


def place_of(user: str, words: str) -> str:
    """The id of the first passage in a prompt that holds the words."""
    for found in re.finditer(r"\[(u\d+)\] (.*?)(?=\n\n\[u\d+\]|\Z)", user, re.DOTALL):
        if words in " ".join(found[2].split()):
            return found[1]
    raise AssertionError(words)


def saying(text: str, words: str = RIGHT) -> FakeModel:
    return FakeModel(lambda user: f"{text} [{place_of(user, words)}].")


def test_a_faithful_sentence_stands_with_a_citation_that_resolves(archive: Archive) -> None:
    model = saying(RIGHT)
    answer = answer_with_model(QUESTION, archive, model)
    assert answer.answer == WHOLE
    (citation,) = answer.own_citations
    page = archive.page(citation.source.document, citation.source.page)
    assert page is not None
    assert page.text[citation.source.start : citation.source.end] == citation.source.quote
    assert citation.method_id == "ID2098_011"
    assert QUESTION in model.asked[0].user


def test_a_rewriting_gives_the_archives_own_words(archive: Archive) -> None:
    words = "størrelsen på nytten er svært usikker"
    extractive = ask(UNCERTAIN, archive)
    assert "svært usikker" in extractive.answer
    said = "DMP mener at størrelsen på nytten er svært usikker, særlig andelen som kan regnes som helbredet"
    assert answer_with_model(UNCERTAIN, archive, saying(said, words)) == extractive


LIES = (
    "DMP anslår at 95 pasienter vil være aktuelle for behandling hvert år",
    "DMP anslår at 90 pasienter ikke vil være aktuelle for behandling hvert år",
    "DMP anslår at over 90 pasienter vil være aktuelle for behandling hvert år",
    "DMP anslår at 90 pasienter vil være aktuelle for behandling hver måned",
    "Firmaet anslår at 90 pasienter vil være aktuelle for behandling hvert år",
    "DMP anslår at nitti tusen pasienter vil være aktuelle for behandling hvert år",
    "DMP anslår at 90 pasienter vil være aktuelle for Celvanta hvert år",
    "DMP anslår at 61 300 000 pasienter vil være aktuelle for behandling hvert år",
    "DMP anslår at 90 pasienter ville være aktuelle for behandling hvert år",
    "DMP anslår at 90 pasienter vil være aktuelle behandling hvert år",
    "RHF-AUP er 12 000 NOK",
)


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_falls_and_the_extractive_answer_is_given(archive: Archive, lie: str) -> None:
    assert answer_with_model(QUESTION, archive, saying(lie)) == ask(QUESTION, archive)


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_beside_the_truth_is_dropped(archive: Archive, lie: str) -> None:
    model = FakeModel(lambda user: f"{lie} [{place_of(user, RIGHT)}]. {RIGHT} [{place_of(user, RIGHT)}].")
    assert answer_with_model(QUESTION, archive, model).answer == WHOLE


@pytest.mark.parametrize(
    "reply",
    ["", RIGHT + ".", f"{RIGHT} [u99].", "Utdragene gir ikke svar på dette.", "[u1]", "{}" * 5000, f"[u1] {RIGHT} [x]"],
)
def test_a_reply_that_rests_on_nothing_gives_the_extractive_answer(archive: Archive, reply: str) -> None:
    assert answer_with_model(QUESTION, archive, FakeModel(queue=[reply])) == ask(QUESTION, archive)


def test_a_true_sentence_that_does_not_answer_is_not_the_answer(archive: Archive) -> None:
    other = "Oppfølgingstiden i studien var 14 måneder, og median totaloverlevelse var ikke nådd"
    model = FakeModel(lambda user: f"{other} [u1] {other} [u2] {other} [u3] {other} [u4] {other} [u5] {other} [u6]")
    assert answer_with_model(QUESTION, archive, model) == ask(QUESTION, archive)


def test_a_model_that_fails_leaves_the_extractive_answer_and_a_line(archive: Archive) -> None:
    model = FakeModel(queue=[ModelFailure("Språkmodellen svarte ikke.")])
    answer = answer_with_model(QUESTION, archive, model)
    assert answer.answer == ask(QUESTION, archive).answer
    assert "svarte ikke" in answer.note


@pytest.mark.parametrize(
    "question",
    ["Hva er RHF-AUP for Quellivo?", "Er Celvanta innført ved myelomatose?", "Hvor mange beslutninger finnes?",
     "Hva ble besluttet om Noverix i 2096?", "Hva koster Celvanta?"],
)  # fmt: skip
def test_no_model_is_asked_where_the_answer_is_exact_hidden_or_missing(archive: Archive, question: str) -> None:
    model = saying(RIGHT)
    assert answer_with_model(question, archive, model) == ask(question, archive)
    assert model.asked == []


def test_confidential_passages_go_to_a_local_model_only(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [SAMPLES / "ID2098_011.txt"], confidential=True)
    outside, inside = saying(RIGHT), saying(RIGHT)
    answer_with_model(QUESTION, archive, outside, confidential=True)
    assert outside.asked == []
    answer_with_model(QUESTION, archive, inside, confidential=True, local=True)
    assert RIGHT in " ".join(inside.asked[0].user.split())
    answer_with_model(QUESTION, archive, outside)  # without the right there is nothing to answer from
    assert outside.asked == []
