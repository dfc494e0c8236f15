"""How numbers stand in findings on case and report."""

from __future__ import annotations

from decimal import Decimal

from corpus.bokmal.number_style import number
from drafting.facts.fact.precision import step_of_value

MOST_DECIMALS = {True: 3, False: 2}  # shown of a number below a thousand, and of a larger one
SWAPPED = " To sifre kan være byttet om."


def shown(value: Decimal) -> str:
    """A number as written in a message: with the decimals it has, at most two, or three where it is small."""
    exponent = step_of_value(value.normalize()).as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return number(value, min(MOST_DECIMALS[abs(value) < 1000], decimals))
