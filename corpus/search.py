"""A question to passages: words and meaning joined, exact keys first, filters, near duplicates folded.

`search(archive, question, limit=5, filters=Filters(...), confidential=False) -> Found(hits, embedded, passages, note)`.
Words (BM25 on 4-grams) and meaning (vectors) are joined by the sum of their z-scores over the candidates, which kept
exact ids on top where joining by rank lost them. The search works from the first second: what is not embedded yet is
found by its words, and `Found.note` says how much is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive, Snapshot
from corpus.documents import Kind, Passage
from corpus.errors import UserError
from corpus.synonyms import expanded
from corpus.words import content_words, grams, keys

if TYPE_CHECKING:
    from corpus.embeddings import Vectors

CANDIDATES = 150  # passages taken from words and from meaning each
SYNONYM_WEIGHT = 0.3
MEANING_WEIGHT = 1.0
EXACT = 100.0  # a passage with an exact key of the question stands before all without
NAMED = 3.0  # the drug of the question: far up, but a passage that says more may pass
SAME = 0.9  # share of 4-grams from which two passages are the same text in two documents


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be. Empty fields do not filter. `before` and `since` are dates of the document."""

    method_id: str = ""
    drug: str = ""
    kind: Kind | None = None
    section: str = ""
    document: str = ""
    before: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score, what it was found by, and the near duplicates folded into it."""

    passage: Passage
    score: float
    words: float
    meaning: float
    exact: tuple[str, ...] = ()
    also: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, best first; how many of the passages are embedded; and a line for the user when not all are."""

    hits: tuple[Hit, ...]
    embedded: int
    passages: int
    note: str = ""


def search(
    archive: Archive,
    question: str,
    *,
    limit: int = 5,
    filters: Filters | None = None,
    confidential: bool = False,
    before: date | None = None,
) -> Found:
    """The passages that best answer a question.

    Args:
        limit: how many hits.
        filters: what they must be; `before` is short for a filter on it, for a search that must not know the future.
        confidential: whether the asker may see confidential passages; without it they take no part at all.
    """
    filters = filters or Filters()
    before = min((day for day in (before, filters.before) if day), default=None)
    state = archive.snapshot()
    embedded, total = archive.embedded(confidential=confidential)
    allowed = _allowed(state, filters, before, confidential)
    if not question.strip() or not allowed.any():
        return Found((), embedded, total, _note(embedded, total))
    words = _word_scores(state, question) * allowed
    meaning, note = _meaning(archive, state, question, words, allowed, before, confidential)
    scores, exact = _joined(state, question, words, meaning, allowed)
    hits = _hits(archive, state, scores, words, meaning, exact, limit)
    return Found(hits, embedded, total, note or _note(embedded, total))


def _allowed(state: Snapshot, filters: Filters, before: date | None, confidential: bool) -> NDArray[np.bool_]:
    def fits(at: int) -> bool:
        entry = state.entries[at]
        about = entry.about
        return (
            (confidential or not about.confidential)
            and (not filters.method_id or about.method_id == filters.method_id)
            and (not filters.kind or about.kind == filters.kind)
            and (not filters.document or filters.document in (entry.name, entry.hash))
            and (not filters.drug or filters.drug.casefold() in (about.product.casefold(), about.substance.casefold()))
            and (before is None or (bool(about.dated) and about.dated < before.isoformat()))
            and (filters.since is None or about.dated >= filters.since.isoformat())
        )

    by_entry = np.array([fits(at) for at in range(len(state.entries))], bool)
    return by_entry[state.owner] if len(state.owner) else np.zeros(0, bool)


def _word_scores(state: Snapshot, question: str) -> NDArray[np.float32]:
    asked = content_words(question)
    scores = state.words.scores(asked) if asked else np.zeros(len(state.owner), np.float32)
    synonyms = expanded(question, state.names)
    if synonyms:
        scores = scores + np.float32(SYNONYM_WEIGHT) * state.words.scores(synonyms)
    return scores


def _meaning(
    archive: Archive,
    state: Snapshot,
    question: str,
    words: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    before: date | None,
    confidential: bool,
) -> tuple[dict[int, float], str]:
    """Passage → similarity for the candidates of both kinds, and a line when meaning cannot be used."""
    embedder = archive.embedder
    if embedder is None or (confidential and not embedder.local):
        # A question from someone who sees what is confidential may itself be confidential.
        return {}, "Søket går bare på ord."
    try:
        vector = embedder.question(question)
        limit = int(before.strftime("%Y%m%d")) if before else 0
        near = archive.vectors.nearest(vector, 2 * CANDIDATES, confidential=confidential, before=limit)
        found = {
            at: value for place, value in near.items() if (at := _position(state, place)) is not None and allowed[at]
        }
        missing = [at for at in _best(words, CANDIDATES) if at not in found and allowed[at]]
        found.update(_similarities(archive, state, missing, vector, confidential))
    except UserError as error:
        return {}, error.line
    return found, ""


def _similarities(
    archive: Archive, state: Snapshot, passages: Sequence[int], vector: Vectors, confidential: bool
) -> dict[int, float]:
    places = [(*state.place(at), 0) for at in passages]
    near = archive.vectors.similarities(places, vector, confidential=confidential)
    return {at: value for place, value in near.items() if (at := _position(state, place)) is not None}


def _position(state: Snapshot, place: tuple[str, int]) -> int | None:
    entry = state.positions.get(place[0])
    if entry is None:
        return None
    at = int(state.first[entry]) + place[1]
    return at if at < len(state.owner) and state.owner[at] == entry else None


def _joined(
    state: Snapshot,
    question: str,
    words: NDArray[np.float32],
    meaning: dict[int, float],
    allowed: NDArray[np.bool_],
) -> tuple[dict[int, float], dict[int, tuple[str, ...]]]:
    """Candidate → joined score, and the exact keys it holds."""
    exact = _exact(state, question, allowed)
    candidates = sorted({*meaning, *_best(words, CANDIDATES), *_rarest(exact)})
    by_words = _z(np.array([float(words[at]) for at in candidates]))
    known = [meaning[at] for at in candidates if at in meaning]
    lowest = min(known, default=0.0)
    by_meaning = _z(np.array([meaning.get(at, lowest) for at in candidates]))
    named = _named(state, question)
    scores = {}
    for n, at in enumerate(candidates):
        share = len(exact.get(at, ())) / max(len(keys(question)), 1)
        scores[at] = float(by_words[n] + MEANING_WEIGHT * by_meaning[n] + EXACT * share + NAMED * named.get(at, 0.0))
    return scores, exact


def _exact(state: Snapshot, question: str, allowed: NDArray[np.bool_]) -> dict[int, tuple[str, ...]]:
    """Passage → the question's exact keys that stand in it; a method id also holds for its own document."""
    found: dict[int, tuple[str, ...]] = {}
    for key in keys(question):
        for at in state.words.holding(key):
            if allowed[at]:
                found[int(at)] = (*found.get(int(at), ()), key)
    return found


def _named(state: Snapshot, question: str) -> dict[int, float]:
    """Passage → 1 when it names every drug of the question (by any of its names), less for some."""
    drugs = state.names.named_in(question)
    found: dict[int, float] = {}
    for drug in drugs:
        for at in {int(at) for name in drug for at in state.words.holding(name)}:
            found[at] = found.get(at, 0.0) + 1 / len(drugs)
    return found


def _rarest(exact: dict[int, tuple[str, ...]]) -> list[int]:
    return sorted(exact, key=lambda at: -len(exact[at]))[: 2 * CANDIDATES]


def _best(scores: NDArray[np.float32], count: int) -> list[int]:
    top = np.argpartition(scores, -count)[-count:] if len(scores) > count else np.arange(len(scores))
    return [int(at) for at in top if scores[at] > 0]


def _z(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = float(values.std()) if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


def _hits(
    archive: Archive,
    state: Snapshot,
    scores: dict[int, float],
    words: NDArray[np.float32],
    meaning: dict[int, float],
    exact: dict[int, tuple[str, ...]],
    limit: int,
) -> tuple[Hit, ...]:
    kept: list[tuple[Hit, frozenset[str]]] = []
    for at in sorted(scores, key=lambda at: (-scores[at], at)):
        if len(kept) >= limit:
            break
        passage = archive.passage(*state.place(at))
        if passage is None:  # taken out since the snapshot was made
            continue
        parts = _parts(passage.text)
        twin = next((n for n, (_, other) in enumerate(kept) if _same(parts, other)), None)
        if twin is None:
            hit = Hit(passage, scores[at], float(words[at]), meaning.get(at, 0.0), exact.get(at, ()))
            kept.append((hit, parts))
        else:
            hit, other = kept[twin]
            kept[twin] = (
                Hit(hit.passage, hit.score, hit.words, hit.meaning, hit.exact, (*hit.also, passage)),
                other,
            )
    return tuple(hit for hit, _ in kept)


def _parts(text: str) -> frozenset[str]:
    return frozenset(gram for word in content_words(text) for gram in grams(word))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Nearly the same text. Numbers are compared by their 4-grams too, so that two prices are two passages."""
    return bool(one) and len(one & other) >= SAME * len(one | other)


def _note(embedded: int, total: int) -> str:
    if embedded >= total:
        return ""
    return f"Søket går på ord; betydning er klar for {embedded} av {total} utdrag."
