"""The page as shown: from the file's own places to places from the top left corner."""

from __future__ import annotations

from typing import Any

from pypdfium2 import raw

from corpus.reading.layout.sheets import Box, Word

EDGE = 1.0  # points beyond the page's edge that are forgiven
FAR = 100_000.0  # points; nothing that is shown is larger


class View:
    """The page as shown: user space turned by /Rotate and moved so that y runs from the top edge."""

    def __init__(self, page: Any) -> None:
        self.turn = raw.FPDFPage_GetRotation(page)
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self.left, self.right = box.left, box.right
        self.top, self.bottom = max(box.top, box.bottom), min(box.top, box.bottom)
        wide, high = self.right - self.left, self.top - self.bottom
        self.width, self.height = (high, wide) if self.turn % 2 else (wide, high)

    @property
    def user_box(self) -> tuple[float, float, float, float]:
        """The page in the file's own places: left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A place of the file as one from the top left corner of the page as shown."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float, dark: bool = False) -> Box:
        """A rectangle of the file as one of the page as shown."""
        (a, b), (c, d) = self.place(x0, y0), self.place(x1, y1)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d), dark)

    def holds(self, word: Word) -> bool:
        """Whether the word's middle is on the page; false too for what a broken matrix puts at no number."""
        _, x0, x1, y, size, _, _ = word
        return (
            -EDGE < (x0 + x1) / 2 < self.width + EDGE and -EDGE < y - 0.3 * size < self.height + EDGE and 0 < size < FAR
        )
