"""How exactly a number is printed, and whether two numbers are the same at what they are printed to."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.bokmal.amounts import NUMBER, SCALES

DIGITS_KEPT = 2  # an «om lag» number is rounded at its last digit but zero, and never to fewer digits than this


def step_of(printed: str, *, about: bool = False, factor: Decimal = Decimal(1)) -> Decimal:
    """What the last printed digit counts: «64,2 mill.» → 100000; «om lag 64 200 000» → 100000; «64 200 000» → 1.

    Args:
        printed: the number as printed, with or without a scale word and currency.
        about: whether the words call it approximate.
        factor: what the table counts in.
    """
    match = re.search(NUMBER, printed)
    if match is None:
        return Decimal(1)
    digits = re.sub(r"[^\d,]", "", match[0])
    scale = next(
        (SCALES[word] for word in sorted(SCALES, key=len, reverse=True) if re.search(rf"\d\s*{word}", printed, re.I)),
        Decimal(1),
    )
    decimals = len(digits.partition(",")[2])
    step = Decimal(1).scaleb(-decimals) * scale * factor
    if about and not decimals:
        zeros = len(digits) - len(digits.rstrip("0"))
        step *= Decimal(10) ** max(0, min(zeros, len(digits) - DIGITS_KEPT))
    return step


def step_of_value(value: Decimal) -> Decimal:
    """What the last digit of an unscaled value counts: 1 for a whole number."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent) if isinstance(exponent, int) else 0)


def rounds_to(value: Decimal, printed: Decimal, step: Decimal) -> bool:
    """Whether `value` is `printed` when rounded to `step`; a half may have been rounded either way."""
    return abs(value - printed) <= step / 2


def swapped(one: str, other: str) -> bool:
    """Whether two rows of digits differ by two neighbours that changed places."""
    if len(one) != len(other) or one == other:
        return False
    wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] == other[wrong[1]]
        and one[wrong[1]] == other[wrong[0]]
    )


def digits_swapped(one: Decimal, other: Decimal, step: Decimal = Decimal(1)) -> bool:
    """Whether two numbers, rounded to `step`, differ by two neighbouring digits that changed places."""
    first, second = (format((abs(value) / step).quantize(Decimal(1)), "f") for value in (one, other))
    return swapped(first, second)
