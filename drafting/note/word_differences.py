"""What differs between two texts, word by word; a slot is one word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

WORD = re.compile(r"\{\{[^{}]*\}\}|\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text, and whether the other text does not have it there."""

    text: str
    changed: bool


def word_differences(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts as runs: what only the first has is changed in the first, what only the second has in the second."""
    old, new = WORD.findall(before), WORD.findall(after)
    marked_old, marked_new = [True] * len(old), [True] * len(new)
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        marked_old[block.a : block.a + block.size] = [False] * block.size
        marked_new[block.b : block.b + block.size] = [False] * block.size
    return tuple(_runs(old, marked_old)), tuple(_runs(new, marked_new))


def _runs(words: list[str], marked: list[bool]) -> Iterator[Run]:
    """The words in runs. A space between two changed words is changed with them; any other space is as it was."""
    for n in range(len(words)):
        if words[n].isspace():
            marked[n] = 0 < n < len(words) - 1 and marked[n - 1] and marked[n + 1]
    for changed, group in groupby(zip(words, marked, strict=True), key=lambda pair: pair[1]):
        yield Run("".join(word for word, _ in group), changed)
