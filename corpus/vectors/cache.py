"""The vectors of the archive once more, in a file that is quick to read: what Chroma is too slow for.

Chroma is the store of record, in a folder or on a server; a filter by any rule takes it a tenth of a second or more,
and to read all vectors out of it takes minutes, so it cannot fill the memory at every start. This file
(`meaning.sqlite`, 16-bit numbers) is written as documents are embedded and mended from Chroma where it lacks something,
so it may be deleted at any time. It holds what the catalogue holds and no more: a document that was taken out,
embedded anew, or marked confidential leaves it, and what is deleted is written over with zeros.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UserError
from corpus.machine.private_files import private_database

if TYPE_CHECKING:
    from corpus.vectors.embeddings import Vectors

FILE = "meaning.sqlite"
VERSION = 1  # of the file; one of another version is made again, since all of it stands in the vector store
CHECKED_WHOLE = 64 * 1024 * 1024  # bytes
SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE, embedding TEXT NOT NULL,
    confidential INTEGER NOT NULL, dims INTEGER NOT NULL, vectors INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, numbers BLOB NOT NULL, rows BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A document in the cache. An `id` is never used again, so another `id` means other vectors."""

    id: int
    hash: str
    embedding: str
    confidential: bool
    dims: int
    vectors: int

    @property
    def what(self) -> tuple[str, str, bool]:
        """(hash, embedding, confidential): what must agree with the catalogue."""
        return self.hash, self.embedding, self.confidential


class NoCache(UserError):
    """The cache of vectors cannot be read or written; search goes on words alone."""


class VectorCache:
    """The cache in a folder. Safe to use from several threads and processes; opened, and made, when first used."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._lock = threading.RLock()
        self._db: sqlite3.Connection | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a file; to look does not make one."""
        return self._file.exists()

    def check(self) -> None:
        """Takes away a file that is damaged; a large one is checked when it is used, for that reads it all.

        Raises:
            NoCache: it was damaged, and is made again when next used.
        """
        if self.exists and self._file.stat().st_size <= CHECKED_WHOLE:
            with self._reported() as db:
                (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise sqlite3.DatabaseError(verdict)

    def close(self) -> None:
        """Lets go of the file; it is opened anew when next used."""
        with self._lock:
            if self._db is not None:
                with suppress(sqlite3.Error):
                    self._db.close()
            self._db = None

    def put(self, digest: str, embedding: str, numbers: Sequence[int], vectors: Vectors, *, confidential: bool) -> None:
        """Keeps a document's vectors in place of those it had.

        Args:
            numbers: the passage of each row of `vectors`.
        """
        dims = vectors.shape[1] if len(vectors) else 0
        with self._changing() as db:
            self._delete(db, digest)
            made = db.execute(
                "INSERT INTO documents (hash, embedding, confidential, dims, vectors) VALUES (?,?,?,?,?)",
                (digest, embedding, int(confidential), dims, len(vectors)),
            ).lastrowid
            rows = np.asarray(vectors, np.float16).tobytes()
            db.execute("INSERT INTO vectors VALUES (?,?,?)", (made, np.array(numbers, np.int32).tobytes(), rows))

    def keep_only(self, wanted: Collection[tuple[str, str, bool]]) -> None:
        """Takes out every document whose (hash, embedding, confidential) is not wanted."""
        gone = [kept.hash for kept in self.kept() if kept.what not in wanted]
        if gone:
            self.drop(*gone)

    def drop(self, *digests: str) -> None:
        """Takes documents out; nothing happens to those that are not there. Their vectors leave the disk."""
        if not self.exists:
            return
        with self._changing() as db:
            for digest in digests:
                self._delete(db, digest)
        with self._reported() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # else they would stay in the journal for a while

    def kept(self) -> tuple[Kept, ...]:
        """Every document of the cache, the oldest first."""
        with self._reported() as db:
            rows = db.execute("SELECT * FROM documents ORDER BY id").fetchall()
        return tuple(
            Kept(at, digest, embedding, bool(secret), dims, n) for at, digest, embedding, secret, dims, n in rows
        )

    def of_document(self, kept: Kept) -> tuple[NDArray[np.int32], NDArray[np.float16]]:
        """(passage of each row, rows of `kept.dims` numbers); none when it is no longer there."""
        with self._reported() as db:
            found = db.execute("SELECT numbers, rows FROM vectors WHERE id = ?", (kept.id,)).fetchone() or (b"", b"")
        return np.frombuffer(found[0], np.int32), np.frombuffer(found[1], np.float16).reshape(-1, max(kept.dims, 1))

    @staticmethod
    def _delete(db: sqlite3.Connection, digest: str) -> None:
        db.execute("DELETE FROM vectors WHERE id IN (SELECT id FROM documents WHERE hash = ?)", (digest,))
        db.execute("DELETE FROM documents WHERE hash = ?", (digest,))

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._reported() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def _reported(self) -> Iterator[sqlite3.Connection]:
        """The connection, one thread at a time; what SQLite raises becomes NoCache."""
        try:
            with self._lock:
                self._db = self._db or self._opened()
                yield self._db
        except sqlite3.Error as error:
            if not isinstance(error, sqlite3.OperationalError):
                self._start_again()
            raise NoCache(
                f"Søkets mellomlager kan ikke brukes ({type(error).__name__}).",
                where=str(self._file),
                remedy="Er filen skadet, lages den på nytt nå; ellers kontroller plassen på disken. "
                "Søket går så lenge på ord.",
            ) from None

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connected(self._file)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._remove()
            return _connected(self._file)

    def _start_again(self) -> None:
        """Lets go of a file that turned out to be damaged: the next use makes a new one, filled from the store."""
        with self._lock:
            self.close()
            self._remove()

    def _remove(self) -> None:
        """Nothing is lost with the file."""
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._file.with_name(self._file.name + end).unlink(missing_ok=True)


def _connected(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(private_database(file), timeout=60, check_same_thread=False, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("PRAGMA secure_delete=ON")
        if db.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION):  # files from before versions say 0
            db.executescript("DROP TABLE IF EXISTS documents; DROP TABLE IF EXISTS vectors; VACUUM")
        db.executescript(f"{SCHEMA} PRAGMA user_version = {VERSION}")
    except sqlite3.Error:
        db.close()
        raise
    return db
