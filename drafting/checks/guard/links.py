"""What a rewritten paragraph claims by its small words: what follows from what, what is also so, what was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.checks.guard.word_classes import classes

Sentences = Sequence[Sequence[str]]
WITH_OM = frozenset({"lag", "levering", "leveranse", "pris", "prisen", "ny", "en", "innholdet", "behandling"})
DENIALS = frozenset({"ikke", "ingen", "uten"})
ALSO = frozenset({"også", "dessuten"})
ONLY = frozenset({"bare", "kun", "utelukkende"})
PAST_ALLOWED = frozenset({"ble"})  # «er gitt» and «ble gitt» say the same of what has happened


def links(told: Sentences, given: Sentences) -> Iterator[tuple[str, str]]:
    """(code, message) of small words that say more or something else than the paragraph's.

    Args:
        told: the rewritten sentences. given: the paragraph's.
    """
    if set(_consequences(told) - _consequences(given)) - {"altså"}:
        yield "G010", "Et ord som sier hva som følger av hva, er lagt til."
    joined = _count(given, {"og", "samt"}) - _count(told, {"og", "samt"})
    if _count(told, ALSO) - _count(given, ALSO) > max(0, joined):  # «, og på …» may become «Det bygger også på …»
        yield "G010", "«Også» er lagt til."
    if _contrasts(told) > _contrasts(given) + _count(given, {"mens"}):  # «mens» may be written «men»
        yield "G010", "«Men» er lagt til."
    if _only(told) - _only(given):
        yield "G010", "«Bare» gjelder noe annet enn i avsnittet."
    yield from _pronouns(told, given)
    yield from _tense(told, given)


def _count(sentences: Sentences, wanted: set[str] | frozenset[str]) -> int:
    return sum(word in wanted for sentence in sentences for word in sentence)


def _consequences(sentences: Sentences) -> Counter[str]:
    """«Derfor» and the like, and «om» that is neither a preposition nor «om lag»."""
    words = classes()
    pairs = [pair for sentence in sentences for pair in pairwise((*sentence, "."))]
    return Counter(
        "slik at" if pair == ("slik", "at") else pair[0]
        for pair in pairs
        if words.has(pair[0], "consequence") or pair == ("slik", "at") or (pair[0] == "om" and pair[1] not in WITH_OM)
    )


def _contrasts(sentences: Sentences) -> int:
    """How often «men» stands where nothing is denied."""
    return sum(word == "men" and DENIALS.isdisjoint(sentence) for sentence in sentences for word in sentence)


def _only(sentences: Sentences) -> set[str]:
    """The words that «bare» stands before."""
    return {other for one in sentences for word, other in pairwise(one) if word in ONLY} - {"én"}


def _pronouns(told: Sentences, given: Sentences) -> Iterator[tuple[str, str]]:
    """A new «de» or «den» beside a verb points at a subject of its number, at the start of the sentence before."""
    words = classes()
    old = {pair for sentence in given for pair in pairwise(sentence)}
    for before, sentence in pairwise(((), *told)):
        subject = next((word for word in before if words.noun(word)), "")
        many = subject.endswith(("ene", "er", "ne"))
        for one, other in pairwise(sentence):
            pronoun = one if words.has(other, "finite") else other if words.has(one, "finite") else ""
            new = (one, other) not in old
            if new and ((pronoun == "de" and not many) or (one, pronoun, many) == ("den", "den", True)):
                yield "G010", "«Den» eller «de» passer ikke til det som står foran."
    if any("dem" in sentence for sentence in told) and not any("dem" in sentence for sentence in given):
        yield "G010", "«Dem» passer ikke til det som står foran."


def _tense(told: Sentences, given: Sentences) -> Iterator[tuple[str, str]]:
    """What is stays, and what was is over."""
    own, base = _past(told), _past(given)
    done = any(classes().has(word, "participle") for sentence in given for word in sentence)
    if own and not base and not (done and own <= PAST_ALLOWED):
        yield "G010", "Teksten sier «var» om det som er."


def _past(sentences: Sentences) -> set[str]:
    return {word for sentence in sentences for word in sentence if classes().has(word, "past")}
