"""The passages worth reading for a question: the best by words, by meaning, by the drug named and by exact keys.

What a passage has to show before its text is read is worked out for all passages at once, as arrays in passage order;
only the few hundred with most to show are read and ranked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.archive.archive import Archive
from corpus.archive.filters import Mask
from corpus.archive.snapshot import Snapshot
from corpus.archive.synonyms import expanded
from corpus.archive.word_index import content_words
from corpus.bokmal.price_terms import tells_amount
from corpus.errors import UserError
from corpus.search.ranking import EXACT, Question, Weights, z_scores

SYNONYMS = 0.3  # of a word's weight for a word of the field that means the same
CANDIDATES = 80  # passages taken from words and from meaning each
READ = 240  # candidates whose text is read
VECTORS = 400  # vectors looked at; a passage has one for itself and one for each sentence
MENTIONED = 0.7  # of what a drug's own documents get, for a passage of another document that mentions it

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shown:
    """What passages have to show for themselves before they are read.

    Attributes:
        allowed, words, named: passage → whether it may be found; BM25 (0 where it may not); 0-1, share of the drugs.
        holding: exact key of the question → the passages it stands in, ascending.
        keys: passage → how many exact keys stand in it.
        meaning: passage → cosine similarity, for candidates that have it.
        note: a line of bokmål when meaning could not be used.
    """

    allowed: Mask
    words: Numbers
    named: Numbers
    holding: Mapping[str, NDArray[np.intp]]
    keys: NDArray[np.int32]
    meaning: Mapping[int, float]
    note: str = ""

    def exact(self, at: int) -> tuple[str, ...]:
        """The question's exact keys that stand in a passage."""
        return tuple(
            key for key, found in self.holding.items() if at in found[np.searchsorted(found, [at]) % len(found)]
        )


def shown_by(archive: Archive, state: Snapshot, question: Question, allowed: Mask, *, confidential: bool) -> Shown:
    """What every passage that may be found has to show for a question."""
    words = word_scores(state, question) * allowed
    named = _named(state, question.drugs) * allowed
    holding, keys = {}, np.zeros(len(allowed), np.int32)
    for key in question.keys:
        found = _fitting(state.words.holding(key), allowed)
        if len(found):
            holding[key] = found
            keys[found] += 1
    also = np.concatenate([best(words, CANDIDATES), best(named, 2 * CANDIDATES, words)])
    meaning, note = _meaning(archive, state, question, allowed, also, confidential=confidential)
    return Shown(allowed, words, named, holding, keys, meaning, note)


def worth_reading(shown: Shown, weights: Weights) -> list[int]:
    """The candidates whose text is read, ascending: those with most to show for themselves before it is."""
    near = np.array(sorted(shown.meaning, key=lambda at: (-shown.meaning[at], at))[: 2 * CANDIDATES], np.intp)
    found = np.unique(
        np.concatenate(
            [
                near,
                best(shown.words, CANDIDATES),
                best(shown.keys, 2 * CANDIDATES, shown.words),
                best(shown.named, 2 * CANDIDATES, shown.words),
            ]
        )
    )
    if len(found) <= READ:
        return [int(at) for at in found]
    before = (
        EXACT * shown.keys[found]
        + weights.named * shown.named[found].astype(np.float64)
        + weights.words * z_scores(shown.words[found].tolist())
        + weights.meaning * z_scores([shown.meaning.get(int(at), 0.0) for at in found])
    )
    return sorted(int(at) for at in found[np.argsort(-before, kind="stable")[:READ]])


def best(values: NDArray[np.number], count: int, words: Numbers | None = None) -> NDArray[np.intp]:
    """The passages with the largest values above 0, largest first; among equals those that share more words.

    Ties that are left go to the passage that stands first.
    """
    found = np.flatnonzero(values)
    found = found[values[found] > 0]
    if words is None and len(found) > count:
        least = np.partition(values[found], len(found) - count)[len(found) - count]
        found = found[values[found] >= least]
    order = np.lexsort((-values[found],) if words is None else (-words[found], -values[found]))
    return found[order[:count]]


def word_scores(state: Snapshot, question: Question) -> Numbers:
    """BM25 of every passage for the question's words, and with less weight for words of the field meaning the same."""
    words = dict.fromkeys((*content_words(question.plain), *content_words(state.names.without(question.asked))))
    words.pop("legemiddelet", None)
    scores = state.words.scores(tuple(words)) if words else np.zeros(len(state.owner), np.float32)
    synonyms = expanded(question.plain)
    if synonyms:
        scores = scores + np.float32(SYNONYMS) * state.words.scores(synonyms)
    return scores


def _named(state: Snapshot, drugs: tuple[frozenset[str], ...]) -> Numbers:
    """Passage → 1 in a document about every drug of the question, less for some of them or a mention."""
    found = np.zeros(len(state.owner))
    for drug in drugs:
        share = np.zeros(len(state.owner))
        for name in drug:
            share[state.words.holding(name)] = MENTIONED
        share[_of_entries(state, state.columns.about(drug))] = 1.0
        found += share / len(drugs)
    return found.astype(np.float32)


def _of_entries(state: Snapshot, entries: NDArray[np.intp]) -> Mask:
    """The passages of these documents."""
    of_them = np.zeros(len(state.entries), bool)
    of_them[entries] = True
    mask: Mask = of_them[state.owner] if len(state.owner) else np.zeros(0, bool)
    return mask


def _fitting(passages: NDArray[np.int32], allowed: Mask) -> NDArray[np.intp]:
    return np.sort(passages[allowed[passages]]).astype(np.intp)


def _meaning(
    archive: Archive, state: Snapshot, question: Question, allowed: Mask, also: NDArray[np.intp], *, confidential: bool
) -> tuple[dict[int, float], str]:
    """Passage → similarity for the nearest and for the best candidates of other kinds; a line when it cannot be used.

    A question about a drug looks for what is near in the documents about it, when there are any.
    """
    embedder = archive.embedder
    if embedder is None or (not embedder.local and (confidential or tells_amount(question.asked))):
        # A question from someone who sees what is confidential may itself be confidential; so may an amount.
        return {}, "Søket går bare på ord."
    found: dict[int, float] = {}
    try:
        vector = embedder.question(question.plain)
        embedded = archive.by_meaning(state)
        about = [state.columns.about(drug) for drug in question.drugs]
        entries = np.unique(np.concatenate(about)) if about else np.zeros(0, np.intp)
        among = allowed & _of_entries(state, entries) if len(entries) else allowed
        seen = embedded.seen(confidential)
        for vectors in seen:
            found |= vectors.nearest(vector, among, VECTORS)
        missing = np.array([at for at in dict.fromkeys(also.tolist()) if at not in found][:CANDIDATES], np.intp)
        for vectors in seen:
            found |= vectors.of(vector, missing)
    except UserError as error:
        return {}, error.line
    return found, embedded.warning
