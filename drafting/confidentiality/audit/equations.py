"""A figure's formula as an equation in the unknown secrets, read from the same graph that computed it.

Every figure of a price note is affine in the secrets (n × price − cost), a ratio of two such (price / cost a year), or
a rising function of one of these (the break-even duration). That is all the arithmetic an outsider can invert.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from corpus.errors import InvalidCalculation
from drafting.calculations.graph.discounting import LONGEST_YEARS, discounted_years
from drafting.calculations.graph.figures import Figure, Operand, Term
from drafting.calculations.graph.operations import OPERATIONS

Coefficients: TypeAlias = Mapping[str, Fraction]
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Affine:
    """constant + Σ coefficient × unknown; unknowns by the key of their input."""

    constant: Fraction
    terms: Coefficients = field(default_factory=dict)

    def __add__(self, other: Affine) -> Affine:
        keys = dict.fromkeys((*self.terms, *other.terms))
        terms = {key: self.terms.get(key, Fraction(0)) + other.terms.get(key, Fraction(0)) for key in keys}
        return Affine(self.constant + other.constant, {key: value for key, value in terms.items() if value})

    def times(self, factor: Fraction) -> Affine:
        return Affine(self.constant * factor, {key: value * factor for key, value in self.terms.items() if factor})

    def at(self, point: Mapping[str, Fraction]) -> Fraction:
        return self.constant + sum((value * point[key] for key, value in self.terms.items()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Rising:
    """A rising function put on a form: `forward` shows it, `backward` undoes it."""

    forward: Callable[[Fraction], Fraction]
    backward: Callable[[Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Equation:
    """A value as over / under of affine forms, give or take `slack` (inner rounding), then through `rising`."""

    over: Affine
    under: Affine = field(default_factory=lambda: Affine(ONE))
    slack: Fraction = Fraction(0)
    rising: Rising | None = None

    @property
    def constant(self) -> bool:
        return not self.over.terms and not self.under.terms

    def gradient(self, point: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """The direction in which the equation's own side changes at a point (before `rising`)."""
        over, under = self.over.at(point), self.under.at(point)
        keys = dict.fromkeys((*self.over.terms, *self.under.terms))
        zero = Fraction(0)
        return {
            key: (self.over.terms.get(key, zero) * under - self.under.terms.get(key, zero) * over) / (under * under)
            for key in keys
        }


class NoEquation(Exception):
    """A formula that is no ratio of affine forms; it is bounded in another way (`choices`)."""


def unknowns(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The secret inputs that the figures rest on, by key."""
    found: dict[str, Figure] = {}

    def visit(operand: Operand | Decimal) -> None:
        if isinstance(operand, Figure):
            if operand.term is not None:
                visit(operand.term)
            elif operand.confidential:
                found.setdefault(operand.key, operand)
        elif isinstance(operand, Term):
            for arg in operand.args:
                visit(arg)

    for figure in figures.values():
        if figure.confidential:
            visit(figure)
    return found


def equation(operand: Operand | Decimal) -> Equation:
    """The equation of a figure, term or constant. Raises NoEquation when its formula chooses («minste av»)."""
    if isinstance(operand, Decimal):
        return Equation(Affine(Fraction(operand)))
    if isinstance(operand, Figure):
        if operand.term is not None:
            return equation(operand.term)
        if operand.confidential:
            return Equation(Affine(Fraction(0), {operand.key: ONE}))
        return Equation(Affine(Fraction(operand.value)))
    assert isinstance(operand, Term)
    if not operand.owners:
        return Equation(Affine(Fraction(operand.value)))
    if operand.op not in RULES:
        raise NoEquation(operand.op)
    return RULES[operand.op](*(equation(arg) for arg in operand.args))


def _add(*parts: Equation) -> Equation:
    total = parts[0]
    for part in parts[1:]:
        total = _sum(total, part)
    return total


def _sum(left: Equation, right: Equation) -> Equation:
    if left.rising or right.rising:
        if right.constant and left.rising:
            return _shifted(left, right.over.constant / right.under.constant, ONE)
        if left.constant and right.rising:
            return _shifted(right, left.over.constant / left.under.constant, ONE)
        raise NoEquation("add")
    slack = left.slack + right.slack
    if left.under == right.under:
        return Equation(left.over + right.over, left.under, slack)
    if not right.under.terms:
        left, right = right, left
    if left.under.terms:
        raise NoEquation("add")
    scaled = left.over.times(1 / left.under.constant)  # a + b/c = (a × c + b) / c, affine when a is a constant
    if scaled.terms:
        raise NoEquation("add")
    return Equation(right.under.times(scaled.constant) + right.over, right.under, slack)


def _shifted(part: Equation, add: Fraction, factor: Fraction) -> Equation:
    """`factor` × part + `add` where part has a rising function: put into that function. Only for factor > 0."""
    rising = part.rising
    if rising is None or factor <= 0:
        raise NoEquation("multiply")
    return replace(
        part,
        rising=Rising(
            lambda value: rising.forward(value) * factor + add, lambda value: rising.backward((value - add) / factor)
        ),
    )


def _subtract(left: Equation, right: Equation) -> Equation:
    return _sum(left, _scaled(right, Fraction(-1)))


def _scaled(part: Equation, factor: Fraction) -> Equation:
    if part.rising:
        return _shifted(part, Fraction(0), factor)
    return replace(part, over=part.over.times(factor), slack=part.slack * abs(factor))


def _multiply(*parts: Equation) -> Equation:
    factor = ONE
    rest: Equation | None = None
    for part in parts:
        if part.constant:
            factor *= part.over.constant / part.under.constant
        elif rest is None:
            rest = part
        else:
            raise NoEquation("multiply")
    return Equation(Affine(factor)) if rest is None else _scaled(rest, factor)


def _divide(left: Equation, right: Equation) -> Equation:
    if right.constant:
        return _scaled(left, right.under.constant / right.over.constant)
    plain = not (left.rising or right.rising or left.slack or right.slack)
    if not plain or left.under.terms or right.under.terms:
        raise NoEquation("divide")
    return Equation(left.over.times(right.under.constant), right.over.times(left.under.constant))


def _break_even(target: Equation, *settings: Equation) -> Equation:
    if target.rising or any(not setting.constant for setting in settings):
        raise NoEquation("break_even")
    values = [_decimal(setting.over.constant / setting.under.constant) for setting in settings]

    def forward(payments: Fraction) -> Fraction:
        try:
            return Fraction(OPERATIONS["break_even"].compute(max(Decimal(0), _decimal(payments)), *values))
        except InvalidCalculation:
            return Fraction(LONGEST_YEARS)

    def backward(years: Fraction) -> Fraction:
        inside = min(max(_decimal(years), Decimal(0)), Decimal(LONGEST_YEARS))
        return Fraction(discounted_years(inside, *values))

    return replace(target, rising=Rising(forward, backward))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _rounded(part: Equation, step: Equation) -> Equation:
    if part.rising:
        raise NoEquation("round_to")
    return replace(part, slack=part.slack + abs(step.over.constant / step.under.constant) / 2)


def _whole(part: Equation) -> Equation:
    if part.rising:
        raise NoEquation("ceil")
    return replace(part, slack=part.slack + 1)


def _same(part: Equation) -> Equation:
    return part


# What each operation of `operations.py` does to an equation; «min», «max» and «rank» choose, and stand in CHOICES.
RULES: Mapping[str, Callable[..., Equation]] = MappingProxyType(
    {
        "same": _same,
        "add": _add,
        "subtract": _subtract,
        "multiply": _multiply,
        "divide": _divide,
        "ceil": _whole,
        "floor": _whole,
        "round_to": _rounded,
        "break_even": _break_even,
    }
)
CHOICES = frozenset({"min", "max", "rank", "discounted_years"})
