"""Search: exact keys first, names and misspellings, filters, folding, words in bokmål and nynorsk."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hashed import HashedEmbeddings
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.stem.snowball import SnowballStemmer

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from corpus.archive.word_index import WordIndex, content_words, grams, keys
from corpus.documents import Passage
from corpus.search.aspects import in_bokmal
from corpus.search.concepts import concept_scores, concepts_of
from corpus.search.ranking import WEIGHTS, Parts, Weights
from corpus.search.search import Filters, search

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
SHARED_NOTES = SAMPLES.parents[3] / "shared" / "notes"
QUESTIONS = tomllib.loads((Path(__file__).parents[1] / "tables" / "questions.toml").read_text(encoding="utf-8"))

HELD_OUT = tomllib.loads((Path(__file__).parents[1] / "tables" / "questions_held_out.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(ArchiveSettings(tmp_path_factory.mktemp("hjem")), HashedEmbeddings())
    index_files(archive, [SAMPLES])
    return archive


def of_samples(kind: str) -> list[dict[str, object]]:
    return [
        item
        for item in QUESTIONS["search"]
        if item["kind"] == kind and all(name.startswith("ID2098") for name in item["documents"])
    ]


@pytest.mark.parametrize("item", of_samples("id"), ids=lambda item: str(item["question"]))
def test_exact_keys_come_first(archive: Archive, item: dict[str, list[str]]) -> None:
    first = search(archive, str(item["question"])).hits[0].passage
    assert first.source.name in item["documents"]
    assert any(hold in " ".join(first.text.split()) for hold in item["holds"])


@pytest.mark.parametrize("kind", ["bokmål", "inflected", "misspelt", "nynorsk"])
def test_questions_in_many_forms_find_their_passage_without_a_model(archive: Archive, kind: str) -> None:
    items = of_samples(kind)
    found = 0
    for item in items:
        hits = search(archive, str(item["question"])).hits
        found += any(
            hit.passage.source.name in item["documents"]  # type: ignore[operator]
            and any(hold in " ".join(hit.passage.text.split()) for hold in item["holds"])  # type: ignore[attr-defined]
            for hit in hits
        )
    assert found >= 0.85 * len(items)


ALL_QUESTIONS = [*QUESTIONS["search"], *HELD_OUT["search"]]
WITHOUT_SHARED_WORDS = ("paraphrase", "riddle")


def test_there_are_questions_enough_of_every_kind() -> None:
    assert len(QUESTIONS["search"]) >= 80
    assert len(HELD_OUT["search"]) >= 40
    for table, least in ((QUESTIONS, 25), (HELD_OUT, 12)):
        kinds = Counter(item["kind"] for item in table["search"])
        assert kinds["paraphrase"] >= least
        assert min(kinds[kind] for kind in ("bokmål", "inflected", "misspelt", "nynorsk", "id")) >= 5
    asked = {item["question"] for item in QUESTIONS["search"]}
    assert not asked & {item["question"] for item in HELD_OUT["search"]}


@pytest.mark.shared
def test_paraphrases_share_no_content_word_with_their_passage(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(tmp_path), None)
    index_files(archive, [SAMPLES, SHARED_NOTES])
    names = archive.snapshot().names
    spoken: dict[str, list[Passage]] = defaultdict(list)
    for _, _, passage in archive.catalogue.passages():
        spoken[passage.source.name].append(passage)
    stem = SnowballStemmer("norwegian").stem

    def stems(text: str) -> set[str]:
        return {stem(word) for word in content_words(text) if word not in names.all}

    for item in ALL_QUESTIONS:
        places = [
            passage
            for name in item["documents"]
            for passage in spoken[name]
            if any(hold in " ".join(passage.text.split()) for hold in item["holds"])
        ]
        assert places, item["question"]
        if item["kind"] in WITHOUT_SHARED_WORDS:
            shared = {word for place in places for word in stems(item["question"]) & stems(place.text)}
            assert not shared, item["question"]
            assert bool(names.named_in(item["question"])) == (item["kind"] == "paraphrase"), item["question"]


def test_the_parts_of_the_score_are_joined_by_their_weights() -> None:
    parts = Parts(words=1.0, meaning=2.0, aspects=0.5, concepts=0.0, named=1.0, exact=0.0, head=False)
    assert parts.score(Weights(1, 1, 1, 1, 1)) == pytest.approx(4.5)
    assert parts.score(Weights(0, 1, 0, 0, 0)) == pytest.approx(2.0)
    assert replace(parts, exact=1.0).score() > parts.score() + 50


def test_a_concept_joins_everyday_words_with_the_notes_own(archive: Archive) -> None:
    assert "harm" in {concept.key for concept in concepts_of("Hvor farlig er det?")}
    hits = search(archive, "Hvor farlig er Celvanta?").hits
    right = next(hit for hit in hits[:3] if "cytokinstorm" in hit.passage.text)
    assert right.parts.concepts > 0
    without = search(archive, "Hvor farlig er Celvanta?", weights=replace(WEIGHTS, concepts=0.0)).hits
    assert next(hit.score for hit in without if hit.passage == right.passage) < right.score


def test_a_rare_concept_counts_more_than_a_common_one() -> None:
    asked = concepts_of("Er det farlig for barna?")
    assert {concept.key for concept in asked} == {"harm", "children"}
    scores = concept_scores(asked, ["Barn.", "Barn.", "Barn.", "Bivirkninger."])
    assert scores[3] > scores[0] > 0
    assert concept_scores((), ["Barn."]).tolist() == [0.0]


def test_filters(archive: Archive) -> None:
    hits = search(archive, "pasienter", filters=Filters(drug="quellivo"), limit=20).hits
    assert {hit.passage.product for hit in hits} == {"Quellivo"}
    hits = search(archive, "pasienter", filters=Filters(method_id="ID2098_018"), limit=20).hits
    assert {hit.passage.method_id for hit in hits} == {"ID2098_018"}
    assert not search(archive, "pasienter", filters=Filters(kind="assessment_report")).hits


def test_near_duplicates_are_folded(tmp_path: Path) -> None:
    text = (SAMPLES / "ID2098_011.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("særlig", "især").replace("9,8", "9,7"), encoding="utf-8")
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [tmp_path / "a.txt", tmp_path / "b.txt"])
    hits = search(archive, "Hvilke hetteglass kan deles?").hits
    assert {hits[0].passage.source.name, *(twin.source.name for twin in hits[0].also)} == {"a.txt", "b.txt"}
    texts = [hit.passage.text for hit in hits]
    assert len(set(texts)) == len(texts)


def test_an_empty_question_and_an_empty_archive_find_nothing(archive: Archive, tmp_path: Path) -> None:
    assert search(archive, "  ").hits == ()
    assert search(Archive(ArchiveSettings(tmp_path / "tom"), None), "noe").hits == ()


def test_names_are_learnt_from_the_documents_and_forgive_spelling(archive: Archive) -> None:
    names = archive.snapshot().names
    assert names.named_in("Hva koster Tarvonemmab?") == (frozenset({"quellivo", "tarvonemab"}),)
    assert names.named_in("Quellivos pris") == (frozenset({"quellivo", "tarvonemab"}),)
    assert names.named_in("en Quellivo-pakning") == (frozenset({"quellivo", "tarvonemab"}),)
    assert names.named_in("noe helt annet om pasienter") == ()
    assert names.without("Hva koster Brekanta nå?") == "Hva koster legemiddelet nå?"


def test_nynorsk_in_the_words_of_the_notes() -> None:
    assert in_bokmal("Kva kostar det for sjukehusa?") == "hva koster det for sykehusene?"
    assert in_bokmal("Kor mange vaksne?") == "hvor mange voksne?"


def test_the_word_index_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    texts = [f"utdrag {n} om legemiddel {n % 7} og pris {n * 37}" for n in range(50)]
    index = WordIndex.of(texts, ["legemiddel"])
    index.save(tmp_path / "ord")
    kept = WordIndex.load(tmp_path / "ord")
    assert (kept.scores(("pris", "utdrag")) == index.scores(("pris", "utdrag"))).all()
    assert kept.holding("legemiddel").tolist() == list(range(50))


def test_our_builder_scores_as_bm25s_does() -> None:
    import bm25s

    texts = ["én to tre fire", "to to tre", "fire fem seks sju", "tre"]
    rows = [[gram for word in text.split() for gram in grams(word)] for text in texts]
    theirs = bm25s.BM25()
    theirs.index(rows, show_progress=False)
    asked = list(dict.fromkeys(grams("tre") + grams("fire")))
    ours = WordIndex.of([text.replace("to", "tog").replace("tog", "to") for text in texts])
    known = [gram for gram in asked if gram in theirs.vocab_dict]
    assert ours.scores(("tre", "fire")).argsort().tolist()[-1] == theirs.get_scores(known).argsort().tolist()[-1]


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=200)
def test_any_question_is_taken_apart(text: str) -> None:
    assert all(key.startswith("ID") or key[0].isdigit() for key in keys(text))
    assert all(gram for word in content_words(text) for gram in grams(word))


def test_keys_in_one_written_form() -> None:
    assert keys("ID2015_0131 og ID 2021_047, 1. 2.2025 og 557865, 34 277,30") == (
        "ID2015_013", "ID2021_047", "01.02.2025", "557865",
    )  # fmt: skip


def test_a_document_taken_out_is_not_found(tmp_path: Path) -> None:
    folder = tmp_path / "n"
    folder.mkdir()
    shutil.copy(SAMPLES / "ID2098_011.txt", folder)
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [folder])
    assert search(archive, "Quellivo").hits
    (folder / "ID2098_011.txt").unlink()
    index_files(archive, [folder])
    assert not search(archive, "Quellivo").hits
