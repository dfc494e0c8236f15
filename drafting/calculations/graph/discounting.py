"""Discounting: factor at a point of time, discounted years, and the years that a number of discounted years lasts.

Rates are shares a year (0.04), times are years. All in Decimal with 28 digits; nothing is rounded.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from corpus.errors import InvalidCalculation, NotEarnedBack

# Source: Finansdepartementet, rundskriv R-109/2021, 5.4: one rate for years 0-39, one for 40-74, one from year 75.
FIRST_CHANGE, SECOND_CHANGE = 40, 75
# A limit of our own: no treatment is compared over more years; beyond it the answer is «never» for all we know.
LONGEST_YEARS = 200


@lru_cache(maxsize=4096)
def discount_factor(years: Decimal, first: Decimal, second: Decimal, third: Decimal) -> Decimal:
    """What one krone paid after `years` is worth today.

    Args:
        years: time from treatment, 0 or more.
        first, second, third: the rates for years 0-39, 40-74 and from 75.

    Raises:
        InvalidCalculation: when `years` lies outside the discount table, or a rate is -100 % or less.

    Source: docs/rules.md, «Discount factor»; Finansdepartementet, rundskriv R-109/2021.
    """
    if not 0 <= years <= LONGEST_YEARS + 1:
        raise InvalidCalculation(f"Diskonteringstabellen går fra 0 til {LONGEST_YEARS} år.", remedy="Rett antall år.")
    if min(first, second, third) <= -1:
        raise InvalidCalculation("Diskonteringsrenten må være over −100 %.", remedy="Rett renten.")
    zero = Decimal(0)
    spans = (
        min(years, Decimal(FIRST_CHANGE)),
        min(max(years - FIRST_CHANGE, zero), Decimal(SECOND_CHANGE - FIRST_CHANGE)),
        max(years - SECOND_CHANGE, zero),
    )
    factor = Decimal(1)
    for rate, span in zip((first, second, third), spans, strict=True):
        if span:
            factor *= (1 + rate) ** -span
    return factor


def discounted_years(years: Decimal, point: Decimal, first: Decimal, second: Decimal, third: Decimal) -> Decimal:
    """The present value of paying 1 a year for `years`, a last part-year pro rata and paid at that year's point.

    Args:
        years: duration; may end within a year.
        point: when in each year the payment falls: 0 start, 0.5 middle, 1 end.
        first, second, third: as in `discount_factor`.

    Raises:
        InvalidCalculation: for a negative duration or one beyond the discount table.
    """
    if not 0 <= years <= LONGEST_YEARS:
        raise InvalidCalculation(f"Varigheten må være fra 0 til {LONGEST_YEARS} år.", remedy="Rett varigheten.")
    whole = int(years)
    total = sum((discount_factor(year + point, first, second, third) for year in range(whole)), Decimal(0))
    rest = years - whole
    return total + rest * discount_factor(whole + point, first, second, third) if rest else total


def break_even_years(target: Decimal, point: Decimal, first: Decimal, second: Decimal, third: Decimal) -> Decimal:
    """The duration whose `discounted_years` equal `target`: treatment cost over the comparator's cost a year.

    Raises:
        InvalidCalculation: for a negative target.
        NotEarnedBack: when it is not reached within the discount table.
    """
    if target < 0:
        raise InvalidCalculation("Kostnaden kan ikke være negativ.", remedy="Rett beløpet i saksfilen.")
    left = target
    for year in range(LONGEST_YEARS):
        factor = discount_factor(year + point, first, second, third)
        if left <= factor:
            return year + left / factor
        left -= factor
    raise NotEarnedBack(
        f"Behandlingskostnaden tjenes ikke inn innen {LONGEST_YEARS} år.",
        remedy="Kontroller prisen og komparatorens kostnad per år, eller ta ut threshold av saksfilen.",
    )
