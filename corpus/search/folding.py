"""Near duplicates: nearly the same text in two documents is one hit, and the others stand beside it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from corpus.archive.word_index import content_words, grams

SAME = 0.9  # share of 4-grams from which two passages are the same text in two documents


def folded(texts: Iterable[tuple[int, str]], limit: int) -> list[tuple[int, list[int]]]:
    """The first `limit` different texts of (passage, text) in their order, each with the nearly equal ones after it.

    Reading stops at the first text that would be one too many.
    """
    kept: list[tuple[int, list[int], frozenset[str]]] = []
    for at, text in texts:
        if len(kept) >= limit:
            break
        shingles = _shingles(text)
        twin = next((also for _, also, other in kept if _same(shingles, other)), None)
        if twin is None:
            kept.append((at, [], shingles))
        else:
            twin.append(at)
    return [(at, also) for at, also, _ in kept]


def _shingles(text: str) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(grams, set(content_words(text)))))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Nearly the same text. Numbers are compared by their 4-grams too, so that two prices are two passages."""
    few, many = sorted((len(one), len(other)))
    if few < SAME * many:  # too unlike in length, whatever they share
        return False
    common = len(one & other)
    return bool(one) and common >= SAME * (len(one) + len(other) - common)
