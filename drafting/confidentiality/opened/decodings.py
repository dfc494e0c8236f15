"""Texts that stand encoded in a text: percent signs, entities, escapes, quoted-printable, base64, hexadecimal digits.

Nobody reads a price in «MjE0NTAuNg==», but any program does: a link, a mail, a configuration or a picture's data may
hold one without anybody having meant to hide it.
"""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
from collections.abc import Iterator
from urllib.parse import unquote

LAYERS = 3  # «%2520» is a space, encoded twice
ESCAPE = re.compile(r"\\(?:u(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))|x([0-9a-fA-F]{2}))")
QUOTED = re.compile(r"=[0-9A-F]{2}")
BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{10,}={0,2}(?![\w+/=-])")
HEXADECIMAL = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-fA-F]{2}){5,}(?![0-9A-Za-z])")
READABLE = re.compile(r"[\x20-\x7e\s\u00a0-\u024f\u2000-\u206f]*")
LEAST_DIGITS = 3


def decodings(text: str) -> Iterator[str]:
    """The text with what is encoded in it made plain, where there is any, and each packed run by itself."""
    plain = text
    for _ in range(LAYERS):
        plain = _plainer(plain)
    if plain != text:
        yield plain
    if QUOTED.search(text):  # apart: «?pris=21 …» in an address is no code
        yield quopri.decodestring(text.encode()).decode("utf-8", "replace")
    for match in BASE64.finditer(text):
        yield from _unpacked(match[0])
    for match in HEXADECIMAL.finditer(text):
        yield from _readable(bytes.fromhex(match[0]))


def _plainer(text: str) -> str:
    """One layer of signs taken off."""
    if "%" in text:
        text = unquote(text)
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = ESCAPE.sub(_sign, text)
    return text


def _sign(match: re.Match[str]) -> str:
    number = int(match[1] or match[2] or match[3], 16)
    return chr(number) if number < 0x110000 else match[0]


def _unpacked(run: str) -> Iterator[str]:
    try:
        content = base64.b64decode(run.rstrip("=") + "=" * (-len(run.rstrip("=")) % 4), altchars=_signs(run))
    except (binascii.Error, ValueError):
        return
    yield from _readable(content)


def _signs(run: str) -> bytes:
    return b"-_" if "-" in run or "_" in run else b"+/"


def _readable(content: bytes) -> Iterator[str]:
    """The bytes as text, when they are one and hold a number."""
    for encoding in ("utf-8", "utf-16-le"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if READABLE.fullmatch(text) and sum(sign.isdigit() for sign in text) >= LEAST_DIGITS:
            yield text
            return
