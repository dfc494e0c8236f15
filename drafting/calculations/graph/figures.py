"""Figure: a number that knows its formula, its inputs and whose secret it is.

A calculation is written as ordinary arithmetic on figures; the result remembers how it came about. From that one
graph come the value, the derivation in words, the live formula of the workbook, the equation of the audit and the
sensitivity. Nobody marks a derived figure secret by hand: owners travel with the arithmetic (DESIGN, rule 2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from corpus.bokmal import number_style
from corpus.errors import InvalidCalculation
from drafting.calculations.graph.operations import OPERATIONS

Owners: TypeAlias = frozenset[str]
PUBLIC: Owners = frozenset()

# Decimals shown per unit, where a figure does not say otherwise. Values are never rounded; display is.
DECIMALS: Mapping[str, int] = MappingProxyType(
    {"NOK": 0, "NOK/QALY": 0, "%": 1, "år": 2, "QALY": 2, "dager": 0, "gruppe": 0, "plass": 0}
)
LARGEST = Decimal(10) ** 20
UNITLESS = frozenset({"gruppe", "plass", ""})
SINGULAR: Mapping[str, str] = MappingProxyType(
    {"pakninger": "pakning", "dager": "dag", "pasienter": "pasient", "sykluser": "syklus", "måneder": "måned"}
)
# A day as a number: its proleptic Gregorian ordinal, so that days can be subtracted like any other figures.
DATE = "dato"
# A share of one, shown in per cent.
SHARE = "andel"


class Operand:
    """Arithmetic shared by figures and terms; every operator gives a `Term`."""

    __slots__ = ()
    value: Decimal
    owners: Owners

    def __add__(self, other: Number) -> Term:
        return apply("add", self, other)

    def __radd__(self, other: Number) -> Term:
        return apply("add", other, self)

    def __sub__(self, other: Number) -> Term:
        return apply("subtract", self, other)

    def __rsub__(self, other: Number) -> Term:
        return apply("subtract", other, self)

    def __mul__(self, other: Number) -> Term:
        return apply("multiply", self, other)

    def __rmul__(self, other: Number) -> Term:
        return apply("multiply", other, self)

    def __truediv__(self, other: Number) -> Term:
        return apply("divide", self, other)

    def __rtruediv__(self, other: Number) -> Term:
        return apply("divide", other, self)


@dataclass(frozen=True, slots=True, eq=False)
class Term(Operand):
    """One operation and its operands: an inner node of a figure's formula.

    `args` hold figures, terms and exact constants; `owners` is the union of the operands' owners.
    """

    op: str
    args: tuple[Operand | Decimal, ...]
    value: Decimal
    owners: Owners


@dataclass(frozen=True, slots=True, eq=False)
class Figure(Operand):
    """A number of the note.

    Attributes:
        key: figure key of docs/rules.md, or for an input the path in the case file («offer.packages.557865.max_aup»).
        label: what it is, in bokmål, as a case handler says it.
        value: exact, unrounded.
        unit: «NOK», «år», «pakninger» …
        term: how it is computed; None for an input.
        reference: law, guideline or place in the case file that the formula or the input rests on.
        owners: whose secret it is; empty for a public figure. For a computed figure always its term's owners.
        remark: what a reader must know to use it («komparator til Maks-AUP»), or empty.
        decimals: decimals shown; None follows the unit.
    """

    key: str
    label: str
    value: Decimal
    unit: str
    term: Term | None = None
    reference: str = ""
    owners: Owners = PUBLIC
    remark: str = ""
    decimals: int | None = None

    @property
    def confidential(self) -> bool:
        return bool(self.owners)

    @property
    def inputs(self) -> tuple[Figure, ...]:
        """The figures that the formula uses directly, each once, in the order of the formula."""
        return tuple(dict.fromkeys(leaves(self.term))) if self.term else ()

    @property
    def formula(self) -> str:
        """The formula with the inputs' labels, in bokmål; empty for an input."""
        return written(self.term) if self.term else ""

    @property
    def display(self) -> str:
        """The value as printed in a note: «274 218 NOK», «6,39 år», «14.05.2025»."""
        if self.unit == DATE:
            return number_style.numeric_date(date.fromordinal(int(self.value)))
        if self.unit == SHARE:
            return f"{number_style.number(self.value * 100, _decimals_of(self.value * 100))} %"
        shown = number_style.number(self.value, self.shown_decimals)
        return quantity(shown, self.unit)

    @property
    def shown_decimals(self) -> int:
        if self.decimals is not None:
            return self.decimals
        if self.unit in DECIMALS:
            return DECIMALS[self.unit]
        return _decimals_of(self.value)


Value = TypeVar("Value")
Number: TypeAlias = Operand | Decimal | int
Figures: TypeAlias = Mapping[str, Figure]


def quantity(shown: str, unit: str) -> str:
    """A printed number with its unit after it: «8 pakninger», «1 pakning», «4» (a group has no unit)."""
    if unit in UNITLESS:
        return shown
    return f"{shown} {SINGULAR.get(unit, unit) if shown == '1' else unit}"


def _decimals_of(value: Decimal) -> int:
    """The decimals that the number has, none of them a trailing zero."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def apply(op: str, *args: Number) -> Term:
    """The operation `op` of `operations.py` on the operands.

    Raises InvalidCalculation as the operation says, with the key of the operand to look at.
    """
    operands = tuple(arg if isinstance(arg, Operand) else Decimal(arg) for arg in args)
    values = [arg.value if isinstance(arg, Operand) else arg for arg in operands]
    owners = PUBLIC.union(*(arg.owners for arg in operands if isinstance(arg, Operand)))
    try:
        value = OPERATIONS[op].compute(*values)
    except InvalidCalculation as error:
        suspect = operands[-1] if op == "divide" else operands[0]
        raise type(error)(error.what, where=error.where or _key_of(suspect), remedy=error.remedy) from None
    return Term(op, operands, value, owners)


def _key_of(operand: Operand | Decimal) -> str:
    """The keys that an operand rests on: its own, or those of the figures in it."""
    if isinstance(operand, Figure):
        return operand.key
    return ", ".join(dict.fromkeys(leaf.key for leaf in leaves(operand))) if isinstance(operand, Term) else ""


def computed(
    key: str, label: str, term: Term, unit: str, *, reference: str, remark: str = "", decimals: int | None = None
) -> Figure:
    """A figure from a term; value and owners come from the term and cannot be set.

    Raises:
        InvalidCalculation: when the number is larger than any real one, and than 28 digits can print exactly.
    """
    if abs(term.value) >= LARGEST:
        raise InvalidCalculation(
            f"{label[:1].upper()}{label[1:]} blir et urimelig stort tall.",
            where=", ".join(dict.fromkeys(leaf.key for leaf in leaves(term))),
            remedy="Se etter for mange siffer i saksfilen.",
        )
    return Figure(key, label, term.value, unit, term, reference, term.owners, remark, decimals)


def leaves(term: Term) -> Iterator[Figure]:
    """The figures in a term, from left to right, inside nested terms too."""
    for arg in term.args:
        if isinstance(arg, Figure):
            yield arg
        elif isinstance(arg, Term):
            yield from leaves(arg)


def written(term: Term) -> str:
    """A term in words and signs, with brackets only where they are needed."""
    operation = OPERATIONS[term.op]
    parts = []
    for place, operand in enumerate(term.args):
        arg = _unwrapped(operand)
        if isinstance(arg, Figure):
            parts.append(arg.label)
        elif isinstance(arg, Term):
            inner = OPERATIONS[arg.op]
            tighter = (
                bool(operation.template)
                or inner.precedence > operation.precedence
                or (inner.precedence == operation.precedence and place == 0)
            )
            parts.append(written(arg) if tighter else f"({written(arg)})")
        elif isinstance(arg, Decimal):
            parts.append(number_style.number(arg, _decimals_of(arg)))
    return (
        operation.template.format(*parts, all="; ".join(parts)) if operation.template else operation.joiner.join(parts)
    )


def _unwrapped(operand: Operand | Decimal) -> Operand | Decimal:
    """What a sum or product of one operand is: that operand."""
    while isinstance(operand, Term) and OPERATIONS[operand.op].joiner and len(operand.args) == 1:
        operand = operand.args[0]
    return operand


def fold(
    figure: Figure,
    leaf: Callable[[Figure], Value | None],
    constant: Callable[[Decimal], Value],
    operate: Callable[[str, Sequence[Value]], Value],
    memo: dict[int, Value] | None = None,
) -> Value:
    """The one walk over a figure's graph: its value in another kind of arithmetic.

    Args:
        leaf: the value of a figure that is to be taken as given, or None to look at its formula; must give a value
            for every input.
        constant: the value of an exact constant.
        operate: the value of an operation on the values of its operands.
        memo: values of figures met before, by identity; share one between figures of the same case.
    """
    known: dict[int, Value] = {} if memo is None else memo

    def value_of(operand: Operand | Decimal) -> Value:
        if isinstance(operand, Figure):
            if id(operand) not in known:
                given = leaf(operand)
                if given is None:
                    assert operand.term is not None, f"{operand.key} has no value"
                    given = value_of(operand.term)
                known[id(operand)] = given
            return known[id(operand)]
        if isinstance(operand, Term):
            return operate(operand.op, [value_of(arg) for arg in operand.args])
        assert isinstance(operand, Decimal)
        return constant(operand)

    return value_of(figure)
