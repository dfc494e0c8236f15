"""How near the style is, whatever is said: LIX, sentence length, terms, hedging and stock phrases. Numbers masked."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from corpus.bokmal.sentences import sentences
from drafting.checks.draft.language import TERMS

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Source: Björnsson 1968: LIX = words a sentence + 100 × words of more than six letters / words.
LONG_WORD = 7
HEDGES = re.compile(
    r"\b(?:om lag|ca\.|trolig|sannsynlig(?:vis)?|mulig(?:ens)?|usikker\w*|antas?|antatt|anslår|anslått|anslås"
    r"|forventes?|ventes|vil kunne|vurderes|ser ut til|synes|tilsynelatende|kan(?: være)?)\b",
    re.IGNORECASE,
)
# Terms whose frequency tells a house from another; `TERMS` holds their variants.
HOUSE_TERMS = (*TERMS, "DMP", "QALY", "IKER", "komparator", "metodevurderingsrapport", "preparatomtale", "SPC")
PHRASE = 4  # words of a stock phrase
# The difference at which a feature counts as wholly different.
LIX_RANGE, LENGTH_RANGE, HEDGE_RANGE = 30.0, 20.0, 40.0


@dataclass(frozen=True, slots=True)
class Style:
    """Style of a text.

    Attributes:
        lix: readability index. words: mean words a sentence. hedges: hedging words in 1 000 words.
        terms: how often each house term or a variant of it stands. phrases: sequences of `PHRASE` words.
    """

    lix: float
    words: float
    hedges: float
    terms: Counter[str]
    phrases: frozenset[tuple[str, ...]]


def style_of(text: str) -> Style:
    """The style of running text; a text without words has zero everywhere."""
    found = [WORD.findall(sentence) for line in text.split("\n") for sentence in sentences(line)]
    spoken = [words for words in found if words]
    words = [word for sentence in spoken for word in sentence]
    if not words:
        return Style(0.0, 0.0, 0.0, Counter(), frozenset())
    length = len(words) / len(spoken)
    long = sum(len(word) >= LONG_WORD for word in words)
    phrases = {
        tuple(word.casefold() for word in sentence[at : at + PHRASE])
        for sentence in spoken
        for at in range(len(sentence) - PHRASE + 1)
    }
    terms = Counter({term: count for term in HOUSE_TERMS if (count := len(re.findall(rf"\b{re.escape(term)}", text)))})
    variants = Counter(
        {f"variant av {term}": count for term, pattern in TERMS.items() if (count := len(pattern.findall(text)))}
    )
    return Style(
        length + 100 * long / len(words),
        length,
        1000 * len(HEDGES.findall(text)) / len(words),
        terms + variants,
        frozenset(phrases),
    )


def style_distance(human: Style, draft: Style) -> float:
    """How far apart two styles are: the mean of five differences, each 0 (the same) to 1."""
    return sum(differences(human, draft).values()) / 5


def differences(human: Style, draft: Style) -> dict[str, float]:
    """Each feature's difference, 0 to 1."""
    return {
        "lix": min(1.0, abs(human.lix - draft.lix) / LIX_RANGE),
        "sentence_length": min(1.0, abs(human.words - draft.words) / LENGTH_RANGE),
        "hedging": min(1.0, abs(human.hedges - draft.hedges) / HEDGE_RANGE),
        "terms": 1 - _cosine(human.terms, draft.terms),
        "phrases": 1 - _shared(human.phrases, draft.phrases),
    }


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    if one == other:
        return 1.0
    norm = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(one[term] * other[term] for term in one) / norm if norm else 0.0


def _shared(human: frozenset[tuple[str, ...]], draft: frozenset[tuple[str, ...]]) -> float:
    """The share of the human's phrases that the draft uses."""
    return len(human & draft) / len(human) if human else float(not draft)
