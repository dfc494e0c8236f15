"""Where the characters of a PDF page stand, how large, and how they look."""

from __future__ import annotations

import ctypes
import math
from typing import Any

from pypdfium2 import raw

from corpus.reading.pdf.view import View


class Places:
    """Asks pdfium for places; the C doubles are made once a page."""

    def __init__(self, text_page: Any, view: View) -> None:
        self.text_page, self.view = text_page, view
        self.hidden = 0
        self._boxed = -1  # the character whose box is at hand
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._sides = tuple(map(ctypes.byref, (self._left, self._right, self._bottom, self._top)))
        self._numbers = [ctypes.c_double() for _ in range(4)]
        self._pointers = [ctypes.byref(number) for number in self._numbers]
        self._flags, self._name = ctypes.c_int(), ctypes.create_string_buffer(64)

    def origin(self, place: int) -> tuple[float, float]:
        """Where the character stands on its base line, points from the top left corner."""
        raw.FPDFText_GetCharOrigin(self.text_page, place, self._pointers[0], self._pointers[1])
        if self.view.turn == 0:
            return self._numbers[0].value - self.view.left, self.view.top - self._numbers[1].value
        return self.view.place(self._numbers[0].value, self._numbers[1].value)

    def right(self, place: int) -> float:
        """Its right end, points from the left edge."""
        if place != self._boxed:
            raw.FPDFText_GetCharBox(self.text_page, place, *self._sides)
            self._boxed = place
        if self.view.turn == 0:
            return float(self._right.value - self.view.left)
        low = self.view.place(self._left.value, self._bottom.value)
        return max(low[0], self.view.place(self._right.value, self._top.value)[0])

    def high(self) -> float:
        """How high the character is whose right end was asked for last, points."""
        return float(self._top.value - self._bottom.value)

    def bottom(self, place: int) -> float:
        """Its lower end, points from the top."""
        if place != self._boxed:
            raw.FPDFText_GetCharBox(self.text_page, place, *self._sides)
            self._boxed = place
        if self.view.turn == 0:
            return float(self.view.top - self._bottom.value)
        low = self.view.place(self._left.value, self._bottom.value)
        return max(low[1], self.view.place(self._right.value, self._top.value)[1])

    def size(self, place: int) -> float:
        """Its font size as the file says it."""
        return float(raw.FPDFText_GetFontSize(self.text_page, place))

    def bold(self, place: int) -> bool:
        """Whether its font is called bold."""
        length = raw.FPDFText_GetFontInfo(self.text_page, place, self._name, 64, ctypes.byref(self._flags))
        name = self._name.value.lower() if 0 < length <= 64 else b""
        return b"bold" in name or b"black" in name or b"heavy" in name

    def scale(self, place: int) -> float:
        """How much larger the text is shown than its font size says (Word and others set size 1 and scale)."""
        matrix = raw.FS_MATRIX()
        if not raw.FPDFText_GetMatrix(self.text_page, place, matrix):
            return 1.0
        return math.hypot(matrix.c, matrix.d) or 1.0

    def light(self, place: int) -> bool:
        """Whether the text is set in a light colour, as on a dark table header."""
        colour = [ctypes.c_uint() for _ in range(4)]
        known = raw.FPDFText_GetFillColor(self.text_page, place, *(ctypes.byref(part) for part in colour))
        return bool(known and sum(part.value for part in colour[:3]) / 3 > 160)

    def turned(self, place: int) -> bool:
        """Whether it does not stand upright on the page as shown."""
        angle = raw.FPDFText_GetCharAngle(self.text_page, place)
        shown = (angle + self.view.turn * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi
        return bool(angle >= 0 and abs(shown) > 0.1)
