"""A cell as a price in NOK, or the reason why it is none. A number that can be read in two ways is refused."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from drafting.case.case import LARGEST_AMOUNT
from drafting.offers.grid import Fault

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
GROUPED = {
    " ": re.compile(r"\d{1,3}( \d{3})+(,\d+)?"),
    ".": re.compile(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}"),
    ",": re.compile(r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}"),
}
TWO_READINGS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")
TWO_WAYS = "Tallet kan leses på to måter. Skriv det som 34 277,00."


def amount(cell: Any) -> Decimal:
    """A cell as a price in NOK: «34 277,30», «34.277,30», «34277.3», «kr 34 277,-», or a number.

    Raises:
        ValueError: no number, negative, zero, too many digits, or readable in two ways («34.277», also as a number
            with three decimals: a thousands point that a program took for a decimal point looks so); the message is
            one sentence of bokmål without the value.
    """
    if told := _no_number(cell):
        raise ValueError(told)
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        value = Decimal(format(cell, ".15g")) if isinstance(cell, float) else Decimal(cell)
        if TWO_READINGS.fullmatch(format(value, "f")):
            raise ValueError(TWO_WAYS)
        return _checked(value)
    text = SPACES.sub(" ", str("" if cell is None else cell)).strip()
    text = re.sub(r"(?i)^(kr\.?|nok) ?|( ?(kr\.?|nok)|,-)$", "", text).strip()
    if not text:
        raise ValueError("Prisen mangler.")
    if text.startswith(("-", "\u2212")):
        raise ValueError("Prisen kan ikke være negativ.")
    if TWO_READINGS.fullmatch(text):
        raise ValueError(TWO_WAYS)
    for mark, pattern in GROUPED.items():
        if pattern.fullmatch(text):
            return _checked(Decimal(text.replace(mark, "").replace(",", ".")))
    if not PLAIN.fullmatch(text):
        raise ValueError("Cellen inneholder ikke et tall. Skriv bare beløpet, for eksempel 34 277,30.")
    return _checked(Decimal(text.replace(",", ".")))


def _no_number(cell: Any) -> str:
    if isinstance(cell, date | time | timedelta):
        return "Cellen er en dato. Skriv prisen på nytt, og formater cellen som tall."
    return cell.message if isinstance(cell, Fault) else ""


def text_of(cell: Any) -> str:
    """A cell as text; a whole number without «.0», since a spreadsheet keeps item numbers as numbers."""
    if cell is None or isinstance(cell, Fault) or cell != cell:  # noqa: PLR0124 - an empty cell of a data frame
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return SPACES.sub(" ", str(cell)).strip()


def _checked(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError("Cellen inneholder ikke et tall.")
    if value <= 0:
        raise ValueError("Prisen må være større enn null.")
    exponent = value.as_tuple().exponent
    if value >= LARGEST_AMOUNT or (isinstance(exponent, int) and exponent < -6):
        raise ValueError("Tallet har for mange siffer til å være en pris.")
    return value
