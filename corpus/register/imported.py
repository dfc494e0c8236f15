"""A register that people kept in .csv or .xlsx, to rows of ours: columns mapped by name, every value checked."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.bokmal.amounts import day, method_ids
from corpus.bokmal.institutions import BESLUTNINGSFORUM
from corpus.errors import UserError

GUESSES: dict[str, tuple[str, ...]] = {
    "method_id": ("metode-id", "metodeid", "metode id", "id", "id-nummer", "method_id", "saksnummer", "metodenummer"),
    "substance": ("virkestoff", "substance", "substans", "generisk navn"),
    "product": ("preparat", "handelsnavn", "produkt", "product", "legemiddel", "preparatnavn"),
    "indication": ("indikasjon", "indication", "bruksområde", "pasientgruppe", "metode"),
    "forum": ("forum", "besluttet av", "beslutningsorgan", "instans"),
    "date": ("dato", "beslutningsdato", "date", "besluttet", "vedtaksdato"),
    "outcome": ("utfall", "beslutning", "outcome", "resultat", "vedtak", "status"),
    "conditions": ("vilkår", "conditions", "betingelser", "merknad", "forutsetninger"),
}
LARGEST_UNPACKED = 200 * 1024 * 1024  # bytes; a register is a few hundred kB
NEEDED = ("method_id", "date", "outcome")


class UnreadableRegister(UserError):
    """A register that cannot be taken in; names file, row and column."""


def imported_rows(path: Path, columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """The file's decisions. All or nothing: the first row that cannot be read stops it.

    Raises:
        UnreadableRegister: which file, row and column, and what to do.
    """
    table = _table(path)
    if not table:
        raise UnreadableRegister("Registeret er tomt.", where=path.name, remedy="Ta med en rad med overskrifter.")
    where = _columns(path, [str(cell or "").strip() for cell in table[0]], columns)
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if any(str(cell if cell is not None else "").strip() for cell in cells):
            rows.append(_row(path, number, {name: cells[at] if at < len(cells) else "" for name, at in where.items()}))
    return rows


def headings_and_guesses(path: Path) -> tuple[list[str], dict[str, str]]:
    """The headings of a register, and which of them each of our columns is taken to be (column → heading).

    Raises:
        UnreadableRegister: the file cannot be read or is empty.
    """
    table = _table(path)
    if not table:
        raise UnreadableRegister("Registeret er tomt.", where=path.name, remedy="Ta med en rad med overskrifter.")
    headings = [str(cell or "").strip() for cell in table[0]]
    lower = {heading.casefold(): heading for heading in reversed(headings)}
    found = {name: next((guess for guess in guesses if guess in lower), "") for name, guesses in GUESSES.items()}
    return headings, {name: lower[guess] for name, guess in found.items() if guess}


def _table(path: Path) -> Sequence[Sequence[Any]]:
    try:
        if path.suffix.lower() == ".xlsx":
            from openpyxl import load_workbook

            _check_unpacked(path)
            with path.open("rb") as file:
                sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
                return [list(row) for row in sheet.iter_rows(values_only=True)]
        if path.suffix.lower() == ".csv":
            data = path.read_bytes()
            text = _decoded(data)
            head = text.split("\n", 1)[0]
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count)))
    except FileNotFoundError:
        raise UnreadableRegister("Filen finnes ikke.", where=str(path), remedy="Sjekk navnet.") from None
    except Exception as error:  # openpyxl raises many kinds; their texts can hold cells
        raise UnreadableRegister(
            f"Filen kan ikke leses ({type(error).__name__}).",
            where=path.name,
            remedy="Lagre den på nytt som .xlsx eller .csv.",
        ) from None
    raise UnreadableRegister("Ukjent filtype.", where=path.name, remedy="Lagre registeret som .csv eller .xlsx.")


def _check_unpacked(path: Path) -> None:
    """Raises ValueError for a workbook that would swell beyond reason when it is unpacked."""
    with zipfile.ZipFile(path) as package:
        if sum(member.file_size for member in package.infolist()) > LARGEST_UNPACKED:
            raise ValueError("too large")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _columns(path: Path, headings: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    lower = [heading.casefold() for heading in headings]
    found: dict[str, int] = {}
    for name, guesses in GUESSES.items():
        wanted = [columns[name].casefold()] if name in columns else [guess for guess in guesses if guess in lower]
        if wanted and wanted[0] in lower:
            found[name] = lower.index(wanted[0])
        elif name in columns:
            raise UnreadableRegister(
                f"Fant ikke kolonnen «{columns[name]}».",
                where=f"{path.name}, rad 1",
                remedy=f"Kolonnene er: {', '.join(headings)}.",
            )
    unknown = sorted(set(columns) - set(GUESSES))
    missing = [name for name in NEEDED if name not in found]
    if unknown or missing:
        raise UnreadableRegister(
            f"Ukjent felt: {unknown[0]}." if unknown else f"Fant ingen kolonne for {', '.join(missing)}.",
            where=f"{path.name}, rad 1",
            remedy="Oppgi hvilken kolonne som er hva, for eksempel method_id=Sak.",
        )
    return found


def _row(path: Path, number: int, cells: Mapping[str, Any]) -> dict[str, Any]:
    text = {name: " ".join(str(value if value is not None else "").split()) for name, value in cells.items()}
    ids = method_ids(text["method_id"])
    if len(ids) != 1:
        raise UnreadableRegister(
            "Metode-ID er ikke på formen ID2021_047.", where=f"{path.name}, rad {number}", remedy="Rett verdien."
        )
    return {
        "method_id": ids[0],
        "substance": text.get("substance", "").lower(),
        "product": text.get("product", ""),
        "indication": text.get("indication", ""),
        "forum": text.get("forum", "") or BESLUTNINGSFORUM.short,
        "date": _date(path, number, cells["date"]),
        "outcome": _outcome(path, number, text["outcome"]),
        "conditions": [text["conditions"]] if text.get("conditions") else [],
        "text": "",
        "source": {"document": path.name, "hash": "", "page": 0, "row": number, "dated": ""},
    }


def _date(path: Path, number: int, value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value if value is not None else "").strip()
    found = day(text)
    if found is None and text:
        raise UnreadableRegister(
            "Datoen kan ikke tolkes.",
            where=f"{path.name}, rad {number}",
            remedy="Skriv den som 14.05.2025 eller 2025-05-14.",
        )
    return found.isoformat() if found else ""


def _outcome(path: Path, number: int, text: str) -> str:
    plain = text.casefold()
    exact = {
        "innført": "innført",
        "ja": "innført",
        "ikke innført": "ikke innført",
        "nei": "ikke innført",
        "avslag": "ikke innført",
        "innført med vilkår": "innført med vilkår",
        "ja, med vilkår": "innført med vilkår",
        "avbestilt": "avbestilt",
        "pågående": "pågående",
        "pågår": "pågående",
    }
    if plain in exact:
        return exact[plain]
    from corpus.notes.decisions import outcome_of

    outcome = outcome_of(text)
    if outcome == "ukjent":
        raise UnreadableRegister(
            "Utfallet er ikke kjent.",
            where=f"{path.name}, rad {number}",
            remedy="Bruk innført, innført med vilkår, ikke innført, avbestilt eller pågående.",
        )
    return outcome
