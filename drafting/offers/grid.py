"""What a file of an offer is before anything is understood of it: rows of cells, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Stands in a cell whose content cannot be used as a price; `message` says why and what to do, without a value."""

    message: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is seen. A price is taken from `price`, everything else from `value`.

    Attributes:
        value: what the cell holds: text, number, date or None.
        fault: why a number here would not be an amount in NOK as it stands («» when it is).
    """

    value: Any
    fault: str = ""

    @property
    def price(self) -> Any:
        return Fault(self.fault) if self.fault else self.value


EMPTY = Cell(None)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet that a person sees.

    Attributes:
        sheet: its name; «» for a CSV file.
        rows: (row number from 1, cells from column 1).
        hidden: columns that are not shown, from 0; their cells are here, so that a hidden twin can be named.
        merged: (first row, last row, first column, last column) of cells made one; rows from 1, columns from 0.
        remarks: what was left out, one line of bokmål each.
    """

    sheet: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    remarks: tuple[str, ...] = ()

    def place(self, row: int, column: int) -> str:
        """A cell as the user would look it up: «arket «Tilbud», celle D2», or «rad 2, kolonne 4»."""
        if self.sheet:
            return f"arket «{self.sheet}», celle {letters(column)}{row}"
        return f"rad {row}, kolonne {column + 1}"

    def column(self, column: int) -> str:
        """A column's name in its sheet: «D», or «kolonne 4» of a CSV file."""
        return letters(column) if self.sheet else f"kolonne {column + 1}"


def letters(column: int) -> str:
    """A column, counted from 0, as a spreadsheet names it: 0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
