"""Pieces of a printed note to look in: a section's text with quotes and links blanked, its dates and its amounts.

Blanking keeps every character's place, so that a finding can point into the section's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from corpus.bokmal.amounts import AMOUNT, DATE, SCALES, amount, day
from corpus.bokmal.price_terms import ABOUT_TERMS, source
from corpus.notes.note import PriceNote
from corpus.notes.pieces import OWNERS

QUOTE = re.compile(r"«[^«»]*»|“[^“”]*”")
LINK = re.compile(r"https?://\S+")
WRITTEN_AMOUNT = re.compile(AMOUNT, re.IGNORECASE)
WRITTEN_DATE = re.compile(rf"(?<![\d.]){DATE}(?!\d)", re.IGNORECASE)
ABOUT = re.compile(rf"{source(ABOUT_TERMS)}\s*(?:NOK\s*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """An amount as printed: its value, and half the unit of its last printed digit («om lag»: nearest 100)."""

    value: Decimal
    slack: Decimal
    start: int
    end: int

    def agrees(self, other: Decimal) -> bool:
        """Whether `other`, rounded as this one is printed, gives this one."""
        return abs(self.value - other) <= self.slack


def text_of(note: PriceNote, key: str) -> str:
    """The section's text as read; empty where the note has no such section."""
    return next((section.text for section in note.sections if section.key == key), "")


def own_words(note: PriceNote, key: str) -> str:
    """The section's text with quotes, links and the owners' letters of an amount replaced by spaces."""
    return without_quotes(text_of(note, key))


def without_quotes(text: str) -> str:
    text = OWNERS.sub(_spaces, LINK.sub(_spaces, text))
    while (blanked := QUOTE.sub(_spaces, text)) != text:  # inner quotes first
        text = blanked
    return text


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n\t]", " ", match[0])


def amounts(text: str, offset: int = 0) -> Iterator[Printed]:
    """Every amount in kroner of a text, in order."""
    for match in WRITTEN_AMOUNT.finditer(text):
        if (value := amount(match[0])) is not None:
            slack = Decimal(50) if ABOUT.search(text[: match.start()]) else half_a_unit(match[0])
            yield Printed(value, slack, match.start() + offset, match.end() + offset)


def half_a_unit(printed: str) -> Decimal:
    """Half of the last printed digit's worth: «31,4 mill.» → 50 000, «34 277,30» → 0.005."""
    digits = re.search(r"\d(?:[\d\s]*\d)?(?:,(\d+))?", printed)
    decimals = len(digits[1]) if digits and digits[1] else 0
    scale = max((value for word, value in SCALES.items() if word in printed), default=Decimal(1))
    return scale.scaleb(-decimals) / 2


def dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Every day that exists, with its place."""
    for match in WRITTEN_DATE.finditer(text):
        if found := day(match[0]):
            yield found, match.start(), match.end()


def numbers_in(text: str) -> set[Decimal]:
    """Every number of a text, amounts and cells alike."""
    pieces = [match[0] for match in re.finditer(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?", text)]
    return {value for piece in pieces if (value := amount(piece)) is not None} | {one.value for one in amounts(text)}
