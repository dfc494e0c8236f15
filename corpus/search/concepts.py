"""Everyday words to the words of the notes: a concept lexicon of the field, in `concepts.toml`.

«Hvor farlig er det?» shares no word with «Bivirkninger førte til …»; both are of the concept `harm`. A concept found in
the question lifts the passages that speak of it, a rare one more than one that stands everywhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TABLE = Path(__file__).with_name("concepts.toml")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is spoken of in two ways: `asked` in questions, `said` in notes. Both match folded text."""

    key: str
    asked: re.Pattern[str]
    said: re.Pattern[str]


@cache
def concepts() -> tuple[Concept, ...]:
    """Every concept of the lexicon."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(Concept(key, _any_of(row["asked"]), _any_of(row["said"])) for key, row in table.items())


def concepts_of(question: str) -> tuple[Concept, ...]:
    """The concepts that a question speaks of."""
    folded = _folded(question)
    return tuple(concept for concept in concepts() if concept.asked.search(folded))


def concept_scores(asked: Sequence[Concept], texts: Sequence[str]) -> NDArray[np.float64]:
    """For each text the sum of the rarities (log, as of words) of the concepts it speaks of, over √(concepts)."""
    scores = np.zeros(len(texts))
    folded = [_folded(text) for text in texts] if asked else []
    for concept in asked:
        spoken = np.array([bool(concept.said.search(text)) for text in folded])
        scores += spoken * np.log(1 + len(texts) / max(int(spoken.sum()), 1))
    scores /= max(len(asked), 1) ** 0.5
    return scores


def _any_of(beginnings: str) -> re.Pattern[str]:
    words = [re.escape(word.replace("_", " ")) for word in beginnings.split()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
