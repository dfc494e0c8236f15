"""What an answer needs: it is about what the question names, gives what is asked, and never guesses what is hidden."""

from __future__ import annotations

import pytest

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from drafting.answers.answer import HIDDEN
from drafting.answers.answers import ask
from drafting.answers.weighing.evidence import HOLE
from drafting.answers.weighing.numbers import spoken_numbers
from writing.test_answers import SAMPLES


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(ArchiveSettings(tmp_path_factory.mktemp("hjem")), None)
    index_files(archive, [SAMPLES])
    return archive


@pytest.mark.parametrize(
    "question",
    [
        "Hva var Maks-AUP for Quellivo i 2095?",
        "Hva sa Finland om Quellivo?",
        "Hva er IKER for Mirelto ved brystkreft?",
        "Hva koster Alvessa 999 mg?",
        "Hva koster Alvexxa?",
        "Hva er saksbehandlingstiden for ID2090_001?",
        "Hva er p-verdien for Celvanta?",
        "Hvor mange barn får Osteqa?",
    ],
)
def test_another_year_country_disease_strength_or_name_is_not_answered(archive: Archive, question: str) -> None:
    assert ask(question, archive).abstained


@pytest.mark.parametrize(
    "question",
    [
        "Hva er RHF-AUP for Quellivo?",
        "Hva er avtaleprisen for Celvanta?",
        "Hva er IKER for Mirelto med avtalepris?",
        "Hva koster Ostrenzo over to år med RHF-AUP?",
        "Hva er årskostnaden for Alvessa med RHF-AUP?",
    ],
)
def test_a_hidden_value_is_said_to_be_hidden(archive: Archive, question: str) -> None:
    answer = ask(question, archive)
    assert answer.abstained
    assert HIDDEN in answer.answer
    assert answer.citations


@pytest.mark.parametrize(
    ("text", "hole"),
    [
        ("Budsjettvirkningen er 41 200 000 NOK med Maks-AUP og NOK med avtalepris.", True),
        ("Med RHF-AUP er IKER NOK.", True),
        ("Prisen er [sladdet].", True),
        ("Kostnaden er XXXX med RHF-AUP.", True),
        ("Virkningen er 21,6 millioner NOK.", False),
        ("Prisen er 34 277,30 NOK.", False),
    ],
)
def test_a_currency_without_its_amount_is_a_hole(text: str, hole: bool) -> None:
    assert bool(HOLE.search(text)) is hole


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("en niåring i syklus 2", {"9", "2"}),
        ("første runde", {"1"}),
        ("om lag 1 300 pasienter", {"1300"}),
        ("21. mars 2025, ID2021_047", {"21"}),
        ("tolv ampuller", {"12"}),
        ("en pasient", set()),
    ],
)
def test_numbers_in_digits_words_and_ordinals(text: str, numbers: set[str]) -> None:
    assert spoken_numbers(text) >= numbers
    assert "2025" not in spoken_numbers(text)


def test_what_is_nearest_is_quoted_with_its_page_and_the_weights_are_told(archive: Archive) -> None:
    answer = ask("Hvor mange pasienter får Quellivo etter minst tre tidligere behandlinger?", archive)
    assert answer.why
    for citation in answer.nearest:
        page = archive.page(citation.source.document, citation.source.page)
        assert page is not None
        assert page.text[citation.source.start : citation.source.end] == citation.source.quote
    assert all(set(one) == {"document", "method_id", "page", "quote"} for one in answer.json["nearest"])
