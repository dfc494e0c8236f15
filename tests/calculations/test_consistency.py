"""What a case says in two places that cannot both be so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from drafting.calculations.consistency import consistency_findings
from tests.calculations.conftest import ITEM, made_case


def codes(blocks: dict[str, Any]) -> list[str]:
    return [finding.code for finding in consistency_findings(made_case(blocks))]


@pytest.mark.parametrize(("most", "price", "said"), [
    (1000, 1001, True), (1000, Decimal("1000.01"), True), (900000, 1000000, True), (1000, 1000, False), (1000, 1, False)
])  # fmt: skip
def test_a_price_above_its_maximum_is_said(most: Any, price: Any, said: bool) -> None:
    blocks = {"offer.max_aup": most, "offer.rhf_aup": {"secret": price, "owner": "A AS"}}
    assert codes(blocks) == ["D010"] * said
    assert all(finding.secret for finding in consistency_findings(made_case(blocks)))


@pytest.mark.parametrize(("months", "persistence", "years", "said"), [
    ("13.4", ["1.0", "0.6", "0.3", "0.1", "0"], 5, True),  # 24 months
    ("14.6", ["1", "0.7", "0.2", "0", "0"], 5, True),  # 22.8
    ("1", [], 5, True),  # nobody stops in five years
    ("30", ["1", "0.5", "0"], 3, True),  # 18, and nobody is left
    ("18", ["1", "0.5", "0"], 3, False),
    ("18.4", ["1", "0.5", "0"], 3, False),  # within the rounding of 0.5
    ("24", ["1", "0.5", "0.3"], 3, False),  # 21.6 and more after the third year
    ("120", [], 5, False),
])  # fmt: skip
def test_time_on_treatment_agrees_with_the_budget(months: str, persistence: list[str], years: int, said: bool) -> None:
    treatment = {"kind": "continuous", "package": ITEM, "packages": 1, "period_days": 28}
    budget: dict[str, Any] = {"new_patients": [10] * years}
    if persistence:
        budget["persistence"] = [Decimal(share) for share in persistence]
    blocks = {"treatment": treatment | {"mean_duration_months": Decimal(months)}, "budget": budget}
    assert codes(blocks) == ["D011"] * said
    for finding in consistency_findings(made_case(blocks)):
        assert f"{months.replace('.', ',')} måned" in finding.message


@pytest.mark.parametrize(("offered", "ended", "negotiated", "said"), [
    (2, 30, True, True), (2, 3, True, True), (2, 2, True, False), (30, 2, True, False), (2, 30, False, False)
])  # fmt: skip
@pytest.mark.parametrize("place", ["agreement", "process"])
def test_an_offer_does_not_follow_a_negotiation_that_ended_later(
    offered: int, ended: int, negotiated: bool, said: bool, place: str
) -> None:
    package = {"item_number": ITEM, "description": "x", "max_aup": 1000, "rhf_aup": {"secret": 800, "owner": "A AS"}}
    day = date(2099, 5, ended)
    blocks: dict[str, Any] = {
        "offer": {"dated": date(2099, 5, offered), "negotiated": negotiated, "packages": [package]},
        "agreement": {"kind": "framework", "negotiated": day} if place == "agreement" else None,
        "process": {"agreement_negotiated": day} if place == "process" else {},
    }
    assert codes(blocks) == ["D012"] * said
