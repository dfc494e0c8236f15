"""Formulas of a workbook that were stored without a value, calculated: what a spreadsheet shows when it opens it.

Arithmetic, comparisons, references, names, and the functions below; whatever else a formula uses makes its value
unknown, and the cell is named as unread.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any, TypeAlias

Value: TypeAlias = "float | str | bool | None"
Range: TypeAlias = "list[Value]"
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<ref>(?:'(?:[^']|'')+'!|[\w.]+!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w(.]))"
    r"|(?P<call>[A-Za-z][\w.]*)\(|(?P<name>[^\W\d]\w*(?:\.\w+)*)|(?P<sign><=|>=|<>|[-+*/^&=<>(),;%]))"
)
DEEPEST = 60
MOST_CELLS = 20_000
BINARY: tuple[tuple[str, ...], ...] = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))


class Unknown(ValueError):
    """A formula that cannot be calculated here."""


def calculated(data: bytes) -> Iterator[tuple[str, str, Value]]:
    """(sheet, cell, value) of every formula of a workbook; the value is None when it cannot be calculated."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    cells = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    named = {name: str(defined.attr_text) for name, defined in book.defined_names.items()}
    for sheet in book.worksheets:
        named |= {name: str(defined.attr_text) for name, defined in sheet.defined_names.items()}
    workbook = _Workbook(cells, {name.lower(): text for name, text in named.items()})
    for (title, cell), content in cells.items():
        if formula_of(content) is not None:
            try:
                yield title, cell, workbook.value(title, cell)
            except (Unknown, ArithmeticError, ValueError, RecursionError):
                yield title, cell, None


def formula_of(content: Any) -> str | None:
    """The formula in a cell's content without its equals sign; None when there is none."""
    text = getattr(content, "text", content)
    if isinstance(text, str) and text.startswith("=") and len(text) > 1:
        return text[1:]
    return "" if content is not text and content is not None else None


class _Workbook:
    def __init__(self, cells: Mapping[tuple[str, str], Any], names: Mapping[str, str]) -> None:
        self.cells, self.names = cells, names
        self._known: dict[tuple[str, str], Value] = {}
        self._open: set[tuple[str, str]] = set()

    def value(self, sheet: str, cell: str) -> Value:
        place = (sheet, cell)
        if place in self._known:
            return self._known[place]
        content = self.cells.get(place)
        formula = formula_of(content)
        if formula is None:
            return _plain(content)
        if place in self._open or len(self._open) > DEEPEST * 20:
            raise Unknown("circle")
        self._open.add(place)
        try:
            found = _Formula(self, sheet, formula).result()
        finally:
            self._open.discard(place)
        self._known[place] = found
        return found

    def range(self, sheet: str, reference: str) -> Range:
        """The cells of «B2» or «B2:D4», row by row."""
        from openpyxl.utils import get_column_letter, range_boundaries

        named, _, cells = reference.rpartition("!")
        sheet = named.strip("'").replace("''", "'") or sheet
        left, top, right, bottom = range_boundaries(cells.replace("$", "").upper())
        if left is None or top is None or right is None or bottom is None:
            raise Unknown(reference)
        if (right - left + 1) * (bottom - top + 1) > MOST_CELLS:
            raise Unknown(reference)
        return [
            self.value(sheet, f"{get_column_letter(column)}{row}")
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


def _plain(content: Any) -> Value:
    """A cell's own content; a date as the number of days that a spreadsheet keeps it as."""
    from openpyxl.utils.datetime import to_excel

    if isinstance(content, date | time | timedelta):
        return float(to_excel(content))  # type: ignore[no-untyped-call]
    return content if isinstance(content, str | bool | int | float | None) else str(content)


class _Formula:
    """One formula, read and calculated from left to right by the strength of its signs."""

    def __init__(self, book: _Workbook, sheet: str, text: str) -> None:
        self.book, self.sheet, self.at, self.depth = book, sheet, 0, 0
        self.tokens: list[tuple[str, str]] = []
        place = 0
        text = text.strip()
        while place < len(text):
            match = TOKEN.match(text, place)
            if match is None or match.end() == place:
                raise Unknown(text[:20])
            kind = str(match.lastgroup)
            self.tokens.append((kind, match[kind]))
            place = match.end()

    def result(self) -> Value:
        found = self._scalar(self._expression(0))
        if self.at != len(self.tokens):
            raise Unknown("rest")
        return found

    def _next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _take(self, *signs: str) -> str:
        kind, text = self._next()
        if kind == "sign" and text in signs:
            self.at += 1
            return text
        return ""

    @staticmethod
    def _scalar(found: Value | Range) -> Value:
        if not isinstance(found, list):
            return found
        if len(found) != 1:
            raise Unknown("range")
        return found[0]

    def _number(self, found: Value | Range) -> float:
        value = self._scalar(found)
        if isinstance(value, str):
            raise Unknown("text")
        return float(value or 0)

    def _expression(self, level: int) -> Value | Range:
        self.depth += 1
        if self.depth > DEEPEST * len(BINARY):
            raise Unknown("depth")
        try:
            if level == len(BINARY):
                return self._signed()
            left = self._expression(level + 1)
            while sign := self._take(*BINARY[level]):
                left = self._joined(sign, left, self._expression(level + 1))
            return left
        finally:
            self.depth -= 1

    def _joined(self, sign: str, left: Value | Range, right: Value | Range) -> Value:
        if sign == "&":
            return _text(self._scalar(left)) + _text(self._scalar(right))
        if sign in BINARY[0]:
            return _compared(sign, self._scalar(left), self._scalar(right))
        one, other = self._number(left), self._number(right)
        powers: Mapping[str, Callable[[], float]] = {
            "+": lambda: one + other,
            "-": lambda: one - other,
            "*": lambda: one * other,
            "/": lambda: one / other,
            "^": lambda: math.pow(one, other),
        }
        return powers[sign]()

    def _signed(self) -> Value | Range:
        """A minus binds stronger than a power, as in every spreadsheet: -2^2 is 4."""
        if sign := self._take("-", "+"):
            value = self._number(self._signed())
            return -value if sign == "-" else value
        found = self._operand()
        while self._take("%"):
            found = self._number(found) / 100
        return found

    def _operand(self) -> Value | Range:
        kind, text = self._next()
        self.at += 1
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "ref":
            return self.book.range(self.sheet, text)
        if kind == "call":
            return self._call(text.upper())
        if kind == "name":
            return self._named(text)
        if (kind, text) == ("sign", "("):
            found = self._expression(0)
            if not self._take(")"):
                raise Unknown("bracket")
            return found
        raise Unknown(text)

    def _named(self, name: str) -> Value | Range:
        if name.upper() in ("TRUE", "FALSE"):
            return name.upper() == "TRUE"
        defined = self.book.names.get(name.lower())
        if defined is None:
            raise Unknown(name)
        return _Formula(self.book, self.sheet, defined)._expression(0)

    def _call(self, name: str) -> Value:
        arguments: list[Value | Range] = []
        while not self._take(")"):
            arguments.append(self._expression(0))
            if not self._take(",", ";") and self._next() != ("sign", ")"):
                raise Unknown(name)
        if name == "IF":
            chosen = arguments[1] if self._number(arguments[0]) else arguments[2] if len(arguments) > 2 else False
            return self._scalar(chosen)
        if name == "INDEX" and len(arguments) == 2 and isinstance(arguments[0], list):
            return arguments[0][self._position(arguments[1], arguments[0])]
        if name == "MATCH" and len(arguments) == 3 and isinstance(arguments[1], list):
            return self._match(self._number(arguments[0]), arguments[1], int(self._number(arguments[2])))
        if name in OVER_ALL:
            return OVER_ALL[name](_numbers(arguments))
        if name in OF_NUMBERS:
            return OF_NUMBERS[name](*map(self._number, arguments))
        raise Unknown(name)

    def _position(self, place: Value | Range, among: Range) -> int:
        number = int(self._number(place))
        if not 1 <= number <= len(among):
            raise Unknown("position")
        return number - 1

    def _match(self, wanted: float, among: Range, order: int) -> float:
        numbers = [float(value) for value in among if isinstance(value, int | float)]
        fits = [n for n, value in enumerate(numbers, 1) if (value <= wanted if order == 1 else value == wanted)]
        if order not in (0, 1) or not fits or len(numbers) != len(among):
            raise Unknown("match")
        return float(fits[-1] if order == 1 else fits[0])


def _numbers(arguments: list[Value | Range]) -> list[float]:
    flat = [value for argument in arguments for value in (argument if isinstance(argument, list) else [argument])]
    return [float(value) for value in flat if isinstance(value, int | float) and not isinstance(value, bool)]


def _compared(sign: str, left: Value, right: Value) -> bool:
    one, other = left or 0, right or 0
    if isinstance(one, str) != isinstance(other, str):
        raise Unknown("comparison")
    ways: Mapping[str, bool] = {
        "=": one == other,
        "<>": one != other,
        "<": one < other,  # type: ignore[operator]
        ">": one > other,  # type: ignore[operator]
        "<=": one <= other,  # type: ignore[operator]
        ">=": one >= other,  # type: ignore[operator]
    }
    return ways[sign]


def _text(value: Value) -> str:
    return "" if value is None else format(value, ".15g") if isinstance(value, float) else str(value)


def _rounded(value: float, digits: float = 0) -> float:
    places = Decimal(1).scaleb(-int(digits))
    return float(Decimal(repr(value)).quantize(places, rounding=ROUND_HALF_UP))


OVER_ALL: Mapping[str, Callable[[list[float]], float]] = {
    "SUM": math.fsum,
    "PRODUCT": math.prod,
    "MIN": lambda values: min(values, default=0.0),
    "MAX": lambda values: max(values, default=0.0),
    "AVERAGE": lambda values: math.fsum(values) / len(values),
    "COUNT": lambda values: float(len(values)),
}
OF_NUMBERS: Mapping[str, Callable[..., float]] = {
    "ROUND": _rounded,
    "INT": lambda value: float(math.floor(value)),
    "TRUNC": lambda value: float(math.trunc(value)),
    "ABS": abs,
    "SQRT": math.sqrt,
    "POWER": math.pow,
    "VALUE": lambda value: value,
}
