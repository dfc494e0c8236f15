"""The word classes of `sentence_words.toml`, and a text as sentences of words for the rules of grammar.

A word that is not listed is taken for a noun; slots, quotes, names and numbers are nouns too.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drafting.checks.guard.lexicon import DATES, ENDS, PAGE, SHORT, TOKEN, VAT, Item, is_priced, slot_kind

WORDS = Path(__file__).with_name("sentence_words.toml")
IN_BRACKETS = re.compile(r"\([^()]*\)")
VAT_SIGN = "¤mva"  # «inkl. mva.» as one word
ARTICLES = frozenset({"en", "et", "ei"})
BE = frozenset({"er", "blir", "ble", "bli", "var", "vært"})


@dataclass(frozen=True, slots=True)
class Classes:
    """Word → the classes it can have; verbs → the prepositions they take."""

    of: dict[str, frozenset[str]]
    pairs: frozenset[tuple[str, str]]
    governs: dict[str, frozenset[str]]
    objects: dict[str, frozenset[str]]
    unbending: frozenset[str]

    def has(self, word: str, *classes: str) -> bool:
        """Whether the word can be of one of the classes."""
        return not self.of.get(word, frozenset()).isdisjoint(classes)

    def noun(self, word: str) -> bool:
        """Whether the word is a noun, a name, a number or a slot: anything unknown."""
        return word not in self.of and word != VAT_SIGN and (word[:1].isalnum() or word[:1] in ("{", "«"))


@cache
def classes() -> Classes:
    """The classes of the file, read once."""
    tree = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    of: dict[str, set[str]] = {}
    for table, lists in tree.items():
        if table in ("governs", "object"):
            continue
        for name, words in lists.items():
            if name in ("pairs", "unbending"):
                continue
            for word in words.split():
                of.setdefault(word, set()).update({table, name} - {"words"})
    pairs = frozenset(
        (one, other) for one, _, other in (p.partition("_") for p in tree["preposition"]["pairs"].split())
    )
    return Classes(
        {word: frozenset(kinds) for word, kinds in of.items()},
        pairs,
        {verb: frozenset(words.split()) for verb, words in tree["governs"].items()},
        {verb: frozenset(words.split()) for verb, words in tree["object"].items()},
        frozenset(tree["adjective"]["unbending"].split()),
    )


def split(text: str) -> list[tuple[str, ...]]:
    """The sentences of a text as words in small letters; what stands in brackets, and page references, left out."""
    plain = VAT.sub(lambda m: f" {VAT_SIGN}{'. ' + (m[2] or '') if m[2] is not None else ' '}", text)
    plain = SHORT.sub(r"\1", IN_BRACKETS.sub(" ", PAGE.sub(" ", plain)))
    plain = plain.replace("det vil si", ", ").replace("om lag", "omtrent").replace("hvor lang tid", "hvor lenge")
    found: list[list[str]] = [[]]
    for token in re.findall(rf"{VAT_SIGN}|{TOKEN.pattern}", plain):
        if token in ENDS:
            found.append([])
        else:
            found[-1].append(token if token[0] in "{«" else token.lower())
    return [tuple(sentence) for sentence in found if sentence]


def is_date(word: str) -> bool:
    """Whether a word is the slot of a date."""
    return word.startswith("{{") and bool(DATES.search(word.strip("{}").partition("|")[0]))


def is_number(word: str) -> bool:
    """Whether a word is the slot of a number."""
    return word.startswith("{{") and slot_kind(Item("slot", word.strip("{}"))) == "number"


def is_amount(word: str) -> bool:
    """Whether a word is the slot of an amount at a price basis."""
    return word.startswith("{{") and is_priced(Item("slot", word.strip("{}")))
