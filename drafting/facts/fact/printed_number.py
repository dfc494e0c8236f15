"""A fact's number as the source prints it: «64,2 millioner» and not «64 200 000», «8,30» and not «8,3»."""

from __future__ import annotations

import re

from corpus.bokmal.amounts import SCALES, SIGNED, amount
from drafting.facts.fact.fact import Fact

_WORDS = "|".join(rf"{word}\.?" for word in sorted(SCALES, key=len, reverse=True))
_TOKEN = re.compile(rf"(?<![\d,.]){SIGNED}\s+(?:{_WORDS})(?!\w)", re.IGNORECASE)


def printed_in_scale(fact: Fact) -> str:
    """The number of a fact with the scale word that the source prints it with; empty where it prints none.

    The decimals of a number without a scale word stand in `Fact.value` as they were printed.
    """
    for match in _TOKEN.finditer(" ".join(fact.source.quote.split())):
        value = amount(match[0])
        if value is not None and f"{value.normalize():f}" == _normal(fact.value):
            return match[0]
    return ""


def _normal(value: str) -> str:
    return value.rstrip("0").rstrip(".") if "." in value else value
