"""The search's cache of vectors: the same as Chroma holds, no more than the catalogue holds, and never needed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hashed import HashedEmbeddings
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from corpus.archive.kept_vectors import REBUILT
from corpus.search.search import search
from corpus.vectors.cache import FILE, VectorCache
from corpus.vectors.chroma import forget_clients
from corpus.vectors.in_memory import HeldVectors, NumberedVectors

DIMS = 16


def opened(tmp_path: Path) -> Archive:
    return Archive(ArchiveSettings(tmp_path / "hjem"), HashedEmbeddings())


def in_the_files(archive: Archive, content: bytes) -> bool:
    return any(content in file.read_bytes() for file in archive.settings.folder.glob(f"{FILE}*"))


def held(archive: Archive) -> set[tuple[str, str, bool]]:
    return {kept.what for kept in archive.vectors.cache.kept()}


def test_the_cache_holds_what_chroma_holds(tmp_path: Path, notes: Path) -> None:
    archive = opened(tmp_path)
    index_files(archive, [notes])
    assert held(archive) == archive.catalogue.embedded_as("hashed-48")
    for kept in archive.vectors.cache.kept():
        numbers, rows = archive.vectors.cache.of_document(kept)
        there, vectors = archive.vectors.store.stored([kept.hash], confidential=False)[kept.hash]
        assert numbers.tolist() == there
        assert np.abs(rows - vectors).max() < 1e-3


def test_a_removed_document_leaves_the_disk_also_without_an_embedding(tmp_path: Path, notes: Path) -> None:
    archive = opened(tmp_path)
    index_files(archive, [notes])
    gone = next(
        kept
        for kept in archive.vectors.cache.kept()
        if kept.hash == archive.catalogue.files()[str(notes / "ID2098_011.txt")][0]
    )
    content = archive.vectors.cache.of_document(gone)[1].tobytes()[:200]
    assert in_the_files(archive, content)
    (notes / "ID2098_011.txt").unlink()
    index_files(Archive(archive.settings, None), [notes])
    assert gone.what not in held(archive)
    assert not in_the_files(archive, content)
    assert not [hit for hit in search(archive, "Quellivo tarvonemab").hits if hit.passage.product == "Quellivo"]


def test_a_kept_word_index_of_what_was_leaves_the_disk(
    tmp_path: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.archive.word_index.WORTH_SAVING", 1)
    archive = opened(tmp_path)
    index_files(archive, [notes])
    assert search(archive, "Noverix barn").hits
    assert search(opened(tmp_path), "Noverix barn").hits == search(archive, "Noverix barn").hits  # read from the disk
    assert len(list(archive.settings.folder.glob("words-*"))) == 1
    (notes / "ID2098_011.txt").unlink()
    index_files(archive, [notes])
    assert not list(archive.settings.folder.glob("words-*"))


def test_what_becomes_confidential_leaves_the_public_vectors(tmp_path: Path, notes: Path) -> None:
    archive = opened(tmp_path)
    index_files(archive, [notes])
    search(archive, "barn")
    index_files(archive, [notes / "ID2098_015.txt"], confidential=True)
    secret = next(entry.hash for entry in archive.catalogue.entries() if entry.about.confidential)
    now = archive.by_meaning(archive.snapshot())
    assert [kept.hash for kept in now.confidential.held.documents] == [secret]
    assert secret not in {kept.hash for kept in now.public.held.documents}
    assert now.seen(False) == (now.public,)


@pytest.mark.parametrize("harm", ["deleted", "damaged"])
def test_a_lost_cache_is_made_again_from_chroma(tmp_path: Path, notes: Path, harm: str) -> None:
    archive = opened(tmp_path)
    index_files(archive, [notes])
    before = [(hit.passage, hit.score) for hit in search(archive, "Hvor mange barn trenger behandling?").hits]
    file = archive.settings.folder / FILE
    for part in archive.settings.folder.glob(f"{FILE}*"):
        part.unlink()
    if harm == "damaged":
        file.write_bytes(b"dette er ingen database " * 100)
    again = opened(tmp_path)
    found = search(again, "Hvor mange barn trenger behandling?")
    assert [(hit.passage, hit.score) for hit in found.hits] == before
    assert found.note == ""
    assert held(again) == again.catalogue.embedded_as("hashed-48")


def junk(file: Path, column: str, how: str) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(f"UPDATE vectors SET {column} = {how}")


CHANGES = {
    "passages": ("numbers", "randomblob(length(numbers))"),
    "passages zero": ("numbers", "zeroblob(length(numbers))"),
    "rows": ("rows", "randomblob(length(rows))"),
    "rows cut": ("rows", "substr(rows, 1, length(rows) / 3)"),
    "rows empty": ("rows", "x''"),
    "sum": ("checksum", "checksum + 1"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_content_is_filled_from_chroma_in_silence(tmp_path: Path, notes: Path, change: str) -> None:
    """SQLite finds nothing wrong in such a file."""
    archive = opened(tmp_path)
    index_files(archive, [notes])
    question = "Hvor mange barn trenger behandling?"
    before = [(hit.passage, hit.score) for hit in search(archive, question).hits]
    archive.vectors.cache.close()
    junk(archive.settings.folder / FILE, *CHANGES[change])
    again = opened(tmp_path)
    found = search(again, question)
    assert [(hit.passage, hit.score) for hit in found.hits] == before
    assert found.note == ""
    assert held(again) == again.catalogue.embedded_as("hashed-48")


def test_changed_content_does_not_get_into_chroma(tmp_path: Path, notes: Path) -> None:
    """Both damaged: the documents are embedded again, since nothing else can be trusted."""
    archive = opened(tmp_path)
    index_files(archive, [notes])
    right = {kept.hash: archive.vectors.cache.of_document(kept) for kept in archive.vectors.cache.kept()}
    archive.vectors.close_store()
    archive.vectors.cache.close()
    forget_clients()
    junk(archive.settings.folder / FILE, *CHANGES["rows"])
    (archive.settings.folder / "vectors" / "chroma.sqlite3").write_bytes(b"x" * 5000)
    again = opened(tmp_path)
    assert REBUILT in index_files(again, [notes]).warning
    for digest, (numbers, rows) in right.items():
        there, vectors = again.vectors.store.stored([digest], confidential=False)[digest]
        assert there == numbers.tolist()
        assert np.abs(rows - vectors).max() < 1e-3


def test_a_cache_made_again_is_read_again(tmp_path: Path) -> None:
    """It counts its documents from 1 again: another document with a number from before is another document."""
    held_before = HeldVectors.empty()
    for name in ("a", "b", "c"):
        cache = VectorCache(tmp_path / name)
        rows = np.random.default_rng(ord(name)).normal(size=(3, DIMS)).astype(np.float32)
        (tmp_path / name).mkdir()
        cache.put(name, "e", [0, 1, 2], rows, confidential=False)
        held_before = held_before.grown(cache, cache.kept())
        assert [kept.hash for kept in held_before.documents] == [name]
        assert np.abs(held_before.rows - rows).max() < 1e-2


def test_mending_stops_when_its_time_is_up(tmp_path: Path, notes: Path) -> None:
    archive = opened(tmp_path)
    index_files(archive, [notes])
    wanted = archive.catalogue.embedded_as("hashed-48")
    archive.vectors.cache.drop(*(kept.hash for kept in archive.vectors.cache.kept()))
    assert not archive.vectors.mend(wanted, seconds=-1)
    assert archive.vectors.mend(wanted)
    assert held(archive) == wanted


def test_a_cache_that_cannot_be_used_leaves_words(tmp_path: Path, notes: Path) -> None:
    archive = opened(tmp_path)
    index_files(archive, [notes])
    for part in archive.settings.folder.glob(f"{FILE}*"):
        part.unlink()
    (archive.settings.folder / FILE).mkdir()
    found = search(opened(tmp_path), "Noverix barn")
    assert found.hits
    assert FILE in found.note


def test_an_embedding_of_another_length_behind_the_same_name_leaves_words(tmp_path: Path, notes: Path) -> None:
    class Longer(HashedEmbeddings):
        def question(self, text: str):  # type: ignore[no-untyped-def]
            return np.append(super().question(text), np.float32(0))

    archive = opened(tmp_path)
    index_files(archive, [notes])
    found = search(Archive(archive.settings, Longer()), "Noverix barn")
    assert found.hits
    assert "lengde" in found.note


def test_another_process_embeds_and_the_search_sees_it(tmp_path: Path, notes: Path) -> None:
    reader = opened(tmp_path)
    index_files(reader, [notes / "ID2098_011.txt"])
    search(reader, "barn")
    index_files(opened(tmp_path), [notes])
    found = search(reader, "Hvor mange barn har behov for Noverix?")
    assert found.embedded == found.passages
    assert len(reader.by_meaning(reader.snapshot()).public.held.documents) == 3


def filled(folder: Path, counts: list[int]) -> VectorCache:
    cache, draw = VectorCache(folder), np.random.default_rng(sum(counts))
    for n, count in enumerate(counts):
        rows = draw.normal(size=(count, DIMS)).astype(np.float32)
        cache.put(f"d{n}", "e", [at // 2 for at in range(count)], rows, confidential=False)
    return cache


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.data())
@settings(deadline=None, max_examples=50)
def test_growing_step_by_step_holds_what_is_wanted(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], data: st.DataObject
) -> None:
    cache = filled(tmp_path_factory.mktemp("mellomlager"), counts)
    kept, meaning = cache.kept(), HeldVectors.empty()
    for _ in range(3):
        wanted = data.draw(st.lists(st.sampled_from(kept), unique=True))
        meaning = meaning.grown(cache, wanted)
        rows = {
            (meaning.documents[owner].id, int(number), row.tobytes())
            for owner, number, row in zip(meaning.owner, meaning.number, meaning.rows, strict=True)
        }
        assert rows == {
            (one.id, int(number), row.astype(np.float32).tobytes())
            for one in wanted
            for number, row in zip(*cache.of_document(one), strict=True)
        }


@given(st.integers(1, 60), st.integers(1, 12), st.data())
@settings(deadline=None, max_examples=50)
def test_the_nearest_are_those_of_a_plain_sort(size: int, limit: int, data: st.DataObject) -> None:
    draw = np.random.default_rng(size)
    rows, vector = (draw.normal(size=shape).astype(np.float32) for shape in ((size, DIMS), DIMS))
    passage = np.sort(draw.integers(-1, size // 2 + 1, size)).astype(np.int32)
    among = np.array(data.draw(st.lists(st.booleans(), min_size=size // 2 + 1, max_size=size // 2 + 1)), bool)
    block = NumberedVectors(HeldVectors((), passage * 0, passage, rows), passage)
    similar = {at: float(rows[at] @ vector) for at in range(size) if passage[at] >= 0 and among[passage[at]]}
    plain: dict[int, float] = {}
    for at in sorted(similar, key=lambda at: -similar[at])[:limit]:
        plain.setdefault(int(passage[at]), similar[at])
    assert block.nearest(vector, among, limit) == pytest.approx(plain, abs=1e-4)
    asked = np.array(sorted(set(passage[passage >= 0].tolist()))[:5], np.intp)
    best = {int(p): max(float(rows[at] @ vector) for at in range(size) if passage[at] == p) for p in asked}
    assert block.of(vector, asked) == pytest.approx(best, abs=1e-4)
