"""Text as it is printed: control characters out, number spaces bound. The same for Word, PDF and Markdown."""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"

# Cc, Cf, Cs, Cn: control, format (zero width, soft hyphen, direction), lone surrogates, noncharacters.
_REMOVED = {"Cc", "Cf", "Cs", "Cn"}
_BREAK = re.compile(r"[ \t]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])[ \t]*")
# A line that begins a list item, or follows an empty line, stays a line of its own; other line ends are wrapping.
_KEPT_BREAK = re.compile(r"\n{2,}|\n(?=\d{1,2}[.)]\s|[•–-]\s)")

_UNITS = (
    "NOK|kr|kroner|mill\\.|mrd\\.|millioner|milliarder|tusen|%|prosent|‰|mg|g|kg|mcg|µg|μg|ng|ml|l|dl|IE|E|mmol|m2|m²"
    "|cm|mm|stk|dager|dag|døgn|uker|uke|måneder|måned|timer|år|pasienter|pasient|pakninger|pakning|hetteglass|sett"
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
            r"(?<=kl\.) (?=mva\b)",
            r"(?<=−) (?=\d)",
        )
    )
)
_BOUND_IN_VALUE = re.compile(r"(?<=\d) (?=\S{1,12}$)|(?<=\d) (?=\d)|(?<=−) (?=\d)")


def clean(text: str) -> str:
    """The text without control, zero width and unassigned characters, canonically composed.

    A «\\n» is left only before an item of a list or after an empty line; other line ends become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = _BREAK.sub("\n", text).strip("\n").replace("\t", " ")
    lines = _KEPT_BREAK.sub("\v", lines).replace("\n", " ")
    kept = "".join(sign for sign in lines if sign == "\v" or unicodedata.category(sign) not in _REMOVED)
    return unicodedata.normalize("NFC", kept).replace("\v", "\n")


def line(text: str) -> str:
    """The text as one line, cleaned and bound: for titles, labels and names."""
    return bound(clean(text).replace("\n", " "))


def bound(text: str, *, value: bool = False) -> str:
    """The text with the spaces inside numbers, and between number and unit, made unbreakable. Same length as before.

    Args:
        text: cleaned text.
        value: the text is a value that a slot gave: between its digits, and before its last word, nothing breaks.
    """
    once = _BOUND_IN_VALUE.sub(NBSP, text) if value else text
    return _BOUND.sub(NBSP, once)


def bound_runs(runs: list[tuple[str, bool]]) -> list[str]:
    """Each run's text with spaces bound, also where a number stands in one run and its unit in the next.

    Args:
        runs: (cleaned text, is a value) in reading order.
    """
    whole = bound("".join(bound(text, value=True) if value else text for text, value in runs))
    found, at = [], 0
    for text, _ in runs:
        found.append(whole[at : at + len(text)])
        at += len(text)
    return found
