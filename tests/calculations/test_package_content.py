"""What a package holds: the description and the strength beside each other."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.calculations.calculation import calculate
from drafting.calculations.treatment.coverage import cost_gap, part_reason
from drafting.calculations.treatment.package_content import content_findings, unsure_content
from drafting.case.case import Case
from tests.calculations.conftest import ITEM, made_case, quick_case

SURE = [
    ("Oppdiktin, tabletter, 50 mg, 56 stk.", "2800 mg"),  # the whole package, as older files have it
    ("Oppdiktin, kapsler, 10 mg, 60 stk.", "600 mg"),
    ("Oppdiktin, ferdigfylt penn, 108 mg, 2 stk.", "216 mg"),
    ("Oppdiktin, konsentrat, 5 mg/ml, 10 ml", "50 mg"),
    ("Oppdiktin, konsentrat, 20 mg/ml, 5 ml, 10 stk.", "1000 mg"),
    ("Oppdiktin, pulver, 38,5 mcg, 1 sett", "38.5 µg"),
    ("Oppdiktin, pulver, 300 mg, 1 hetteglass", "300 mg"),
    ("Oppdiktin, hetteglass 10 ml, antall etter vekt", "100 mg"),
    ("Oppdiktin, injeksjonsvæske, 1 g, ett hetteglass", "1000 mg"),
    ("Oppdiktin, tabletter, 28 stk.", "28 tabletter"),
    ("Oppdiktin, depotinjeksjon 300 mg hver 4. uke", "300 mg"),
    ("Oppdiktin, 3 x 28 kapsler, 10 mg", "840 mg"),
]
UNSURE = [
    ("Oppdiktin, tabletter, 50 mg, 56 stk.", "50 mg"),
    ("Oppdiktin, penn, 40 mg, 2 stk.", "40 mg"),
    ("Oppdiktin, 40 mg, 2 penner", "40 mg"),
    ("Oppdiktin, to ferdigfylte sprøyter à 40 mg", "40 mg"),
    ("Oppdiktin, 60 tabletter", "10 mg"),
    ("Oppdiktin, 2x50 mg", "50 mg"),
    ("Oppdiktin, penn 40 mg/0,4 ml, 2 penner", "40 mg"),
    ("Oppdiktin, pulver, 100 000 IE, 10 hetteglass", "100000 IE"),
    ("Oppdiktin, konsentrat, 10 mg/ml, 10 ml", "10 mg"),  # one ml's
    ("Oppdiktin, konsentrat 20 mg/ml", "20 mg"),
    ("Oppdiktin, hetteglass, 50 mg", "100 mg"),
    ("Oppdiktin, tabletter, 28 stk.", "1 tabletter"),
    ("Oppdiktin, 100 mikrog/dose, 120 doser", "100 µg"),
]


def dosed(description: str, strength: str, units: int | None = None, dose: float = 1, **step: Any) -> dict[str, Any]:
    amount, unit = strength.split()
    step = {"days": 28, "dose": dose} | step
    cycle = {"label": "syklus", "steps": [step]}
    told = {"amount": Decimal(amount), "unit": unit} | ({"units": units} if units else {})
    groups = [{"key": "g", "label": "voksne", "cycles": [cycle]}]
    return {
        "offer.description": description,
        "offer.strength": told,
        "dosing": {"package": ITEM, "groups": groups},
        "treatment": None,
    }


@pytest.mark.parametrize(("description", "strength"), SURE)
def test_one_reading_is_counted(description: str, strength: str) -> None:
    case = made_case(dosed(description, strength))
    assert unsure_content(case) == ""
    assert "dosing.g.cycle1.packages" in calculate(case)
    assert [finding.code for finding in content_findings(case)] == []


@pytest.mark.parametrize(("description", "strength"), UNSURE)
def test_two_readings_are_not_counted_and_said(description: str, strength: str) -> None:
    case = made_case(dosed(description, strength))
    assert not [key for key in calculate(case) if "dosing" in key]
    (finding,) = content_findings(case)
    assert (finding.code, finding.severity, finding.place) == ("D008", "error", "pristilbud")
    assert ITEM in finding.message
    assert part_reason(case, "dosing") == cost_gap(case) == "dosing.content"


@pytest.mark.parametrize(("description", "strength"), UNSURE)
def test_units_say_it_outright(description: str, strength: str) -> None:
    case = made_case(dosed(description, strength, units=4))
    assert "dosing.g.cycle1.packages" in calculate(case)
    assert {finding.code for finding in content_findings(case)} <= {"D009"}


def packages(case: Case) -> int:
    return int(calculate(case)["dosing.g.cycle1.packages"].value)


def test_the_tablets_of_a_package_are_used_before_the_next_is_opened() -> None:
    tablets = "Oppdiktin, tabletter, 50 mg, 56 stk."
    assert packages(made_case(dosed(tablets, "50 mg", 56, dose=50, times_per_day=2))) == 1
    assert packages(made_case(dosed(tablets, "50 mg", 56, dose=50, times_per_day=2, days=29))) == 2
    pens = "Oppdiktin, penn, 40 mg, 2 stk."
    assert packages(made_case(dosed(pens, "40 mg", 2, dose=40, days=27, every_weeks=2))) == 14
    # 30 mg is two tablets of 20 mg, however many there are in the package: 10 last five days, not six
    assert packages(made_case(dosed("Oppdiktin, 20 mg, 10 stk.", "20 mg", 10, dose=30, days=5))) == 1
    assert packages(made_case(dosed("Oppdiktin, 20 mg, 10 stk.", "20 mg", 10, dose=30, days=6))) == 2


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 200), st.integers(1, 300), st.integers(1, 60))
def test_packages_hold_every_unit_that_is_used(dose: int, units: int, days: int) -> None:
    figures = calculate(quick_case(dosed("Oppdiktin", "50 mg", units, dose=dose, days=days)))
    used = ceil(days / max(1, 50 // dose)) * ceil(dose * max(1, 50 // dose) / 50)
    assert figures["dosing.g.cycle1.packages"].value == ceil(used / units)
    wasted = figures["dosing.g.cycle1.wasted_units"].value
    assert wasted == figures["dosing.g.cycle1.packages"].value * units * 50 - dose * days


def test_a_wrong_number_of_units_is_said() -> None:
    (finding,) = content_findings(made_case(dosed("Oppdiktin, tabletter, 50 mg, 56 stk.", "50 mg", 28)))
    assert (finding.code, finding.severity) == ("D009", "warning")
