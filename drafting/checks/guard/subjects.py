"""What the sentences of a rewritten paragraph speak of: the same things beside the same meanings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from drafting.checks.guard.lexicon import Item
from drafting.checks.guard.turning import turned

POINTERS = frozenset({"sak", "tabell", "beregning"})
PRONOUN = "den"


def subjects(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """What is spoken of stands before or after the same meaning as in the paragraph, or where a pronoun stood."""
    known = {edge for row in base for way in turned(row) for _, *edges in _edges(way) for edge in edges}
    simple = [_subject(row) for row in base]
    for row in own:
        if _subject(row) in simple and len(_subject(row)[0]) == 1:
            continue  # one thing spoken of, and all the rest the same
        for name, before, after in _edges(row):
            if name == PRONOUN or name in POINTERS:
                continue
            if not {before, after, (PRONOUN, *before[1:]), (PRONOUN, *after[1:])} & known:
                yield "G010", "Det setningen handler om, er et annet enn i avsnittet."
                return


def _subject(row: Sequence[Item]) -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
    """What a sentence speaks of, and what it says of it, without order."""
    fixed = Counter(item.meaning for item in row if item.kind in ("slot", "quote", "hard", "mover", "name"))
    spoken = frozenset(item.meaning for item in row if item.kind == "topic") - POINTERS
    return spoken, tuple(sorted(fixed.items()))


def _edges(row: Sequence[Item]) -> Iterator[tuple[str, tuple[str, str, str], tuple[str, str, str]]]:
    """Each topic and pronoun of a sentence with the meaning before it and the one after it."""
    fixed = [(n, item.meaning) for n, item in enumerate(row) if item.kind in ("slot", "quote", "hard", "name")]
    for n, item in enumerate(row):
        pronoun = item.kind == "free" and item.text.lower() in ("den", "det", "de", "dem")
        if item.kind != "topic" and not pronoun:
            continue
        name = PRONOUN if pronoun else item.meaning
        before = next((meaning for place, meaning in reversed(fixed) if place < n), "")
        after = next((meaning for place, meaning in fixed if place > n), "")
        yield name, (name, "before", before), (name, "after", after)
