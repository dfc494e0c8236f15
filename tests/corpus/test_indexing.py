"""Files into the archive: unchanged, changed, removed, bad, confidential, killed, at once, and with a Chroma server."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hashed import HashedEmbeddings

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import embed_pending, index_files, index_json
from corpus.search.search import search
from corpus.vectors.cache import FILE
from corpus.vectors.chroma import NoVectors, VectorStore

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
ROOT = SAMPLES.parents[2]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).parent / "chroma"
    folder = tmp_path_factory.mktemp("chroma")
    process = subprocess.Popen(
        [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture(params=["folder", "server"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    address = request.getfixturevalue("server") if request.param == "server" else ""
    return Archive(ArchiveSettings(tmp_path / "hjem", chroma=address), HashedEmbeddings())


def test_unchanged_changed_and_removed(archive: Archive, notes: Path) -> None:
    first = index_files(archive, [notes])
    assert (first.added, first.unchanged, first.removed, first.failed) == (3, 0, 0, [])
    assert first.passages == first.embedded > 20
    again = index_files(archive, [notes])
    assert (again.added, again.unchanged, again.passages) == (0, 3, first.passages)
    assert again.seconds < 1

    (notes / "ID2098_011.txt").unlink()
    changed = notes / "ID2098_015.txt"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("færre enn 20 barn", "omtrent 33 barn"), encoding="utf-8"
    )
    last = index_files(archive, [notes])
    assert (last.added, last.changed, last.unchanged, last.removed) == (1, 1, 1, 1)
    texts = " ".join(passage.text for _, _, passage in archive.catalogue.passages())
    assert "omtrent 33 barn" in texts
    assert "færre enn 20 barn" not in texts
    assert "Quellivo" not in texts
    hashes = {name.split(":")[0] for name in archive.vectors.store.ids(False)}
    assert hashes == archive.catalogue.hashes()
    assert archive.catalogue.dropped() == ()


def stored(archive: Archive) -> dict[str, bytes]:
    """Document → its vectors as Chroma has them, rounded."""
    hashes = sorted(archive.catalogue.hashes())
    found = archive.vectors.store.stored(hashes, confidential=False)
    return {digest: np.round(vectors, 2).tobytes() for digest, (_, vectors) in found.items()}


def ranked(archive: Archive) -> list[tuple[str, float]]:
    hits = search(archive, "Hvor mange barn har behov for Noverix?").hits
    return [(hit.passage.text, round(hit.score, 3)) for hit in hits]


def test_a_lost_cache_is_filled_from_chroma_in_silence(archive: Archive, notes: Path) -> None:
    index_files(archive, [notes])
    before = ranked(archive)
    archive.vectors.cache.close()
    (archive.settings.folder / FILE).unlink()
    again = Archive(archive.settings, HashedEmbeddings())
    assert ranked(again) == before
    assert search(again, "Noverix barn").note == ""
    assert index_files(again, [notes]).warning == ""


def test_what_neither_chroma_nor_the_cache_has_comes_from_the_documents(archive: Archive, notes: Path) -> None:
    index_files(archive, [notes])
    before, vectors = ranked(archive), stored(archive)
    for lost in (sorted(vectors)[:1], sorted(vectors)):
        for digest in lost:
            archive.vectors.store.drop(digest)
        archive.vectors.cache.drop(*vectors)
        report = index_files(archive, [notes])
        assert report.embedded == report.passages
        assert stored(archive) == vectors
        assert ranked(archive) == before


def test_search_finds_by_words_before_anything_is_embedded(archive: Archive, notes: Path) -> None:
    index_files(archive, [notes], embed=False)
    found = search(archive, "Hvor mange barn har behov for Noverix?")
    assert found.embedded == 0 < found.passages
    assert f"0 av {found.passages}" in found.note
    assert any("færre enn 20 barn" in hit.passage.text for hit in found.hits)
    assert embed_pending(archive) == found.passages
    assert search(archive, "Noverix barn").note == ""


def test_a_bad_file_is_reported_and_the_rest_goes_on(tmp_path: Path, notes: Path) -> None:
    (notes / "ødelagt.pdf").write_bytes(b"%PDF-1.7 dette er ingen PDF")
    (notes / "tom.txt").write_bytes(b"")
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    report = index_files(archive, [notes, tmp_path / "finnes ikke"])
    assert report.added == 3
    assert {Path(one["file"]).name for one in report.failed} == {"ødelagt.pdf", "tom.txt", "finnes ikke"}
    assert all("\n" not in one["reason"] and one["reason"] for one in report.failed)


def test_the_same_content_twice_is_one_document_until_both_are_gone(tmp_path: Path, notes: Path) -> None:
    shutil.copy(notes / "ID2098_011.txt", notes / "kopi.txt")
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [notes])
    assert len(archive.catalogue.entries()) == 3
    (notes / "ID2098_011.txt").unlink()
    index_files(archive, [notes])
    assert len(archive.catalogue.entries()) == 3
    (notes / "kopi.txt").unlink()
    index_files(archive, [notes])
    assert len(archive.catalogue.entries()) == 2


def test_a_confidential_document_is_seen_by_those_with_the_right_only(archive: Archive, notes: Path) -> None:
    index_files(archive, [notes / "ID2098_011.txt"], confidential=True)
    index_files(archive, [notes / "ID2098_015.txt"])
    for question in ("Quellivo", "410233", "tarvonemab IKER", "bispesifikt antistoff"):
        assert not [hit for hit in search(archive, question).hits if hit.passage.confidential]
        assert [hit for hit in search(archive, question, confidential=True).hits if hit.passage.product == "Quellivo"]
    secret = next(entry for entry in archive.catalogue.entries() if entry.about.confidential)
    assert not [name for name in archive.vectors.store.ids(False) if name.startswith(secret.hash)]
    # A document that is taken in again as confidential leaves the public vectors.
    index_files(archive, [notes / "ID2098_015.txt"], confidential=True)
    assert archive.vectors.store.ids(False) == frozenset()
    assert not search(archive, "Noverix").hits


class Outside(HashedEmbeddings):
    """An endpoint that is not local; remembers what it was sent."""

    name = "outside"
    local = False

    def __init__(self) -> None:
        self.sent: list[str] = []

    def question(self, text: str):  # type: ignore[no-untyped-def]
        self.sent.append(text)
        return super().question(text)


def test_confidential_text_never_goes_to_an_outside_embedding(tmp_path: Path, notes: Path) -> None:
    outside = Outside()
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), outside)
    index_files(archive, [notes / "ID2098_011.txt"], confidential=True)
    index_files(archive, [notes / "ID2098_015.txt"])
    assert outside.sent
    assert "Quellivo" not in " ".join(outside.sent)
    count = len(outside.sent)
    assert search(archive, "Hva er IKER for Quellivo?", confidential=True).hits
    assert len(outside.sent) == count  # the question of one who sees secrets stays here too


def test_the_past_does_not_know_the_future(archive: Archive, notes: Path) -> None:
    index_files(archive, [notes])
    assert {hit.passage.method_id for hit in search(archive, "pasienter", limit=20).hits} == {
        "ID2098_011", "ID2098_015", "ID2098_019",
    }  # fmt: skip
    early = search(archive, "pasienter", limit=20, before=date(2098, 6, 3))
    assert {hit.passage.method_id for hit in early.hits} == {"ID2098_011"}
    assert not search(archive, "pasienter", before=date(2098, 3, 12)).hits


def test_two_runs_at_once_do_not_harm_each_other(tmp_path: Path, notes: Path) -> None:
    reports = []

    def run() -> None:
        reports.append(index_files(Archive(ArchiveSettings(tmp_path / "hjem"), HashedEmbeddings()), [notes]))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(report.added for report in reports) == 3
    assert sum(report.unchanged for report in reports) == 6
    assert not any(report.failed for report in reports)


RUN = """
import sys
from pathlib import Path
from hashed import HashedEmbeddings
from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
report = index_files(Archive(ArchiveSettings(Path(sys.argv[1])), HashedEmbeddings()), [sys.argv[2]])
print(report.added, report.unchanged, len(report.failed), report.embedded == report.passages > 20)
"""


def test_two_processes_at_once_do_not_harm_each_other(tmp_path: Path, notes: Path) -> None:
    path = {"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}"}
    command = [sys.executable, "-c", RUN, str(tmp_path / "hjem"), str(notes)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=path) for _ in range(2)]
    told = [run.communicate(timeout=120)[0].split() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sorted(row[:3] for row in told) == [["0", "3", "0"], ["3", "0", "0"]]
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), HashedEmbeddings())
    assert {name.split(":")[0] for name in archive.vectors.store.ids(False)} == archive.catalogue.hashes()


def test_killed_at_twenty_moments_the_next_run_ends_the_same(tmp_path: Path, notes: Path) -> None:
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed_runs.py"), tmp_path / "kill", notes, "20"],
        capture_output=True,
        text=True,
        timeout=240,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}"},
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = json.loads(run.stdout)
    assert told["wanted"]
    assert told["same"] == [True] * 20


def test_json_of_the_command(tmp_path: Path, notes: Path) -> None:
    steps = []
    told = index_json(ArchiveSettings(tmp_path / "hjem", embedding="none"), [notes], progress=steps.append)
    assert json.loads(json.dumps(told)) == told
    assert (told["added"], told["unchanged"], told["removed"], told["failed"]) == (3, 0, 0, [])
    assert told["passages"] > 20
    assert told["embedded"] == 0
    assert [step.done for step in steps] == [1, 2, 3]
    assert steps[-1].seconds_left == 0


def test_an_unreachable_chroma_server_leaves_words(tmp_path: Path, notes: Path) -> None:
    settings = ArchiveSettings(tmp_path / "hjem", chroma="http://127.0.0.1:9")
    archive = Archive(settings, HashedEmbeddings())
    report = index_files(archive, [notes])
    assert report.added == 3
    assert "Chroma" in report.warning
    found = search(archive, "Noverix barn")
    assert found.hits
    assert "Chroma" in found.note
    with pytest.raises(NoVectors):
        VectorStore(tmp_path, "a", "b", "http://127.0.0.1:9").ids(False)
