"""Texts in an image file: its pixels by Tesseract where it is installed, metadata, comments and what was hung on.

A picture that nobody can read here is named as unread; one that was read, or in which no text was found, is named as
one to look at, since a reader of pictures may miss a sign.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from corpus.reading.pdf import ocr
from drafting.confidentiality.opened.pieces import Budget, Piece, labelled, printable

MOST_TEXT = 5_000_000
TEXT_CHUNKS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP"}
LEAST_WIDTH, LEAST_HEIGHT = 24, 8  # pixels: five digits need more
LEAST_READ = 1000  # pixels across that Tesseract reads well; smaller pictures are enlarged
MOST_PIXELS = 40_000_000
SPARSE = 11  # Tesseract's way of reading words that stand apart, in no order


def texts(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """The readable texts of an image; of a PNG each text chunk, unpacked."""
    if data.startswith(b"\x89PNG"):
        yield from _png(data, place)
    else:
        yield Piece(labelled(place, "bildets metadata"), printable(data), True)
    yield from pixels(data, labelled(place, "bildet"), budget)


def pixels(data: bytes, label: str, budget: Budget) -> Iterator[Piece]:
    """What can be read in a picture's pixels; each picture once, and so many a file."""
    if data in budget.pictures:
        return
    budget.pictures.add(data)
    small = _smaller_than_text(data)
    if small is None:
        budget.unread.append(f"{label} (kan ikke vises)")
    elif small:
        return
    elif not ocr.available():
        budget.unread.append(f"{label} (bilder leses bare når Tesseract med norsk er installert)")
    elif budget.pictures_left <= 0:
        budget.unread.append(f"{label} (filen har flere bilder enn programmet leser)")
    else:
        budget.pictures_left -= 1
        text = ocr.text_of_picture(_readable(data), SPARSE)
        budget.doubtful.append(f"{label} ({'lest med OCR' if text else 'OCR fant ingen tekst'})")
        yield Piece(f"{label} (OCR)", text)


def _smaller_than_text(data: bytes) -> bool | None:
    """Whether the picture is too small to hold a number; None when it cannot be opened."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as picture:
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, struct.error, zlib.error):
        return None
    return None if width * height > MOST_PIXELS else width < LEAST_WIDTH or height < LEAST_HEIGHT


def _readable(data: bytes) -> bytes:
    """The picture in grey on white as PNG, enlarged when it is small; empty when it is damaged."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as picture:
            colours = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, struct.error, zlib.error):
        return b""
    white = Image.new("RGBA", colours.size, (255, 255, 255, 255))
    grey = Image.alpha_composite(white, colours).convert("L")
    times = min(4, max(1, LEAST_READ // max(grey.width, 1)))
    if times > 1:
        grey = grey.resize((grey.width * times, grey.height * times), Image.Resampling.LANCZOS)
    framed = Image.new("L", (grey.width + 40, grey.height + 40), 255)  # Tesseract misses what touches the edge
    framed.paste(grey, (20, 20))
    out = BytesIO()
    framed.save(out, "PNG")
    return out.getvalue()


def _png(data: bytes, place: str) -> Iterator[Piece]:
    at = 8
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind not in (b"IDAT", b"IHDR", b"PLTE", b"IEND"):
            label = kind.decode("latin-1") if kind in TEXT_CHUNKS else "ukjent del"
            yield Piece(labelled(place, f"bildets metadata ({label})"), _chunk_text(content), True)
        if kind == b"IEND":
            break
    if at < len(data):
        yield Piece(labelled(place, "etter bildets slutt"), printable(data[at:]), True)


def _chunk_text(content: bytes) -> str:
    """A chunk's readable text, unpacked wherever a compressed stream starts."""
    found = [content.replace(b"\x00", b"\n").decode("utf-8", "replace"), printable(content)]
    for start in range(len(content)):
        if content[start] == 0x78:  # the first byte of a zlib stream
            try:
                unpacked = zlib.decompressobj().decompress(content[start:], MOST_TEXT)
            except zlib.error:
                continue
            found.append(unpacked.replace(b"\x00", b"\n").decode("utf-8", "replace"))
            break
    return "\n".join(found)
