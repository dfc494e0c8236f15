"""What a model wrote, against what it was given: G001 to G015, never renumbered. One finding is enough to refuse.

A model may put the composer's paragraph in better words and add whole sentences of the report as quotes; nothing else.
So the check is not whether a sentence seems true but whether it says what the paragraph says: the same slots, and
between them the same meanings in the same order (`lexicon`). What may move is little and bounded: a condition
before or after what it is a condition for, «ved Maks-AUP» and the like inside the sentence of their amounts. What
cannot be shown to be the same is refused, and the composer's own words stand.

G001 unknown slot · G002 slot or sign spoilt · G003 slot or text missing · G004 slot count · G005 number · G006 unknown
source · G007 name · G008 quote · G009 word without support · G010 order, direction, condition or negation · G011
reservation · G012 not bokmål · G013 too long, or not a sentence · G014 code or order to a model · G015 not in the reply
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus.documents import Source
from drafting.checks.guard.amounts import amounts
from drafting.checks.guard.lexicon import read_sentences
from drafting.checks.guard.meaning import order, support
from drafting.checks.guard.sentence_form import sentence_form
from drafting.checks.guard.subjects import subjects
from drafting.checks.guard.told import BASE, ORDERS, Sentence, each_sentence
from drafting.checks.guard.values import values
from drafting.checks.guard.wording import wording
from drafting.findings import Finding

__all__ = ["BASE", "ORDERS", "Sentence", "guard"]


def guard(sentences: Sequence[Sentence], base: str, passages: Mapping[str, Source], place: str) -> tuple[Finding, ...]:
    """Every reason not to trust a rewritten paragraph; empty when it may stand in the note.

    Args:
        sentences: the paragraph, sentence by sentence.
        base: the composer's paragraph, with slots.
        passages: the report's passages that were given, by id: whole sentences.
        place: the section's key.
    """
    found = (*each_sentence(sentences, passages), *_whole(sentences, base))
    return tuple(dict.fromkeys(Finding(code, "error", place, message) for code, message in found))


def _whole(sentences: Sequence[Sentence], base: str) -> Iterator[tuple[str, str]]:
    """The sentences that rest on the composer's paragraph, together, against that paragraph."""
    own = " ".join(sentence.text.strip() for sentence in sentences if BASE in sentence.rests_on)
    if not own:
        yield "G003", "Teksten mangler det som avsnittet skal si."
        return
    yield from values(own, base)
    before, after = read_sentences(base), read_sentences(own)
    yield from support(after, before)
    yield from order(after, before)
    yield from subjects(after, before)
    yield from amounts(after, before)
    yield from sentence_form(own, base)
    yield from wording(sentences, own, base)
