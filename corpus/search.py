"""A question to passages: words and meaning joined, exact keys first, filters, near duplicates folded.

`search(archive, question, limit=5, filters=Filters(...), confidential=False) -> Found(hits, embedded, passages, note)`.
Words (BM25 on 4-grams), meaning (vectors), the aspects of a note and the concepts of the field are joined by a weighted
sum (`corpus.ranking`), which kept exact ids on top where joining by rank lost them. The search works from the first
second: what is not embedded yet is found by its words, and `Found.note` says how much is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive, Snapshot
from corpus.documents import Kind, Passage
from corpus.errors import UserError
from corpus.ranking import EXACT, WEIGHTS, Parts, Question, Weights, parts_of, z_scores
from corpus.synonyms import expanded
from corpus.words import content_words, grams

SYNONYMS = 0.3  # of a word's weight for a word of the field that means the same
CANDIDATES = 80  # passages taken from words and from meaning each
READ = 240  # candidates whose text is read
VECTORS = 400  # vectors looked at; a passage has one for itself and one for each sentence
DOCUMENTS = 200  # a drug with more documents is not looked for document by document
MENTIONED = 0.7  # of what a drug's own documents get, for a passage of another document that mentions it
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
    """A passage with its score, the parts of it, and the near duplicates folded into it."""

    passage: Passage
    score: float
    parts: Parts
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
    weights: Weights = WEIGHTS,
) -> Found:
    """The passages that best answer a question.

    Args:
        limit: how many hits.
        filters: what they must be; `before` is short for a filter on it, for a search that must not know the future.
        confidential: whether the asker may see confidential passages; without it they take no part at all.
        weights: what the parts of the score count.
    """
    filters = filters or Filters()
    before = min((day for day in (before, filters.before) if day), default=None)
    state = archive.snapshot()
    embedded, total = _embedded(archive, state, confidential)
    allowed = _allowed(state, filters, before, confidential)
    if not question.strip() or not allowed.any():
        return Found((), embedded, total, _note(embedded, total))
    asked = Question.of(question, state.names)
    words = _word_scores(state, asked) * allowed
    ask = _Asking(archive, state, asked, words, allowed, before, confidential, weights)
    ask = replace(ask, named=_named(ask), exact=_exact(ask))
    meaning, note = _meaning(ask)
    hits = _hits(ask, meaning, limit)
    return Found(hits, embedded, total, note or _note(embedded, total))


@dataclass(frozen=True, slots=True)
class _Asking:
    """One search on its way."""

    archive: Archive
    state: Snapshot
    question: Question
    words: NDArray[np.float32]
    allowed: NDArray[np.bool_]
    before: date | None
    confidential: bool
    weights: Weights
    named: Mapping[int, float] = field(default_factory=dict)
    exact: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def fits(self, passages: Iterable[int]) -> list[int]:
        return [int(at) for at in passages if self.allowed[at]]


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


def _embedded(archive: Archive, state: Snapshot, confidential: bool) -> tuple[int, int]:
    """(passages with vectors, passages in all) that the asker may see: `archive.embedded` without reading passages."""
    made = archive.catalogue.embedded_hashes(archive.embedder.name) if archive.embedder else frozenset()
    counts = np.diff(state.first, append=len(state.owner))
    seen = np.array([confidential or not entry.about.confidential for entry in state.entries], bool)
    ready = np.array([entry.hash in made for entry in state.entries], bool)
    return int(counts[seen & ready].sum()), int(counts[seen].sum())


def _word_scores(state: Snapshot, question: Question) -> NDArray[np.float32]:
    words = dict.fromkeys((*content_words(question.plain), *content_words(state.names.without(question.asked))))
    words.pop("legemiddelet", None)
    scores = state.words.scores(tuple(words)) if words else np.zeros(len(state.owner), np.float32)
    synonyms = expanded(question.plain)
    if synonyms:
        scores = scores + np.float32(SYNONYMS) * state.words.scores(synonyms)
    return scores


def _meaning(ask: _Asking) -> tuple[dict[int, float], str]:
    """Passage → similarity for the candidates of both kinds, and a line when meaning cannot be used."""
    embedder, state = ask.archive.embedder, ask.state
    if embedder is None or (ask.confidential and not embedder.local):
        # A question from someone who sees what is confidential may itself be confidential.
        return {}, "Søket går bare på ord."
    try:
        vector = embedder.question(ask.question.plain)
        before = int(ask.before.strftime("%Y%m%d")) if ask.before else 0
        documents = [state.entries[at].hash for at in _documents(state, ask.question)]
        near = ask.archive.vectors.nearest(
            vector,
            VECTORS,
            confidential=ask.confidential,
            before=before,
            documents=documents if len(documents) <= DOCUMENTS else (),
        )
        found = {at: value for place, value in near.items() if (at := _position(state, place)) is not None}
        missing = [
            at for at in dict.fromkeys((*_best(ask.words, CANDIDATES), *_top(ask.named, ask.words))) if at not in found
        ]
        places = [state.place(at) for at in missing[:CANDIDATES]]
        near = ask.archive.vectors.similarities(places, vector, confidential=ask.confidential)
        found |= {at: value for place, value in near.items() if (at := _position(state, place)) is not None}
    except UserError as error:
        return {}, error.line
    return {at: value for at, value in found.items() if ask.allowed[at]}, ""


def _documents(state: Snapshot, question: Question) -> list[int]:
    """The entries that are about a drug of the question."""
    return [
        at
        for at, entry in enumerate(state.entries)
        if any({entry.about.product.casefold(), entry.about.substance.casefold()} & drug for drug in question.drugs)
    ]


def _position(state: Snapshot, place: tuple[str, int]) -> int | None:
    entry = state.positions.get(place[0])
    if entry is None:
        return None
    at = int(state.first[entry]) + place[1]
    return at if at < len(state.owner) and state.owner[at] == entry else None


def _exact(ask: _Asking) -> dict[int, tuple[str, ...]]:
    """Passage → the question's exact keys that stand in it."""
    found: dict[int, tuple[str, ...]] = {}
    for key in ask.question.keys:
        for at in ask.fits(ask.state.words.holding(key)):
            found[at] = (*found.get(at, ()), key)
    return found


def _named(ask: _Asking) -> dict[int, float]:
    """Passage → 1 in a document about every drug of the question, less for some of them or a mention."""
    found: dict[int, float] = {}
    state, drugs = ask.state, ask.question.drugs
    for drug in drugs:
        share: dict[int, float] = {}
        for name in drug:
            share.update(dict.fromkeys(ask.fits(state.words.holding(name)), MENTIONED))
        for entry in _documents(state, Question("", "", (), (drug,), ())):
            end = state.first[entry + 1] if entry + 1 < len(state.first) else len(state.owner)
            share.update(dict.fromkeys(ask.fits(range(int(state.first[entry]), int(end))), 1.0))
        for at, value in share.items():
            found[at] = found.get(at, 0.0) + value / len(drugs)
    return found


def _best(scores: NDArray[np.float32], count: int) -> list[int]:
    top = np.argpartition(scores, -count)[-count:] if len(scores) > count else np.arange(len(scores))
    return [int(at) for at in top if scores[at] > 0]


def _hits(ask: _Asking, meaning: dict[int, float], limit: int) -> tuple[Hit, ...]:
    state, exact = ask.state, ask.exact
    candidates = _read(ask, meaning)
    entries = {entry.hash: entry for entry in state.entries}
    found = ask.archive.catalogue.passages_at([state.place(at) for at in candidates], entries)
    texts = {at: found[state.place(at)] for at in candidates if state.place(at) in found}
    parts = parts_of(
        ask.question,
        texts,
        words=[float(ask.words[at]) for at in texts],
        meaning=meaning,
        named=ask.named,
        exact=exact,
    )
    scores = {at: part.score(ask.weights) for at, part in parts.items()}
    kept: list[tuple[Hit, frozenset[str]]] = []
    for at in sorted(scores, key=lambda at: (-scores[at], at)):
        if len(kept) >= limit:
            break
        passage, shingles = texts[at], _shingles(texts[at].text)
        twin = next((n for n, (_, other) in enumerate(kept) if _same(shingles, other)), None)
        if twin is None:
            kept.append((Hit(passage, scores[at], parts[at], exact.get(at, ())), shingles))
        else:
            hit, other = kept[twin]
            kept[twin] = (replace(hit, also=(*hit.also, passage)), other)
    return tuple(hit for hit, _ in kept)


def _read(ask: _Asking, meaning: Mapping[int, float]) -> list[int]:
    """The candidates whose text is read: those with most to show for themselves before it is."""
    found = sorted({*_top(meaning), *_best(ask.words, CANDIDATES), *_top(ask.exact), *_top(ask.named, ask.words)})
    if len(found) <= READ:
        return found
    before = {
        at: EXACT * len(ask.exact.get(at, ())) + ask.weights.named * ask.named.get(at, 0.0)
        + ask.weights.words * words + ask.weights.meaning * near
        for at, words, near in zip(
            found,
            z_scores([float(ask.words[at]) for at in found]),
            z_scores([meaning.get(at, 0.0) for at in found]),
            strict=True,
        )
    }  # fmt: skip
    return sorted(sorted(before, key=lambda at: -before[at])[:READ])


def _top(found: Mapping[int, Any], words: NDArray[np.float32] | None = None) -> list[int]:
    """The candidates of one kind with most to show for themselves; among equals those that share more words."""
    weight = {at: len(value) if isinstance(value, tuple) else value for at, value in found.items()}
    order = sorted(weight, key=lambda at: (-weight[at], -float(words[at]) if words is not None else 0.0))
    return order[: 2 * CANDIDATES]


def _shingles(text: str) -> frozenset[str]:
    return frozenset(gram for word in content_words(text) for gram in grams(word))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Nearly the same text. Numbers are compared by their 4-grams too, so that two prices are two passages."""
    return bool(one) and len(one & other) >= SAME * len(one | other)


def _note(embedded: int, total: int) -> str:
    if embedded >= total:
        return ""
    return f"Søket går på ord; betydning er klar for {embedded} av {total} utdrag."
