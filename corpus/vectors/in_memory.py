"""The archive's vectors in memory, and how near each is to a question: every similarity, exactly.

Public and confidential vectors are apart. To multiply all of them takes 70 ms for the 660 000 vectors of 200 000
passages, whatever the filter; a graph or a projection is quicker and loses passages among many alike (measured: the 96
directions of most variance found 62 % of the nearest of a multiplied archive).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.vectors.cache import Kept, NoCache, VectorCache

if TYPE_CHECKING:
    from corpus.vectors.embeddings import Vectors

TOGETHER = 200  # documents read at a time
STACK = 8  # rows of one product


@dataclass(frozen=True, slots=True)
class HeldVectors:
    """Vectors of one confidentiality in memory. Immutable; `grown` makes the next.

    Attributes:
        documents: those held, in the order of their rows.
        owner: row → position in `documents`.
        number: row → passage of the document.
        rows: (rows × dims) unit vectors.
    """

    documents: tuple[Kept, ...]
    owner: NDArray[np.int32]
    number: NDArray[np.int32]
    rows: Vectors

    @classmethod
    def empty(cls) -> HeldVectors:
        """Nothing held."""
        return cls((), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros((0, 0), np.float32))

    @property
    def dims(self) -> int:
        """How many numbers a vector has; 0 when nothing is held."""
        return int(self.rows.shape[1])

    def grown(self, cache: VectorCache, wanted: Sequence[Kept]) -> HeldVectors:
        """With exactly the documents wanted: those no longer wanted are left out, new ones read from the cache.

        Documents whose vectors have another length than the newest one's are left out: the embedding was changed
        behind its name.
        """
        wanted = [kept for kept in wanted if kept.vectors]
        dims = max(wanted, key=lambda kept: kept.id).dims if wanted else 0
        wanted = [kept for kept in wanted if kept.dims == dims]
        # Compared as a whole: a cache that is made again counts its documents from 1 again.
        held = self._without(set(self.documents) - set(wanted)) if self.dims == dims else HeldVectors.empty()
        here = set(held.documents)
        return held._read(cache, [kept for kept in wanted if kept not in here], dims)

    def similarity(self, vector: Vectors, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Cosine similarity of these rows.

        Raises:
            NoCache: the question's vector has another length.
        """
        if len(vector) != self.dims:
            raise NoCache(
                "Språkmodellen for søk gir vektorer av en annen lengde enn før.",
                where="PRISNOTAT_EMBEDDING",
                remedy="Sett tilbake modellen, eller gi den et nytt navn, og kjør «prisnotat index».",
            )
        vector = np.asarray(vector, np.float32)
        # Few rows are picked first; of many it is quicker to multiply all as they lie.
        few = len(rows) < len(self.rows) // 8
        found: NDArray[np.float32] = _product(self.rows[rows], vector) if few else _product(self.rows, vector)[rows]
        return found

    def _without(self, gone: set[Kept]) -> HeldVectors:
        if not gone:
            return self
        stays = np.array([kept not in gone for kept in self.documents], bool)
        rows = stays[self.owner]
        place = np.cumsum(stays, dtype=np.int32) - 1
        return replace(
            self,
            documents=tuple(kept for kept, here in zip(self.documents, stays, strict=True) if here),
            owner=place[self.owner[rows]],
            number=self.number[rows],
            rows=self.rows[rows],
        )

    def _read(self, cache: VectorCache, new: Sequence[Kept], dims: int) -> HeldVectors:
        """With new documents of `dims` numbers a vector behind those held."""
        if not new:
            return self
        at, size = len(self.rows), len(self.rows) + sum(kept.vectors for kept in new)
        rows = np.empty((size, dims), np.float32)
        owner, number = (np.empty(size, np.int32) for _ in range(2))
        rows[:at], owner[:at], number[:at] = self.rows.reshape(-1, dims), self.owner, self.number
        for first in range(0, len(new), TOGETHER):
            found = [cache.of_document(kept) for kept in new[first : first + TOGETHER]]
            end = at + sum(len(numbers) for numbers, _ in found)  # fewer when another process just took some out
            places = np.arange(len(found), dtype=np.int32) + len(self.documents) + first
            owner[at:end] = np.repeat(places, [len(numbers) for numbers, _ in found])
            number[at:end] = np.concatenate([numbers for numbers, _ in found])
            rows[at:end] = np.concatenate([vectors.reshape(-1, dims) for _, vectors in found])
            at = end
        return HeldVectors((*self.documents, *new), owner[:at], number[:at], rows[:at])


@dataclass(frozen=True, slots=True)
class NumberedVectors:
    """Vectors held, with the passage of each row as the caller numbers passages; -1 for a row of no passage."""

    held: HeldVectors
    passage: NDArray[np.int32]

    def nearest(self, vector: Vectors, among: NDArray[np.bool_], limit: int) -> dict[int, float]:
        """Passage → similarity of its nearest part, for the passages of the `limit` nearest parts.

        Args:
            among: passage → whether it may be found; every passage there is.
        """
        rows = np.flatnonzero(np.append(among, False)[self.passage])  # -1 is the last: never
        if not len(rows):
            return {}
        similar = self.held.similarity(vector, rows)
        near = _largest(similar, limit)
        return _best_parts(self.passage[rows[near]], similar[near])

    def of(self, vector: Vectors, passages: NDArray[np.intp]) -> dict[int, float]:
        """Passage → similarity of its nearest part, for those of the given passages that have vectors here."""
        wanted = np.zeros(max(int(passages.max(initial=0)), int(self.passage.max(initial=0))) + 2, bool)
        wanted[passages] = True
        rows = np.flatnonzero(wanted[self.passage])
        return _best_parts(self.passage[rows], self.held.similarity(vector, rows)) if len(rows) else {}

    def parts(self, vector: Vectors, passages: NDArray[np.intp]) -> dict[int, list[float]]:
        """Passage → similarity of each of its vectors, its own first and then its sentences', of those held here."""
        rows = np.flatnonzero(np.isin(self.passage, passages))
        found: dict[int, list[float]] = {}
        if len(rows):
            for at, similar in zip(self.passage[rows].tolist(), self.held.similarity(vector, rows), strict=True):
                found.setdefault(at, []).append(float(similar))
        return found


def _product(rows: Vectors, vector: Vectors) -> NDArray[np.float32]:
    """Each row times the vector, on one thread.

    «rows @ vector» wakes the threads of the matrix library, which then wait for more work by spinning: that took ten
    times as much of the processor as the work itself. A stack of products too small for threads does not.
    """
    whole = len(rows) // STACK * STACK
    stacked = rows[:whole].reshape(-1, STACK, rows.shape[1]) @ vector
    product: NDArray[np.float32] = np.concatenate([stacked.ravel(), np.vecdot(rows[whole:], vector)])
    return product


def _largest(values: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Positions of the largest values, in no order."""
    if len(values) <= count:
        return np.arange(len(values))
    return np.argpartition(values, len(values) - count)[len(values) - count :]


def _best_parts(passages: NDArray[np.int32], similar: NDArray[np.float32]) -> dict[int, float]:
    owners, at = np.unique(passages, return_inverse=True)
    best = np.full(len(owners), -np.inf, np.float32)
    np.maximum.at(best, at, similar)
    return dict(zip(owners.tolist(), best.tolist(), strict=True))
