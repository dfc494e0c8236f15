"""Whether rewritten sentences still hang together as bokmål, and claim no more than the paragraph by tense or link.

A bad model drops small words: «kostnaden {{…}}» for «kostnaden er {{…}}», «behandling …» for «behandling med …». The
meanings are then all there, in order, and only the grammar tells. A sentence of the paragraph that comes again
unchanged is not judged; in the others every clause needs its verb, every infinitive its «å» or modal verb, every verb
its preposition, and no two nouns stand side by side that did not do so in the paragraph. Too strict rather than too
kind: what is refused is the composer's again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.checks.guard.agreement import articles_of, disagreement, out_of_order
from drafting.checks.guard.links import links
from drafting.checks.guard.neighbours import governed, last_word, neighbours
from drafting.checks.guard.verbs import infinitives, missing_verbs, participles, too_many_verbs
from drafting.checks.guard.word_classes import classes, split

LINKING = frozenset({"som", "der", "hvor", "så", "slik"})


def sentence_form(own: str, base: str) -> Iterator[tuple[str, str]]:
    """(code, message) of what is wrong with the sentences of `own` that are not sentences of `base`.

    Args:
        own: the rewritten paragraph, with slots. base: the paragraph that it is a rewriting of.
    """
    given, told = split(base), split(own)
    new, old = [one for one in told if one not in given], [one for one in given if one not in told]
    known = {pair for sentence in given for pair in pairwise(sentence)}
    articles = articles_of(given)
    faults = (_fault(sentence, known) or disagreement(sentence, articles, known) for sentence in new)
    if fault := next(filter(None, faults), ""):
        yield "G013", fault
    bare, bare_before = ([one for one in some if missing_verbs(one)] for some in (new, old))  # a heading has no verb
    if sum(map(missing_verbs, bare)) > sum(map(missing_verbs, bare_before)):
        yield "G013", "En setning mangler verb."
    elif bare and _prepositions(bare) < _prepositions(bare_before):
        yield "G013", "En preposisjon er falt ut."
    if _joints(new) + max(0, _commas(new) - _commas(old)) < _joints(old):
        yield "G013", "Et bindeord er falt ut."
    yield from links(told, given)


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
        or out_of_order(sentence, known)
        or last_word(sentence)
    )
