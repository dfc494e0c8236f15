"""Holes in lines, by geometry: dark boxes, and white space that no typesetter would leave.

A hole is marked in a block's text with one private character while the page is put together; `taken_out` turns the
marks into `Gap`s with their place in the finished text.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.documents import Gap
from corpus.reading.layout.sheets import HYPHEN, Box, Line

FIRST_MARK, LAST_MARK = 0xE000, 0xF8FF
WIDE = 2.2  # times the type size, and also
STRETCHED = 3.0  # times the usual space of that line: white space wider than both is a hole


@dataclass(slots=True)
class Holes:
    """The holes of one page, each with the private character that stands for it."""

    found: dict[str, Gap] = field(default_factory=dict)

    def mark(self, kind: str, before: str, after: str, width: float) -> str:
        """A new mark to put into the text; "" when the page has too many."""
        if len(self.found) >= LAST_MARK - FIRST_MARK:
            return ""
        sign = chr(FIRST_MARK + len(self.found))
        self.found[sign] = Gap("box" if kind == "box" else "space", 0, before, after, round(width, 1))
        return sign

    def taken_out(self, text: str) -> tuple[str, tuple[Gap, ...]]:
        """The text without marks, and the gaps in order with their offsets in it."""
        if not self.found:
            return text, ()
        kept: list[str] = []
        gaps: list[Gap] = []
        length = 0
        for character in text:
            gap = self.found.get(character)
            if gap is None:
                kept.append(character)
                length += 1
            else:
                gaps.append(Gap(gap.kind, length, gap.before, gap.after, gap.width))
        return "".join(kept), tuple(gaps)

    def without(self, text: str) -> str:
        """The text without marks."""
        return text.translate({ord(sign): None for sign in self.found}) if self.found else text


def holes_in(lines: Sequence[Line], boxes: Sequence[Box], right: float) -> dict[tuple[int, int], tuple[str, float]]:
    """Holes of a paragraph: (line, word after which it stands; -1 at the line's start) → kind and width in points."""
    found: dict[tuple[int, int], tuple[str, float]] = {}
    for place, line in enumerate(lines):
        for box in boxes:
            if box.top < line.y - 0.2 * line.size and box.bottom > line.y - 0.5 * line.size:
                left_of = sum((word.x0 + word.x1) / 2 < (box.x0 + box.x1) / 2 for word in line.words)
                found[place, left_of - 1] = ("box", box.x1 - box.x0)
        for number, width in _wide_spaces(line):
            found.setdefault((place, number), ("space", width))
        after = lines[place + 1] if place + 1 < len(lines) else None
        if after and (width := _early_end(line, after, right)):
            found.setdefault((place, len(line.words) - 1), ("space", width))
    return found


def _wide_spaces(line: Line) -> list[tuple[int, float]]:
    spaces = [max(0.0, after.x0 - before.x1) for before, after in pairwise(line.words)]
    if len(spaces) < 3:
        return []
    size = line.size
    if max(spaces) <= WIDE * size:
        return []
    usual = max(statistics.median(spaces), 0.15 * size)
    start = 1 if len(line.words[0].text) < 4 else 0  # the space after a bullet or a number is wide
    return [
        (place, space)
        for place, space in enumerate(spaces)
        if place >= start and space > max(WIDE * size, STRETCHED * usual)
    ]


def _early_end(line: Line, after: Line, right: float) -> float:
    """How much wider than needed the line's end is open though the sentence goes on; 0 when it is not."""
    first = after.words[0]
    room = right - line.x1 - (first.x1 - first.x0) - 0.3 * line.size
    goes_on = first.text[0].islower() and line.words[-1].text[-1] not in f".:;!?»-{HYPHEN}"
    return right - line.x1 if goes_on and room > 4 * line.size else 0.0
