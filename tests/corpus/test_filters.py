"""Filters, candidates and folding as whole arrays give what their plain definitions give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hashed import HashedEmbeddings
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.catalogue import Entry
from corpus.archive.filters import Columns, Filters, Sections
from corpus.archive.indexing import index_files
from corpus.archive.passages import About
from corpus.archive.word_index import content_words, grams
from corpus.search.candidates import best
from corpus.search.folding import folded
from corpus.search.search import search

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
NAMES = st.sampled_from(["", "Quellivo", "QUELLIVO", "tarvonemab", "Noverix"])
DATES = st.sampled_from(["", "2098-01-31", "2098-02-01", "2099-12-31"])
METHODS = st.sampled_from(["", "ID2098_011", "ID2098_015"])
KINDS = st.sampled_from(["price_note", "assessment_report", "other"])
DAYS = st.none() | st.sampled_from([date(2098, 1, 31), date(2098, 2, 1), date(2100, 1, 1)])
ABOUTS = st.builds(
    About, method_id=METHODS, product=NAMES, substance=NAMES, dated=DATES, kind=KINDS, confidential=st.booleans()
)
FILTERS = st.builds(
    Filters,
    method_id=METHODS,
    drug=NAMES,
    kind=st.none() | KINDS,
    document=st.sampled_from(["", "a.txt", "hash1"]),
    since=DAYS,
)


def fits(entry: Entry, filters: Filters, before: date | None, confidential: bool) -> bool:
    """The definition, one document at a time."""
    about = entry.about
    return (
        (confidential or not about.confidential)
        and (not filters.method_id or about.method_id == filters.method_id)
        and (not filters.kind or about.kind == filters.kind)
        and (not filters.document or filters.document in (entry.name, entry.hash))
        and (not filters.drug or filters.drug.casefold() in (about.product.casefold(), about.substance.casefold()))
        and (before is None or (bool(about.dated) and about.dated < before.isoformat()))
        and (filters.since is None or about.dated >= filters.since.isoformat())
    )


@given(st.lists(ABOUTS, max_size=12), FILTERS, DAYS, st.booleans())
def test_columns_filter_as_the_definition_does(
    abouts: list[About], filters: Filters, before: date | None, confidential: bool
) -> None:
    entries = [Entry(f"hash{n}", "ab"[n % 2] + ".txt", about, "", ()) for n, about in enumerate(abouts)]
    mask = Columns.of(entries).fitting(filters, before, confidential=confidential)
    assert mask.tolist() == [fits(entry, filters, before, confidential) for entry in entries]


@given(st.lists(ABOUTS, max_size=12), st.frozensets(st.sampled_from(["quellivo", "tarvonemab", "annet"])))
def test_the_documents_about_a_drug(abouts: list[About], drug: frozenset[str]) -> None:
    columns = Columns.of([Entry(str(n), "", about, "", ()) for n, about in enumerate(abouts)])
    plain = [n for n, about in enumerate(abouts) if {about.product.casefold(), about.substance.casefold()} & drug]
    assert columns.about(drug).tolist() == plain


@given(st.lists(st.sampled_from(["", "Bakgrunn", "BAKGRUNN og mål", "Prosess"])), st.sampled_from(["bakgrunn", "Pro"]))
def test_sections_hold_a_text(sections: list[str], asked: str) -> None:
    plain = [asked.casefold() in section.casefold() for section in sections]
    assert Sections.of(sections).holding(asked).tolist() == plain


@given(st.lists(st.integers(0, 4)), st.integers(1, 6), st.booleans())
def test_the_best_are_the_largest_and_ties_go_by_words_then_order(
    values: list[int], count: int, by_words: bool
) -> None:
    words = np.array([(7 * n) % 3 for n in range(len(values))], np.float32)
    found = best(np.array(values, np.float32), count, words if by_words else None)
    order = sorted(range(len(values)), key=lambda at: (-values[at], -words[at] if by_words else 0, at))
    assert found.tolist() == [at for at in order if values[at] > 0][:count]


WORDS = st.lists(st.sampled_from(["prisen", "prisene", "kostnad", "og", "410233", "410234", "barn"]), max_size=8)


@given(st.lists(WORDS.map(" ".join), max_size=8), st.integers(1, 4))
def test_near_duplicates_are_folded_as_the_definition_says(texts: list[str], limit: int) -> None:
    def shingles(text: str) -> set[str]:
        return {gram for word in content_words(text) for gram in grams(word)}

    def same(one: set[str], other: set[str]) -> bool:
        return bool(one) and len(one & other) >= 0.9 * len(one | other)

    plain: list[tuple[int, list[int]]] = []
    for at, text in enumerate(texts):
        if len(plain) >= limit:
            break
        twin = next((also for first, also in plain if same(shingles(text), shingles(texts[first]))), None)
        if twin is None:
            plain.append((at, []))
        else:
            twin.append(at)
    assert folded(enumerate(texts), limit) == plain


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(ArchiveSettings(tmp_path_factory.mktemp("hjem")), HashedEmbeddings())
    index_files(archive, [SAMPLES])
    return archive


def test_a_section_is_searched_by_a_part_of_its_title(archive: Archive) -> None:
    hits = search(archive, "pasienter", filters=Filters(section="budsjett"), limit=20).hits
    assert hits
    assert all("budsjett" in hit.passage.section.casefold() for hit in hits)
    assert not search(archive, "pasienter", filters=Filters(section="finnes ikke")).hits


def test_since_and_document(archive: Archive) -> None:
    one = search(archive, "pasienter", filters=Filters(document="ID2098_018.txt"), limit=20).hits
    assert {hit.passage.source.name for hit in one} == {"ID2098_018.txt"}
    day = date.fromisoformat(one[0].passage.dated)
    assert search(archive, "pasienter", filters=Filters(document="ID2098_018.txt", since=day)).hits
    assert not search(archive, "pasienter", filters=Filters(document="ID2098_018.txt", before=day)).hits
