"""Whether two numbers agree by chance: how precisely they agree, against how many numbers were tried."""

from __future__ import annotations

from decimal import Decimal

# Source: our own. At most one number in a hundred is stopped for nothing; of statements one in twenty, the usual level.
CHANCE, CHANCE_OF_STATEMENT = Decimal("0.01"), Decimal("0.05")


def by_chance(digits: int, tried: int, most: Decimal = CHANCE) -> bool:
    """Whether a number of so many significant digits is likelier than `most` to agree with one of so many by chance.

    Of the 9 · 10^(digits − 1) numbers of that many digits `tried` are taken.
    """
    return tried > most * 9 * Decimal(10) ** (max(digits, 1) - 1)
