"""Doses at intervals: packages counted by opening one preparation after the other, day by day."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import InvalidCalculation, InvalidCase
from drafting.calculations.calculation import calculate
from drafting.calculations.treatment.dosing_labels import dosing_findings, intervals_in, unclear_steps
from drafting.case.case import Case
from tests.calculations.conftest import ITEM, made_case, quick_case

STRENGTH = 40


def dosed(
    step: dict[str, Any], label: str = "syklus", most: int | None = None, sharing: str = "none", **more: Any
) -> dict[str, Any]:
    """Blocks of a case with one step, in one cycle of one group."""
    rule: dict[str, Any] = {"sharing": sharing} | ({"max_days_per_preparation": most} if most else {})
    cycle = {"label": label, "steps": [step]} | ({"count": more.pop("count")} if "count" in more else {})
    dosing = {"package": ITEM, "rule": rule, "groups": [{"key": "g", "label": "voksne", "cycles": [cycle]}], **more}
    return {"offer.strength": {"amount": STRENGTH, "unit": "mg"}, "dosing": dosing}


def packages_opened(dose_days: list[int], daily: int, most: int | None) -> int:
    """A preparation is opened, used while it lasts and has a whole day's dose left, then the next one is."""
    holds = max(1, floor(STRENGTH / daily))
    opened, until, left = 0, -1, 0
    for day in dose_days:
        if day > until or left == 0:
            opened, left = opened + 1, holds
            until = day + most - 1 if most else 10**9
        left -= 1
    return opened


@settings(deadline=None, max_examples=80)
@given(
    st.integers(1, 30),
    st.sampled_from(
        [{}, {"every_days": 1}, {"every_days": 3}, {"every_days": 10}, {"every_weeks": 1}, {"every_weeks": 3}]
    ),
    st.sampled_from([None, 1, 2, 4, 8, 30]),
    st.integers(1, 40),
    st.sampled_from([None, 1, 2]),
)
def test_packages_are_those_that_are_opened(
    days: int, apart: dict[str, int], most: int | None, dose: int, times: int | None
) -> None:
    step = {"dose": dose, "days": days, **apart} | ({"times_per_day": times} if times else {})
    gap = apart.get("every_days", 7 * apart.get("every_weeks", 0)) or 1
    daily = dose * (times or 1)
    figures = calculate(quick_case(dosed(step, most=most)))
    dose_days = [gap * n for n in range(days)]
    if daily <= STRENGTH:  # a day's dose of several packages is another rule, tested in the tables
        full = packages_opened(dose_days, daily, most)
        in_each = min(max(1, STRENGTH // daily), 1 + ((most - 1) // gap if most else 10**6))
        assert figures["dosing.g.cycle1.packages"].value == full == ceil(days / in_each)
    assert figures["dosing.g.cycle1.wasted_units"].value == (
        figures["dosing.g.cycle1.packages"].value * STRENGTH - daily * days
    )


@pytest.mark.parametrize(
    ("step", "most", "expected"),
    [
        ({"dose": 10, "days": 18, "every_days": 3}, 1, 18),  # one dose from each, 18 doses
        ({"dose": 10, "days": 18, "every_days": 3}, 4, 9),  # day 1 and day 4 from the same
        ({"dose": 10, "days": 18}, 4, 5),  # four days from each
        ({"dose": 10, "days": 6, "times_per_day": 2}, 1, 6),
        ({"dose": 10, "days": 6, "times_per_day": 2}, None, 3),  # 20 mg a day, 40 mg in each
        ({"dose": 10, "weeks": [0, 2, 6]}, 1, 3),
        ({"dose": 10, "weeks": [0, 2, 6]}, None, 1),  # nothing says that it goes bad
        ({"dose": 10, "weeks": [0, 2, 4, 6]}, 15, 2),
        ({"dose": 100, "days": 2, "every_weeks": 2}, 1, 6),  # 2.5 packages a dose, so 3
    ],
)
def test_packages_by_hand(step: dict[str, Any], most: int | None, expected: int) -> None:
    assert calculate(made_case(dosed(step, most=most)))["dosing.g.cycle1.packages"].value == expected


def test_shared_preparations_hold_the_whole_dose() -> None:
    step = {"dose": 30, "days": 3, "every_weeks": 1, "times_per_day": 2}
    assert calculate(made_case(dosed(step, sharing="full")))["dosing.g.cycle1.packages"].value == 5  # 180 / 40
    weeks = {"dose": 30, "weeks": [0, 2, 6]}
    assert calculate(made_case(dosed(weeks, sharing="full")))["dosing.g.cycle1.packages"].value == 3  # 90 / 40


def test_an_old_file_means_every_day() -> None:
    old, new = ({"dose": 9, "days": 28} | more for more in ({}, {"every_days": 1}))
    one, other = (calculate(made_case(dosed(step, most=4))) for step in (old, new))
    assert {key: figure.value for key, figure in one.items()} == {key: figure.value for key, figure in other.items()}


def test_uneven_weeks_within_the_life_of_a_preparation_are_not_guessed() -> None:
    with pytest.raises(InvalidCalculation, match="ulik avstand"):
        calculate(made_case(dosed({"dose": 10, "weeks": [0, 4, 5, 9]}, most=10)))


REFUSED: list[dict[str, Any]] = [
    {"dose": 1},
    {"dose": 1, "days": 3, "weeks": [0, 2]},
    {"dose": 1, "days": 3, "every_days": 2, "every_weeks": 1},
    {"dose": 1, "weeks": [0, 2], "every_days": 2},
    {"dose": 1, "weeks": [2, 0]},
    {"dose": 1, "weeks": [0, 0, 2]},
    {"dose": 1, "days": 3, "every_days": 0},
    {"dose": 1, "days": 3, "times_per_day": 1.5},
]


@pytest.mark.parametrize("step", REFUSED)
def test_a_step_that_says_two_things_or_none_is_refused(step: dict[str, Any]) -> None:
    with pytest.raises(InvalidCase, match="steps"):
        made_case(dosed(step))


TELLS = {
    "hver 3. uke": {21},
    "hver tredje uke": {21},
    "én infusjon hver fjerde uke": {28},
    "annenhver uke": {14},
    "ukentlig": {7},
    "daglig": {1},
    "to ganger daglig": {1},
    "2 ganger per dag": {1},
    "én gang i uken": {7},
    "månedlig": {30},
    "hver 14. dag": {14},
    "q3w": {21},
    "to ganger i uken": {0},
    "alfamab hver 2. uke, deretter hver 4. uke": {14, 28},
    "syklus 1": set(),
    "hver pasient": set(),
    "dag 1": set(),
}


@pytest.mark.parametrize(("text", "days"), TELLS.items())
def test_intervals_are_read(text: str, days: set[int]) -> None:
    assert intervals_in(text) == days


CLEAR = {
    "no word of time": dosed({"dose": 1, "days": 21}, "syklus 1"),
    "a year of days": dosed({"dose": 1, "days": 365}, "per år"),
    "a year of 366 days": dosed({"dose": 1, "days": 366}, "ett år"),
    "four weeks": dosed({"dose": 1, "days": 28}, "syklus på fire uker"),
    "daily, and says so": dosed({"dose": 1, "days": 21}, "daglig i syklus 1"),
    "as entered": dosed({"dose": 1, "days": 18, "every_days": 3}, "senere doser"),
    "every third week": dosed({"dose": 1, "days": 4, "every_weeks": 3}, "hver 3. uke"),
    "every 21 days": dosed({"dose": 1, "days": 4, "every_days": 21}, "hver tredje uke"),
    "a month of days": dosed({"dose": 1, "days": 4, "every_days": 28}, "månedlig"),
    "one day": dosed({"dose": 1, "days": 1}, "dag 1"),
    "weeks": dosed({"dose": 1, "weeks": [0, 2, 6]}, "induksjon i uke 0, 2 og 6"),
    "twice a day": dosed({"dose": 1, "days": 7, "times_per_day": 2}, "to ganger daglig"),
    "daily, said outright": dosed({"dose": 1, "days": 5, "every_days": 1}, "28-dagers syklus"),
}
UNCLEAR = {
    "doses, not days": dosed({"dose": 1, "days": 18}, "senere doser"),
    "every third week": dosed({"dose": 1, "days": 1}, "induksjon hver 3. uke", count=4),
    "another interval": dosed({"dose": 1, "days": 4, "every_weeks": 2}, "hver 3. uke"),
    "every second week": dosed({"dose": 1, "days": 26}, "infusjon annenhver uke"),
    "once a day": dosed({"dose": 1, "days": 7}, "to ganger daglig"),
    "other weeks": dosed({"dose": 1, "weeks": [0, 2, 6]}, "uke 0, 4 og 8"),
    "no weeks": dosed({"dose": 1, "days": 3}, "uke 0, 2 og 6"),
    "twice a week": dosed({"dose": 1, "days": 8}, "to ganger i uken"),
    "a time that is not filled": dosed({"dose": 1, "days": 18}, "vedlikehold i åtte uker"),
    "a course that is not filled": dosed(
        {"dose": 1, "days": 18}, courses=[{"key": "f", "label": "fullt løp på 8 uker", "cycles": 1}]
    ),
    "the package says otherwise": dosed({"dose": 1, "days": 18})
    | {"offer.description": "Oppdiktin, depotinjeksjon hver 4. uke"},
}


def read(blocks: dict[str, Any]) -> Case:
    return made_case(blocks)


@pytest.mark.parametrize("blocks", CLEAR.values(), ids=CLEAR)
def test_a_clear_step_is_written(blocks: dict[str, Any]) -> None:
    assert unclear_steps(read(blocks)) == {}


@pytest.mark.parametrize("blocks", UNCLEAR.values(), ids=UNCLEAR)
def test_an_unclear_step_is_left_out_and_said(blocks: dict[str, Any]) -> None:
    case = read(blocks)
    assert set(unclear_steps(case)) == {(1, 1, 1)}
    (finding,) = dosing_findings(case)
    assert (finding.code, finding.place) == ("D005", "pristilbud")
    assert "every_days" in finding.message
