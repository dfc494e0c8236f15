"""The catalogue of the archive: which files are in it, their passages and decisions, in one SQLite file.

It is the truth of the archive; the vectors (`index.py`) and the word index (`words.py`) can be made again from it.
Every document is put in or taken out in one transaction together with a note of the vectors to drop, so that a
process killed at any moment leaves an archive that the next run completes.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.archive.passages import About
from corpus.archive.schema import bring_up
from corpus.documents import Document, Page, Passage, Source
from corpus.errors import UserError
from corpus.machine.file_faults import kept_in
from corpus.machine.private_files import own_folder, private_database

FILE = "catalogue.sqlite"


class DamagedCatalogue(UserError):
    """The catalogue's file is damaged; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the archive without its text. `embedded` names the embedding its vectors are of, or is empty."""

    hash: str
    name: str
    about: About
    embedded: str
    paths: tuple[str, ...]


class Catalogue:
    """Opens (and makes) the catalogue in a folder. Safe to use from several threads and processes.

    Raises (every method):
        UnusableFolder: the folder is full or read-only, or the file is held by another program.
        DamagedCatalogue: the file is damaged. It is never made again by the program: which documents are confidential
            stands in it alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / FILE
        self._lock = threading.RLock()
        with self._reported():
            own_folder(folder)
            self._refuse_emptied()
            file = private_database(self.file)
            self._db = sqlite3.connect(file, timeout=60, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self.notice = bring_up(self._db, self.file)
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('generation', '0')")
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('embedded', '0')")
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('archive', ?)", (uuid.uuid4().hex[:12],))
        if self.notice:
            logging.getLogger("prisnotat").warning(self.notice)

    def close(self) -> None:
        """Closes the file; the catalogue cannot be used after it."""
        self._db.close()

    @property
    def archive_id(self) -> str:
        """The archive's own name, so that two archives can share a Chroma server."""
        return str(self._one("SELECT value FROM meta WHERE key = 'archive'")[0])

    @property
    def generation(self) -> int:
        """Counts up with every change: what is cached for one generation is right while it stays."""
        return int(self._one("SELECT value FROM meta WHERE key = 'generation'")[0])

    @property
    def state(self) -> tuple[int, int]:
        """(generation, how many times documents were said to be embedded): unchanged while nothing changes at all."""
        rows = dict(self._all("SELECT key, value FROM meta WHERE key IN ('generation', 'embedded')"))
        return int(rows["generation"]), int(rows["embedded"])

    def files(self) -> dict[str, tuple[str, bool]]:
        """Path → (content hash, confidential) of every file in the archive."""
        return {path: (digest, bool(secret)) for path, digest, secret in self._all("SELECT * FROM files ORDER BY path")}

    def hashes(self) -> frozenset[str]:
        """The documents that are in the archive."""
        return frozenset(row[0] for row in self._all("SELECT hash FROM documents"))

    def is_confidential(self, digest: str) -> bool:
        """Whether a document of the archive is confidential."""
        row = self._one("SELECT confidential FROM documents WHERE hash = ?", (digest,))
        return bool(row and row[0])

    def put(
        self,
        path: str,
        document: Document,
        about: About,
        passages: Sequence[Passage],
        told: dict[str, Any] | None = None,
    ) -> None:
        """Puts a file's document in, in place of what the path held before; one transaction.

        Args:
            path: the file, absolute.
            told: what the reader took out of it, JSON-ready.
        """
        with self._transaction():
            old = self._one("SELECT hash FROM files WHERE path = ?", (path,))
            self._db.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (path, document.hash, int(about.confidential))
            )
            if old and old[0] != document.hash:
                self._forget_unused(old[0])
            pages = [asdict(page) for page in document.pages]
            self._db.execute(
                "INSERT OR REPLACE INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,'')",
                (
                    document.hash,
                    document.name,
                    about.kind,
                    about.method_id,
                    about.title,
                    about.product,
                    about.substance,
                    about.dated,
                    int(about.confidential),
                    json.dumps(pages, ensure_ascii=False),
                    json.dumps(told or {}, ensure_ascii=False),
                ),
            )
            self._db.execute("DELETE FROM passages WHERE hash = ?", (document.hash,))
            self._db.executemany(
                "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?)",
                [_row(document.hash, n, passage) for n, passage in enumerate(passages)],
            )
            self._drop_vectors(document.hash)

    def link(self, path: str, digest: str, confidential: bool) -> None:
        """Records that a path holds a document the archive already has; confidential once is confidential always."""
        with self._transaction():
            old = self._one("SELECT hash FROM files WHERE path = ?", (path,))
            self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (path, digest, int(confidential)))
            if old and old[0] != digest:
                self._forget_unused(old[0])
            self._mark_confidential(digest)

    def remove(self, path: str) -> None:
        """Takes a file out; its document goes when no other path holds it."""
        with self._transaction():
            old = self._one("SELECT hash FROM files WHERE path = ?", (path,))
            self._db.execute("DELETE FROM files WHERE path = ?", (path,))
            if old:
                self._forget_unused(old[0])
                self._mark_confidential(old[0])

    def dropped(self) -> tuple[str, ...]:
        """Documents whose vectors must be taken out of the vector store."""
        return tuple(row[0] for row in self._all("SELECT hash FROM dropped ORDER BY hash"))

    def vectors_gone(self, digest: str) -> None:
        """The vector store no longer holds vectors of a dropped document."""
        with self._lock, self._reported():
            self._db.execute("DELETE FROM dropped WHERE hash = ?", (digest,))

    def vectors_made(self, digest: str, embedding: str) -> None:
        """All passages of a document are in the vector store, embedded with `embedding`."""
        with self._transaction("embedded"):
            self._db.execute("UPDATE documents SET embedded = ? WHERE hash = ?", (embedding, digest))

    def vectors_lost(self, digests: Sequence[str]) -> None:
        """The vectors of these documents are gone: they are to be embedded again."""
        with self._transaction("embedded"):
            self._db.executemany("UPDATE documents SET embedded = '' WHERE hash = ?", [(digest,) for digest in digests])

    def entries(self) -> tuple[Entry, ...]:
        """Every document, ordered by name and hash."""
        paths: dict[str, list[str]] = {}
        for path, (digest, _) in self.files().items():
            paths.setdefault(digest, []).append(path)
        found = self._all(
            "SELECT hash, name, method_id, title, product, substance, dated, kind, confidential, embedded"
            " FROM documents ORDER BY name, hash"
        )
        return tuple(
            Entry(digest, name, _about(about, bool(secret)), embedded, tuple(paths.get(digest, ())))
            for digest, name, *about, secret, embedded in found
        )

    def passages(self, digest: str | None = None) -> Iterator[tuple[str, int, Passage]]:
        """(document hash, number, passage) of one document, or of all in a stable order."""
        entries = {entry.hash: entry for entry in self.entries()}
        where, values = ("WHERE hash = ?", (digest,)) if digest else ("", ())
        for row in self._all(f"SELECT * FROM passages {where} ORDER BY hash, n", values):  # noqa: S608
            if row[0] in entries:
                yield row[0], row[1], _passage(entries[row[0]], row)

    def passage(self, digest: str, number: int) -> Passage | None:
        """One passage, or None."""
        entry = next((entry for entry in self.entries() if entry.hash == digest), None)
        row = self._one("SELECT * FROM passages WHERE hash = ? AND n = ?", (digest, number))
        return _passage(entry, row) if entry and row else None

    def passages_at(
        self, places: Sequence[tuple[str, int]], entries: Mapping[str, Entry]
    ) -> dict[tuple[str, int], Passage]:
        """The passages at (document hash, number), those that are still there."""
        rows = self._each("SELECT * FROM passages WHERE hash = ? AND n = ?", places)
        return {(row[0], row[1]): _passage(entries[row[0]], row) for row in rows if row[0] in entries}

    def texts_at(self, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, str]]:
        """(document hash, number) → (section, text) of the passages that are still there: what ranking reads."""
        rows = self._each("SELECT hash, n, section, text FROM passages WHERE hash = ? AND n = ?", places)
        return {(digest, n): (section, text) for digest, n, section, text in rows}

    def places(self) -> list[tuple[str, int, str]]:
        """(document hash, passage number, section) of every passage."""
        return self._all("SELECT hash, n, section FROM passages")

    def search_texts(self, entry: Entry) -> Iterator[str]:
        """The text of a document's passages as the word index reads it: with the section's title."""
        for section, text in self._all("SELECT section, text FROM passages WHERE hash = ? ORDER BY n", (entry.hash,)):
            yield f"{section} {text}"

    def spoken_names(self) -> Iterator[str]:
        """Texts in which a name may stand in brackets after another («klofarabin (Evoltra)»)."""
        for (text,) in self._all("SELECT text FROM passages WHERE text LIKE '%(%'"):
            yield text

    def embedded(self, embedding: str, *, confidential: bool = False) -> tuple[int, int]:
        """(passages whose vectors are of `embedding`, passages in all)."""
        row = self._one(
            "SELECT coalesce(sum(d.embedded = ?), 0), count(*) FROM passages p JOIN documents d USING (hash)"
            " WHERE d.confidential <= ?",
            (embedding, int(confidential)),
        )
        return int(row[0]), int(row[1])

    def embedded_hashes(self, embedding: str) -> frozenset[str]:
        """The documents whose vectors are of `embedding`; quick also in a large archive."""
        return frozenset(row[0] for row in self._all("SELECT hash FROM documents WHERE embedded = ?", (embedding,)))

    def embedded_as(self, embedding: str) -> frozenset[tuple[str, str, bool]]:
        """(hash, embedding, confidential) of the documents whose vectors are of `embedding`."""
        rows = self._all("SELECT hash, embedded, confidential FROM documents WHERE embedded = ?", (embedding,))
        return frozenset((digest, name, bool(secret)) for digest, name, secret in rows)

    def page(self, digest: str, number: int) -> Page | None:
        """A page of a document, counted from 1, or None."""
        row = self._one("SELECT pages FROM documents WHERE hash = ?", (digest,))
        pages = json.loads(row[0]) if row else []
        return Page(**pages[number - 1]) if 0 < number <= len(pages) else None

    def page_count(self, digest: str) -> int:
        """How many pages a document has; 0 when it is not there."""
        row = self._one("SELECT json_array_length(pages) FROM documents WHERE hash = ?", (digest,))
        return int(row[0]) if row else 0

    def headings(self, digest: str) -> list[tuple[str, int]]:
        """The titles that a document's passages stand under, in order, each with the page where it begins."""
        rows = self._all("SELECT section, page FROM passages WHERE hash = ? ORDER BY n", (digest,))
        first: dict[str, int] = {}
        for section, page in rows:
            if section:
                first.setdefault(section, page)
        return list(first.items())

    def told_by(self, digest: str) -> dict[str, Any]:
        """What the reader took out of one document; nothing when it is not there."""
        row = self._one("SELECT told FROM documents WHERE hash = ?", (digest,))
        return dict(json.loads(row[0])) if row else {}

    def told(self, *, confidential: bool = False) -> Iterator[tuple[Entry, dict[str, Any]]]:
        """What the reader took out of each document (decisions, prices, blanks …), ordered by date and name."""
        entries = {entry.hash: entry for entry in self.entries()}
        for digest, told in self._all("SELECT hash, told FROM documents ORDER BY dated, name, hash"):
            entry = entries.get(digest)
            if entry and (confidential or not entry.about.confidential):
                yield entry, json.loads(told)

    def put_register(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        """Keeps the rows of a register that was imported, in place of what its name held before."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO registers VALUES (?, ?)", (name, json.dumps(list(rows), ensure_ascii=False))
            )

    def register_rows(self) -> Iterator[dict[str, Any]]:
        """The rows of every register that was imported."""
        for (rows,) in self._all("SELECT rows FROM registers ORDER BY name"):
            yield from json.loads(rows)

    @contextmanager
    def _transaction(self, counter: str = "generation") -> Iterator[None]:
        with self._lock, self._reported():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("UPDATE meta SET value = value + 1 WHERE key = ?", (counter,))
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has ended the transaction already
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """What the system and SQLite say, as one line."""
        try:
            with kept_in(self.file):
                yield
        except sqlite3.OperationalError:
            raise  # a fault of ours
        except sqlite3.DatabaseError:
            raise _damaged(self.file) from None

    def _refuse_emptied(self) -> None:
        """A file of no bytes would be taken for a new catalogue, and the archive's documents for none."""
        emptied = self.file.exists() and not self.file.stat().st_size
        if emptied and any((self.folder / name).exists() for name in ("vectors", "meaning.sqlite", "documents")):
            raise _damaged(self.file)

    def _forget_unused(self, digest: str) -> None:
        if not self._one("SELECT 1 FROM files WHERE hash = ?", (digest,)):
            self._db.execute("DELETE FROM documents WHERE hash = ?", (digest,))
            self._db.execute("DELETE FROM passages WHERE hash = ?", (digest,))
            self._drop_vectors(digest)

    def _mark_confidential(self, digest: str) -> None:
        row = self._one("SELECT max(confidential) FROM files WHERE hash = ?", (digest,))
        secret = int(row[0] or 0) if row else 0
        before = self._one("SELECT confidential FROM documents WHERE hash = ?", (digest,))
        if before and before[0] != secret:
            # Confidential vectors live in a store of their own, so they are made again there.
            self._db.execute("UPDATE documents SET confidential = ?, embedded = '' WHERE hash = ?", (secret, digest))
            self._drop_vectors(digest)

    def _drop_vectors(self, digest: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO dropped VALUES (?)", (digest,))

    def _one(self, query: str, values: Iterable[Any] = ()) -> Any:
        with self._lock, self._reported():
            return self._db.execute(query, tuple(values)).fetchone()

    def _each(self, query: str, keys: Iterable[Sequence[Any]]) -> list[Any]:
        """A row a key, by the index. «IN (VALUES …)» over pairs made SQLite read the whole table for every question."""
        with self._lock, self._reported():
            found = [self._db.execute(query, key).fetchone() for key in keys]
        return [row for row in found if row]

    def _all(self, query: str, values: Iterable[Any] = ()) -> list[Any]:
        with self._lock, self._reported():
            return self._db.execute(query, tuple(values)).fetchall()


def _damaged(file: Path) -> DamagedCatalogue:
    return DamagedCatalogue(
        "Arkivets katalog er skadet.",
        where=str(file),
        remedy="Legg filen tilbake fra en kopi av datamappen. Uten kopi: flytt den bort, og ta dokumentene inn på nytt "
        "med «prisnotat index», de som er unntatt offentlighet med --confidential.",
    )


def _about(fields: Sequence[Any], confidential: bool) -> About:
    method_id, title, product, substance, dated, kind = fields
    return About(method_id, title, product, substance, dated, kind, confidential)


def _row(digest: str, n: int, passage: Passage) -> tuple[Any, ...]:
    source = passage.source
    rest = json.dumps([[part.page, part.start, part.end, part.quote] for part in passage.rest], ensure_ascii=False)
    where = json.dumps([source.quote], ensure_ascii=False)
    return digest, n, source.page, source.start, source.end, passage.section, passage.text, f"{where[:-1]}, {rest}]"


def _passage(entry: Entry, row: Sequence[Any]) -> Passage:
    digest, _, page, start, stop, section, text, quotes = row
    quote, rest = json.loads(quotes)
    about = entry.about
    return Passage(
        Source(digest, page, start, stop, quote, entry.name),
        section,
        text,
        method_id=about.method_id,
        substance=about.substance,
        dated=about.dated,
        kind=about.kind,
        confidential=about.confidential,
        product=about.product,
        title=about.title,
        rest=tuple(Source(digest, page, start, stop, quote, entry.name) for page, start, stop, quote in rest),
    )
