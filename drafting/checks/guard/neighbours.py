"""Words side by side that do not belong side by side in bokmål: where a word between them has been lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from drafting.checks.guard.word_classes import ARTICLES, VAT_SIGN, classes, is_amount, is_date, is_number

REACH = 9  # words between a verb and the preposition that belongs to it
COPULAS = frozenset({"er", "blir", "utgjør"})


def neighbours(sentence: Sequence[str], known: set[tuple[str, str]]) -> str:
    """What is wrong with words that do not stand side by side in the paragraph (`known`), or nothing."""
    new = ((n, pair) for n, pair in enumerate(pairwise(sentence)) if pair not in known)
    return next((fault for n, pair in new if (fault := _side_by_side(*pair) or _nouns(sentence, n))), "")


def _side_by_side(one: str, other: str) -> str:
    """What is wrong with two words that the paragraph does not have side by side."""
    return next((message for message, wrong in RULES if wrong(one, other)), "")


def _loose_preposition(one: str, other: str) -> bool:
    words = classes()
    if not words.has(one, "preposition") or words.has(one, "adverb") or (one, other) in words.pairs:
        return False
    follows = words.has(other, "finite", "conjunction", "modal", "preposition") and other != "å"
    return follows or other == ","


def _two_verbs(one: str, other: str) -> bool:
    words = classes()
    return words.has(one, "finite") and words.has(other, "finite") and not words.has(other, "passive")


def _bare_article(one: str, other: str) -> bool:
    words = classes()
    if one == "en" and words.has(other, "finite"):
        return False  # «en antar»
    whole = words.noun(other) or words.has(other, "participle", "determiner", "adverb", "adjective")
    return one in ARTICLES and not whole


def _nothing_after_som(one: str, other: str) -> bool:
    words = classes()
    lost = words.has(other, "preposition", "participle") or (words.noun(other) and other != "engangsbehandling")
    return one == "som" and lost


def _no_object(one: str, other: str) -> bool:
    words = classes()
    return one in words.objects and words.has(other, "preposition") and other not in words.objects[one]


def _loose_infinitive(one: str, other: str) -> bool:
    words = classes()
    return other == "å" and not (words.has(one, "preposition", "finite", "infinitive") or words.noun(one))


def _loose_at(one: str, other: str) -> bool:
    words = classes()
    return other == "at" and not (words.has(one, "preposition", "finite") or words.noun(one) or one in BEFORE_AT)


BEFORE_AT = frozenset({"slik", "antatt", "anslått", "oppgitt", "vist"})
ABOUT = frozenset({"omtrent", "ca", "omkring", "rundt"})
RULES: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("En preposisjon står løst.", _loose_preposition),
    ("To verb står rett etter hverandre.", _two_verbs),
    ("Et ord mangler etter artikkelen.", _bare_article),
    ("Noe mangler mellom to tall.", lambda one, other: one.startswith("{{") and other in ABOUT),
    ("Noe mangler etter «hver».", lambda one, other: one in ("hver", "hvert") and other.endswith("ene")),
    ("Et bindeord står løst.", lambda one, other: one in ("og", "eller") and other in (",", "og", "eller")),
    (
        "«Inkl. mva.» står løst.",
        lambda one, other: other == VAT_SIGN and classes().has(one, "adverb", "participle", "adjective"),
    ),
    ("Et verb mangler det som det gjelder.", _no_object),
    ("Et verb mangler etter «som».", _nothing_after_som),
    ("«Å» står løst.", _loose_infinitive),
    ("«At» står løst.", _loose_at),
)


def _nouns(sentence: Sequence[str], n: int) -> str:
    """Two nouns, or a noun and an adjective, side by side: whole only after «er» with its subject, or a genitive."""
    words, one, other = classes(), sentence[n], sentence[n + 1]
    if not words.noun(one) or not (words.noun(other) or words.has(other, "adjective")):
        return ""
    if (one.endswith("s") and one.isalpha()) or is_date(other):
        return ""
    clause = sentence[max((m for m in range(n) if sentence[m] in (",", "og", "mens", "men")), default=-1) + 1 : n]
    copula = next((m for m, word in enumerate(clause) if word in COPULAS), None)
    fronted = copula is not None and (
        copula == 0 or words.has(clause[0], "preposition", "adverb", "subordinator", "adjective", "determiner")
    )
    told = words.has(other, "adjective") or is_number(other)
    if told and copula is not None and fronted and not any(is_amount(word) for word in clause[copula:]):
        return ""
    return "To navn, tall eller substantiver står rett etter hverandre."


def governed(sentence: Sequence[str]) -> str:
    """Verbs that take a preposition have it."""
    governs = classes().governs
    for n, word in enumerate(sentence):
        if word in governs and not governs[word] & set(sentence[n + 1 : n + 1 + REACH]):
            return f"«{word}» mangler preposisjonen sin."
    return ""


def last_word(sentence: Sequence[str]) -> str:
    """A sentence that ends where something must follow."""
    words, last = classes(), sentence[-1]
    ends = words.has(last, "conjunction", "subordinator", "finite") and not words.has(last, "passive", "intransitive")
    return "En setning slutter midt i." if ends else ""
