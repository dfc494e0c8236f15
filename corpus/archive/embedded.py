"""The vectors of the archive as search sees them: in line with the catalogue, and numbered as its passages are.

`refreshed` brings cache and memory in line with the catalogue when it has changed; `Block.nearest` and `Block.of` say
what is near a question. Public and confidential vectors are blocks of their own, so that a search without the right
never touches the others.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.archive.filters import Mask
from corpus.errors import UserError
from corpus.vectors.chroma import DOCUMENTS_AT_ONCE
from corpus.vectors.meaning import Meaning

if TYPE_CHECKING:
    from corpus.archive.archive import Archive, Snapshot
    from corpus.vectors.embeddings import Vectors

What = tuple[str, str, bool]  # hash of a document, embedding, confidential
PATIENCE = 2.0  # seconds that a search uses on what the cache lacks; an index run reads it all


@dataclass(frozen=True, slots=True)
class Block:
    """Vectors of one confidentiality; `passage` is the passage of each row in the snapshot's order, -1 for none."""

    meaning: Meaning
    passage: NDArray[np.int32]

    def nearest(self, vector: Vectors, among: Mask, limit: int) -> dict[int, float]:
        """Passage → similarity of its nearest part, for the passages of the `limit` nearest parts.

        Args:
            among: passage → whether it may be found; every passage of the snapshot.
        """
        rows = np.flatnonzero(np.append(among, False)[self.passage])  # -1 is the last: never
        if not len(rows):
            return {}
        similar = self.meaning.similarity(vector, rows)
        near = _largest(similar, limit)
        return _best_parts(self.passage[rows[near]], similar[near])

    def of(self, vector: Vectors, passages: NDArray[np.intp]) -> dict[int, float]:
        """Passage → similarity of its nearest part, for those of the given passages that have vectors here."""
        wanted = np.zeros(max(int(passages.max(initial=0)), int(self.passage.max(initial=0))) + 2, bool)
        wanted[passages] = True
        rows = np.flatnonzero(wanted[self.passage])
        return _best_parts(self.passage[rows], self.meaning.similarity(vector, rows)) if len(rows) else {}

    def parts(self, vector: Vectors, passages: NDArray[np.intp]) -> dict[int, list[float]]:
        """Passage → similarity of each of its vectors, its own first and then its sentences', of those held here."""
        rows = np.flatnonzero(np.isin(self.passage, passages))
        found: dict[int, list[float]] = {}
        if len(rows):
            for at, similar in zip(self.passage[rows].tolist(), self.meaning.similarity(vector, rows), strict=True):
                found.setdefault(at, []).append(float(similar))
        return found


@dataclass(frozen=True, slots=True)
class Embedded:
    """What can be found by meaning at one state of the catalogue.

    Attributes:
        state: the catalogue's; None when something was lacking, so that the next search tries again.
        warning: a line of bokmål when the vector store was needed and did not answer.
    """

    state: tuple[int, int] | None
    public: Block
    confidential: Block
    warning: str = ""

    def blocks(self, confidential: bool) -> tuple[Block, ...]:
        """Those that the asker may search in."""
        return (self.public, self.confidential) if confidential else (self.public,)


def refreshed(archive: Archive, snapshot: Snapshot, before: Embedded | None) -> Embedded:
    """The vectors in line with the catalogue; what is in memory already is not read again.

    Raises:
        NoCache: the cache can be neither read nor written.
    """
    state = (snapshot.generation, archive.catalogue.state[1])
    name = archive.embedder.name if archive.embedder else ""
    ready = archive.ready(snapshot)
    wanted = {
        (entry.hash, name, entry.about.confidential)
        for entry, here in zip(snapshot.entries, ready, strict=True)
        if here
    }
    archive.cache.keep_only(wanted)
    warning = _mended(archive, wanted, bool(name) and not ready.all())
    kept = [one for one in archive.cache.kept() if one.what in wanted]
    blocks = []
    for secret in (False, True):
        held = (before.confidential if secret else before.public).meaning if before else Meaning.empty()
        meaning = held.grown(archive.cache, [one for one in kept if one.confidential == secret])
        blocks.append(Block(meaning, _passages(meaning, snapshot)))
    return Embedded(None if warning else state, blocks[0], blocks[1], warning)


def mend(archive: Archive, wanted: Collection[What], *, seconds: float = math.inf) -> bool:
    """Reads from the vector store what the cache lacks of (hash, embedding, confidential); whether all is there now.

    Needed for an archive that was filled before there was a cache, or whose cache was deleted.

    Raises:
        NoVectors: the store does not answer.
        NoCache: the cache cannot be written.
    """
    began = time.monotonic()
    lacking = sorted(set(wanted) - {one.what for one in archive.cache.kept()})
    for secret in (False, True):
        digests = [digest for digest, _, confidential in lacking if confidential == secret]
        for start in range(0, len(digests), DOCUMENTS_AT_ONCE):
            if time.monotonic() - began > seconds:
                return False
            stored = archive.vectors.stored(digests[start : start + DOCUMENTS_AT_ONCE], confidential=secret)
            for digest, (numbers, vectors) in stored.items():
                archive.cache.put(digest, lacking[0][1], numbers, vectors, confidential=secret)
    return True


def _mended(archive: Archive, wanted: Collection[What], pending: bool) -> str:
    """Mends for a moment only, for a question waits; a line when not all is there or the store does not answer.

    Args:
        pending: documents wait for their vectors, so whether the store answers is worth knowing.
    """
    try:
        if pending:
            _ = archive.vectors
        whole = mend(archive, wanted, seconds=PATIENCE)
    except UserError as error:
        return error.line
    return "" if whole else "Søkets mellomlager lages på nytt: en del utdrag finnes foreløpig bare på ord."


def _passages(meaning: Meaning, snapshot: Snapshot) -> NDArray[np.int32]:
    """Row → passage of the snapshot; -1 when the snapshot has no such passage."""
    if not meaning.documents:
        return np.zeros(0, np.int32)
    entries = np.array([snapshot.positions.get(kept.hash, -1) for kept in meaning.documents], np.int64)[meaning.owner]
    passages = snapshot.first[entries] + meaning.number
    size = len(snapshot.owner)
    here = (entries >= 0) & (passages < size)
    here &= snapshot.owner[np.where(here, passages, 0)] == entries if size else False
    return np.where(here, passages, -1).astype(np.int32)


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
