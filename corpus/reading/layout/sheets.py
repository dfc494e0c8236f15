"""The nouns of geometry: a Sheet is one page with every word, ruling and dark box at its place.

All lengths are points (1/72 inch); x runs from the left edge, y from the *top* edge of the page as shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from corpus.bokmal.raised import raised

HYPHEN = "\u00ad"  # at the end of a word: a hyphen that ended a line, not yet decided whether it belongs to the word


class Word(NamedTuple):
    """A run of characters without space. `y` is the base line; `mark` is true for a raised, smaller number."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    mark: bool = False


class Box(NamedTuple):
    """A rectangle; `dark` when it is filled so darkly that text under it cannot be seen."""

    x0: float
    top: float
    x1: float
    bottom: float
    dark: bool = False


_MARKED = attrgetter("mark")
_SIZE = attrgetter("size")  # asked for a million times in a long report: a generator would cost three times as much


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as drawn, before anything is understood of it.

    Attributes:
        number: page counted from 1.
        width, height: points, after rotation.
        words: in the order of the file.
        across, down: horizontal and vertical rulings as thin boxes.
        boxes: filled rectangles tall enough to cover a line.
        pictures: places of images.
        hidden: number of characters that the page holds but does not show as text (turned, unseen, or off the page).
        fields: number of form fields that hold something.
        remarks: number of comments and text boxes laid over the page.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    boxes: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    hidden: int = 0
    fields: int = 0
    remarks: int = 0


@dataclass(slots=True)
class Line:
    """Words on one base line that are read together, left to right."""

    words: list[Word]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def y(self) -> float:
        return self.words[0].y

    @property
    def size(self) -> float:
        return float(max(map(_SIZE, self.words)))

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if not word.mark)

    @property
    def text(self) -> str:
        """The words with one space between; marks as they stand, glued, but never to a figure."""
        first, *rest = self.words
        if any(map(_MARKED, rest)):
            return _with_marks(self.words)
        return first.text + "".join([" " + word.text for word in rest])


def _with_marks(words: list[Word]) -> str:
    text = words[0].text
    for place, word in enumerate(words[1:], start=1):
        if word.mark and text[-1:].isdigit():
            text += raised(text, word.text, words[place + 1].text if place + 1 < len(words) else "")
        else:
            text += word.text if word.mark else " " + word.text
    return text
