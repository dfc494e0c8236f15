"""The few operations that figures are made of: how each computes, reads and breaks.

Add one here and it is at once computed, explained and checked; the workbook, the sensitivity and the audit each hold
a table from the same names to their own kind of arithmetic, and a test that none is missing.

Operands by operation: `add`, `multiply`, `min`, `max` take any number; `subtract`, `divide` two; `ceil`, `floor`,
`same` one; `round_to` value and step; `rank` own value, then the others; `discounted_years` and `break_even` years
(or target), point of the year, and the three discount rates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import prod
from types import MappingProxyType

from corpus.bokmal.number_style import round_half_up
from corpus.errors import InvalidCalculation
from drafting.calculations.graph.discounting import break_even_years, discounted_years


@dataclass(frozen=True, slots=True)
class Operation:
    """How one operation computes and how it is written.

    Attributes:
        compute: exact Decimals in, one Decimal out.
        joiner: sign between the operands («×»), or
        template: how a function is written («rund opp({0})»; `{all}` is every operand).
        precedence: binds tighter when larger; functions bind tightest.
    """

    compute: Callable[..., Decimal]
    joiner: str = ""
    template: str = ""
    precedence: int = 9


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """`numerator / denominator`. Raises InvalidCalculation on a denominator of zero."""
    if not denominator:
        raise InvalidCalculation("Kan ikke dele på null.", remedy="Rett tallet i saksfilen.")
    return numerator / denominator


def whole(rounding: str) -> Callable[[Decimal], Decimal]:
    return lambda value: value.to_integral_value(rounding=rounding)


def rank(own: Decimal, *others: Decimal) -> Decimal:
    """The place of `own` among all, cheapest first; equal values share the better place."""
    return Decimal(1 + sum(other < own for other in others))


RATES = "rente {2}, {3} og {4}"
OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "same": Operation(lambda value: value, template="{0}"),
        "add": Operation(lambda *terms: sum(terms, Decimal(0)), joiner=" + ", precedence=1),
        "subtract": Operation(lambda a, b: a - b, joiner=" \u2212 ", precedence=1),
        "multiply": Operation(lambda *factors: prod(factors, start=Decimal(1)), joiner=" × ", precedence=2),
        "divide": Operation(divide, joiner=" / ", precedence=2),
        "ceil": Operation(whole(ROUND_CEILING), template="rund opp({0})"),
        "floor": Operation(whole(ROUND_FLOOR), template="rund ned({0})"),
        "min": Operation(lambda *values: min(values), template="minste av({all})"),
        "max": Operation(lambda *values: max(values), template="største av({all})"),
        "round_to": Operation(
            lambda value, step: round_half_up(value / step) * step, template="avrund({0}; til nærmeste {1})"
        ),
        "rank": Operation(rank, template="plassering av({all})"),
        "discounted_years": Operation(discounted_years, template="diskontert sum av år({0}; {1}; " + RATES + ")"),
        "break_even": Operation(
            break_even_years,
            template="antall år med diskontert sum({0}; {1}; " + RATES + ")",
        ),
    }
)
