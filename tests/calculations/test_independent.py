"""Discounting, break-even and the vectorised scenarios against scipy and numpy-financial."""

from __future__ import annotations

from decimal import Decimal
from math import floor

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from drafting.calculations.calculation import calculate
from drafting.calculations.graph.discounting import break_even_years, discounted_years
from drafting.calculations.graph.figures import Figure, apply, computed
from drafting.calculations.graph.operations import OPERATIONS
from drafting.calculations.graph.scenarios import VECTORISED, evaluated
from drafting.calculations.graph.sensitivity import recomputed
from tests.calculations.conftest import ITEM, made_case

RATES = (Decimal("0.04"), Decimal("0.03"), Decimal("0.02"))
FLAT = (Decimal("0.04"),) * 3
POINTS = (Decimal(0), Decimal("0.5"), Decimal(1))


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("years", [1, 5, 12, 39])
def test_whole_years_as_a_present_value(years: int, point: Decimal) -> None:
    paid = -npf.pv(0.04, years, 1, when="begin") / 1.04 ** float(point)
    assert float(discounted_years(Decimal(years), point, *RATES)) == pytest.approx(paid, rel=1e-12)


@pytest.mark.parametrize("point", POINTS)
def test_break_even_as_a_number_of_payments(point: Decimal) -> None:
    """At whole years the break-even is numpy-financial's number of periods."""
    for years in (1, 7, 30):
        worth = discounted_years(Decimal(years), point, *FLAT)
        periods = npf.nper(0.04, 1, -float(worth) * 1.04 ** float(point), when="begin")
        assert float(break_even_years(worth, point, *FLAT)) == pytest.approx(float(periods), rel=1e-9)


def rate_at(year: int) -> float:
    return 0.04 if year < 40 else 0.03 if year < 75 else 0.02


def factor(time: float) -> float:
    """Year by year with a loop: another route than the formula with exponents."""
    value, left, year = 1.0, time, 0
    while left > 0:
        value /= (1 + rate_at(year)) ** min(left, 1.0)
        left, year = left - 1.0, year + 1
    return value


def worth(years: float, point: float) -> float:
    whole = floor(years)
    return sum(factor(year + point) for year in range(whole)) + (years - whole) * factor(whole + point)


@settings(deadline=None, max_examples=60)
@given(st.decimals("0.1", 34, places=3), st.sampled_from(POINTS))
def test_break_even_as_a_root(target: Decimal, point: Decimal) -> None:
    assume(float(target) < worth(150, float(point)))
    root = brentq(lambda years: worth(years, float(point)) - float(target), 0, 160, xtol=1e-11)
    assert float(break_even_years(target, point, *RATES)) == pytest.approx(root, abs=1e-7)


def test_every_operation_has_a_vector() -> None:
    assert set(VECTORISED) == set(OPERATIONS)


VALUES = st.decimals("-50", "50", places=2)
PLAIN = sorted(set(OPERATIONS) - {"break_even", "discounted_years"})
ARGUMENTS = {"same": 1, "ceil": 1, "floor": 1, "subtract": 2, "divide": 2, "round_to": 2}


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(sorted(set(OPERATIONS) - {"break_even", "discounted_years"})),
    st.lists(VALUES, min_size=4, max_size=4),
)
def test_vectors_agree_with_decimals(op: str, values: list[Decimal]) -> None:
    count = ARGUMENTS.get(op, 4)
    assume(op not in ("divide", "round_to") or values[1] > 0)
    leaves = [Figure(f"x{n}", "x", value, "NOK") for n, value in enumerate(values[:count])]
    figure = computed("f", "f", apply(op, *leaves), "NOK", reference="")
    found = evaluated({"f": figure}, {leaf.key: np.array([float(leaf.value)]) for leaf in leaves})["f"]
    assert found[0] == pytest.approx(float(figure.value), rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.decimals(0, 35, places=2), st.sampled_from(POINTS), st.sampled_from(("break_even", "discounted_years")))
def test_discounting_vectors_agree_with_decimals(years: Decimal, point: Decimal, op: str) -> None:
    leaf = Figure("x", "x", min(years, Decimal(25)) if op == "break_even" else years, "år")
    figure = computed("f", "f", apply(op, leaf, point, *RATES), "år", reference="")
    found = evaluated({"f": figure}, {"x": np.array([float(leaf.value)])})["f"]
    assert found[0] == pytest.approx(float(figure.value), rel=1e-9, abs=1e-9)


CASE = {
    "treatment": {"kind": "one_off", "package": ITEM, "packages": 1},
    "comparator": {"name": "x", "annual_cost_max_aup": 300, "annual_cost_rhf_aup": {"secret": 200, "owner": "B AS"}},
    "threshold": {"payment": "mid_year"},
    "budget": {"new_patients": [10, 5, 5], "persistence": [1, Decimal("0.5"), Decimal("0.25")]},
    "cost_utility": {
        "incremental_qaly": Decimal("0.62"),
        "drug_cost_max_aup": 912000,
        "other_incremental_cost": -45000,
    },
}


def test_scenarios_agree_with_decimals_one_by_one() -> None:
    figures = calculate(made_case(CASE))
    random = np.random.default_rng(7)
    moved = {
        f"offer.packages.{ITEM}.rhf_aup": random.uniform(100, 2000, 12),
        "comparator.annual_cost_rhf_aup": random.uniform(150, 400, 12),
        "rates.diskonteringsrente_0_39": random.uniform(0, 0.08, 12),
        "budget.new_patients.2": random.uniform(0, 20, 12),
    }
    found = evaluated(figures, moved)
    assert list(found) == list(figures)
    for key, figure in figures.items():
        for scenario in range(12):
            exact = recomputed(figure, {leaf: Decimal(float(values[scenario])) for leaf, values in moved.items()})
            value = found[key] if found[key].shape == () else found[key][scenario]
            assert float(value) == pytest.approx(float(exact), rel=1e-9), key


def test_what_cannot_be_computed_is_not_a_number() -> None:
    figures = calculate(made_case(CASE))
    found = evaluated(
        figures,
        {
            "comparator.annual_cost_rhf_aup": np.array([0.0, 1.0, 200.0]),
            "cost_utility.incremental_qaly": np.array([0.0, 1.0, 2.0]),
        },
    )
    assert list(np.isnan(found["threshold.rhf_aup.years"])) == [True, True, False]
    assert list(np.isnan(found["icer.max_aup"])) == [True, False, False]


def test_vectors_refuse_what_decimals_refuse() -> None:
    years = np.array([-1.0, 201.0, 200.0])
    rates = [np.asarray(float(rate)) for rate in RATES]
    assert list(np.isnan(VECTORISED["discounted_years"](years, np.asarray(0.5), *rates))) == [True, True, False]
    assert np.isnan(VECTORISED["break_even"](np.array([-1.0]), np.asarray(0.5), *rates))[0]
    ruin = [np.asarray(-1.0), *rates[1:]]
    assert np.isnan(VECTORISED["break_even"](np.array([3.0]), np.asarray(0.5), *ruin))[0]


@pytest.mark.parametrize("op", ["break_even", "discounted_years"])
@pytest.mark.parametrize("place", range(5))
def test_any_operand_of_discounting_may_be_an_array(op: str, place: int) -> None:
    values = [Decimal(12), Decimal("0.5"), *RATES]
    arrays = [np.asarray(float(value)) for value in values]
    arrays[place] = np.array([float(values[place]), float(values[place]) / 2])
    found = VECTORISED[op](*arrays)
    assert found.shape == (2,)
    for scenario, divisor in enumerate((1, 2)):
        moved = [value / divisor if n == place else value for n, value in enumerate(values)]
        assert found[scenario] == pytest.approx(float(OPERATIONS[op].compute(*moved)), rel=1e-12)


def test_the_edges_of_the_discount_table() -> None:
    edge = np.array([0.0, 200.0])
    rates = [np.asarray(float(rate)) for rate in RATES]
    found = VECTORISED["discounted_years"](edge, np.asarray(0.0), *rates)
    assert found[0] == 0
    assert found[1] == pytest.approx(float(discounted_years(Decimal(200), Decimal(0), *RATES)))
    assert discounted_years(Decimal(0), Decimal(1), *RATES) == 0
    assert VECTORISED["break_even"](np.array([0.0, 1.0]), np.asarray(0.0), *rates) == pytest.approx([0.0, 1.0])
    nearly_all = discounted_years(Decimal("199.5"), Decimal(1), *RATES)
    assert float(break_even_years(nearly_all, Decimal(1), *RATES)) == pytest.approx(199.5)


def test_quotients_that_are_whole_in_decimals_stay_whole_in_doubles() -> None:
    for op, exact in (("floor", 5.0), ("ceil", 5.0)):
        for quotient in (38.5 / 7.7, np.nextafter(5.0, 0), np.nextafter(5.0, 9)):
            assert VECTORISED[op](np.array([quotient])) == exact
    assert VECTORISED["round_to"](np.array([1311.35]), np.asarray(0.1)) == pytest.approx(1311.4)
