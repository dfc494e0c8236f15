"""Bytes of a text to its encoding: a byte order mark, UTF-16 without one by its zeros, UTF-8, and what is left."""

from __future__ import annotations

import unicodedata

MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
LOOKED_AT = 8192  # bytes
LATIN = 0.4  # share of zero bytes on one side of the pairs: text of the Latin alphabet in UTF-16 has nearly all


def utf_16_of(data: bytes) -> str:
    """«utf-16», «utf-32», «utf-16-le» or «utf-16-be» when the bytes are such a text; «» when not."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return "" if encoding == "utf-8-sig" else encoding
    start = data[:LOOKED_AT]
    if len(start) < 4 or len(data) % 2:
        return ""
    high, low = start[1::2], start[::2]
    for zeros, others, encoding in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        if zeros.count(0) > LATIN * len(zeros) and others.count(0) == 0 and _reads(start, encoding):
            return encoding
    return ""


def _reads(data: bytes, encoding: str) -> bool:
    """Whether the bytes are letters and signs in this encoding, not numbers of a program."""
    text = data.decode(encoding, "replace")
    odd = sum(unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs") and sign not in "\t\r\n\f" for sign in text)
    return odd <= len(text) // 100


def encoding_of(data: bytes) -> str:
    """The encoding of a text: as above, «utf-8-sig» when the bytes are UTF-8, else «»."""
    if wide := utf_16_of(data):
        return wide
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "utf-8-sig"
