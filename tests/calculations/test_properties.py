"""Round trips, monotonicity and additivity of the calculations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.errors import InvalidCalculation
from drafting.calculations.calculation import calculate, icer_at_price, price_at_duration, price_at_icer, with_rhf_aup
from drafting.calculations.cost_utility import NOT_SPLIT
from drafting.calculations.graph.discounting import break_even_years, discount_factor, discounted_years
from drafting.calculations.treatment.prices import aip_from_aup, aup_from_aip
from drafting.calculations.treatment.units import UNITS, conversion
from drafting.calculations.validity import price_valid_from
from tests.calculations.conftest import ITEM, quick_case

RATES = (Decimal("0.04"), Decimal("0.03"), Decimal("0.02"))
TINY = Decimal("1e-15")
DAY = date(2025, 5, 14)
POINTS = (Decimal(0), Decimal("0.5"), Decimal(1))
points = st.sampled_from(POINTS)
years = st.decimals(0, 120, places=3)
aips = st.decimals(0, 10**6, places=2)
prices = st.decimals(1, 10**7, places=2)
ONE_OFF = {"kind": "one_off", "package": ITEM, "packages": 1}
HARD = settings(deadline=None, max_examples=60)


@HARD
@given(aips, st.booleans(), st.booleans())
def test_aip_to_aup_and_back(aip: Decimal, cold: bool, ab: bool) -> None:
    aup = aup_from_aip(aip, on=DAY, cold=cold, ab=ab).value
    found = aip_from_aup(aup, on=DAY, cold=cold, ab=ab)
    assert found.low <= aip <= found.high
    for edge, outside in ((found.low, found.low - Decimal("0.01")), (found.high, found.high + Decimal("0.01"))):
        assert aup_from_aip(edge, on=DAY, cold=cold, ab=ab).value == aup
        if outside >= 0:
            assert aup_from_aip(outside, on=DAY, cold=cold, ab=ab).value != aup
    assert aup % Decimal("0.1") == 0


@HARD
@given(aips, aips)
def test_aup_never_falls_when_aip_rises(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    assert aup_from_aip(low, on=DAY).value <= aup_from_aip(high, on=DAY).value


@HARD
@given(years, points)
def test_duration_to_worth_and_back(duration: Decimal, point: Decimal) -> None:
    assert abs(break_even_years(discounted_years(duration, point, *RATES), point, *RATES) - duration) < TINY


@HARD
@given(years, years, points)
def test_longer_is_worth_more_and_each_year_less(first: Decimal, second: Decimal, point: Decimal) -> None:
    short, long = sorted((first, second))
    gained = discounted_years(long, point, *RATES) - discounted_years(short, point, *RATES)
    assert 0 <= gained <= long - short
    assert discount_factor(long, *RATES) <= discount_factor(short, *RATES) <= 1


@HARD
@given(years)
def test_later_payment_breaks_even_later(target: Decimal) -> None:
    assume(target < 20)
    early, middle, late = (
        break_even_years(target, point, *RATES) for point in (Decimal(0), Decimal("0.5"), Decimal(1))
    )
    assert target <= early <= middle <= late


@HARD
@given(prices, st.decimals("0.5", 60, places=2), st.sampled_from(("start_of_year", "mid_year", "end_of_year")))
def test_price_to_duration_and_back(annual: Decimal, duration: Decimal, payment: str) -> None:
    blocks: dict[str, Any] = {
        "treatment": ONE_OFF,
        "comparator": {"name": "x", "annual_cost_max_aup": annual},
        "threshold": {"payment": payment},
        "offer.rhf_aup": {"secret": 1, "owner": "A AS"},
    }
    price = price_at_duration(quick_case(blocks), duration, "rhf_aup").value
    # One year's cost as Maks-AUP, so that the treatment is earned back at Maks-AUP too.
    moved = with_rhf_aup(quick_case({**blocks, "offer.max_aup": annual}), ITEM, price)
    assert abs(moved["threshold.rhf_aup.years"].value - duration) < Decimal("1e-12")


@HARD
@given(st.integers(1, 4), st.integers(1, 90), st.integers(1, 60), st.decimals(1, 30, places=1))
def test_price_to_duration_and_back_when_continuous(packages: int, period: int, months: int, duration: Decimal) -> None:
    treatment = {"kind": "continuous", "package": ITEM, "packages": packages, "period_days": period}
    blocks: dict[str, Any] = {
        "treatment": {**treatment, "mean_duration_months": months},
        "comparator": {"name": "x", "annual_cost_max_aup": 250000},
        "threshold": {"payment": "mid_year"},
        "offer.rhf_aup": {"secret": 1, "owner": "A AS"},
    }
    price = price_at_duration(quick_case(blocks), duration, "rhf_aup").value
    moved = with_rhf_aup(quick_case(blocks), ITEM, price)
    assert abs(moved["threshold.rhf_aup.years"].value - duration) < Decimal("1e-12")


@HARD
@given(prices, st.decimals("0.01", 20, places=2), st.decimals(-(10**6), 10**6, places=2), prices)
def test_price_to_icer_and_back(drug: Decimal, qaly: Decimal, other: Decimal, price: Decimal) -> None:
    case = quick_case(
        {"cost_utility": {"incremental_qaly": qaly, "drug_cost_max_aup": drug, "other_incremental_cost": other}}
    )
    icer = icer_at_price(case, price)
    assert abs(price_at_icer(case, icer.value).value - price) < Decimal("1e-9")
    assert icer_at_price(case, Decimal(1000)).value == calculate(case)["icer.max_aup"].value
    assert icer_at_price(case, price + 1).value > icer.value


def test_no_price_meets_an_icer_that_is_too_low() -> None:
    case = quick_case(
        {"cost_utility": {"incremental_qaly": 1, "drug_cost_max_aup": 1000, "other_incremental_cost": 500}}
    )
    assert price_at_icer(case, Decimal(400)).remark.startswith("ingen pris over null gir denne IKER-en; komparator")
    assert price_at_icer(case, Decimal(600)).remark == NOT_SPLIT
    assert price_at_icer(case, Decimal(600)).value == 100


@HARD
@given(st.decimals("0.01", 100, places=2), st.decimals("0.1", 100, places=1), st.integers(1, 60), st.integers(1, 9))
def test_vials_are_enough_and_sharing_never_needs_more(dose: Decimal, strength: Decimal, days: int, most: int) -> None:
    def packages(sharing: str) -> Decimal:
        steps = [{"dose": dose, "days": days}]
        groups = [{"key": "g", "label": "g", "cycles": [{"label": "s", "steps": steps}]}]
        rule = {"sharing": sharing, "max_days_per_preparation": most}
        figures = calculate(
            quick_case(
                {
                    "offer.strength": {"amount": strength, "unit": "mg"},
                    "dosing": {"package": ITEM, "rule": rule, "groups": groups},
                }
            )
        )
        assert figures["dosing.g.cycle1.wasted_units"].value >= 0
        assert figures["dosing.g.cycle1.packages"].value * strength >= dose * days
        return figures["dosing.g.cycle1.packages"].value

    assert packages("full") <= packages("none")
    assert packages("full") * strength < dose * days + strength


@HARD
@given(st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=5), st.decimals(0, 1, places=2))
def test_budget_adds_up(new: list[Decimal], share: Decimal) -> None:
    def budget(patients: list[Decimal]) -> dict[str, Decimal]:
        blocks = {
            "treatment": {"kind": "continuous", "package": ITEM, "packages": 1, "period_days": 30},
            "comparator": {"name": "x", "annual_cost_max_aup": 700},
            "budget": {"new_patients": patients, "persistence": [share] * len(patients)},
        }
        return {key: figure.value for key, figure in calculate(quick_case(blocks)).items() if key.startswith("budget.")}

    whole, half = budget(new), budget([patients / 2 for patients in new])
    for key, value in whole.items():
        assert abs(value - 2 * half[key]) < Decimal("1e-12")
    for year in range(1, len(new) + 1):
        key = f"budget.max_aup.year{year}"
        assert whole[f"{key}.impact"] == whole[f"{key}.intervention"] - whole[f"{key}.comparator"]
    impacts = [value for key, value in whole.items() if ".max_aup.year" in key and key.endswith("impact")]
    assert whole["budget.max_aup.total.impact"] == sum(impacts)


@HARD
@given(prices, prices)
def test_a_higher_price_never_shortens_or_saves(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    case = quick_case(
        {
            "treatment": ONE_OFF,
            "comparator": {"name": "x", "annual_cost_max_aup": 10**6},
            "threshold": {"payment": "mid_year"},
            "budget": {"new_patients": [3, 1]},
            "cost_utility": {"incremental_qaly": 1, "drug_cost_max_aup": 1000},
        }
    )
    cheap, dear = with_rhf_aup(case, ITEM, low), with_rhf_aup(case, ITEM, high)
    for key in ("threshold.rhf_aup.years", "budget.rhf_aup.total.impact", "icer.rhf_aup", "treatment.rhf_aup"):
        assert cheap[key].value <= dear[key].value
    assert cheap[f"price.{ITEM}.discount_percent"].value >= dear[f"price.{ITEM}.discount_percent"].value
    assert cheap["threshold.max_aup.years"].value == dear["threshold.max_aup.years"].value


@HARD
@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_units_there_and_back(first: str, second: str) -> None:
    if UNITS[first][0] == UNITS[second][0]:
        assert conversion(first, second, "x") * conversion(second, first, "x") == 1
    else:
        with pytest.raises(InvalidCalculation):
            conversion(first, second, "x")


@HARD
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_price_day_is_the_next_one(day: date) -> None:
    found = price_valid_from(day)
    assert found > day
    assert found.day in (1, 15)
    assert (found - day).days <= 17


def test_price_days_may_be_others() -> None:
    assert price_valid_from(DAY, (1, 28)) == date(2025, 5, 28)


@pytest.mark.parametrize("days", [(), (0,), (29,), (1, 29)])
def test_price_days_must_exist_in_every_month(days: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"^days must lie in 1-28$"):
        price_valid_from(DAY, days)
