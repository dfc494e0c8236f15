"""How numbers stand in findings on case and report."""

from __future__ import annotations

from decimal import Decimal

from drafting.facts.precision import step_of_value
from drafting.number_style import number

MOST_DECIMALS = 2  # shown of a computed number
SWAPPED = " To sifre kan være byttet om."


def shown(value: Decimal) -> str:
    """A number as written in a message: with the decimals it has, at most two."""
    exponent = step_of_value(value.normalize()).as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return number(value, decimals if abs(value) < 1000 else min(MOST_DECIMALS, decimals))
