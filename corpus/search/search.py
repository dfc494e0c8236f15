"""A question to passages: words and meaning joined, exact keys first, filters, near duplicates folded.

`search(archive, question, limit=5, filters=Filters(...), confidential=False) -> Found(hits, embedded, passages,
note)`. Words (BM25 on 4-grams), meaning (vectors), the aspects of a note and the concepts of the field are joined by a
weighted sum (`corpus.search.ranking`), which kept exact ids on top where joining by rank lost them. The search works
from the first second: what is not embedded yet is found by its words, and `Found.note` says how much is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from corpus.archive.archive import Archive
from corpus.archive.filters import Filters, Mask
from corpus.archive.snapshot import Snapshot
from corpus.documents import Passage
from corpus.search.candidates import Shown, shown_by, worth_reading
from corpus.search.folding import folded
from corpus.search.ranking import WEIGHTS, Parts, Question, Said, Weights, parts_of

__all__ = ["Filters", "Found", "Hit", "search"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score, the parts of it, the near duplicates folded into it, and its number in the archive."""

    passage: Passage
    score: float
    parts: Parts
    exact: tuple[str, ...] = ()
    also: tuple[Passage, ...] = ()
    at: int = -1


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
    shown = shown_by(archive, state, asked, allowed, confidential=confidential)
    hits = _hits(archive, state, asked, shown, weights, limit=limit)
    return Found(hits, embedded, total, shown.note or _note(embedded, total))


def _allowed(state: Snapshot, filters: Filters, before: date | None, confidential: bool) -> Mask:
    """Passage → whether it may be found."""
    if not len(state.owner):
        return np.zeros(0, bool)
    mask = state.columns.fitting(filters, before, confidential=confidential)[state.owner]
    return mask & state.sections.holding(filters.section) if filters.section else mask


def _embedded(archive: Archive, state: Snapshot, confidential: bool) -> tuple[int, int]:
    """(passages with vectors, passages in all) that the asker may see: `archive.embedded` without reading passages."""
    counts = np.diff(state.first, append=len(state.owner))
    seen = state.columns.fitting(Filters(), None, confidential=confidential)
    ready = archive.ready(state)
    return int(counts[seen & ready].sum()), int(counts[seen].sum())


def _hits(
    archive: Archive, state: Snapshot, question: Question, shown: Shown, weights: Weights, *, limit: int
) -> tuple[Hit, ...]:
    """The candidates read, ranked and folded."""
    places = {at: state.place(at) for at in worth_reading(shown, weights)}
    read = archive.catalogue.texts_at(list(places.values()))
    texts = {
        at: Said(*read[place], state.entries[state.owner[at]].about.kind)
        for at, place in places.items()
        if place in read
    }
    parts = parts_of(
        question,
        texts,
        words=[float(shown.words[at]) for at in texts],
        meaning=shown.meaning,
        named={at: float(shown.named[at]) for at in texts},
        exact={at: int(shown.keys[at]) for at in texts},
    )
    scores = {at: part.score(weights) for at, part in parts.items()}
    order = sorted(scores, key=lambda at: (-scores[at], at))
    kept = folded(((at, texts[at].text) for at in order), limit)
    entries = {state.entries[state.owner[at]].hash: state.entries[state.owner[at]] for at in texts}
    found = archive.catalogue.passages_at([places[n] for at, also in kept for n in (at, *also)], entries)
    return tuple(
        Hit(
            found[places[at]],
            scores[at],
            parts[at],
            shown.exact(at),
            tuple(found[places[n]] for n in also if places[n] in found),
            at,
        )
        for at, also in kept
        if places[at] in found  # another process may just have taken it out
    )


def _note(embedded: int, total: int) -> str:
    if embedded >= total:
        return ""
    return f"Søket går på ord; betydning er klar for {embedded} av {total} utdrag."
