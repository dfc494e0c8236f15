"""Passages by meaning: which are nearest to a question, among those that may take part, quicker than Chroma can say.

The vectors of the cache (`vector_cache.py`) are held in memory as one array, public and confidential ones apart. A
small archive's are held whole and every similarity is exact. In a large one each is shortened to its projection on the
`SKETCH` directions in which the archive's vectors differ most; the projections pick `SKETCHED` vectors, and the
similarities of their passages are then worked out exactly from the cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.vector_cache import Kept, NoCache, VectorCache

if TYPE_CHECKING:
    from corpus.embeddings import Vectors

WHOLE = 60_000  # vectors; so many are held whole, about 90 MB
SKETCH = 96  # directions: 88 % of what tells the vectors of the samples apart, at a quarter of the memory
SKETCHED = 1200  # vectors that the projections pick for each 400 that are asked for; see the test of recall
SAMPLE = 20_000  # vectors from which the directions are worked out


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of one confidentiality in memory. Immutable; `grown` makes the next.

    Attributes:
        documents: those held, in the order of their rows.
        owner: row → position in `documents`.
        number: row → passage of the document.
        rows: (rows × dims) unit vectors, or (rows × SKETCH) projections of them.
        centre, directions: (dims,) and (dims × SKETCH) of the projection; directions is empty when there is none.
    """

    documents: tuple[Kept, ...]
    owner: NDArray[np.int32]
    number: NDArray[np.int32]
    rows: Vectors
    centre: Vectors
    directions: Vectors

    @classmethod
    def empty(cls) -> Meaning:
        """Nothing held."""
        none = np.zeros(0, np.int32)
        return cls((), none, none, *(np.zeros(shape, np.float32) for shape in ((0, 0), 0, (0, 0))))

    @property
    def dims(self) -> int:
        """How many numbers a vector has; 0 when nothing is held."""
        return self.documents[-1].dims if self.documents else 0

    def grown(self, cache: VectorCache, wanted: Sequence[Kept]) -> Meaning:
        """With exactly the documents wanted: those no longer wanted are left out, new ones read from the cache.

        Documents whose vectors have another length than the newest one's are left out: the embedding was changed
        behind its name.
        """
        dims = max(wanted, key=lambda kept: kept.id).dims if wanted else 0
        wanted = [kept for kept in wanted if kept.dims == dims and kept.vectors]
        ids, held = {kept.id for kept in wanted}, {kept.id for kept in self.documents}
        new = [kept for kept in wanted if kept.id not in held]
        total = sum(kept.vectors for kept in wanted)
        if self.dims not in (0, dims) or (total > WHOLE) != bool(self.directions.size):
            return Meaning.empty()._read(cache, wanted, total) if wanted else Meaning.empty()
        return self._without({kept.id for kept in self.documents} - ids)._read(cache, new, total)

    def similarity(self, vector: Vectors, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Cosine similarity of these rows, or as near to it as the projection comes.

        Raises:
            NoCache: the question's vector has another length.
        """
        vector = self._fitting(vector)
        shift = 0.0
        if self.directions.size:
            vector, shift = self.directions.T @ vector, float(self.centre @ vector)
        # Few rows are picked first; of many it is quicker to multiply all as they lie.
        few = len(rows) < len(self.rows) // 4
        found: NDArray[np.float32] = self.rows[rows] @ vector if few else (self.rows @ vector)[rows]
        return found + np.float32(shift)

    def exact(self, cache: VectorCache, vector: Vectors, rows: NDArray[np.intp]) -> list[NDArray[np.float32]]:
        """Exact similarities of all parts of the passage that each given row belongs to, read from the cache."""
        places = [(self.documents[self.owner[row]].id, int(self.number[row])) for row in rows]
        parts = cache.of_passages(places, self.dims)
        if not parts:
            return []
        every = np.concatenate(parts).astype(np.float32) @ self._fitting(vector)
        return np.split(every, np.cumsum([len(part) for part in parts])[:-1])

    def _fitting(self, vector: Vectors) -> Vectors:
        if len(vector) != self.dims:
            raise NoCache(
                "Språkmodellen for søk gir vektorer av en annen lengde enn før.",
                where="PRISNOTAT_EMBEDDING",
                remedy="Sett tilbake modellen, eller gi den et nytt navn, og kjør «prisnotat index».",
            )
        return np.asarray(vector, np.float32)

    def _without(self, gone: set[int]) -> Meaning:
        if not gone:
            return self
        stays = np.array([kept.id not in gone for kept in self.documents], bool)
        rows = stays[self.owner]
        place = np.cumsum(stays, dtype=np.int32) - 1
        return replace(
            self,
            documents=tuple(kept for kept, here in zip(self.documents, stays, strict=True) if here),
            owner=place[self.owner[rows]],
            number=self.number[rows],
            rows=self.rows[rows],
        )

    def _read(self, cache: VectorCache, new: Sequence[Kept], total: int) -> Meaning:
        """With new documents behind those held. `total` is how many vectors there will be."""
        if not new:
            return self
        centre, directions = self.centre, self.directions
        if total > WHOLE and not directions.size:
            centre, directions = _directions(cache, new, total)
        width = directions.shape[1] if directions.size else new[0].dims
        start, size = len(self.rows), sum(kept.vectors for kept in new)
        rows = np.empty((start + size, width), np.float32)
        owner, number = (np.empty(start + size, np.int32) for _ in range(2))
        if start:
            rows[:start], owner[:start], number[:start] = self.rows, self.owner, self.number
        at = start
        for place, kept in enumerate(new, len(self.documents)):
            numbers, vectors = cache.of_document(kept)
            end = at + len(numbers)  # fewer than said when another process just took it out
            rows[at:end] = (vectors.astype(np.float32) - centre) @ directions if directions.size else vectors
            owner[at:end], number[at:end] = place, numbers
            at = end
        return Meaning((*self.documents, *new), owner[:at], number[:at], rows[:at], centre, directions)


def _directions(cache: VectorCache, documents: Sequence[Kept], total: int) -> tuple[Vectors, Vectors]:
    """The mean of a sample of vectors and the directions in which they vary most, as columns."""
    step = max(total // SAMPLE, 1)
    sample = np.concatenate([cache.of_document(kept)[1] for kept in documents[::step]]).astype(np.float32)
    centre: Vectors = sample.mean(axis=0)
    _, turned = np.linalg.eigh(np.cov((sample - centre).T))
    directions: Vectors = np.ascontiguousarray(turned[:, ::-1][:, :SKETCH], np.float32)
    return centre, directions
