"""What is drawn on a PDF page beside its text: rulings, boxes and pictures."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from corpus.reading.layout.sheets import Box
from corpus.reading.pdf.view import View
from corpus.reading.pdf.visibility import Signs

FAR = 100_000.0  # points; nothing that is shown lies further off
MOST_OBJECTS = 20_000
THIN = 3.0  # a filled rectangle thinner than this is a ruling
DARK = 110  # mean of red, green and blue below which a filled box hides black text
GROUND = 150  # the same below which light text stands out on it


@dataclass(slots=True)
class Drawings:
    """Rulings across and down, filled boxes, pictures, and what gives cause to doubt that all text is seen."""

    across: list[Box] = field(default_factory=list)
    down: list[Box] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    signs: Signs = field(default_factory=Signs)


def drawings_of(page: Any, view: View) -> Drawings:
    """Everything on the page but its text."""
    found = Drawings()
    signs = found.signs
    numbers = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(number) for number in numbers]
    count = raw.FPDFPage_CountObjects(page)
    signs.cause = count > MOST_OBJECTS
    for item in range(min(count, MOST_OBJECTS)):
        thing = raw.FPDFPage_GetObject(page, item)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            signs.text(thing, view)
            continue
        if not raw.FPDFPageObj_GetBounds(thing, *pointers):
            continue
        box = view.box(numbers[0].value, numbers[1].value, numbers[2].value, numbers[3].value)
        if not all(-FAR < side < FAR for side in box[:4]):
            continue
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(box)
            signs.picture(box, view.width, view.height)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            signs.form(thing, box)
        elif kind != raw.FPDF_PAGEOBJ_PATH:
            signs.painted(box)
        elif box.bottom - box.top <= THIN:
            found.across.append(box)
        elif box.x1 - box.x0 <= THIN:
            found.down.append(box)
        else:
            _larger(thing, box, found)
    return found


def _larger(thing: Any, box: Box, found: Drawings) -> None:
    """A path with an inside: its fill is a box; a stroked rectangle is four rulings."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))
    if fill.value:
        colour = [ctypes.c_uint() for _ in range(4)]
        known = raw.FPDFPageObj_GetFillColor(thing, *(ctypes.byref(part) for part in colour))
        red, green, blue, alpha = (part.value for part in colour)
        light = (red + green + blue) / 3
        solid = bool(known) and alpha > 200
        found.signs.painted(box, solid and light < GROUND and raw.FPDFPath_CountSegments(thing) <= 6)
        found.boxes.append(box._replace(dark=solid and light < DARK))
    if stroke.value and raw.FPDFPath_CountSegments(thing) <= 6:
        found.across += [Box(box.x0, box.top, box.x1, box.top), Box(box.x0, box.bottom, box.x1, box.bottom)]
        found.down += [Box(box.x0, box.top, box.x0, box.bottom), Box(box.x1, box.top, box.x1, box.bottom)]
