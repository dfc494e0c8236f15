"""Dated rates with law and link: the numbers of rates.toml, looked up by date. Never «the rate today»."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from corpus.errors import MissingRate

RATES_FILE = Path(__file__).with_name("rates.toml")
FILE_NAME = "drafting/calculations/graph/rates.toml"


@dataclass(frozen=True, slots=True)
class Rate:
    """One value of a rate and when it holds.

    Attributes:
        value: shares as 0.02, amounts in NOK; `unit` says which.
        valid_from, valid_to: first and last day; `valid_to` is None while it still holds.
        law, link: what it rests on.
        confirmed: false for what no source at hand confirms; shown as «ubekreftet».
    """

    key: str
    label: str
    value: Decimal
    unit: str
    valid_from: date
    valid_to: date | None
    law: str
    link: str
    confirmed: bool

    @property
    def reference(self) -> str:
        """Law and link on one line, marked when unconfirmed."""
        return f"{self.law}, {self.link}" + ("" if self.confirmed else " (ubekreftet)")


def rate(key: str, *, on: date) -> Rate:
    """The rate that holds on a day. Raises MissingRate, naming key and date, outside what is known."""
    for candidate in known_rates().get(key, ()):
        if candidate.valid_from <= on and (candidate.valid_to is None or on <= candidate.valid_to):
            return candidate
    raise MissingRate(f"Fant ingen sats for {key} per {on.isoformat()}.", remedy=f"Legg den inn i {FILE_NAME}.")


@lru_cache(maxsize=1)
def known_rates() -> dict[str, tuple[Rate, ...]]:
    """Every rate of rates.toml by key, oldest first."""
    return rates_of(RATES_FILE.read_text(encoding="utf-8"))


def rates_of(text: str) -> dict[str, tuple[Rate, ...]]:
    """The rates of a TOML text. Raises MissingRate when a value lacks what it needs, or two overlap."""
    try:
        return {key: _series(key, values) for key, values in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ArithmeticError) as error:
        raise MissingRate(f"Satsfilen kan ikke leses ({type(error).__name__}).", where=FILE_NAME) from None


def _series(key: str, values: list[dict[str, object]]) -> tuple[Rate, ...]:
    starts = [value["from"] for value in values]
    found = []
    for value, following in zip(values, [*starts[1:], None], strict=True):
        start, end = value["from"], value.get("to")
        if not isinstance(start, date) or not isinstance(end, date | None) or not isinstance(following, date | None):
            raise TypeError(key)
        if following is not None:
            if following <= start or (end is not None and end >= following):
                raise MissingRate(f"Satsene for {key} overlapper.", where=FILE_NAME, remedy="Sorter dem etter dato.")
            end = end or date.fromordinal(following.toordinal() - 1)
        found.append(
            Rate(
                key,
                str(value["label"]),
                Decimal(str(value["value"])),
                str(value["unit"]),
                start,
                end,
                str(value["law"]),
                str(value["link"]),
                not value.get("unconfirmed", False),
            )
        )
    return tuple(found)
