"""Damage and full disks under the archive: what can be made again is, and what cannot is refused with a remedy."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.archive import indexing
from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.catalogue import Catalogue, DamagedCatalogue
from corpus.archive.indexing import embed_pending, index_files
from corpus.archive.kept_vectors import REBUILT
from corpus.errors import UserError
from corpus.machine.file_faults import UnusableFolder, kept_in
from corpus.search.search import search
from corpus.vectors.chroma_faults import store_fault
from tests.corpus.hashed import HashedEmbeddings

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
Damage = Callable[[Path], None]


def overwrite_start(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(b"x" * 40)


def overwrite_middle(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(4096 * 3)
        opened.write(b"\xa5" * 4096 * 12)


def cut_off(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 3)


def empty(file: Path) -> None:
    os.truncate(file, 0)


def remove(file: Path) -> None:
    file.unlink()


def text(file: Path) -> None:
    file.write_text("Dette er ingen database.")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


ALL: dict[str, Damage] = {
    damage.__name__: damage for damage in (overwrite_start, overwrite_middle, cut_off, empty, remove, text, folder)
}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """An archive of two notes, embedded, and nobody holding its files open."""
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in (11, 12):
        shutil.copy(SAMPLES / f"ID2098_0{number}.txt", notes)
    archive = opened(tmp_path)
    index_files(archive, [notes])
    closed(archive)
    yield tmp_path
    closed(None)


def opened(home: Path) -> Archive:
    return Archive(ArchiveSettings(home / "data"), HashedEmbeddings())


def closed(archive: Archive | None) -> None:
    from corpus.vectors.chroma import forget_clients

    if archive is not None:
        archive.vectors.close_store()
        archive.catalogue.close()
        archive.vectors.cache.close()
    forget_clients()


def whole(archive: Archive) -> bool:
    """Every document is in the store and in the cache, with the vectors that the embedding makes."""
    entries = archive.catalogue.entries()
    kept = {one.hash: one for one in archive.vectors.cache.kept()}
    stored = archive.vectors.store.stored([entry.hash for entry in entries], confidential=False)
    return all(
        entry.embedded
        and entry.hash in kept
        and len(stored[entry.hash][0]) == kept[entry.hash].vectors > 0
        and stored[entry.hash][0] == archive.vectors.cache.of_document(kept[entry.hash])[0].tolist()
        for entry in entries
    )


def test_a_sound_store_is_left_alone(home: Path) -> None:
    before = (home / "data/archive/vectors/chroma.sqlite3").stat().st_ino
    report = index_files(opened(home), [home / "notes"])
    assert (report.unchanged, report.warning) == (2, "")
    assert (home / "data/archive/vectors/chroma.sqlite3").stat().st_ino == before
    assert store_fault(home / "data/archive/vectors") == ""


@pytest.mark.parametrize("damage", ALL)
@pytest.mark.parametrize("cache", ["whole", "gone", "damaged"])
def test_a_damaged_vector_store_is_made_again_and_said(home: Path, damage: str, cache: str) -> None:
    ALL[damage](home / "data/archive/vectors/chroma.sqlite3")
    if cache == "gone":
        remove(home / "data/archive/meaning.sqlite")
    if cache == "damaged":
        overwrite_middle(home / "data/archive/meaning.sqlite")
    archive = opened(home)
    report = index_files(archive, [home / "notes"])
    assert report.warning == REBUILT
    assert whole(archive)
    shutil.copy(SAMPLES / "ID2098_013.txt", home / "notes")
    again = index_files(archive, [home / "notes"])
    assert (again.added, again.warning) == (1, "")
    assert whole(archive)


@pytest.mark.parametrize("cache", ["whole", "gone"])
@pytest.mark.parametrize("damage", [remove, empty, text, cut_off])
def test_a_damaged_graph_leaves_search_and_is_made_again_where_it_is_needed(
    home: Path, damage: Damage, cache: str
) -> None:
    """Chroma keeps its graph in files beside the database, which alone says nothing of them."""
    for file in (home / "data/archive/vectors").glob("*/*.bin"):
        damage(file)
    if cache == "gone":
        remove(home / "data/archive/meaning.sqlite")
    archive = opened(home)
    report = index_files(archive, [home / "notes"])
    assert report.embedded == report.passages
    assert search(archive, "Hvor mange barn?").note == ""
    closed(archive)
    assert whole(opened(home))


def test_vectors_from_the_cache_are_not_embedded_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overwrite_start(home / "data/archive/vectors/chroma.sqlite3")
    archive = opened(home)
    monkeypatch.setattr(HashedEmbeddings, "passages", lambda *_: pytest.fail("embedded again"))
    told: list[str] = []
    assert embed_pending(archive, tell=told.append) == 0
    assert told == [REBUILT]
    assert whole(archive)


@pytest.mark.parametrize("damage", ["overwrite_start", "overwrite_middle", "cut_off", "empty", "remove", "text"])
def test_a_damaged_cache_is_filled_from_the_store(home: Path, damage: str) -> None:
    ALL[damage](home / "data/archive/meaning.sqlite")
    archive = opened(home)
    assert index_files(archive, [home / "notes"]).warning == ""
    assert whole(archive)


def test_a_rebuild_that_was_killed_is_done_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.vectors.chroma import VectorStore

    overwrite_start(home / "data/archive/vectors/chroma.sqlite3")
    archive = opened(home)
    with monkeypatch.context() as patch:
        patch.setattr(VectorStore, "add", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            embed_pending(archive)
    closed(archive)
    archive = opened(home)
    told: list[str] = []
    embed_pending(archive, tell=told.append)
    assert told == [REBUILT]
    assert whole(archive)
    assert embed_pending(archive, tell=told.append) == 0
    assert told == [REBUILT]


def test_a_store_that_another_program_holds_is_said_and_left(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.machine.file_faults.WAIT", 0.2)
    file = home / "data/archive/vectors/chroma.sqlite3"
    shutil.copy(SAMPLES / "ID2098_013.txt", home / "notes")
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        report = index_files(opened(home), [home / "notes"])
    assert report.added == 1
    assert "i bruk av et annet program" in report.warning
    assert index_files(opened(home), [home / "notes"]).warning == ""
    assert whole(opened(home))


def test_a_store_whose_own_library_panics_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.vectors.chroma import NoVectors, _reported

    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(NoVectors) as error, _reported():
        raise panic("database disk image is malformed")
    assert "malformed" not in error.value.line


@pytest.mark.parametrize("damage", ["overwrite_start", "overwrite_middle", "cut_off", "empty", "text"])
def test_a_damaged_catalogue_is_refused_with_a_remedy(home: Path, damage: str) -> None:
    file = home / "data/archive/catalogue.sqlite"
    ALL[damage](file)
    content = file.read_bytes()
    with pytest.raises(DamagedCatalogue) as error:
        index_files(opened(home), [home / "notes"])
    assert str(file) in error.value.line
    assert "--confidential" in error.value.remedy
    assert "\n" not in error.value.line
    assert file.read_bytes()[:100] == content[:100]


def test_a_new_folder_is_no_damage(tmp_path: Path) -> None:
    assert Catalogue(tmp_path / "archive").files() == {}


# -- full, read-only, in the way ------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["/proc/prisnotat", "fil/arkiv", "fil"])
def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, where: str) -> None:
    (tmp_path / "fil").write_text("x")
    with pytest.raises(UnusableFolder) as error:
        Catalogue(tmp_path / where)
    assert where.split("/", maxsplit=1)[0] in error.value.line or "proc" in error.value.line
    assert "PRISNOTAT_HOME" in error.value.remedy


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "x"), "Disken er full"),
        (OSError(30, "x"), "kan bare leses"),
        (OSError(13, "x"), "ikke skrivetilgang"),
        (OSError(122, "x"), "Kvoten"),
        (OSError(5, "x"), "svarer ikke"),
        (OSError(9999, "x"), "Systemet sa nei"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "kan bare leses"),
        (sqlite3.OperationalError("database or disk is full"), "Disken er full"),
        (sqlite3.OperationalError("database is locked"), "i bruk av et annet program"),
        (sqlite3.OperationalError("disk I/O error"), "svarer ikke"),
    ],
)
def test_what_the_system_says_is_a_line_with_place_and_remedy(tmp_path: Path, error: Exception, told: str) -> None:
    with pytest.raises(UnusableFolder) as refusal, kept_in(tmp_path / "fil"):
        raise error
    assert told in refusal.value.line
    assert str(tmp_path / "fil") in refusal.value.line
    assert refusal.value.remedy


def test_a_fault_of_our_own_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), kept_in(tmp_path):
        raise sqlite3.OperationalError("no such column: navn")


def test_a_full_disk_leaves_the_archive_as_it_was(home: Path) -> None:
    archive = opened(home)
    shutil.copy(SAMPLES / "ID2098_013.txt", home / "notes")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = (home / "data/archive/catalogue.sqlite").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 8, limit[1]))
    try:
        report = indexing.index_files(archive, [home / "notes"], embed=False)
    except UserError as error:
        assert "catalogue.sqlite" in error.line  # noqa: PT017
    else:
        assert report.failed
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    closed(archive)
    assert len(opened(home).catalogue.entries()) == 2
