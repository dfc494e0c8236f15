"""Norwegian number and date style: space-grouped thousands, decimal comma, unit after the number.

Ordinary spaces are used here, so that text can be searched; `export` binds them in Word and PDF.
Source: Språkrådet, «Tall, tid og dato».
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)


def round_half_up(value: Decimal, decimals: int = 0) -> Decimal:
    """`value` rounded half away from zero to `decimals` places (negative: tens, hundreds …)."""
    step = Decimal(1).scaleb(-decimals)
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def number(value: Decimal, decimals: int = 0) -> str:
    """A number as printed: `Decimal("34277.3"), 2` → «34 277,30». Minus is U+2212."""
    rounded = round_half_up(value, decimals)
    sign = "\u2212" if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):,.{max(decimals, 0)}f}".partition(".")
    return sign + whole.replace(",", " ") + ("," + fraction if fraction else "")


def decimals_as_entered(value: Decimal) -> int:
    """The decimals that a number is written with: 8.3 has one, 8.30 two."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def numeric_date(day: date) -> str:
    """`date(2025, 5, 14)` → «14.05.2025»."""
    return day.strftime("%d.%m.%Y")


def long_date(day: date) -> str:
    """`date(2025, 5, 14)` → «14. mai 2025»."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
