"""Whether the characters of a PDF page are seen: the one test, made with the page's own picture.

The page is drawn twice, with its text and without. Where the two pictures differ inside a character's box a reader
sees that character; where they do not, it is white on white, clipped away, see-through, in a layer that is switched
off, under a picture, or set in invisible type. That costs some milliseconds, so it is done only for pages where
something gives cause for it (`Signs`), and these signs are read off the page's objects as they are listed anyway.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from corpus.reading.layout.sheets import Box
from corpus.reading.pdf.view import View

SCALE = 1.5  # pixels a point: a comma is then at least one pixel
MOST_PIXELS = 9_000_000
SEEN = 16  # of 255: a smaller difference is not seen by anyone
LIGHT, OPAQUE = 190, 200  # of 255: lighter text may be white on white, and thinner may not be there
FILLED = {0, 2, 4, 6}  # the ways of setting text that fill the letters
INVISIBLE = 3
SCAN = 0.3  # share of the page that a picture covers where text over it is its recognised text
TINY = 2.0  # points; smaller type is not read by anyone
MOST_COVERED = 20_000  # words × boxes that are looked through before drawing is cheaper
DEEPEST = 4
LAYERS, OBJECTS, CRYPT = b"/OCProperties", re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL), b"/Encrypt"


def may_have_layers(data: bytes) -> bool:
    """Whether the file speaks of layers that can be switched off, also in its packed objects."""
    if LAYERS in data or CRYPT in data:
        return True
    for match in OBJECTS.finditer(data):
        try:
            unpacked = zlib.decompressobj().decompress(data[match.end() :], 4_000_000)
        except zlib.error:
            continue
        if LAYERS in unpacked:
            return True
    return False


@dataclass(slots=True)
class Signs:
    """What gives cause to look closer: found while the page's objects are listed.

    Attributes:
        cause: something on the page may be unseen.
        covers: places painted after some text: words under them may be unseen.
        scanned: a picture covers so much of the page that invisible text is what was recognised in it.
    """

    cause: bool = False
    covers: list[Box] = field(default_factory=list)
    scanned: bool = False
    _beneath: list[tuple[Box, bool]] = field(default_factory=list)  # what is painted so far, and whether it is dark
    _text_before: bool = False
    _invisible: bool = False
    _colour: list[ctypes.c_uint] = field(default_factory=lambda: [ctypes.c_uint() for _ in range(4)])
    _corners: list[ctypes.c_float] = field(default_factory=lambda: [ctypes.c_float() for _ in range(4)])
    _colour_places: list[Any] = field(default_factory=list)
    _corner_places: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._colour_places = [ctypes.byref(part) for part in self._colour]
        self._corner_places = [ctypes.byref(part) for part in self._corners]

    def text(self, thing: Any, view: View) -> None:
        """A text object."""
        self._text_before = True
        if self.cause:
            return
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        if mode not in FILLED:
            self._invisible = self._invisible or mode == INVISIBLE
            self.cause = mode != INVISIBLE
            return
        known = raw.FPDFPageObj_GetFillColor(thing, *self._colour_places)
        red, green, blue, alpha = self._colour
        light = red.value + green.value + blue.value > 3 * LIGHT
        thin = not known or alpha.value < OPAQUE or raw.FPDFPageObj_HasTransparency(thing)
        if thin or (light and not self._stands_out(thing, view)):
            self.cause = True
        else:
            clip = raw.FPDFPageObj_GetClipPath(thing)
            count = raw.FPDFClipPath_CountPaths(clip)
            self.cause = count > 0 and self._is_clipped(thing, clip, count, view.user_box)

    def _stands_out(self, thing: Any, view: View) -> bool:
        """Whether light text stands on a dark ground: all of it inside what was painted last under it."""
        if not raw.FPDFPageObj_GetBounds(thing, *self._corner_places):
            return False
        x0, y0, x1, y1 = (corner.value for corner in self._corners)
        text = view.box(x0, y0, x1, y1)
        across, down = (text.x0 + text.x1) / 2, (text.top + text.bottom) / 2
        for box, dark in reversed(self._beneath):
            if box.x0 <= across <= box.x1 and box.top <= down <= box.bottom:
                inside = box.x0 - 1 <= text.x0 and text.x1 <= box.x1 + 1 and box.top - 1 <= text.top
                return dark and inside and text.bottom <= box.bottom + 1
        return False

    def _is_clipped(self, thing: Any, clip: Any, count: int, page: tuple[float, float, float, float]) -> bool:
        """Whether a clipping path, other than one around all of the page, may cut the object."""
        if count > 3 or not raw.FPDFPageObj_GetBounds(thing, *self._corner_places):
            return True
        left, bottom, right, top = (corner.value for corner in self._corners)
        wanted = (max(left, page[0]), max(bottom, page[1]), min(right, page[2]), min(top, page[3]))
        return any(not _holds(clip, path, wanted) for path in range(count))

    def painted(self, box: Box, dark: bool = False) -> None:
        """Something that is not text, at `box`; `dark` when light text stands out on all of it."""
        self._beneath.append((box, dark))
        if self._text_before:
            self.covers.append(box)

    def picture(self, box: Box, width: float, height: float) -> None:
        """A picture at `box` of a page of that size."""
        self.scanned |= (box.x1 - box.x0) * (box.bottom - box.top) > SCAN * width * height
        self.painted(box)

    def form(self, thing: Any, box: Box, depth: int = 0) -> None:
        """A drawing inside the drawing: with text in it, nothing is known of that text."""
        for place in range(raw.FPDFFormObj_CountObjects(thing)):
            inner = raw.FPDFFormObj_GetObject(thing, place)
            kind = raw.FPDFPageObj_GetType(inner)
            if kind == raw.FPDF_PAGEOBJ_TEXT or (kind == raw.FPDF_PAGEOBJ_FORM and depth > DEEPEST):
                self.cause = self._text_before = True
                return
            if kind == raw.FPDF_PAGEOBJ_FORM:
                self.form(inner, box, depth + 1)
        self.painted(box)

    def suspicious(self, places: Callable[[], Sequence[tuple[float, float]]]) -> bool:
        """Whether the page must be drawn; `places` gives the middles of its words, asked for only when needed."""
        if self.cause or (self._invisible and not self.scanned):
            return True
        if not self.covers:
            return False
        middles = places()
        if len(middles) * len(self.covers) > MOST_COVERED:
            return True
        return any(
            box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
            for box in self.covers
            for x, y in middles
        )  # fmt: skip


def _holds(clip: Any, path: int, wanted: tuple[float, float, float, float]) -> bool:
    """Whether a clipping rectangle leaves all of `wanted` open; a path that is no rectangle may not."""
    count = raw.FPDFClipPath_CountPathSegments(clip, path)
    if not 4 <= count <= 6:
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for place in (0, 1, 2, 3):
        segment = raw.FPDFClipPath_GetPathSegment(clip, path, place)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            return False
        points.append((x.value, y.value))
    across, up = sorted({round(point[0], 1) for point in points}), sorted({round(point[1], 1) for point in points})
    if len(across) != 2 or len(up) != 2:
        return False
    return (
        across[0] - 1 <= wanted[0] and up[0] - 1 <= wanted[1] and across[1] + 1 >= wanted[2] and up[1] + 1 >= wanted[3]
    )


class Pictures:
    """The page drawn with its text and without; asked for characters in user space."""

    def __init__(self, page: Any, view: View) -> None:
        self._scale = min(SCALE, (MOST_PIXELS / max(1.0, view.width * view.height)) ** 0.5)
        self._wide, self._high = max(1, round(view.width * self._scale)), max(1, round(view.height * self._scale))
        self._place = view.place
        self._with = self._drawn(page)
        _switch_off_text(page)
        self._without = self._drawn(page)
        self._same = self._with == self._without

    def _drawn(self, page: Any) -> bytes:
        bitmap = raw.FPDFBitmap_CreateEx(self._wide, self._high, raw.FPDFBitmap_BGRx, None, 4 * self._wide)
        if not bitmap:
            raise MemoryError
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, self._wide, self._high, 0xFFFFFFFF)
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._wide, self._high, 0, raw.FPDF_ANNOT)
            return ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), 4 * self._wide * self._high)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)

    def seen(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether something inside this box of user space differs with the text and without it."""
        (x0, y0), (x1, y1) = self._place(left, top), self._place(right, bottom)
        first, last = self._pixels(x0, x1, self._wide)
        above, below = self._pixels(y0, y1, self._high)
        if first >= last or above >= below:
            return False  # outside the page
        return not self._same and any(self._differs(row, first, last) for row in range(above, below))

    def _pixels(self, one: float, other: float, most: int) -> tuple[int, int]:
        low, high = sorted((one * self._scale, other * self._scale))
        first = int(low + 0.25)
        return max(0, first), min(most, max(first + 1, int(high + 0.75)))

    def _differs(self, row: int, first: int, last: int) -> bool:
        start, end = 4 * (row * self._wide + first), 4 * (row * self._wide + last)
        one, other = self._with[start:end], self._without[start:end]
        return one != other and any(abs(a - b) > SEEN for a, b in zip(one, other, strict=True))


def _switch_off_text(page: Any) -> None:
    for place in range(raw.FPDFPage_CountObjects(page)):
        _switch_off(raw.FPDFPage_GetObject(page, place), 0)


def _switch_off(thing: Any, depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        raw.FPDFPageObj_SetIsActive(thing, False)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth <= 2 * DEEPEST:
        for place in range(raw.FPDFFormObj_CountObjects(thing)):
            _switch_off(raw.FPDFFormObj_GetObject(thing, place), depth + 1)


WORD = re.compile(r"\S+")


def unseen(text: str, text_page: Any, pictures: Pictures, scanned: bool) -> Iterator[tuple[int, int]]:
    """Spans of `text` that nobody sees; words with a figure in them are looked at sign by sign.

    On a `scanned` page invisible type is what was recognised in the picture, and is kept.
    """
    numbers = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(number) for number in numbers]

    def box(place: int) -> tuple[float, float, float, float] | None:
        if not raw.FPDFText_GetCharBox(text_page, place, *pointers):
            return None
        left, right, bottom, top = (number.value for number in numbers)
        return (left, bottom, right, top) if right > left and top > bottom else None

    def shown(place: int) -> bool:
        found = box(place)
        return found is None or pictures.seen(*found)

    for match in WORD.finditer(text):
        first, last = match.start(), match.end() - 1
        if any(sign.isdigit() for sign in match[0]):
            hidden = [not shown(place) for place in range(first, last + 1)]
        else:
            one, other = box(first), box(last)
            together = one and other and min(one[3], other[3]) > max(one[1], other[1])
            if one and other and together:
                low, high = min(one[1], other[1]), max(one[3], other[3])
                sight = pictures.seen(min(one[0], other[0]), low, max(one[2], other[2]), high)
            else:
                sight = shown(first) or shown(last)
            hidden = [not sight] * len(match[0])
        if any(hidden) and not (scanned and _is_recognised(text_page, first)):
            yield from _runs(hidden, first)


def _is_recognised(text_page: Any, place: int) -> bool:
    thing = raw.FPDFText_GetTextObject(text_page, place)
    return bool(thing) and raw.FPDFTextObj_GetTextRenderMode(thing) == INVISIBLE


def _runs(hidden: Sequence[bool], first: int) -> Iterator[tuple[int, int]]:
    start = None
    for place, gone in enumerate([*hidden, False]):
        if gone and start is None:
            start = place
        elif not gone and start is not None:
            yield first + start, first + place
            start = None
