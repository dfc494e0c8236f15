"""A file to the rows of its offer: the sheet that holds it, its columns, and everything that stops it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import UserError
from drafting.offers.amounts import amount, text_of
from drafting.offers.csv_file import MARKS, csv_grids
from drafting.offers.grid import EMPTY, Cell, Fault, Grid
from drafting.offers.headings import LABELS, PRICES, Columns, columns_of, named
from drafting.offers.packages import Offered, RowMistake, offered
from drafting.offers.units import unit_fault
from drafting.offers.workbook import workbook_grids

LARGEST_FILE = 5_000_000  # bytes
MOST_ROWS = 2_000
TEXT_ENDINGS = ("csv", "txt", "tsv")
WRONG_KIND = "Pristilbud leses fra .xlsx eller .csv."


@dataclass(frozen=True, slots=True)
class OfferTable:
    """The rows under the heading of an offer.

    Attributes:
        rows: row number and cells by field name; a price that cannot be used is a `Fault`.
        places: row number and field → the cell as the user would look it up.
        remarks: what the file holds that was not taken, one line of bokmål each.
    """

    rows: tuple[tuple[int, Mapping[str, Any]], ...]
    places: Mapping[tuple[int, str], str]
    remarks: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """The price cells that are there and cannot be used, one line each with place and remedy."""
        told = []
        for number, row in self.rows:
            for field in PRICES:
                try:
                    amount(row.get(field))
                except ValueError as error:
                    if text_of(row.get(field)) or isinstance(row.get(field), Fault):
                        told.append(RowMistake(number, LABELS[field], str(error), self.places[number, field]).line)
        return tuple(told)


def read_offer(content: bytes, name: str, owner: str) -> Offered:
    """The offer in a file.

    Args:
        content: the file's bytes; what it is, is judged by them.
        name: the file's name.
        owner: whose secret the RHF-AUP is: the company that made the offer.

    Raises:
        UserError: the file as a whole cannot be used: wrong kind, damaged, too large, without a heading row, two
            columns or sheets that can be meant, another currency or scale, merged cells, a row longer than its heading.
    """
    table = offer_table(content, name)
    return offered(table.rows, owner, table.places, table.remarks)


def offer_table(content: bytes, name: str) -> OfferTable:
    """The rows of the offer in a file. Raises UserError as `read_offer`."""
    if len(content) > LARGEST_FILE:
        raise UserError("Filen er for stor til å være et pristilbud.", where=name, remedy="Velg en fil under 5 MB.")
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if content.startswith(b"PK") or ending in ("xlsx", "xlsm"):
        grids, remarks = workbook_grids(content, name, MOST_ROWS)
        grid, columns, unused = _sheet_with_offer(grids, name)
        return _table(grid, columns, name, (*remarks, *grid.remarks, *unused))
    if content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")) or (ending and ending not in TEXT_ENDINGS):
        raise UserError(WRONG_KIND, where=name, remedy="Lagre filen i et av formatene.")
    mark, grid, columns = _parted(csv_grids(content, name), name)
    if len(grid.rows) > MOST_ROWS:
        raise UserError(f"Filen har over {MOST_ROWS} rader.", where=name, remedy="Velg en fil med bare pristilbudet.")
    _refuse_long_rows(grid, columns, mark, name)
    return _table(grid, columns, name, ())


def _sheet_with_offer(grids: Sequence[Grid], name: str) -> tuple[Grid, Columns, tuple[str, ...]]:
    """The only sheet with the columns of an offer, and a remark about the others. Raises UserError."""
    fitting = [grid for grid in grids if _looks_like_offer(grid)] if len(grids) > 1 else list(grids)
    if len(fitting) > 1:
        told = ", ".join(f"«{grid.sheet}»" for grid in fitting)
        raise UserError(
            f"Flere ark kan være pristilbudet: {told}.", where=name, remedy="Behold bare arket som gjelder, og lagre."
        )
    grid = fitting[0] if fitting else grids[0]
    others = [f"«{other.sheet}»" for other in grids if other is not grid and other.rows]
    return grid, columns_of(grid, name), (f"Andre ark er ikke lest: {', '.join(others)}.",) if others else ()


def _looks_like_offer(grid: Grid) -> bool:
    """Whether some row names at least an item number and a price, whatever else is wrong with the sheet."""
    found = [_fields(cells) for _, cells in grid.rows[:20]]
    return any("item_number" in fields and fields & set(PRICES) for fields in found)


def _fields(cells: Sequence[Cell]) -> set[str]:
    """The fields that a row names."""
    return {heading.field for n, cell in enumerate(cells) if (heading := named(text_of(cell.value), n))}


def _parted(grids: Mapping[str, Grid], name: str) -> tuple[str, Grid, Columns]:
    """The separator under which the heading names most fields. Raises UserError."""

    def fields(grid: Grid) -> int:
        rows = [cells for _, cells in grid.rows[:20] if len(cells) > 1]
        return max((len(_fields(cells)) for cells in rows), default=0)

    mark = max(grids, key=lambda mark: fields(grids[mark]))
    return mark, grids[mark], columns_of(grids[mark], name)


def _refuse_long_rows(grid: Grid, columns: Columns, mark: str, name: str) -> None:
    """A decimal comma in a file parted by commas gives a row more cells, or a price followed by its own decimals."""
    heading = next(cells for number, cells in grid.rows if number == columns.row)
    width = max((n for n, cell in enumerate(heading, start=1) if text_of(cell.value)), default=0)
    remedy = "Lagre filen med semikolon mellom kolonnene, eller som .xlsx."
    for number, cells in grid.rows:
        if number <= columns.row:
            continue
        filled = max((n for n, cell in enumerate(cells, start=1) if text_of(cell.value)), default=0)
        if filled > width:
            raise UserError(
                f"Raden har {filled} celler, og overskriften har {width}. Det kan være desimalkomma i en fil med "
                f"{MARKS[mark]} mellom kolonnene.",
                where=f"{name}, rad {number}",
                remedy=remedy,
            )
        for field in PRICES if mark == "," else ():
            at = columns.of[field]
            pair = [text_of(cells[n].value) if n < len(cells) else "" for n in (at, at + 1)]
            if re.fullmatch(r"[\d ]+", pair[0]) and re.fullmatch(r"\d{1,2}", pair[1]):
                raise UserError(
                    "Prisen kan leses på to måter: tallet etter kommaet kan være desimaler.",
                    where=f"{name}, {grid.place(number, at)}",
                    remedy=remedy,
                )


def _table(grid: Grid, columns: Columns, name: str, remarks: Sequence[str]) -> OfferTable:
    _refuse_merged(grid, columns, name)
    _refuse_units(grid, columns, name)
    rows: list[tuple[int, Mapping[str, Any]]] = []
    places: dict[tuple[int, str], str] = {}
    for number, cells in grid.rows:
        if number <= columns.row:
            continue
        chosen = {field: cells[at] if at < len(cells) else EMPTY for field, at in columns.of.items()}
        if any(text_of(cell.value) or cell.fault for cell in chosen.values()):
            rows.append((number, {field: _content(field, cell) for field, cell in chosen.items()}))
            places |= {(number, field): grid.place(number, at) for field, at in columns.of.items()}
    unused = (f"Kolonner som ikke er brukt: {', '.join(columns.unused)}.",) if columns.unused else ()
    return OfferTable(tuple(rows), places, (*remarks, *unused))


def _content(field: str, cell: Cell) -> Any:
    return cell.price if field in PRICES else cell.value


def _refuse_merged(grid: Grid, columns: Columns, name: str) -> None:
    used = set(columns.of.values())
    for first, last, left, right in grid.merged:
        if last >= columns.row and used & set(range(left, right + 1)):
            raise UserError(
                "Cellene er slått sammen, så det er uklart hvilken rad eller kolonne de gjelder.",
                where=f"{name}, {grid.place(first, left)}:{grid.place(last, right).rpartition(' ')[2]}",
                remedy="Del dem opp, og skriv verdien i hver celle.",
            )


def _refuse_units(grid: Grid, columns: Columns, name: str) -> None:
    """A line above or under the table, a column beside it or the sheet's name may say another currency or scale."""
    if fault := unit_fault(grid.sheet):
        raise UserError(
            f"Arkets navn sier {fault}.", where=f"{name}, arket «{grid.sheet}»", remedy="Gi prisene i kroner inkl. mva."
        )
    used = set(columns.of.values())
    for number, cells in grid.rows:
        if number == columns.row:  # `headings` has judged it
            continue
        product = number > columns.row and any(
            text_of(cell.value) for cell in cells[columns.of["item_number"] : columns.of["item_number"] + 1]
        )
        for at, cell in enumerate(cells):
            # A package may be called anything, and a price with «EUR» in its own cell is told at its row.
            if at in grid.hidden or not isinstance(cell.value, str) or (product and at in used):
                continue
            if fault := unit_fault(cell.value):
                raise UserError(
                    f"Teksten sier {fault}.",
                    where=f"{name}, {grid.place(number, at)}",
                    remedy="Prisene skal være i kroner inkl. mva. per pakning; regn dem om, og fjern teksten.",
                )
