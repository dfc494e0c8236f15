"""The vectors of an archive: Chroma, the store of record, and the cache that search reads; each heals from the other.

Why a cache, and how it is measured, stands in `corpus.vectors.cache`. What is lacking is made again by itself:

* the cache from Chroma (`mend`), when it was deleted, damaged, or is of another version: in silence;
* Chroma's folder from the cache, and from the documents what the cache lacks (`rebuild`, `mark_lost`): it is said.
  A Chroma server is its owner's: there the fault is only said.

A document counts as embedded only after all its vectors are in both, so a run that is killed leaves nothing untrue.
"""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from corpus.archive.catalogue import Catalogue, Entry
from corpus.errors import UserError
from corpus.machine.file_faults import UnusableFolder, check_free, kept_in
from corpus.vectors.cache import Kept, NoCache, VectorCache, What
from corpus.vectors.chroma_faults import FILE, store_fault
from corpus.vectors.embeddings import NoEmbeddings

if TYPE_CHECKING:
    from corpus.vectors.chroma import VectorStore
    from corpus.vectors.embeddings import Vectors

T = TypeVar("T")
UNFINISHED = "ikke-ferdig"  # lies in the store's folder while it is made again, also when that run was killed
REBUILT = "Vektorlageret var skadet og er laget på nytt fra arkivet."
PATIENCE = 2.0  # seconds that a search uses on what the cache lacks; an index run reads it all


class KeptVectors:
    """The vectors of one archive and one embedding, in both places.

    Args:
        folder: the archive's.
        embedding: its name, or empty when the archive goes on words alone.
        server: address of a Chroma server, or empty for a folder.
    """

    def __init__(self, folder: Path, catalogue: Catalogue, embedding: str, server: str) -> None:
        self.cache = VectorCache(folder)
        self._folder, self._catalogue = folder / "vectors", catalogue
        self._embedding, self._server = embedding, server

    @cached_property
    def store(self) -> VectorStore:
        """Chroma. Raises NoVectors when a server does not answer, NoEmbeddings without an embedding."""
        if not self._embedding:
            raise NoEmbeddings("Arkivet er satt opp uten språkmodell for søk.", where="PRISNOTAT_EMBEDDING")
        from corpus.vectors.chroma import VectorStore

        return VectorStore(self._folder, self._catalogue.archive_id, self._embedding, self._server)

    def close_store(self) -> None:
        """Lets go of Chroma; it is opened anew when next asked for."""
        self.__dict__.pop("store", None)

    def wanted(self) -> frozenset[What]:
        """What the catalogue calls embedded."""
        return self._catalogue.embedded_as(self._embedding)

    def put(self, entry: Entry, parts: Sequence[tuple[int, int]], vectors: Vectors) -> None:
        """A document's vectors into Chroma, then into the cache, and only then it counts as embedded.

        Args:
            parts: (passage number, part number) of each row of `vectors`, in order.
        """
        secret = entry.about.confidential
        if parts:
            self.store.add(entry.hash, parts, vectors, dated=day_number(entry.about.dated), confidential=secret)
        self.cache.put(entry.hash, self._embedding, [n for n, _ in parts], vectors, confidential=secret)
        self._catalogue.vectors_made(entry.hash, self._embedding)

    def drop(self, digest: str) -> None:
        """Takes a document's vectors out of both."""
        self.cache.drop(digest)
        self.store.drop(digest)
        self._catalogue.vectors_gone(digest)

    def forget_gone(self) -> None:
        """Takes out of the cache what the catalogue no longer holds as it is there; needs no embedding."""
        if self.cache.exists:
            with suppress(NoCache):  # what cannot be opened cannot be read by others either
                entries = self._catalogue.entries()
                self.cache.keep_only({(one.hash, one.embedded, one.about.confidential) for one in entries})

    # -- the cache from Chroma --------------------------------------------------------------------------------------

    def in_line(self, wanted: Collection[What], *, pending: bool) -> str:
        """Makes the cache hold just what is wanted; a line of bokmål when not all is there or Chroma does not answer.

        For a moment only: a question waits.

        Args:
            pending: documents wait for their vectors, so whether the store answers is worth knowing.

        Raises:
            NoCache: the cache can be neither read nor written.
        """
        self.cache.keep_only(wanted)
        try:
            if pending and self._embedding:
                _ = self.store
            whole = self.mend(wanted, seconds=PATIENCE)
        except UserError as error:
            return error.line
        return "" if whole else "Søkets mellomlager lages på nytt: en del utdrag finnes foreløpig bare på ord."

    def mend(self, wanted: Collection[What], *, seconds: float = math.inf) -> bool:
        """Reads from Chroma what the cache lacks; whether all was looked for in time.

        Raises:
            NoVectors: Chroma does not answer.
            NoCache: the cache cannot be written.
        """
        from corpus.vectors.chroma import DOCUMENTS_AT_ONCE

        began = time.monotonic()
        lacking = sorted(set(wanted) - {one.what for one in self.cache.kept()})
        for secret in (False, True):
            digests = [digest for digest, _, confidential in lacking if confidential == secret]
            for start in range(0, len(digests), DOCUMENTS_AT_ONCE):
                if time.monotonic() - began > seconds:
                    return False
                stored = self.store.stored(digests[start : start + DOCUMENTS_AT_ONCE], confidential=secret)
                for digest, (numbers, vectors) in stored.items():
                    self.cache.put(digest, self._embedding, numbers, vectors, confidential=secret)
        return True

    # -- Chroma from the cache and the documents --------------------------------------------------------------------

    def damaged(self, error: UserError | None = None) -> bool:
        """Whether Chroma's folder is to be made again: by what lies on the disk, or by an error while it was used."""
        if self._server or not self._embedding:
            return False
        if (self._folder / UNFINISHED).exists():
            return True
        if error is None:
            return bool(store_fault(self._folder)) and (bool(self.wanted()) or (self._folder / FILE).exists())
        try:
            check_free(self._folder / FILE)
        except UnusableFolder:
            return False
        return True  # it can be written and is not in use: whatever is wrong lies in the store itself

    def rebuild(self) -> None:
        """Makes Chroma's folder anew from the cache; what the cache lacks is marked for embedding.

        Raises:
            UnusableFolder: the folder cannot be written.
        """
        from corpus.vectors.chroma import forget_clients

        self.close_store()
        forget_clients()
        with kept_in(self._folder):
            if self._folder.is_dir():
                shutil.rmtree(self._folder)
            else:
                self._folder.unlink(missing_ok=True)
            self._folder.mkdir(parents=True)
            (self._folder / UNFINISHED).touch()
        dated = {entry.hash: entry.about.dated for entry in self._catalogue.entries()}
        kept = _unless_damaged(lambda: {one.what: one for one in self.cache.kept()}) or {}
        lost = []
        for what in sorted(self.wanted()):
            held = self._held(kept.get(what))
            if held is None:
                lost.append(what[0])
            elif held[0]:
                self.store.add(what[0], *held, dated=day_number(dated[what[0]]), confidential=what[2])
        self._catalogue.vectors_lost(lost)
        (self._folder / UNFINISHED).unlink(missing_ok=True)

    def mark_lost(self) -> None:
        """Marks for embedding what the catalogue calls embedded and the cache, once mended, does not hold."""
        kept = {one.what for one in self.cache.kept()}
        self._catalogue.vectors_lost(sorted(what[0] for what in self.wanted() - kept))

    def _held(self, kept: Kept | None) -> tuple[list[tuple[int, int]], Vectors] | None:
        """A document's (passage, part) of each row and its vectors as the cache has them; None when it has not."""
        found = _unless_damaged(lambda: self.cache.of_document(kept)) if kept else None
        return (_parts(found[0].tolist()), found[1].astype("float32")) if found else None


def _unless_damaged(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except NoCache:  # it has been taken away
        return None


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
