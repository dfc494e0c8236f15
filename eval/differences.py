"""Where two texts differ, word by word: each as runs that the other has, and runs that it has not."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel

WORD = re.compile(r"\S+|\s+")
FEWEST = 3  # words in common; fewer between two changes are chance («og», «for») and read as changed


class Run(NamedTuple):
    """A piece of a text; `differs` when the other text does not have it there."""

    text: str
    differs: bool


def differences(draft: str, human: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """(the draft's runs, the human's runs). The runs of each, joined, are the text itself."""
    ours, theirs = _words(draft), _words(human)
    same = [
        (block.src_start, block.src_end, block.dest_start, block.dest_end)
        for block in Indel.opcodes([word.strip() for word in ours], [word.strip() for word in theirs])
        if block.tag == "equal" and (block.src_end - block.src_start >= FEWEST or ours == theirs)
    ]
    return (
        _runs(ours, [(start, end) for start, end, _, _ in same]),
        _runs(theirs, [(start, end) for _, _, start, end in same]),
    )


def _words(text: str) -> list[str]:
    """Words, each with the white space after it; together they are the text."""
    found: list[str] = []
    for piece in WORD.findall(text):
        if piece.isspace() and found:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _runs(words: list[str], same: list[tuple[int, int]]) -> tuple[Run, ...]:
    found: list[Run] = []
    at = 0
    for start, end in [*same, (len(words), len(words))]:
        for text, differs in (("".join(words[at:start]), True), ("".join(words[start:end]), False)):
            if text:
                found.append(Run(text, differs))
        at = end
    return tuple(found)
