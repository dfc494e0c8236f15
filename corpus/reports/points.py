"""Points of a list, where print set the bullet apart from its text and reading made two columns of them."""

from __future__ import annotations

import re

# Bullets in use, and those of symbol fonts, which have no sign of their own.
BULLET = r"[•▪◦‣●\uf0b7\uf0a7\uf0d8\uf076]"
_ROW = re.compile(rf"(?:{BULLET})?\t[^\t]+")


def points_of(block: str) -> list[tuple[int, str]]:
    """(offset, text) of each point with its bullet; nothing where the block is no list in two columns."""
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", block)]
    if not lines or not re.match(BULLET, block) or not all(_ROW.fullmatch(line) for _, line in lines):
        return []
    starts = [start for start, line in lines if re.match(BULLET, line)]
    ends = [*starts[1:], len(block)]
    return [(start, block[start:end].rstrip()) for start, end in zip(starts, ends, strict=True)]
