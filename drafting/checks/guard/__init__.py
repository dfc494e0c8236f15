"""What a model wrote, against what it was given (G001 …). One finding is enough to refuse.

A model may put the composer's paragraph in other words and add whole sentences of the report as quotes; nothing else.
No rule can tell whether free prose is true, so the check is the other way about: every statement of the note has a list
of sentences that say it (`statements/`), written and read by people, and a paragraph passes only when each of its
sentences is in a list and together they say what the composer's paragraph says, of the same values, in the same order.
What is in no list is refused, and the composer's own words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus.documents import Source
from drafting.checks.guard.meaning import meaning
from drafting.checks.guard.told import BASE, ORDERS, Sentence, each_sentence
from drafting.checks.guard.values import values
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
    yield from meaning(own, base)
