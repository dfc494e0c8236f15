"""The archive at one moment, as a search needs it: its passages in order, and the vectors numbered as they are.

Public and confidential vectors are apart, so that a search without the right never touches the others.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.vectors.in_memory import HeldVectors, NumberedVectors

if TYPE_CHECKING:
    from corpus.archive.catalogue import Entry
    from corpus.archive.filters import Columns, Sections
    from corpus.archive.synonyms import Names
    from corpus.archive.word_index import WordIndex
    from corpus.vectors.cache import VectorCache, What


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


@dataclass(frozen=True, slots=True)
class Embedded:
    """What can be found by meaning at one state of the catalogue.

    Attributes:
        state: the catalogue's; None when something was lacking, so that the next search tries again.
        warning: a line of bokmål when the vector store was needed and did not answer.
    """

    state: tuple[int, int] | None
    public: NumberedVectors
    confidential: NumberedVectors
    warning: str = ""

    @classmethod
    def of(
        cls,
        cache: VectorCache,
        wanted: Collection[What],
        snapshot: Snapshot,
        *,
        before: Embedded | None,
        state: tuple[int, int],
        warning: str = "",
    ) -> Embedded:
        """Those of the wanted documents that the cache has; what is in memory already is not read again.

        Raises:
            NoCache: the cache cannot be read.
        """
        kept = [one for one in cache.kept() if one.what in wanted]
        numbered = []
        for secret in (False, True):
            held = (before.confidential if secret else before.public).held if before else HeldVectors.empty()
            held = held.grown(cache, [one for one in kept if one.confidential == secret])
            numbered.append(NumberedVectors(held, _passages(held, snapshot)))
        return cls(None if warning else state, numbered[0], numbered[1], warning)

    def seen(self, confidential: bool) -> tuple[NumberedVectors, ...]:
        """Those that the asker may search in."""
        return (self.public, self.confidential) if confidential else (self.public,)


def _passages(held: HeldVectors, snapshot: Snapshot) -> NDArray[np.int32]:
    """Row → passage of the snapshot; -1 when the snapshot has no such passage."""
    if not held.documents:
        return np.zeros(0, np.int32)
    entries = np.array([snapshot.positions.get(kept.hash, -1) for kept in held.documents], np.int64)[held.owner]
    passages = snapshot.first[entries] + held.number
    size = len(snapshot.owner)
    here = (entries >= 0) & (passages < size)
    here &= snapshot.owner[np.where(here, passages, 0)] == entries if size else False
    return np.where(here, passages, -1).astype(np.int32)
