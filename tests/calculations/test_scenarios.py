"""Each vectorised operation against the exact one, at the edges where they could part; and rates.toml read anew."""

from __future__ import annotations

from decimal import Decimal
from math import isnan

import numpy as np
import pytest

from corpus.errors import InvalidCalculation
from drafting.calculations.graph.operations import OPERATIONS
from drafting.calculations.graph.rates import RATES_FILE, known_rates, rates_of
from drafting.calculations.graph.scenarios import VECTORISED

RATES = (Decimal("0.04"), Decimal("0.03"), Decimal("0.02"))
EDGES = [
    ("divide", ("7", "2")),
    ("divide", ("7", "0")),
    ("divide", ("0", "3")),
    ("divide", ("-7", "1")),
    ("rank", ("5", "4", "6", "5")),
    ("rank", ("5", "5")),
    ("rank", ("5", "1", "2", "3")),
    ("rank", ("1", "2")),
    ("round_to", ("250", "100")),
    ("round_to", ("249.99", "100")),
    ("round_to", ("-250", "100")),
    ("round_to", ("0.35", "0.1")),
    ("min", ("3", "2")),
    ("max", ("3", "2")),
    ("min", ("2", "3")),
    ("max", ("-3", "-2")),
    ("ceil", ("2.1",)),
    ("ceil", ("2",)),
    ("ceil", ("-2.1",)),
    ("floor", ("2.9",)),
    ("floor", ("-2.1",)),
    ("add", ("1", "2", "4")),
    ("subtract", ("1", "2")),
    ("multiply", ("3", "0.5", "4")),
    ("same", ("9",)),
    *(
        ("discounted_years", (years, point, *map(str, RATES)))
        for years in ("0", "0.5", "1", "1.25", "39.5", "40", "40.5", "41", "74.9", "75.5", "76", "150", "200")
        for point in ("0", "0.5", "1")
    ),
    *(
        ("break_even", (target, point, *map(str, RATES)))
        for target in ("0", "0.5", "1", "1.0001", "5.6496", "19.5", "20.5", "24", "26", "27")
        for point in ("0", "0.5", "1")
    ),
    ("break_even", ("5000", "0.5", *map(str, RATES))),
    ("break_even", ("-1", "0.5", *map(str, RATES))),
    ("discounted_years", ("-1", "0", *map(str, RATES))),
    ("discounted_years", ("201", "0", *map(str, RATES))),
    ("discounted_years", ("3", "0", "-1", "0.03", "0.02")),
    ("discounted_years", ("3", "0", "0", "0", "0")),
    ("discounted_years", ("60", "0", "0.04", "-1", "0.02")),
    ("break_even", ("3.5", "1", "0", "0", "0")),
]


def exact(name: str, args: tuple[str, ...]) -> float:
    try:
        return float(OPERATIONS[name].compute(*map(Decimal, args)))
    except InvalidCalculation:
        return float("nan")


@pytest.mark.parametrize(("name", "args"), EDGES)
def test_numbers_and_arrays_agree_with_the_exact_operation(name: str, args: tuple[str, ...]) -> None:
    expected = exact(name, args)
    with np.errstate(all="ignore"):
        alone = VECTORISED[name](*(np.asarray(float(arg)) for arg in args))
        column = VECTORISED[name](*(np.full((3,), float(arg)) for arg in args))
        first_moves = VECTORISED[name](np.array([float(args[0])] * 2), *(np.asarray(float(arg)) for arg in args[1:]))
        last_moves = VECTORISED[name](*(np.asarray(float(arg)) for arg in args[:-1]), np.array([float(args[-1])] * 2))
    for found, shape in ((alone, ()), (column, (3,)), (first_moves, (2,)), (last_moves, (2,))):
        assert np.shape(found) == shape
        if isnan(expected):
            assert np.isnan(found).all()
        else:
            assert np.allclose(found, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", ["discounted_years", "break_even"])
def test_each_scenario_is_computed_by_itself(name: str) -> None:
    firsts = ["0", "0.5", "7.25", "300", "24", "1"]
    rates = [np.asarray(float(rate)) for rate in RATES]
    with np.errstate(all="ignore"):
        found = VECTORISED[name](np.array(list(map(float, firsts))), np.asarray(0.5), *rates)
        moved = VECTORISED[name](np.asarray(6.0), np.asarray(0.5), np.array([0.0, 0.04, 0.08]), *rates[1:])
    one_by_one = [exact(name, (first, "0.5", *map(str, RATES))) for first in firsts]
    assert np.allclose(found, one_by_one, rtol=1e-12, equal_nan=True)
    by_rate = [exact(name, ("6", "0.5", rate, *map(str, RATES[1:]))) for rate in ("0", "0.04", "0.08")]
    assert np.allclose(moved, by_rate, rtol=1e-12)


def test_no_number_stays_no_number() -> None:
    nothing = np.array([np.nan, 2.0])
    with np.errstate(all="ignore"):
        found = VECTORISED["break_even"](nothing, np.asarray(0.5), *(np.asarray(float(rate)) for rate in RATES))
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(exact("break_even", ("2", "0.5", *map(str, RATES))))


def test_the_rates_read_anew_are_those_in_use() -> None:
    assert rates_of(RATES_FILE.read_text(encoding="utf-8")) == known_rates()
