"""What speaks for a passage as the answer to a question, part by part, and the weights that join the parts.

The joined score is linear in the parts, so that weights can be chosen by cross-validation over parts that were worked
out once (benchmarks/search_weights.py); an ablation leaves one part out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.archive.synonyms import Names
from corpus.archive.word_index import keys
from corpus.documents import Kind
from corpus.search.aspects import Aspect, aspects_of, in_bokmal
from corpus.search.concepts import Concept, concept_scores, concepts_of

EXACT = 100.0  # a passage with an exact key of the question stands before all without
HEAD = -3.0  # the addressees and title above the first heading


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts. 0 leaves it out. Source: benchmarks/search_weights.py, five folds."""

    words: float = 0.5
    meaning: float = 0.25
    aspects: float = 2.0
    concepts: float = 1.0
    named: float = 8.0  # the drug of the question: its documents before all others


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Parts:
    """What speaks for one passage: z-scores among the candidates, except `named` (0-1), `exact` (0-1) and `head`."""

    words: float
    meaning: float
    aspects: float
    concepts: float
    named: float
    exact: float
    head: bool

    def score(self, weights: Weights = WEIGHTS) -> float:
        """The parts joined."""
        weighed = weights.words * self.words + weights.meaning * self.meaning + weights.aspects * self.aspects
        weighed += weights.concepts * self.concepts + weights.named * self.named
        return float(weighed + EXACT * self.exact + HEAD * self.head)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart: its exact keys, drugs, aspects and concepts, and what is left for words and meaning."""

    asked: str
    plain: str  # in the notes' own words, the drugs' names taken out
    keys: tuple[str, ...]
    drugs: tuple[frozenset[str], ...]
    aspects: tuple[Aspect, ...]
    concepts: tuple[Concept, ...] = ()

    @classmethod
    def of(cls, asked: str, names: Names) -> Question:
        """Takes a question apart with the names that the archive knows."""
        bokmal = in_bokmal(asked)
        concepts = concepts_of(f"{asked} {bokmal}")
        return cls(asked, names.without(bokmal), keys(asked), names.named_in(asked), aspects_of(bokmal), concepts)


class Said(NamedTuple):
    """What ranking reads of a passage."""

    section: str
    text: str
    kind: Kind


def parts_of(
    question: Question,
    texts: Mapping[int, Said],
    *,
    words: Sequence[float],
    meaning: Mapping[int, float],
    named: Mapping[int, float],
    exact: Mapping[int, int],
) -> dict[int, Parts]:
    """Candidate → its parts.

    Args:
        texts: the candidates.
        words: BM25 of each, in the order of `texts`.
        meaning, named, exact: cosine similarity, share of the drugs, and how many exact keys, of those with any.
    """
    lowest = min((meaning[at] for at in texts if at in meaning), default=0.0)
    by_words = z_scores(words)
    by_meaning = z_scores([meaning.get(at, lowest) for at in texts])
    said = [f"{passage.section}: {passage.text}" for passage in texts.values()]
    by_concepts = concept_scores(question.concepts, said)
    return {
        at: Parts(
            float(by_words[n]),
            float(by_meaning[n]),
            _spoken_of(question.aspects, said[n]),
            float(by_concepts[n]),
            named.get(at, 0.0),
            exact.get(at, 0) / max(len(question.keys), 1),
            not passage.section and passage.kind == "price_note",
        )
        for n, (at, passage) in enumerate(texts.items())
    }


def _spoken_of(aspects: Sequence[Aspect], said: str) -> float:
    return float(sum(bool(aspect.answered.search(said)) for aspect in aspects) / max(len(aspects), 1) ** 0.5)


def z_scores(numbers: Sequence[float]) -> NDArray[np.float64]:
    """How many standard deviations each number is from the mean; zeros when all are equal."""
    values = np.array(numbers, np.float64)
    spread = float(values.std()) if len(values) else 0.0
    scaled: NDArray[np.float64] = (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)
    return scaled
