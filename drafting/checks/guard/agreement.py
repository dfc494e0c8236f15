"""Order and agreement in a rewritten sentence: the verb in second place, articles, adjectives, and commas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from drafting.checks.guard.word_classes import ARTICLES, classes

DEFINITE = frozenset({"den", "det", "de", "denne", "dette", "disse"})
PRONOUNS = frozenset({"den", "det", "de", "dem", "dette", "man"})
CONDITIONS = frozenset({"dersom", "hvis", "når", "ettersom", "fordi"})
# Nouns of common gender by their ending; what is not here keeps the article that the paragraph gives it, or has none.
COMMON = ("ing", "else", "het", "sjon", "avtale", "analyse", "tid", "kostnad", "pris", "gevinst", "ratio", "del")


def out_of_order(sentence: Sequence[str], known: set[tuple[str, str]]) -> str:
    """What is wrong with the order of a sentence's words, or nothing; `known` as in `neighbours`."""
    words = classes()
    first = next((n for n, word in enumerate(sentence) if words.has(word, "finite")), -1)
    if first < 1 or (sentence[first - 1], sentence[first]) in known:
        return _main_clause(sentence)
    before = sentence[:first]
    if before[-1].endswith("s") and before[-1][:-1] in {word for pair in known for word in pair}:
        return "Subjektet står i genitiv."
    clause_before = any(words.has(word, "subordinator") for word in before)
    if before[-1] == "," and before.count(",") % 2 and not clause_before:
        return "Det står komma mellom subjektet og verbet."
    fronted = words.has(sentence[0], "preposition", "adverb")
    if fronted and before[-1] in PRONOUNS and not clause_before:
        return "Verbet skal stå på andre plass."
    if before[-1] in PRONOUNS and first > 1 and words.noun(before[-2]):
        return "Setningen har to subjekter."
    return _main_clause(sentence)


def _main_clause(sentence: Sequence[str]) -> str:
    """After a condition that comes first, the main clause begins with its verb."""
    words = classes()
    if sentence[0] not in CONDITIONS:
        return ""
    begun = any(one == "," and words.has(other, "finite") for one, other in pairwise(sentence))
    subject = sentence[0] == "når" and "," not in sentence  # «Når behandlingen kan starte, er uvisst» has one
    return "" if begun or subject else "Verbet skal stå på andre plass."


def articles_of(sentences: Sequence[Sequence[str]]) -> Mapping[str, str]:
    """Noun → its indefinite article, as the sentences have it."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for n, word in enumerate(sentence):
            if word in ARTICLES and (noun := _noun_after(sentence, n)):
                found[noun] = word
    return found


def _noun_after(sentence: Sequence[str], n: int) -> str:
    """The noun that an article or determiner belongs to: the next, with only adjectives and participles between."""
    words = classes()
    for word in sentence[n + 1 : n + 5]:
        if words.noun(word):
            return word
        if not words.has(word, "adjective", "participle", "adverb"):
            return ""
    return ""


def disagreement(sentence: Sequence[str], articles: Mapping[str, str], known: set[tuple[str, str]]) -> str:
    """An article or an adjective that does not go with its noun, or nothing."""
    words = classes()
    for n, (one, other) in enumerate(pairwise(sentence)):
        if one in ARTICLES and not words.has(other, "finite"):
            noun = _noun_after(sentence, n)
            right = articles.get(noun) or ("en" if noun.endswith(COMMON) else "")
            if noun and one != right and not (one == "ei" and right == "en"):
                return "En artikkel passer ikke til ordet sitt."
        whole = other.endswith("e") or not words.has(other, "adjective") or other in words.unbending
        if one in DEFINITE and not whole and (one, other) not in known and words.noun("".join(sentence[n + 2 : n + 3])):
            return "Et adjektiv er ikke bøyd."
    return ""
