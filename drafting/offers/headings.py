"""Which column of a sheet is which, from the words of its heading, and nothing left over in them.

A heading is a field's name with words round it that change nothing («inkl. mva.», «NOK», «per pakning»). Anything else
(a year, a currency, «per tablett», «forrige avtale») may make the column another price: alone it is refused, beside
another column of the field both are named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import UserError
from drafting.offers.amounts import text_of
from drafting.offers.grid import EMPTY, Cell, Grid
from drafting.offers.units import unit_fault

NAMES = {"item_number": "varenummer", "description": "pakning", "max_aup": "maks-AUP", "rhf_aup": "RHF-AUP"}
LABELS = {**NAMES, "strength": "styrke"}
PRICES = ("max_aup", "rhf_aup")
DASH = r"[\s\-\u2010-\u2014]*"
STEMS: Mapping[str, re.Pattern[str]] = {
    "item_number": re.compile(r"varenummer|varenr\b\.?|vnr\b\.?", re.I),
    "description": re.compile(r"pakning(?!\w)|beskrivelse|varenavn|varetekst", re.I),
    "max_aup": re.compile(rf"maks(?:imal|\.)?{DASH}(?:aup\b|utsalgspris)", re.I),
    "rhf_aup": re.compile(rf"(?:rhf|lis){DASH}aup\b|tilbudt{DASH}aup\b", re.I),
    "strength": re.compile(r"styrke(?!\w)", re.I),
}
# Words that change nothing about which price it is.
HARMLESS = re.compile(
    r"\b(?:inkl(?:\.|usive)?\s*(?:mva|moms|25\s?%\s?mva)\b\.?|med\s+mva\b\.?|i\s+nok\b|nok\b|i\s+kr\b\.?|kr\b\.?|i\s+kroner|kroner|"
    r"tilbudt|tilbud|(?:per|pr\.?)\s+pakning|/\s?pakning|pris\b)|/\s?pakning\b",
    re.I,
)
# A column with one of these is about a price and is none: a discount, a difference, a day.
ABOUT = re.compile(r"rabatt|differanse|diff\b|endring|avslag|dato|gyldig|besparelse|andel|reduksjon", re.I)
REMEDY = "Behold én kolonne for hver av varenummer, pakning, maks-AUP og RHF-AUP."


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell that names a field: its column, its text, and what its words leave unexplained («» when nothing)."""

    field: str
    column: int
    text: str
    rest: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The heading row and the column of each field; `unused` are the other columns that have a heading."""

    row: int
    of: Mapping[str, int]
    unused: tuple[str, ...]


def named(text: str, column: int) -> Heading | None:
    """The field that a heading names, or None."""
    for field in sorted(STEMS, key=lambda field: field not in PRICES):  # «RHF-AUP per pakning» is a price
        match = STEMS[field].search(text)
        if match and not (field in PRICES and ABOUT.search(text)):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            plain = HARMLESS.sub(" ", rest) if field in PRICES else ""
            return Heading(field, column, text, " ".join(re.sub(r"[\s().,:;/\[\]\-–]+", " ", plain).split()))
    return None


def columns_of(grid: Grid, name: str) -> Columns:
    """The columns. Raises UserError: which is missing, twice there, hidden, or of another unit."""
    best: tuple[int, list[Heading]] = (0, [])
    for number, cells in grid.rows[:20]:
        found = [heading for column, cell in enumerate(cells) if (heading := named(text_of(cell.value), column))]
        if len({one.field for one in found}) > len({one.field for one in best[1]}):
            best = number, found
    row, headings = best
    shown = [one for one in headings if one.column not in grid.hidden]
    _all_there(grid, name, headings, shown)
    chosen = {field: _one(grid, row, field, headings, name) for field in STEMS if any(h.field == field for h in shown)}
    cells = next(cells for number, cells in grid.rows if number == row)
    return Columns(row, chosen, _unused(grid, cells, chosen))


def _all_there(grid: Grid, name: str, headings: Sequence[Heading], shown: Sequence[Heading]) -> None:
    missing = [label for field, label in NAMES.items() if field not in {one.field for one in shown}]
    if not missing:
        return
    hidden = [one for one in headings if one.column in grid.hidden and LABELS[one.field] in missing]
    told = f" Kolonne {grid.column(hidden[0].column)} «{hidden[0].text}» er skjult og brukes ikke." if hidden else ""
    raise UserError(
        f"Fant ikke kolonnen{'e' if len(missing) > 1 else ''} {', '.join(missing)}.{told}",
        where=_sheet(grid, name),
        remedy="Første rad skal ha overskriftene varenummer, pakning, maks-AUP og RHF-AUP.",
    )


def _one(grid: Grid, row: int, field: str, headings: Sequence[Heading], name: str) -> int:
    """The column of a field. Raises UserError when two can be meant, or when its words say another price."""
    mine = [one for one in headings if one.field == field]
    if field == "description" and len(mine) > 1:  # «Varenavn» beside «Pakning»: the package is what is asked for
        mine = [one for one in mine if one.text.lower().startswith("pakning") and one.column not in grid.hidden] or mine
    if len(mine) > 1:
        told = " og ".join(
            f"{grid.column(one.column)} «{one.text}»{' (skjult)' if one.column in grid.hidden else ''}" for one in mine
        )
        raise UserError(
            f"Flere kolonner kan være {LABELS[field]}: {told}.", where=f"{_sheet(grid, name)}, rad {row}", remedy=REMEDY
        )
    (only,) = mine
    where = f"{name}, {grid.place(row, only.column)}"
    if field in PRICES and (fault := unit_fault(only.text)):
        raise UserError(
            f"Overskriften «{only.text}» sier {fault}.",
            where=where,
            remedy="Prisene skal være i kroner inkl. mva. per pakning; regn dem om, og rett overskriften.",
        )
    if only.rest:
        raise UserError(
            f"Overskriften «{only.text}» har noe som ikke kan tolkes («{only.rest}»).",
            where=where,
            remedy=f"Skriv bare {LABELS[field]} når kolonnen gir kroner inkl. mva. per pakning.",
        )
    return only.column


def _unused(grid: Grid, cells: Sequence[Cell], chosen: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(
        f"{grid.column(column)} «{text}»"
        for column, cell in enumerate(cells or (EMPTY,))
        if column not in chosen.values() and column not in grid.hidden and (text := text_of(cell.value))
    )


def _sheet(grid: Grid, name: str) -> str:
    return f"{name}, arket «{grid.sheet}»" if grid.sheet else name
