"""A damaged vector store, found and made again: from the cache of vectors where it has them, else by embedding anew.

Nothing is lost with the store: the catalogue holds the texts, and `meaning.sqlite` the vectors as search uses them. So
whatever is wrong with a local store that can be written and is not in use, it is made again. A Chroma server is its
owner's; there the fault is only said.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UserError
from corpus.machine.file_faults import UnusableFolder, check_free, kept_in
from corpus.vectors.cache import NoCache

if TYPE_CHECKING:
    from corpus.archive.archive import Archive
    from corpus.archive.embedded import What
    from corpus.vectors.cache import Kept
    from corpus.vectors.embeddings import Vectors

FILE = "chroma.sqlite3"
UNFINISHED = "ikke-ferdig"  # lies in the store's folder while it is made again, also when that run was killed
HEADER = b"SQLite format 3\0"
CHECKED_WHOLE = 64 * 1024 * 1024  # bytes; a larger file is checked whole only after it has failed
REBUILT = "Vektorlageret var skadet og er laget på nytt fra arkivet."


def store_fault(folder: Path) -> str:
    """What is wrong with Chroma's store in a folder, in a few words; «» when nothing is, or it cannot be said now."""
    file = folder / FILE
    if not file.exists():
        return "filen mangler"
    if not file.is_file():
        return "det ligger en mappe der filen skulle vært"
    try:
        with file.open("rb") as opened:
            if opened.read(len(HEADER)) != HEADER:
                return "filen er ingen database"
        return _database_fault(file)
    except sqlite3.OperationalError:
        return ""  # in use by another process
    except (sqlite3.DatabaseError, OSError):
        return "filen er ødelagt"


def _database_fault(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "collections" not in tables:
            return "filen mangler tabeller"
        if file.stat().st_size > CHECKED_WHOLE:
            return ""
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        return "" if verdict == "ok" else "filen er ødelagt"


def rebuild(archive: Archive) -> None:
    """Makes the local store anew and fills it from the cache; what the cache lacks is marked for embedding.

    Raises:
        UnusableFolder: the folder cannot be written.
    """
    from corpus.vectors.chroma import forget_clients

    assert archive.embedder is not None
    folder = archive.settings.folder / "vectors"
    archive.close_vectors()
    forget_clients()
    with kept_in(folder):
        if folder.is_dir():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
        folder.mkdir(parents=True)
        (folder / UNFINISHED).touch()
    dated = {entry.hash: entry.about.dated for entry in archive.catalogue.entries()}
    lost = []
    kept = _kept(archive)
    for what in sorted(archive.catalogue.embedded_as(archive.embedder.name)):
        held = _held(archive, kept.get(what))
        if held is None:
            lost.append(what[0])
        elif held[0]:
            day = day_number(dated[what[0]])
            archive.vectors.add(what[0], held[0], held[1], dated=day, confidential=what[2])
    archive.catalogue.vectors_lost(lost)
    (folder / UNFINISHED).unlink(missing_ok=True)


def _kept(archive: Archive) -> dict[What, Kept]:
    try:
        return {one.what: one for one in archive.cache.kept()}
    except NoCache:  # damaged too: it has been taken away
        return {}


def _held(archive: Archive, kept: Kept | None) -> tuple[list[tuple[int, int]], Vectors] | None:
    """A document's (passage, part) of each row and its vectors as the cache has them; None when it has not."""
    if kept is None:
        return None
    try:
        numbers, vectors = archive.cache.of_document(kept)
    except NoCache:
        return None
    return _parts(numbers.tolist()), vectors.astype("float32")


def embed_lost(archive: Archive) -> int:
    """Marks for embedding what the catalogue calls embedded and neither store nor cache holds; how many documents."""
    assert archive.embedder is not None
    wanted = archive.catalogue.embedded_as(archive.embedder.name)
    lost = sorted(what[0] for what in wanted - {kept.what for kept in archive.cache.kept()})
    archive.catalogue.vectors_lost(lost)
    return len(lost)


def worth_rebuilding(archive: Archive, error: UserError | None = None) -> bool:
    """Whether the local store is damaged: by what lies on the disk, or by an error while it was used."""
    if archive.settings.chroma or archive.embedder is None:
        return False
    folder = archive.settings.folder / "vectors"
    if (folder / UNFINISHED).exists():
        return True
    if error is None:
        embedded = bool(archive.catalogue.embedded_as(archive.embedder.name))
        return bool(store_fault(folder)) and (embedded or (folder / FILE).exists())
    try:
        check_free(folder / FILE)
    except UnusableFolder:
        return False
    return True  # it can be written and is not in use: whatever is wrong lies in the store itself


def _parts(numbers: list[int]) -> list[tuple[int, int]]:
    """(passage, part) of each row: parts of a passage follow each other."""
    parts: list[tuple[int, int]] = []
    for number in numbers:
        part = parts[-1][1] + 1 if parts and parts[-1][0] == number else 0
        parts.append((number, part))
    return parts


def day_number(dated: str) -> int:
    """A date as yyyymmdd; 0 when it is not whole."""
    return int(dated.replace("-", "")) if len(dated) == 10 else 0
