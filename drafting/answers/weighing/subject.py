"""How much of what a question speaks of a piece of text speaks of, whatever the inflection, compound or misspelling."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.archive.synonyms import GROUPS
from corpus.archive.word_index import STOPWORDS, WORD
from corpus.search.aspects import in_bokmal
from corpus.search.concepts import Concept, concepts
from corpus.search.coverage import GENERIC, same_subject

ALIKE = 0.62  # Dice of letter 3-grams from which two words are one word, misspelt or compounded
LIGHT = 0.3  # weight of a word that says little about what is asked («behandling», «kostnad»)
BY_SYNONYM = 0.8  # what a word gets that is said by one that means nearly the same (synonyms.GROUPS)
BY_CONCEPT = 0.6  # what a word gets that is spoken of in other words (concepts.toml)
NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(slots=True)
class Subject:
    """The words of a question with their weights among the texts that may answer it.

    Attributes:
        words: word → weight: rarity among the texts, less for words that say little.
        spoken: word → the words of the texts that say it → how well.
        concepts: word → the concepts that it asks for.
        known: text → what it says, once worked out.
    """

    words: dict[str, float]
    spoken: dict[str, dict[str, float]]
    concepts: dict[str, tuple[Concept, ...]] = field(default_factory=dict)
    known: dict[str, dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, question: str, texts: Sequence[str]) -> Subject:
        """The subject of a question (the drugs' names already taken out) among texts."""
        asked = [word for word in words_of(question) if word not in STOPWORDS and word != "legemiddelet"]
        asked = [word for word in asked if not NUMBER.fullmatch(word)]
        bags = [frozenset(words_of(text)) for text in texts]
        vocabulary = frozenset().union(*bags)
        spoken = {word: {other: like for other in vocabulary if (like := likeness(word, other))} for word in asked}
        weights = {}
        for word in asked:
            holding = sum(not bag.isdisjoint(spoken[word]) for bag in bags)
            weights[word] = math.log(1 + (1 + len(bags)) / (1 + holding)) * (LIGHT if word in GENERIC else 1.0)
        return cls(weights, spoken, {word: _concepts(word) for word in asked})

    def share(self, text: str) -> float:
        """0-1: how much of the subject a text speaks of; 1 when there is none."""
        whole = sum(self.words.values())
        return sum(self.said(text).values()) / whole if whole else 1.0

    def said(self, text: str) -> dict[str, float]:
        """Word → its weight, as far as the text says it."""
        if text in self.known:
            return self.known[text]
        bag = frozenset(words_of(text))
        folded = " ".join(text.split()).casefold()
        found = {}
        for word, weight in self.words.items():
            like = max((how for other, how in self.spoken[word].items() if other in bag), default=0.0)
            if like < BY_CONCEPT and any(concept.said.search(folded) for concept in self.concepts[word]):
                like = BY_CONCEPT
            found[word] = like * weight
        self.known[text] = found
        return found

    def without(self, text: str) -> Subject:
        """The subject without the words that a text says."""
        said = self.said(text)
        return Subject({word: self.words[word] for word in said if not said[word]}, self.spoken, self.concepts)

    def first(self, text: str, title: str) -> float:
        """1 when a text says the first word of the subject that the title does not say, else less; 0 without one."""
        beyond = [word for word, how in self.said(title).items() if not how and self.words[word] > LIGHT]
        return self.said(text)[beyond[0]] / self.words[beyond[0]] if beyond else 0.0

    def missing(self, text: str) -> tuple[str, ...]:
        """The words with full weight that a text says nothing of."""
        said = self.said(text)
        return tuple(word for word in self.words if word not in GENERIC and not said[word])


@lru_cache(maxsize=5_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in bokmål, small letters, with the parts of those with a hyphen."""
    text = re.sub(r"\b(maks|rhf|lis) (?=aup\b)", r"\1-", in_bokmal(text).casefold())
    found: dict[str, None] = {}
    for match in WORD.finditer(text):
        found |= dict.fromkeys((match[0], *(match[0].split("-") if "-" in match[0] else ())))
    return tuple(found)


@lru_cache(maxsize=200_000)
def likeness(asked: str, said: str) -> float:
    """1 when two words are of the same thing, less for words that are nearly written alike, 0 for others."""
    if same_subject(asked, said):
        return 1.0
    if not _groups(asked).isdisjoint(_groups(said)):
        return BY_SYNONYM
    if min(len(asked), len(said)) < 4 or asked[0].isdigit() or said[0].isdigit():
        return 0.0
    one, other = _trigrams(asked), _trigrams(said)
    dice = 2 * len(one & other) / (len(one) + len(other))
    return dice if dice >= ALIKE else 0.0


@lru_cache(maxsize=50_000)
def _groups(word: str) -> frozenset[int]:
    return frozenset(n for n, group in enumerate(GROUPS) if any(word in term.split() for term in group))


@lru_cache(maxsize=50_000)
def _trigrams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


@lru_cache(maxsize=2_000)
def _concepts(word: str) -> tuple[Concept, ...]:
    return tuple(concept for concept in concepts() if concept.asked.search(word))
