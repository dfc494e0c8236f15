"""Figures as live spreadsheet formulas on named cells, understood alike by Excel and LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from drafting.calculations.graph.figures import Figure, Operand, Term

# Quotients that are whole in exact arithmetic may end a hair off in doubles.
SNAP = 9


def names_of(figures: Iterable[Figure]) -> dict[str, str]:
    """A cell name for each figure key: letters, digits and underscores, each name once."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for figure in figures:
        name = base = re.sub(r"[^A-Za-z0-9_]", "_", figure.key)
        if re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*|\d.*", name):  # would be read as a cell
            name = base = f"tall_{name}"
        number = 2
        while name.lower() in taken:
            name, number = f"{base}_{number}", number + 1
        taken.add(name.lower())
        names[figure.key] = name
    return names


class Formulas:
    """Writes formulas; `tables` are the discount tables that they need, by their operands' formulas.

    A discount table is (point of year, first, second, third rate) → its number; its cells are named
    `diskontering_<n>_faktor` (year 0, 1 …) and `diskontering_<n>_sum` (sum of the factors before that year).
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self.tables: dict[tuple[str, ...], int] = {}

    def of(self, figure: Figure) -> str:
        """The formula of a computed figure, with its equals sign. Raises ValueError for an input."""
        if figure.term is None:
            raise ValueError(figure.key)
        return f"={self._written(figure.term)}"

    def _written(self, operand: Operand | Decimal) -> str:
        if isinstance(operand, Figure):
            return self._names[operand.key]
        if isinstance(operand, Term):
            args = [self._written(arg) for arg in operand.args]
            if operand.op in DISCOUNTING:
                number = self.tables.setdefault(tuple(args[1:]), len(self.tables) + 1)
                return DISCOUNTING[operand.op](args[0], number)
            return FORMULAS[operand.op](args)
        assert isinstance(operand, Decimal)
        return format(operand, "f")


def factor_formula(year: str, table: Sequence[str]) -> str:
    """The discount factor of the payment in a year, as `discounting.discount_factor`.

    Args:
        year: the cell that holds the year, 0, 1 …
        table: formulas of the point of the year and the three rates.
    """
    point, first, second, third = table
    time = f"({year}+{point})"
    return f"=(1+{first})^-MIN({time},40)*(1+{second})^-MIN(MAX({time}-40,0),35)*(1+{third})^-MAX({time}-75,0)"


def _discounted_years(years: str, table: int) -> str:
    factor, total = f"diskontering_{table}_faktor", f"diskontering_{table}_sum"
    return f"(INDEX({total},INT({years})+1)+({years}-INT({years}))*INDEX({factor},INT({years})+1))"


def _break_even(target: str, table: int) -> str:
    factor, total = f"diskontering_{table}_faktor", f"diskontering_{table}_sum"
    row = f"MATCH({target},{total},1)"
    return f"({row}-1+({target}-INDEX({total},{row}))/INDEX({factor},{row}))"


def _rank(args: Sequence[str]) -> str:
    return "(1" + "".join(f"+IF({other}<{args[0]},1,0)" for other in args[1:]) + ")"


FORMULAS: Mapping[str, Callable[[Sequence[str]], str]] = MappingProxyType(
    {
        "same": lambda args: args[0],
        "add": lambda args: f"({'+'.join(args)})",
        "subtract": lambda args: f"({args[0]}-{args[1]})",
        "multiply": lambda args: f"({'*'.join(args)})",
        "divide": lambda args: f"({args[0]}/{args[1]})",
        "ceil": lambda args: f"(-INT(-ROUND({args[0]},{SNAP})))",
        "floor": lambda args: f"INT(ROUND({args[0]},{SNAP}))",
        "min": lambda args: f"MIN({','.join(args)})",
        "max": lambda args: f"MAX({','.join(args)})",
        "round_to": lambda args: f"(ROUND(ROUND({args[0]}/{args[1]},{SNAP}),0)*{args[1]})",
        "rank": _rank,
    }
)
DISCOUNTING: Mapping[str, Callable[[str, int], str]] = MappingProxyType(
    {"discounted_years": _discounted_years, "break_even": _break_even}
)
