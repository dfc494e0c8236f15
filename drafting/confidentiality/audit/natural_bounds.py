"""Bounds of any formula over a box of unknowns, operation by operation: sound, though not always the narrowest.

Used where a formula chooses («minste av», rank) or multiplies unknowns, so that it has no linear equation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import TypeAlias

from corpus.errors import InvalidCalculation
from drafting.calculations.graph.discounting import LONGEST_YEARS
from drafting.calculations.graph.figures import Figure, Operand, Term
from drafting.calculations.graph.operations import OPERATIONS

Bounds: TypeAlias = tuple[Decimal, Decimal]
Box: TypeAlias = Mapping[str, Bounds]


def natural_bounds(operand: Operand | Decimal, box: Box) -> Bounds:
    """The least and greatest value that the formula can take when the unknowns are in the box."""
    if isinstance(operand, Decimal):
        return operand, operand
    if isinstance(operand, Figure):
        if operand.term is not None:
            return natural_bounds(operand.term, box)
        return box.get(operand.key, (operand.value, operand.value)) if operand.confidential else (operand.value,) * 2
    assert isinstance(operand, Term)
    if not operand.owners:
        return operand.value, operand.value
    return BOUNDS[operand.op](*(natural_bounds(arg, box) for arg in operand.args))


def _add(*parts: Bounds) -> Bounds:
    return sum((low for low, _ in parts), Decimal(0)), sum((high for _, high in parts), Decimal(0))


def _subtract(left: Bounds, right: Bounds) -> Bounds:
    return left[0] - right[1], left[1] - right[0]


def _multiply(*parts: Bounds) -> Bounds:
    product = (Decimal(1), Decimal(1))
    for part in parts:
        corners = [one * other for one in product for other in part]
        product = min(corners), max(corners)
    return product


def _divide(left: Bounds, right: Bounds) -> Bounds:
    if right[0] <= 0 <= right[1]:
        tiny = Decimal("1e-9")
        right = (tiny if right[0] >= 0 else right[0], right[1] if right[1] > 0 else -tiny)
        if right[0] < 0 < right[1]:
            return Decimal("-1e30"), Decimal("1e30")
    corners = [one / other for one in left for other in right]
    return min(corners), max(corners)


def _rising(op: str) -> Callable[..., Bounds]:
    def bounds(*parts: Bounds) -> Bounds:
        compute = OPERATIONS[op].compute
        return compute(*(low for low, _ in parts)), compute(*(high for _, high in parts))

    return bounds


def _rounded(part: Bounds, step: Bounds) -> Bounds:
    compute = OPERATIONS["round_to"].compute
    return compute(part[0], step[0]), compute(part[1], step[0])


def _whole(rounding: str) -> Callable[[Bounds], Bounds]:
    return lambda part: (part[0].to_integral_value(rounding=rounding), part[1].to_integral_value(rounding=rounding))


def _rank(own: Bounds, *others: Bounds) -> Bounds:
    surely = sum(other[1] < own[0] for other in others)
    possibly = sum(other[0] < own[1] for other in others)
    return Decimal(1 + surely), Decimal(1 + possibly)


def _years(op: str) -> Callable[..., Bounds]:
    def bounds(target: Bounds, *settings: Bounds) -> Bounds:
        return _capped(op, target[0], settings), _capped(op, target[1], settings)

    return bounds


def _capped(op: str, value: Decimal, settings: tuple[Bounds, ...]) -> Decimal:
    try:
        return OPERATIONS[op].compute(max(Decimal(0), value), *(low for low, _ in settings))
    except InvalidCalculation:
        return Decimal(LONGEST_YEARS)


BOUNDS: Mapping[str, Callable[..., Bounds]] = MappingProxyType(
    {
        "same": _rising("same"),
        "add": _add,
        "subtract": _subtract,
        "multiply": _multiply,
        "divide": _divide,
        "ceil": _whole(ROUND_CEILING),
        "floor": _whole(ROUND_FLOOR),
        "min": _rising("min"),
        "max": _rising("max"),
        "round_to": _rounded,
        "rank": _rank,
        "discounted_years": _years("discounted_years"),
        "break_even": _years("break_even"),
    }
)
