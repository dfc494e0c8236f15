"""A price offer from a spreadsheet: .xlsx or .csv with varenummer, pakning, maks-AUP and RHF-AUP.

A mistake is told at its row and never repeats a price. A number that can be read in two ways is refused, not guessed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from corpus.errors import UserError
from drafting.case import LARGEST_AMOUNT, Amount, Package, Strength

LARGEST_FILE = 5_000_000  # bytes
MOST_ROWS = 2_000
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "item_number": ("varenummer", "varenr", "vnr"),
    "description": ("pakning", "beskrivelse", "varenavn", "varetekst"),
    "max_aup": ("maksaup", "maksimalaup", "maksimalutsalgspris"),
    "rhf_aup": ("rhfaup", "lisaup", "tilbudtaup"),
    "strength": ("styrke",),
}
NAMES = {"item_number": "varenummer", "description": "pakning", "max_aup": "maks-AUP", "rhf_aup": "RHF-AUP"}
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
GROUPED = {
    " ": re.compile(r"\d{1,3}( \d{3})+(,\d+)?"),
    ".": re.compile(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}"),
    ",": re.compile(r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}"),
}
TWO_READINGS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
PLAIN = re.compile(r"\d+([.,]\d+)?")
STRENGTH = re.compile(r"(?P<amount>[\d.,\s]+)(?P<unit>[^\d\s.,].*)")


@dataclass(frozen=True, slots=True)
class RowMistake:
    """What is wrong in a row, counted as in the spreadsheet (the heading is usually row 1)."""

    row: int
    column: str
    message: str

    @property
    def line(self) -> str:
        return f"Rad {self.row}, {self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Offered:
    """The packages that could be read, and the mistakes in the other rows."""

    packages: tuple[Package, ...]
    mistakes: tuple[RowMistake, ...]


class _Mistake(ValueError):
    """A cell that cannot be used."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column, self.message = column, message


def read_offer(content: bytes, name: str, owner: str) -> Offered:
    """The offer in a file.

    Args:
        content: the file's bytes.
        name: the file's name; its ending decides how it is read.
        owner: whose secret the RHF-AUP is: the company that made the offer.

    Raises:
        UserError: the file as a whole cannot be used: wrong kind, damaged, too large, or without a heading row.
    """
    return offered(offer_rows(content, name), owner)


def offer_rows(content: bytes, name: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows under the heading: row number and cells by field name. Raises UserError as `read_offer`."""
    if len(content) > LARGEST_FILE:
        raise UserError("Filen er for stor til å være et pristilbud.", where=name, remedy="Velg en fil under 5 MB.")
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "xlsx":
        rows = _sheet_rows(content, name)
    elif ending == "csv":
        rows = _csv_rows(content, name)
    else:
        raise UserError("Pristilbud leses fra .xlsx eller .csv.", where=name, remedy="Lagre filen i et av formatene.")
    heading, columns = _heading(rows, name)
    named = [(number, _named(row, columns)) for number, row in enumerate(rows, start=1) if number > heading]
    return [(number, row) for number, row in named if any(_text(cell) for cell in row.values())]


def offered(rows: Iterable[tuple[int, Mapping[str, Any]]], owner: str) -> Offered:
    """The offer in rows of cells by field name (a typed form or a file); empty rows are passed over."""
    packages: list[Package] = []
    mistakes: list[RowMistake] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        if not any(_text(cell) for cell in row.values()):
            continue
        try:
            package = _package(row, owner, seen)
        except _Mistake as mistake:
            mistakes.append(RowMistake(number, mistake.column, mistake.message))
        else:
            seen[package.item_number] = number
            packages.append(package)
    return Offered(tuple(packages), tuple(mistakes))


def amount(cell: Any) -> Decimal:
    """A cell as a price in NOK: «34 277,30», «34.277,30», «34277.3», «kr 34 277,-», or a number.

    Raises:
        ValueError: no number, negative, zero, too many digits, or readable in two ways («34.277»); the message is
            one sentence of bokmål without the value.
    """
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return _checked(Decimal(format(cell, ".15g")) if isinstance(cell, float) else Decimal(cell))
    text = SPACES.sub(" ", str(cell or "")).strip()
    text = re.sub(r"(?i)^(kr\.?|nok) ?|( ?(kr\.?|nok)|,-)$", "", text).strip()
    if not text:
        raise ValueError("Prisen mangler.")
    if text.startswith(("-", "\u2212")):
        raise ValueError("Prisen kan ikke være negativ.")
    if TWO_READINGS.fullmatch(text):
        raise ValueError("Tallet kan leses på to måter. Skriv det som 34 277,00.")
    for mark, pattern in GROUPED.items():
        if pattern.fullmatch(text):
            return _checked(Decimal(text.replace(mark, "").replace(",", ".")))
    if not PLAIN.fullmatch(text):
        raise ValueError("Cellen inneholder ikke et tall.")
    return _checked(Decimal(text.replace(",", ".")))


def _checked(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError("Cellen inneholder ikke et tall.")
    if value <= 0:
        raise ValueError("Prisen må være større enn null.")
    exponent = value.as_tuple().exponent
    if value >= LARGEST_AMOUNT or (isinstance(exponent, int) and exponent < -6):
        raise ValueError("Tallet har for mange siffer til å være en pris.")
    return value


def _package(row: Mapping[str, Any], owner: str, seen: Mapping[str, int]) -> Package:
    """The package of a row. Raises _Mistake; `seen` holds the row of each item number so far."""
    prices: dict[str, Decimal] = {}
    item_number = _text(row.get("item_number"))
    if item_number in seen:
        raise _Mistake("varenummer", f"Varenummeret står også i rad {seen[item_number]}.")
    if not re.fullmatch(r"\d{6}", item_number):
        raise _Mistake("varenummer", "Varenummeret skal ha seks siffer. Formater kolonnen som tekst i regnearket.")
    description = _text(row.get("description"))
    if not description:
        raise _Mistake("pakning", "Pakningen mangler.")
    for key in ("max_aup", "rhf_aup"):
        try:
            prices[key] = amount(row.get(key))
        except (ValueError, InvalidOperation) as error:
            raise _Mistake(NAMES[key], str(error)) from None
    if prices["rhf_aup"] > prices["max_aup"]:
        raise _Mistake("RHF-AUP", "RHF-AUP er høyere enn maks-AUP. Kontroller begge.")
    strength = _strength(_text(row.get("strength")))
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


def _text(cell: Any) -> str:
    """A cell as text; a whole number without «.0», since a spreadsheet keeps item numbers as numbers."""
    if cell is None or cell != cell:  # noqa: PLR0124 - an empty cell of a data frame is not equal to itself
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return SPACES.sub(" ", str(cell)).strip()


def _heading(rows: Sequence[Sequence[Any]], name: str) -> tuple[int, dict[int, str]]:
    """The number of the heading row, and the field of each known column."""
    best: tuple[int, dict[int, str]] = (0, {})
    for number, row in enumerate(rows[:20], start=1):
        columns: dict[int, str] = {}
        for place, cell in enumerate(row):
            field = _field(_text(cell))
            if field and field not in columns.values():
                columns[place] = field
        if len(columns) > len(best[1]):
            best = number, columns
    missing = [label for field, label in NAMES.items() if field not in best[1].values()]
    if missing:
        raise UserError(
            f"Fant ikke kolonnen{'e' if len(missing) > 1 else ''} {', '.join(missing)}.",
            where=name,
            remedy="Første rad skal ha overskriftene varenummer, pakning, maks-AUP og RHF-AUP.",
        )
    return best


def _field(heading: str) -> str:
    plain = re.sub(r"\binkl\W.*|\b(nok|kr)\b|[^a-zæøå]", "", heading.lower())
    return next((field for field, names in COLUMNS.items() if plain in names), "")


def _named(row: Sequence[Any], columns: Mapping[int, str]) -> dict[str, Any]:
    return {field: row[place] if place < len(row) else None for place, field in columns.items()}


def _csv_rows(content: bytes, name: str) -> list[list[str]]:
    """Rows of a CSV file; row numbers are those of the file's records."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # how Excel in Norwegian saves CSV
    if "\0" in text:
        raise UserError("Filen er ikke en CSV-fil.", where=name, remedy="Lagre regnearket som CSV UTF-8.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(";\t,", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise UserError("Filen er ikke en gyldig CSV-fil.", where=name, remedy="Lagre den på nytt.") from None
    return _not_too_many(rows, name)


def _sheet_rows(content: bytes, name: str) -> list[list[Any]]:
    """Rows of the first sheet of a workbook, formulas as their stored values."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_unpacked_size(content, name)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=40)]
    except UserError:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError, SyntaxError):
        raise UserError("Regnearket kan ikke leses.", where=name, remedy="Åpne det og lagre det på nytt.") from None
    return _not_too_many(rows, name)


def _check_unpacked_size(content: bytes, name: str) -> None:
    """Raises UserError for a workbook that unpacks to far more than an offer is, before it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > 20 * LARGEST_FILE:
            raise UserError("Regnearket er for stort.", where=name, remedy="Velg en fil med bare pristilbudet.")


def _cell(cell: Any) -> Any:
    """A cell's value; a number shown with leading zeros («000000») keeps them."""
    value, shown = cell.value, getattr(cell, "number_format", "") or ""
    if isinstance(value, int) and not isinstance(value, bool) and re.fullmatch(r"0{2,}", shown):
        return str(value).zfill(len(shown))
    return value


def _not_too_many(rows: list[list[Any]], name: str) -> list[list[Any]]:
    if len(rows) > MOST_ROWS:
        raise UserError(f"Filen har over {MOST_ROWS} rader.", where=name, remedy="Velg en fil med bare pristilbudet.")
    return rows
