"""The audit against a checker that knows no equation, on random cases of all tracks: as structure and as text."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from drafting.calculations.calculation import calculate
from drafting.case.case import Case
from drafting.confidentiality.audit.back_calculation import Audit
from drafting.confidentiality.audit.statements.statement import Published
from tests.confidentiality.black_box import World, interval, told, world

TRACKS = ("threshold", "cost_utility", "cost_minimisation", "cost_comparison", "no_health_economics")
CASES = 220
CHUNKS = 20


def secrets_of(place: World) -> list[tuple[str, int]]:
    other = [key for key in ("comparator.annual.rhf_aup", "comparison.1.annual.rhf_aup") if key in place.quantities]
    return [("price.000001.rhf_aup", 0), *((key, 1) for key in other)]


def side(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_interval_is_that_of_brute_force(chunk: int) -> None:
    for number in range(chunk, CASES, CHUNKS):
        dice = random.Random(number)
        place = world(dice, TRACKS[number % len(TRACKS)])
        statements = told(dice, place)
        case = Case.model_validate(place.case)
        figures = calculate(case)
        structured = [Published(s.key, side(s.low), side(s.high), "prøve") for s in statements]
        found = {status.key: status for status in Audit(case, figures, (), structured).statuses()}
        read = {status.key: status for status in Audit(case, figures, [s.text for s in statements]).statuses()}
        for key, which in secrets_of(place):
            low, high = interval(place, statements, which)
            slack = 2e-5 * (abs(low) + abs(high)) + 1
            about = f"{number} {key} {[s.text for s in statements]}"
            assert abs(float(found[key].low or 0) - low) <= slack, about
            assert abs(float(found[key].high or 0) - high) <= slack, about
            truth = place.truth[which]
            assert float(read[key].low or 0) <= truth <= float(read[key].high or 0), about
            assert float(read[key].high or 0) - float(read[key].low or 0) <= 1.02 * (high - low) + slack, about
