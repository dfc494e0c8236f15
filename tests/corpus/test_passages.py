"""Passages: verbatim, complete, whole decisions, headed; sentences that cover what is printed."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.archive.indexing import described
from corpus.archive.passages import MOST_WORDS, About, passages
from corpus.bokmal.sentences import sentence_spans, sentences
from corpus.documents import Document, Page, Table
from corpus.reading.read import read_pages

SAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "samples" / "notes").glob("*.txt"))


def read(path: Path):  # type: ignore[no-untyped-def]
    document = read_pages(path)
    about, titles, _ = described(document)
    return document, passages(document, about, titles)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_passage_is_verbatim_and_nothing_is_lost(path: Path) -> None:
    document, found = read(path)
    for passage in found:
        for source in (passage.source, *passage.rest):
            assert document.pages[source.page - 1].text[source.start : source.end] == source.quote
        assert passage.method_id == path.stem
        assert passage.product and passage.substance and passage.dated  # noqa: PT018
    read_words = " ".join(passage.text for passage in found).split()
    printed = [line for page in document.pages for line in page.text.split("\n") if not line.startswith("OPPDIKTET")]
    assert sorted(read_words) == sorted(word for line in printed for word in line.split())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_decision_is_never_cut(path: Path) -> None:
    _, found = read(path)
    for passage in found:
        heads = passage.text.count("Beslutning i Beslutningsforum")
        assert heads <= 1
        if heads:
            assert passage.text.startswith("Beslutning i")
            assert passage.text.count("«") == passage.text.count("»")
            assert "2. " in passage.text or "»" in passage.text
        elif len(passage.text.split()) > MOST_WORDS:
            assert "følgende beslutning" in passage.text or len(sentences(passage.text)) == 1


def test_passages_follow_headings() -> None:
    _, found = read(SAMPLES[0])
    sections = list(dict.fromkeys(passage.section for passage in found))
    assert sections[:4] == ["", "Bakgrunn", "Pristilbud", "Kostnadseffektivitet"]
    assert sections[-1] == "Prosess"
    cost = next(passage for passage in found if passage.section == "Kostnadseffektivitet")
    assert "1 142 000 NOK" in cost.text
    assert "Budsjettkonsekvenser" not in cost.text


def test_a_table_is_read_row_by_row_and_never_cut() -> None:
    rows = (("År", "Maks-AUP", "RHF-AUP"), *((f"År {n}", f"{n} 000 NOK", f"{n} 500 NOK") for n in range(1, 60)))
    text = "Kostnader\n" + "\n".join("\n".join(row) for row in rows) + "\nEtter tabellen står en setning."
    document = Document("f" * 64, "t.pdf", "other", (Page(1, text),), tables=(Table(1, rows, "Kostnader per år"),))
    found = passages(document, About(), ("Kostnader",))
    table = [passage for passage in found if "Kostnader per år" in passage.text]
    assert len(table) == 1
    assert "År 7: Maks-AUP: 7 000 NOK; RHF-AUP: 7 500 NOK" in table[0].text
    assert found[-1].text == "Etter tabellen står en setning."


def test_sentences_know_norwegian_abbreviations_dates_and_items() -> None:
    text = (
        "Prisen er 34 277,30 NOK inkl. mva. Med ny pris fra 14. mai 2025 faller den ca. 5 prosent. "
        "1. Legemidlet innføres. Se kap. 4 og f.eks. tabell 2. Slutt."
    )
    assert sentences(text) == (
        "Prisen er 34 277,30 NOK inkl. mva.",
        "Med ny pris fra 14. mai 2025 faller den ca. 5 prosent.",
        "1. Legemidlet innføres.",
        "Se kap. 4 og f.eks. tabell 2.",
        "Slutt.",
    )


@given(st.text(alphabet="abcÆØ .!?«»\n0123", max_size=120))
@settings(deadline=None, max_examples=150)
def test_sentences_cover_all_that_is_printed(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(st.lists(st.text(alphabet="abc. \n•1«»", max_size=60), min_size=1, max_size=4))
@settings(deadline=None, max_examples=100)
def test_any_text_gives_verbatim_passages(texts: list[str]) -> None:
    document = Document("0" * 64, "x.txt", "other", tuple(Page(n, text) for n, text in enumerate(texts, 1)))
    for passage in passages(document, About()):
        for source in (passage.source, *passage.rest):
            assert document.pages[source.page - 1].text[source.start : source.end] == source.quote
