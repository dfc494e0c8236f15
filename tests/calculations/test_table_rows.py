"""The tables of tests/tables: name, source, input, output. A case handler can read them and add rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.bokmal.number_style import number, round_half_up
from corpus.errors import UserError
from drafting.calculations.calculation import calculate
from drafting.calculations.graph.discounting import discount_factor
from drafting.calculations.graph.figures import Figure
from drafting.calculations.graph.rates import rate
from drafting.calculations.handling_time import handling_findings
from drafting.calculations.treatment.prices import aip_from_aup, aup_from_aip
from drafting.calculations.treatment.units import conversion
from drafting.calculations.validity import available_from
from drafting.case.file import read_case
from tests.calculations.conftest import ITEM, made_case, table

CASE_TABLES = (
    "threshold",
    "dosing_cases",
    "treatment",
    "budget",
    "cost_utility",
    "severity",
    "handling_time",
    "validity",
    "comparison",
)
RATES = (Decimal("0.04"), Decimal("0.03"), Decimal("0.02"))


def decimals(text: str) -> int:
    return len(text.partition(".")[2])


def same(value: Decimal, expected: str) -> bool:
    """Whether the value is the expected one, at the precision that the expected one is written with."""
    return round_half_up(value, decimals(expected)) == Decimal(expected)


def check_error(row: dict[str, Any], error: UserError) -> None:
    for words in row["error"]:
        assert words in error.line
    assert "\n" not in error.line


def check_case(figures: dict[str, Figure], expected: dict[str, str], extra: dict[str, str]) -> None:
    for key, wanted in expected.items():
        if key in extra:
            assert extra[key] == wanted, key
        elif key.startswith("-"):
            assert key[1:] not in figures
        else:
            assert same(figures[key].value, wanted), f"{key} is {figures[key].value}, not {wanted}"


@pytest.mark.parametrize("row", [row for name in CASE_TABLES for row in table(name)])
def test_case(row: dict[str, Any]) -> None:
    if "error" in row:
        with pytest.raises(UserError) as caught:
            calculate(made_case(row["input"]["case"]))
        check_error(row, caught.value)
        return
    case = made_case(row["input"]["case"])
    day = available_from(case)
    extra = {
        "available_from": day.isoformat() if day else "",
        "findings": " ".join(finding.code for finding in handling_findings(case)),
    }
    check_case(calculate(case), row["output"], extra)


@pytest.mark.parametrize("row", table("dosing"))
def test_dosing(row: dict[str, Any]) -> None:
    given, group = row["input"], {"key": "g", "label": "gruppe"}
    measure = next((key for key in ("body_surface_m2", "weight_kg") if key in given), "")
    if measure:
        group[measure] = given[measure]
    dose = {"": "dose", "body_surface_m2": "dose_per_m2", "weight_kg": "dose_per_kg"}[measure]
    group["cycles"] = [
        {"label": "syklus 1", "steps": [{dose: amount, "days": days} for amount, days in given["doses"]]}
    ]
    rule = {"sharing": given.get("sharing", "none")}
    if "max_days" in given:
        rule["max_days_per_preparation"] = given["max_days"]
    case = made_case(
        {
            "offer.strength": {"amount": given["strength"], "unit": "µg"},
            "dosing": {"package": ITEM, "rule": rule, "groups": [group]},
        }
    )
    figures = calculate(case)
    for ending, expected in row["output"].items():
        assert figures[f"dosing.g.cycle1.{ending}"].value == Decimal(expected)
    assert figures["dosing.g.cycle1.max_aup"].value == 1000 * Decimal(row["output"]["packages"])
    assert figures["dosing.g.cycle1.rhf_aup"].value == 800 * Decimal(row["output"]["packages"])


@pytest.mark.parametrize("row", table("aup_from_aip"))
def test_aup_from_aip(row: dict[str, Any]) -> None:
    given = dict(row["input"])
    aip = Decimal(given.pop("aip"))
    if "error" in row:
        with pytest.raises(UserError) as caught:
            aup_from_aip(aip, **given)
        check_error(row, caught.value)
        return
    figure = aup_from_aip(aip, **given)
    assert figure.value == Decimal(row["output"]["aup"])
    assert figure.remark == row["output"].get("remark", "")


@pytest.mark.parametrize("row", table("aip_from_aup"))
def test_aip_from_aup(row: dict[str, Any]) -> None:
    given = dict(row["input"])
    aup = Decimal(given.pop("aup"))
    if "error" in row:
        with pytest.raises(UserError) as caught:
            aip_from_aup(aup, **given)
        check_error(row, caught.value)
        return
    found = aip_from_aup(aup, **given)
    assert (found.low, found.high) == (Decimal(row["output"]["low"]), Decimal(row["output"]["high"]))
    assert found.remark == row["output"].get("remark", "")
    assert found.count == (found.high - found.low) * 100 + 1


@pytest.mark.parametrize("row", table("dated_rates"))
def test_dated_rates(row: dict[str, Any]) -> None:
    if "error" in row:
        with pytest.raises(UserError) as caught:
            rate(row["input"]["key"], on=row["input"]["on"])
        check_error(row, caught.value)
        return
    found = rate(row["input"]["key"], on=row["input"]["on"])
    assert (found.value, found.confirmed) == (Decimal(row["output"]["value"]), row["output"]["confirmed"])
    assert found.law
    assert found.link.startswith("https://")
    assert ("(ubekreftet)" in found.reference) is not found.confirmed


@pytest.mark.parametrize("row", table("units"))
def test_units(row: dict[str, Any]) -> None:
    given = row["input"]
    if "error" in row:
        with pytest.raises(UserError) as caught:
            conversion(given["from"], given["to"], "dosen.unit")
        check_error(row, caught.value)
        return
    assert conversion(given["from"], given["to"], "dosen.unit") == Decimal(row["output"]["factor"])


@pytest.mark.parametrize("row", table("discount_factor"))
def test_discount_factor(row: dict[str, Any]) -> None:
    years = Decimal(row["input"]["years"])
    if "error" in row:
        with pytest.raises(UserError) as caught:
            discount_factor(years, *RATES)
        check_error(row, caught.value)
        return
    assert same(discount_factor(years, *RATES), row["output"]["factor"])


@pytest.mark.shared
@pytest.mark.parametrize("row", table("real_cases"))
def test_real_cases(row: dict[str, Any], shared: Path) -> None:
    figure = calculate(read_case(shared / "cases" / f"{row['input']['file']}.yaml").case)[row["input"]["key"]]
    if "nearest_100" in row["output"]:
        assert number(figure.value, -2) == row["output"]["nearest_100"]
    else:
        assert figure.display == row["output"]["display"]
    assert not figure.confidential
