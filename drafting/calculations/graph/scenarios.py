"""Thousands of scenarios at once: the figures' own graphs in numpy.

For plots and ranges only: values are doubles. What cannot be computed in a scenario is NaN, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from drafting.calculations.graph.discounting import FIRST_CHANGE, LONGEST_YEARS, SECOND_CHANGE
from drafting.calculations.graph.figures import Figure, fold

Numbers: TypeAlias = NDArray[np.float64]
# Quotients that are whole in exact arithmetic may end a hair off in doubles; no dose is known to nine decimals.
SNAP = 9


def evaluated(figures: Mapping[str, Figure], values: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """Every figure in every scenario.

    Args:
        figures: the case's figures, by key.
        values: inputs (by leaf key) as arrays of one shape, one number a scenario; other inputs stay as they are.

    Returns:
        One array a figure, shape () for a figure that none of `values` moves.
    """
    memo: dict[int, Numbers] = {}

    def leaf(part: Figure) -> Numbers | None:
        if part.key in values:
            return np.asarray(values[part.key], dtype=np.float64)
        return np.float64(part.value) * np.ones(()) if part.term is None else None

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return {
            key: fold(figure, leaf, _constant, lambda op, args: VECTORISED[op](*args), memo)
            for key, figure in figures.items()
        }


def _constant(value: Decimal) -> Numbers:
    return np.asarray(float(value))


def _sum(*terms: Numbers) -> Numbers:
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def _product(*factors: Numbers) -> Numbers:
    total = factors[0]
    for factor in factors[1:]:
        total = total * factor
    return total


def _divide(numerator: Numbers, denominator: Numbers) -> Numbers:
    return np.where(denominator == 0, np.nan, numerator / np.where(denominator == 0, 1, denominator))


def _least(*values: Numbers) -> Numbers:
    least = values[0]
    for value in values[1:]:
        least = np.minimum(least, value)
    return least


def _greatest(*values: Numbers) -> Numbers:
    return -_least(*(-value for value in values))


def _round_to(value: Numbers, step: Numbers) -> Numbers:
    parts = np.round(value / step, SNAP)
    return np.copysign(np.floor(np.abs(parts) + 0.5), parts) * step


def _rank(own: Numbers, *others: Numbers) -> Numbers:
    return 1.0 + _sum(np.zeros(()), *((other < own).astype(np.float64) for other in others))


def _factor(time: Numbers, first: Numbers, second: Numbers, third: Numbers) -> Numbers:
    """As `discounting.discount_factor`; NaN for a rate of -100 % or less."""
    spans = (
        np.minimum(time, FIRST_CHANGE),
        np.clip(time - FIRST_CHANGE, 0, SECOND_CHANGE - FIRST_CHANGE),
        np.maximum(time - SECOND_CHANGE, 0),
    )
    rates = (np.where(rate <= -1, np.nan, rate) for rate in (first, second, third))
    return _product(*((1 + rate) ** -span for rate, span in zip(rates, spans, strict=True)))


def _discounted_years(years: Numbers, point: Numbers, first: Numbers, second: Numbers, third: Numbers) -> Numbers:
    total = np.zeros(np.broadcast(years, point, first, second, third).shape)
    for year in range(LONGEST_YEARS):
        share = np.clip(years - year, 0, 1)
        if not np.any(share):
            break
        total = total + share * _factor(year + point, first, second, third)
    return np.where((years < 0) | (years > LONGEST_YEARS), np.nan, total)


def _break_even(target: Numbers, point: Numbers, first: Numbers, second: Numbers, third: Numbers) -> Numbers:
    shape = np.broadcast(target, point, first, second, third).shape
    left = np.array(np.broadcast_to(target, shape), dtype=np.float64)
    found = np.full(shape, np.nan)
    open_still = ~(left < 0) & ~np.isnan(left)
    for year in range(LONGEST_YEARS):
        factor = _factor(year + point, first, second, third)
        reached = open_still & (left <= factor)
        found = np.where(reached, year + left / factor, found)
        open_still = open_still & ~reached
        if not np.any(open_still):
            break
        left = left - factor
    return found


VECTORISED: Mapping[str, Callable[..., Numbers]] = MappingProxyType(
    {
        "same": lambda value: value,
        "add": _sum,
        "subtract": lambda a, b: a - b,
        "multiply": _product,
        "divide": _divide,
        "ceil": lambda value: np.ceil(np.round(value, SNAP)),
        "floor": lambda value: np.floor(np.round(value, SNAP)),
        "min": _least,
        "max": _greatest,
        "round_to": _round_to,
        "rank": _rank,
        "discounted_years": _discounted_years,
        "break_even": _break_even,
    }
)
