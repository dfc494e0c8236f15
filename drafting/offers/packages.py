"""Rows of cells by field name to packages, from a typed form or a file; a mistake is told at its row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from drafting.case.case import Amount, Package, Strength
from drafting.offers.amounts import amount, text_of
from drafting.offers.headings import LABELS

STRENGTH = re.compile(r"(?P<amount>[\d.,\s]+)(?P<unit>[^\d\s.,].*)")
FIELDS = {label: field for field, label in LABELS.items()}


@dataclass(frozen=True, slots=True)
class RowMistake:
    """What is wrong in a row, counted as in the spreadsheet (the heading is usually row 1).

    `place` is the cell as the user would look it up, empty for a form.
    """

    row: int
    column: str
    message: str
    place: str = ""

    @property
    def line(self) -> str:
        place = self.place or f"rad {self.row}"
        return f"{place[:1].upper()}{place[1:]}, {self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Offered:
    """The packages that could be read, the mistakes in the other rows, and what was left out of the file."""

    packages: tuple[Package, ...]
    mistakes: tuple[RowMistake, ...]
    remarks: tuple[str, ...] = ()


class _Mistake(ValueError):
    """A cell that cannot be used."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column, self.message = column, message


def offered(
    rows: Iterable[tuple[int, Mapping[str, Any]]],
    owner: str,
    places: Mapping[tuple[int, str], str] | None = None,
    remarks: Sequence[str] = (),
) -> Offered:
    """The offer in rows of cells by field name; empty rows are passed over."""
    packages: list[Package] = []
    mistakes: list[RowMistake] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        if not any(text_of(cell) for cell in row.values()):
            continue
        try:
            package = _package(row, owner, seen)
        except _Mistake as mistake:
            place = (places or {}).get((number, FIELDS[mistake.column]), "")
            mistakes.append(RowMistake(number, mistake.column, mistake.message, place))
        else:
            seen[package.item_number] = number
            packages.append(package)
    return Offered(tuple(packages), tuple(mistakes), tuple(remarks))


def _package(row: Mapping[str, Any], owner: str, seen: Mapping[str, int]) -> Package:
    """The package of a row. Raises _Mistake; `seen` holds the row of each item number so far."""
    prices: dict[str, Decimal] = {}
    item_number = text_of(row.get("item_number"))
    if item_number in seen:
        raise _Mistake("varenummer", f"Varenummeret står også i rad {seen[item_number]}.")
    if not re.fullmatch(r"[0-9]{6}", item_number):
        raise _Mistake("varenummer", "Varenummeret skal ha seks siffer. Formater kolonnen som tekst i regnearket.")
    description = text_of(row.get("description"))
    if not description:
        raise _Mistake("pakning", "Pakningen mangler.")
    for key in ("max_aup", "rhf_aup"):
        try:
            prices[key] = amount(row.get(key))
        except (ValueError, InvalidOperation) as error:
            raise _Mistake(LABELS[key], str(error)) from None
    if prices["rhf_aup"] > prices["max_aup"]:
        raise _Mistake("RHF-AUP", "RHF-AUP er høyere enn maks-AUP. Kontroller begge.")
    strength = _strength(text_of(row.get("strength")))
    try:
        return Package(
            item_number=item_number,
            description=description,
            max_aup=Amount(value=prices["max_aup"]),
            rhf_aup=Amount(value=prices["rhf_aup"], owner=owner),
            strength=strength,
        )
    except ValidationError:
        raise _Mistake("pakning", "Raden kan ikke brukes. Kontroller lengden på teksten.") from None


def _strength(text: str) -> Strength | None:
    if not text:
        return None
    match = STRENGTH.fullmatch(text)
    try:
        value = amount(match["amount"].strip()) if match else None
    except ValueError:
        value = None
    if match is None or value is None:
        raise _Mistake("styrke", "Styrken skrives som tall og enhet, for eksempel 38,5 µg.")
    return Strength(amount=value, unit=match["unit"].strip())
