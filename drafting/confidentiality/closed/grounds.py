"""What public sources count: a number with what it counts, a share with what it is of.

«28 pasienter» tells a price when it is made up for that, and nothing when DMP's report says it. So a number that a
person types stands only together with the same noun as in the report, a cited source or the case's own public text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

from corpus.bokmal.amounts import number
from corpus.bokmal.number_words import NUMBERS
from drafting.confidentiality.closed.lexicon import words

Ground: TypeAlias = tuple[str, str]  # a number or the beginning of a word of share, and of what it counts
TOKEN = re.compile(r"\d[\d \u00a0\u202f]*(?:,\d+)?|%|‰|m²|[^\W\d_]+")
JOINING = frozenset(
    ["og", "til", "eller", "mot", "av", "de", "den", "det", "å", "som", "om", "lag", "ca", "cirka", "nye"]
)
STEM = 5  # letters by which a noun is known in all its forms


def grounds(texts: Iterable[str]) -> frozenset[Ground]:
    """Every number and share in the texts, with what it counts."""
    return frozenset(found for text in texts for start in _places(text) if (found := ground_at(text, start)))


def _places(text: str) -> Iterable[int]:
    shares = words("fractions")
    for match in TOKEN.finditer(text):
        if match[0][0].isdigit() or match[0].lower() in NUMBERS or shares.holds(match[0].lower()):
            yield match.start()


def ground_at(text: str, place: int) -> Ground | None:
    """The number or share at a place of a text with what it counts; None where nothing is counted."""
    tokens = TOKEN.finditer(text, place)
    first = next(tokens, None)
    if first is None or first.start() != place:
        return None
    counted = next((token[0].lower() for token in tokens if not _passed_over(token[0])), "")
    return (_name(first[0]), counted[:STEM]) if counted else None


def _passed_over(token: str) -> bool:
    return token[0].isdigit() or token.lower() in JOINING or token.lower() in NUMBERS


def _name(token: str) -> str:
    """A number as its value, however written; a word of share as its beginning."""
    value = number(token.strip()) if token[0].isdigit() else None
    if value is None and token.lower() in NUMBERS:
        value = Decimal(NUMBERS[token.lower()])
    return format(value.normalize(), "f") if value is not None else token.lower()[:STEM]


def is_share(text: str, place: int) -> bool:
    """Whether a word of share stands at a place of a text."""
    found = TOKEN.match(text, place)
    return found is not None and words("fractions").holds(found[0].lower())
