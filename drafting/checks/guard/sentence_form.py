"""Whether rewritten sentences still hang together as bokmål, and claim no more than the paragraph by tense or link.

A bad model drops small words: «kostnaden {{…}}» for «kostnaden er {{…}}», «behandling …» for «behandling med …». The
meanings are then all there, in order, and only the grammar tells. A sentence of the paragraph that comes again
unchanged is not judged; in the others every clause needs its verb, every infinitive its «å» or modal verb, every verb
its preposition, and no two nouns stand side by side that did not do so in the paragraph. Too strict rather than too
kind: what is refused is the composer's again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.checks.guard.neighbours import governed, last_word, neighbours
from drafting.checks.guard.verbs import infinitives, missing_verbs, participles, too_many_verbs
from drafting.checks.guard.word_classes import classes, split

PAST_ALLOWED = frozenset({"ble"})  # «er gitt» and «ble gitt» say the same of what has happened
LINKING = frozenset({"som", "der", "hvor", "så", "slik"})
WITH_OM = frozenset({"lag", "levering", "leveranse", "pris", "prisen", "ny", "en", "innholdet", "behandling"})


def sentence_form(own: str, base: str) -> Iterator[tuple[str, str]]:
    """(code, message) of what is wrong with the sentences of `own` that are not sentences of `base`.

    Args:
        own: the rewritten paragraph, with slots. base: the paragraph that it is a rewriting of.
    """
    given, told = split(base), split(own)
    new, old = [one for one in told if one not in given], [one for one in given if one not in told]
    known = {pair for sentence in given for pair in pairwise(sentence)}
    if fault := next((found for sentence in new if (found := _fault(sentence, known))), ""):
        yield "G013", fault
    bare, bare_before = ([one for one in some if missing_verbs(one)] for some in (new, old))  # a heading has no verb
    if sum(map(missing_verbs, bare)) > sum(map(missing_verbs, bare_before)):
        yield "G013", "En setning mangler verb."
    elif bare and _prepositions(bare) < _prepositions(bare_before):
        yield "G013", "En preposisjon er falt ut."
    if _joints(new) + max(0, _commas(new) - _commas(old)) < _joints(old):
        yield "G013", "Et bindeord er falt ut."
    yield from _links(told, given)
    yield from _tense(told, given)


def _joints(sentences: Sequence[Sequence[str]]) -> int:
    """How many words and full stops join clauses and parts."""
    joining = sum(word in LINKING or classes().has(word, "conjunction") for one in sentences for word in one)
    return len(sentences) + joining


def _commas(sentences: Sequence[Sequence[str]]) -> int:
    return sum(sentence.count(",") for sentence in sentences)


def _prepositions(sentences: Sequence[Sequence[str]]) -> int:
    return sum(classes().has(word, "preposition") for sentence in sentences for word in sentence)


def _fault(sentence: Sequence[str], known: set[tuple[str, str]]) -> str:
    """What is wrong with a sentence, or nothing."""
    return (
        infinitives(sentence)
        or neighbours(sentence, known)
        or governed(sentence)
        or participles(sentence, known)
        or too_many_verbs(sentence)
        or last_word(sentence)
    )


def _links(told: Sequence[Sequence[str]], given: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """No new «derfor», and «om» for «at» nowhere."""
    links = {word for word, kinds in classes().of.items() if "consequence" in kinds}

    def count(sentences: Sequence[Sequence[str]]) -> Counter[str]:
        joined = [word for sentence in sentences for word in (*sentence, ".")]
        pairs = pairwise(joined)
        return Counter(one for one, other in pairs if one in links or (one == "om" and other not in WITH_OM))

    if set(count(told) - count(given)) - {"altså"}:
        yield "G010", "Et ord som sier hva som følger av hva, er lagt til."


def _tense(told: Sequence[Sequence[str]], given: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What is stays, and what was is over."""

    def past(sentences: Sequence[Sequence[str]]) -> set[str]:
        return {word for sentence in sentences for word in sentence if classes().has(word, "past")}

    own, base = past(told), past(given)
    done = any(classes().has(word, "participle") for sentence in given for word in sentence)
    if own and not base and not (done and own <= PAST_ALLOWED):
        yield "G010", "Teksten sier «var» om det som er."
