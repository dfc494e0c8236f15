"""Every offered package is used or named, and a part of a treatment is never its cost."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.errors import InvalidCase
from drafting.calculations.calculation import calculate
from drafting.calculations.graph.figures import Figure
from drafting.calculations.treatment.coverage import cost_gap, coverage_findings, given_with_others, part_reason
from drafting.case.case import Case
from drafting.confidentiality.leaks.leaks import secrets_of
from tests.calculations.conftest import made_case

BUDGET = {"new_patients": [10, 10]}
COMPARATOR = {"name": "gammelt middel", "annual_cost_max_aup": 90000}


def case_of(*described: str, name: str = "Alfatix", owners: tuple[str, ...] = (), **blocks: Any) -> Case:
    """A case that offers packages of these descriptions, numbered 000001, 000002 …"""
    packages = [
        {
            "item_number": f"{place:06}",
            "description": text,
            "strength": {"amount": 50, "unit": "mg"},
            "max_aup": 1000 * place,
            "rhf_aup": {"secret": 613 * place, "owner": owners[place - 1] if owners else "A AS"},
        }
        for place, text in enumerate(described, start=1)
    ]
    product = {"name": name, "substance": "alfamab", "company": "A AS"} | blocks.pop("product", {})
    return made_case({"offer": {"packages": packages}, "product": product, **blocks})


def treatment(*items: int) -> dict[str, Any]:
    parts = [{"package": f"{item:06}", "packages": 2, "period_days": 28} for item in items]
    return {"kind": "continuous"} | (parts[0] if len(parts) == 1 else {"parts": parts})


def dosing(item: int) -> dict[str, Any]:
    cycles = [{"label": "syklus 1", "steps": [{"dose": 75, "days": 1}]}]
    courses = [{"key": "full", "label": "fullt forløp", "cycles": 1}]
    groups = [{"key": "g", "label": "voksne", "cycles": cycles}]
    return {"package": f"{item:06}", "groups": groups, "courses": courses}


def codes(case: Case) -> list[str]:
    return [finding.code for finding in coverage_findings(case)]


COMBINATIONS = {
    "two trade names": case_of("Alfatix, 50 mg", "Betanix, 20 mg", treatment=treatment(1)),
    "two owners": case_of("Alfatix, 50 mg", "Alfatix, 20 mg", owners=("A AS", "B AS"), treatment=treatment(2)),
    "the name says og": case_of("Alfatix, 50 mg", name="Alfatix og Betanix", treatment=treatment(1)),
    "the name says pluss": case_of("Alfatix, 50 mg", name="Alfatix + Betanix", treatment=treatment(1)),
    "the name says i kombinasjon med": case_of(
        "Alfatix, 50 mg", "Betanix, 20 mg", name="Alfatix i kombinasjon med Betanix", treatment=treatment(2)
    ),
    "dosing of one": case_of("Alfatix, 50 mg", "Betanix, 20 mg", dosing=dosing(1)),
    "dosing of one, treatment of the other": case_of(
        "Alfatix, 50 mg", "Betanix, 20 mg", dosing=dosing(1), treatment=treatment(2)
    ),
    "the substance says i kombinasjon med": case_of(
        "Alfatix, 50 mg", product={"substance": "alfamab i kombinasjon med betamab"}, treatment=treatment(1)
    ),
    "the substance says pluss": case_of(
        "Alfatix, 50 mg", product={"substance": "alfamab + kjemoterapi"}, dosing=dosing(1)
    ),
    "two of three": case_of("Alfatix, 50 mg", "Betanix, 20 mg", "Gammix, 1 mg", treatment=treatment(1, 2)),
}


@pytest.mark.parametrize("case", COMBINATIONS.values(), ids=COMBINATIONS)
def test_one_drug_of_a_combination_has_no_treatment_cost(case: Case) -> None:
    figures = calculate(case.model_copy(update={"comparator": None}))
    assert cost_gap(case) == "treatment.drugs"
    assert "D002" in codes(case)
    assert not [key for key in figures if key.startswith(("treatment.", "dosing", "budget"))]
    parts = [figure for key, figure in figures.items() if key.startswith("part.") and figure.unit == "NOK"]
    assert parts
    assert all(figure.remark for figure in parts)
    assert {f"price.{package.item_number}.rhf_aup" for package in (case.offer.packages if case.offer else ())} <= set(
        figures
    )


WHOLE = {
    "one drug in two forms": case_of("Gammora, konsentrat", "Gammora, penn", name="Gammora", treatment=treatment(1, 2)),
    "both drugs as parts": case_of(
        "Alfatix, 50 mg", "Betanix, 20 mg", name="Alfatix og Betanix", treatment=treatment(1, 2)
    ),
    "one package that holds both": case_of(
        "Alfatix og Betanix, kombinasjon", name="Alfatix og Betanix", treatment=treatment(1)
    ),
    "described by form": case_of("Tabletter 10 mg", "Kapsler 20 mg", treatment=treatment(1, 2)),
    "described by substance": case_of("Alfamab 10 mg", "Alfatix 20 mg", treatment=treatment(1, 2)),
    "other case": case_of("ALFATIX 10 mg", "Alfatix 20 mg", treatment=treatment(1, 2)),
}


@pytest.mark.parametrize("case", WHOLE.values(), ids=WHOLE)
def test_one_drug_or_all_of_them_is_the_treatment(case: Case) -> None:
    assert codes(case) == []
    assert {"treatment.annual.max_aup", "treatment.annual.rhf_aup"} <= set(calculate(case))


def test_parts_are_added() -> None:
    case = case_of("Alfatix, 50 mg", "Betanix, 20 mg", owners=("A AS", "B AS"), treatment=treatment(1, 2))
    figures = calculate(case)
    by_hand = 2 * (1000 + 2000) * 365.25 / 28
    assert float(figures["treatment.annual.max_aup"].value) == pytest.approx(by_hand)
    assert float(figures["treatment.annual.rhf_aup"].value) == pytest.approx(by_hand * 0.613)
    assert figures["treatment.annual.rhf_aup"].owners == {"A AS", "B AS"}


def test_two_packages_that_nobody_has_added_are_two_parts() -> None:
    case = case_of("Gammora, konsentrat", "Gammora, penn", name="Gammora", dosing=dosing(1), treatment=treatment(2))
    assert codes(case) == ["D003"]
    assert part_reason(case, "dosing") == part_reason(case, "treatment") == "treatment.packages"
    assert not [key for key in calculate(case) if key.startswith(("treatment.", "dosing"))]
    said = case.model_copy(update={"treatment": case_of("a", "b", treatment=treatment(1, 2)).treatment})
    assert codes(said) == ["D007"]
    assert "treatment.annual.max_aup" in calculate(said)


def test_a_part_is_hidden_as_the_whole_would_be() -> None:
    case = COMBINATIONS["two trade names"]
    figures = calculate(case)
    annual = figures["part.treatment.annual.rhf_aup"]
    assert isinstance(annual, Figure)
    assert annual.owners == {"A AS"}
    assert "part.treatment.annual.rhf_aup" in {secret.key for secret in secrets_of(case, figures)}


UNUSED = {
    "a second strength": (case_of("Alfatix, 10 mg", "Alfatix, 20 mg", treatment=treatment(1)), ["000002"]),
    "a starting form": (case_of("Alfatix, konsentrat", "Alfatix, penn", treatment=treatment(2)), ["000001"]),
    "a weight band": (case_of("Alfatix, 10 mg", "Alfatix, 25 mg", dosing=dosing(1)), ["000002"]),
    "three of four": (case_of(*["Alfatix"] * 4, treatment=treatment(3)), ["000001", "000002", "000004"]),
    "only an IKER, of two packages": (
        case_of("Alfatix, 10 mg", "Alfatix, 20 mg", cost_utility={"incremental_qaly": 1, "drug_cost_max_aup": 9}),
        ["000001", "000002"],
    ),
    "an IKER that names one": (
        case_of(
            "Alfatix, 10 mg",
            "Alfatix, 20 mg",
            cost_utility={
                "incremental_qaly": 1,
                "drug_cost": {"amount": 9, "basis": "max_aup", "package": "000002"},
            },
        ),
        ["000001"],
    ),
    "nothing is calculated yet": (case_of("Alfatix, 10 mg", "Alfatix, 20 mg"), []),
    "all used": (case_of("Alfatix, 10 mg", "Alfatix, 20 mg", treatment=treatment(1, 2)), []),
}


@pytest.mark.parametrize(("case", "items"), UNUSED.values(), ids=UNUSED)
def test_a_package_that_no_calculation_uses_is_named(case: Case, items: list[str]) -> None:
    found = [finding for finding in coverage_findings(case) if finding.code == "D001"]
    assert all(finding.severity == "error" for finding in found)
    assert [finding.message.split()[1] for finding in found] == items


def test_a_package_can_be_said_to_be_outside() -> None:
    case = case_of("Alfatix, 10 mg", "Betanix, 20 mg", treatment=treatment(1))
    assert case.offer is not None
    outside = case.offer.packages[1].model_copy(update={"in_calculations": False})
    said = case.model_copy(
        update={"offer": case.offer.model_copy(update={"packages": (case.offer.packages[0], outside)})}
    )
    assert codes(said) == []
    with pytest.raises(InvalidCase, match="in_calculations: false"):
        made_case({"offer.in_calculations": False, "treatment": treatment(1)})


GIVEN_TOGETHER = [
    ({"indication": "Alfatix er indisert i kombinasjon med kjemoterapi."}, True),
    ({"indication": "Alfatix er indisert som tilleggsbehandling hos voksne."}, True),
    ({"indication": "Alfatix gis sammen med prednisolon."}, True),
    ({"substance": "alfamab og betamab"}, True),
    ({"substance": "alfamab/betamab"}, True),
    ({"indication": "Alfatix er indisert til voksne og barn som ikke tåler andre legemidler."}, False),
]


@pytest.mark.parametrize(("product", "together"), GIVEN_TOGETHER)
def test_what_is_given_with_others_says_whose_cost_it_is(product: dict[str, str], together: bool) -> None:
    case = case_of("Alfatix, 10 mg", product=product, treatment=treatment(1))
    assert given_with_others(case) == together
    assert codes(case) == (["D004"] if together else [])
    assert "treatment.annual.max_aup" in calculate(case)


NO_TREATMENT: list[dict[str, Any]] = [
    {"kind": "continuous"},
    {"kind": "continuous", "package": "000001", "packages": 1},
    {"kind": "one_off", "package": "000001"},
    {"kind": "one_off", "package": "000001", "packages": 1, "parts": [{"package": "000001", "packages": 1}]},
    {"kind": "one_off", "parts": [{"package": "000001", "packages": 1}, {"package": "000001", "packages": 2}]},
    {"kind": "one_off", "parts": [{"package": "999999", "packages": 1}]},
]


@pytest.mark.parametrize("block", NO_TREATMENT)
def test_a_treatment_that_says_two_things_or_none_is_refused(block: dict[str, Any]) -> None:
    with pytest.raises(InvalidCase, match="treatment"):
        made_case({"treatment": block})
