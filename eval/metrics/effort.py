"""Editing effort: how many words a person would change, and how many somebody did change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from drafting.editing.section_text import section_text
from drafting.store.store import Store

WORD = re.compile(r"\S+")


def word_edits(before: str, after: str) -> tuple[int, int]:
    """(words put in, taken out or replaced to come from one text to the other, words of the other)."""
    old, new = WORD.findall(before), WORD.findall(after)
    return Levenshtein.distance(old, new), len(new)


def per_thousand(counts: Iterable[tuple[int, int]]) -> float | None:
    """Word edits for each 1 000 words of the finished text; None without words."""
    edits, words = map(sum, zip(*counts, strict=True)) if (counts := list(counts)) else (0, 0)
    return 1000 * edits / words if words else None


def real_effort(store: Store, method_id: str) -> float | None:
    """What was changed from the first draft to the approved text of a case: word edits in 1 000 words.

    Only sections whose approval stands count. None when the store does not have the case, or nothing is approved.

    Raises:
        KeyMissing: the store is locked.
    """
    if method_id not in {case.method_id for case in store.cases()}:
        return None
    counts = []
    for key, approval in store.approvals(method_id).items():
        history = store.history(method_id, key)
        first = next((version for version in reversed(history) if version.origin != "human"), None)
        final = next((version for version in history if version.number == approval.version), None)
        if first and final:
            counts.append(word_edits(section_text(first.section), section_text(final.section)))
    return per_thousand(counts)
