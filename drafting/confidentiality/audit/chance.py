"""Whether two numbers agree by chance: how precisely they agree, against how many numbers were tried."""

from __future__ import annotations

from decimal import Decimal

CHANCE = Decimal("0.01")  # Source: our own; at most one number in a hundred is told of for nothing


def by_chance(digits: int, tried: int) -> bool:
    """Whether a number of so many significant digits would agree with one of so many others by chance.

    Of the 9 · 10^(digits − 1) numbers of that many digits `tried` are taken.
    """
    return tried > CHANCE * 9 * Decimal(10) ** (max(digits, 1) - 1)
