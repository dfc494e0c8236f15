"""A page of a PDF as a picture, with a passage marked: what a reviewer compares a statement with."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.reading.layout.sheets import Sheet
from corpus.reading.pdf.pages import open_pdf, read_sheets

MARK = (255, 214, 0, 90)  # yellow, translucent
FOLD = re.compile(r"[\W_]+")


def page_picture(
    path: Path,
    number: int,
    quotes: Iterable[str] = (),
    *,
    scale: float = 1.6,
    read: Callable[[Path], bytes] = Path.read_bytes,
) -> bytes:
    """Page `number` (from 1) as PNG, with the words of each quote marked where they are found.

    Args:
        path: the PDF.
        number: the page, counted from 1.
        quotes: passages of that page; hyphens, ligatures and white space need not match.
        scale: pixels a point (1/72 inch).
        read: opens the file; a store's own way for its encrypted copies.

    Raises:
        UnreadableDocument: the file is no readable PDF, or has no such page.
    """
    from PIL import Image, ImageDraw

    try:
        document = open_pdf(read(path), path.name)
    except OSError as error:
        raise UnreadableDocument(
            f"Kopien av rapporten kan ikke leses ({error.strerror}).", where=path.name, remedy="Last den opp på nytt."
        ) from None
    try:
        if not 1 <= number <= len(document):
            raise UnreadableDocument(f"Rapporten har ikke side {number}.", where=path.name)
        picture = document[number - 1].render(scale=scale).to_pil().convert("RGBA")
        sheet = _sheet(document, number)
    finally:
        document.close()
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for quote in quotes:
        for left, top, right, bottom in places(sheet, quote) if sheet else ():
            pen.rectangle([left * scale - 1, top * scale - 1, right * scale + 1, bottom * scale + 1], fill=MARK)
    written = io.BytesIO()
    Image.alpha_composite(picture, layer).convert("RGB").save(written, "PNG", optimize=True)
    return written.getvalue()


def _sheet(document: Any, number: int) -> Sheet | None:
    return next(itertools.islice(read_sheets(document), number - 1, None), None)


def places(sheet: Sheet, quote: str) -> list[tuple[float, float, float, float]]:
    """The boxes (left, top, right, bottom; points from the top left) of the quote's words; none when not found."""
    folded = [FOLD.sub("", word.text).lower() for word in sheet.words]
    start = "".join(folded).find(wanted) if (wanted := FOLD.sub("", quote).lower()) else -1
    if start < 0:
        return []
    found, end = [], 0
    for word, text in zip(sheet.words, folded, strict=True):
        begin, end = end, end + len(text)
        if text and begin < start + len(wanted) and end > start:
            found.append((word.x0, word.y - 0.8 * word.size, word.x1, word.y + 0.25 * word.size))
    return found
