"""Sections: are they there, and in the house's order?"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq


def sections_score(human: Sequence[str], draft: Sequence[str]) -> float:
    """How well the draft's sections follow the human's: 2 × longest common run in order / sections in both, 0 to 1.

    A section that is missing, one too many, and one out of its place each cost.
    """
    if not human and not draft:
        return 1.0
    return 2 * LCSseq.similarity(list(human), list(draft)) / (len(human) + len(draft))
