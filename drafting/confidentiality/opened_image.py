"""Texts in an image file: metadata, comments and what was hung on after its end. Pixels are not read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from drafting.confidentiality.pieces import Budget, Piece, labelled, printable

MOST_TEXT = 5_000_000
TEXT_CHUNKS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP"}


def texts(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """The readable texts of an image; of a PNG each text chunk, unpacked."""
    if data.startswith(b"\x89PNG"):
        yield from _png(data, place)
    else:
        yield Piece(labelled(place, "bildets metadata"), printable(data), True)


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
