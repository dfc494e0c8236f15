"""Text as it is printed: control characters out, number spaces bound. The same for Word, PDF and Markdown."""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"

# Cc, Cf, Cs, Cn: control, format (zero width, soft hyphen, direction), lone surrogates, noncharacters.
_REMOVED = {"Cc", "Cf", "Cs", "Cn"}
_WHITE = re.compile(r"[\t\n\r\f\v\x85\u2028\u2029]+")

_UNITS = (
    "NOK|kr|kroner|mill\\.|mrd\\.|millioner|milliarder|tusen|%|prosent|‰|mg|g|kg|mcg|µg|μg|ng|ml|l|dl|IE|E|mmol|m2|m²"
    "|cm|mm|stk|dager|dag|døgn|uker|uke|måneder|måned|timer|år|pasienter|pasient|pakninger|pakning|hetteglass|kvalitetsjusterte"
)
_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_BOUND = re.compile(
    "|".join(
        (
            r"(?<=\d) (?=\d{3}(?!\d))",
            rf"(?<=\d) (?=(?:{_UNITS})(?!\w))",
            rf"(?<=\d\.) (?=(?:{_MONTHS})\b)",
            r"(?<=§) (?=\d)",
            r"(?<=\b[nN]r\.) (?=\d)",
            r"(?<=\bs\.) (?=\d)",
            r"(?<=−) (?=\d)",
        )
    )
)
_BOUND_IN_VALUE = re.compile(r"(?<=\d) (?=\S{1,12}(?:\s|$))|(?<=−) (?=\d)")


def clean(text: str) -> str:
    """The text without control, zero width and unassigned characters, canonically composed; breaks become spaces."""
    one_line = _WHITE.sub(" ", text)
    if one_line.isascii() and one_line.isprintable():
        return one_line
    kept = "".join(sign for sign in one_line if unicodedata.category(sign) not in _REMOVED)
    return unicodedata.normalize("NFC", kept)


def bound(text: str, *, value: bool = False) -> str:
    """The text with the spaces inside numbers, and between number and unit, made unbreakable. Same length as before.

    Args:
        text: cleaned text.
        value: the text is a value that a slot gave; then the space before any short word after a digit is bound too.
    """
    pattern = _BOUND_IN_VALUE if value else _BOUND
    once = pattern.sub(NBSP, text)
    return _BOUND.sub(NBSP, once) if value else once


def bound_runs(runs: list[tuple[str, bool]]) -> list[str]:
    """Each run's text with spaces bound, also where a number stands in one run and its unit in the next.

    Args:
        runs: (cleaned text, is a value) in reading order.
    """
    whole = bound("".join(text for text, _ in runs))
    found, at = [], 0
    for text, value in runs:
        piece = whole[at : at + len(text)]
        found.append(bound(piece, value=True) if value else piece)
        at += len(text)
    return found
