"""IKER follows every price in it: checked by counting patients' bills, not by the formula of the program."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from corpus.errors import InvalidCalculation, InvalidCase
from drafting.calculations.calculation import calculate, icer_at_price, price_at_icer, with_rhf_aup
from drafting.calculations.cost_utility import NOT_SPLIT
from drafting.calculations.cost_utility_findings import cost_utility_findings
from drafting.calculations.graph.explanation import all_figures, explained
from drafting.calculations.graph.scenarios import evaluated
from drafting.calculations.graph.sensitivity import one_way
from drafting.case.case import Case
from drafting.confidentiality.audit.back_calculation import audit
from drafting.confidentiality.hiding.hidden import without_secrets
from drafting.export.workbook.formulas import Formulas, names_of
from drafting.export.workbook.workbook import workbook_bytes
from tests.calculations.conftest import ITEM, made_case, quick_case

OTHER = "000002"
QUICK = settings(deadline=None, max_examples=40)
PACKS = st.integers(1, 400)
PRICES = st.integers(100, 90000)


def package(item: str, name: str, max_aup: int, rhf_aup: int, owner: str) -> dict[str, Any]:
    prices = {"max_aup": max_aup, "rhf_aup": {"secret": rhf_aup, "owner": owner}}
    return {"item_number": item, "description": name, "strength": {"amount": 10, "unit": "mg"}, **prices}


def comparator(max_aup: int | None, rhf_aup: int | None) -> dict[str, Any]:
    block: dict[str, Any] = {"name": "gammelt middel"}
    if max_aup:
        block["annual_cost_max_aup"] = max_aup
    if rhf_aup:
        block["annual_cost_rhf_aup"] = {"secret": rhf_aup, "owner": "B AS"}
    return block


def cost(amount: Any, basis: str = "max_aup", **more: Any) -> dict[str, Any]:
    return {"amount": amount, "basis": basis, **more}


def secret(amount: Any, owner: str = "A AS") -> dict[str, Any]:
    return {"secret": amount, "owner": owner}


def utility(drug: Any, other: Any = None, extra: Any = 0, qaly: Any = 1) -> dict[str, Any]:
    block = {"incremental_qaly": qaly, "drug_cost": drug, "other_incremental_cost": extra}
    return block | ({"comparator_drug_cost": other} if other is not None else {})


@QUICK
@given(PACKS, PACKS, PRICES, PRICES, PRICES, PRICES, st.integers(-500000, 500000), st.integers(1, 400))
def test_the_icer_is_that_of_the_bills(
    packs: int, years: int, p_max: int, p_rhf: int, c_max: int, c_rhf: int, extra: int, centi_qaly: int
) -> None:
    """A course of so many packages against so many years of the comparator, billed at either price."""
    case = quick_case(
        {
            "offer.max_aup": p_max,
            "offer.rhf_aup": secret(p_rhf),
            "comparator": comparator(c_max, c_rhf),
            "cost_utility": utility(cost(packs * p_max), cost(years * c_max), extra, Decimal(centi_qaly) / 100),
        }
    )
    figures = calculate(case)
    gained = Fraction(centi_qaly, 100)
    billed = {
        "icer.max_aup": (sum([p_max] * packs) - sum([c_max] * years) + extra) / gained,
        "icer.rhf_aup": (sum([p_rhf] * packs) - sum([c_rhf] * years) + extra) / gained,
    }
    for key, expected in billed.items():
        assert abs(Fraction(figures[key].value) - expected) <= Fraction(1, 10**6)
        assert not figures[key].remark
    assert figures["icer.max_aup"].owners == frozenset()
    assert figures["icer.rhf_aup"].owners == {"A AS", "B AS"}


@QUICK
@given(PACKS, PACKS, PRICES, PRICES, PRICES, PRICES)
def test_the_basis_a_cost_is_given_at_does_not_move_the_icer(
    packs: int, years: int, p_max: int, p_rhf: int, c_max: int, c_rhf: int
) -> None:
    blocks = {
        "offer.max_aup": p_max,
        "offer.rhf_aup": secret(p_rhf),
        "comparator": comparator(c_max, c_rhf),
    }
    at_max = quick_case({**blocks, "cost_utility": utility(cost(packs * p_max), cost(years * c_max))})
    at_rhf = quick_case(
        {
            **blocks,
            "cost_utility": utility(
                cost(secret(packs * p_rhf), "rhf_aup"), cost(secret(years * c_rhf, "B AS"), "rhf_aup")
            ),
        }
    )
    one, other = calculate(at_max), calculate(at_rhf)
    for key in ("icer.max_aup", "icer.rhf_aup"):
        assert abs(one[key].value - other[key].value) < Decimal("1e-12") * max(1, abs(one[key].value))
    assert other["icer.max_aup"].owners == {"A AS", "B AS"}  # what was computed from a secret is one


def test_the_case_that_was_wrong_by_a_factor() -> None:
    """1 750 000 of the new drug and 400 000 of the comparator stood as 1 350 000 net, all scaled as the new drug."""
    blocks = {
        "offer.max_aup": 30900,
        "offer.rhf_aup": secret(14600),
        "comparator": comparator(380000, 21000),
    }
    new = utility(cost(1750000), cost(400000), -310000, Decimal("0.91"))
    old = {"incremental_qaly": Decimal("0.91"), "drug_cost_max_aup": 1350000, "other_incremental_cost": -310000}
    right, wrong = (calculate(quick_case({**blocks, "cost_utility": block})) for block in (new, old))
    assert round(right["icer.max_aup"].value) == round(wrong["icer.max_aup"].value) == 1142857
    # 1 750 000 × 14 600 / 30 900 = 826 860,84; 400 000 × 21 000 / 380 000 = 22 105,26; by hand
    assert round(right["icer.rhf_aup"].value) == 543687
    assert round(wrong["icer.rhf_aup"].value) == 360290
    assert wrong["icer.rhf_aup"].remark == NOT_SPLIT


def several(drug: list[dict[str, Any]], **blocks: Any) -> Case:
    packages = [
        package(ITEM, "Oppdiktin, 10 mg", 1000, 800, "A AS"),
        package(OTHER, "Oppdiktin, 20 mg", 3000, 900, "A AS"),
    ]
    return quick_case({"offer": {"packages": packages}, "cost_utility": utility(drug, cost(0)), **blocks})


def test_each_part_follows_its_own_package() -> None:
    figures = calculate(several([cost(50000, package=ITEM), cost(60000, package=OTHER)]))
    assert figures["icer.max_aup"].value == 110000
    assert figures["icer.rhf_aup"].value == 40000 + 18000
    assert figures["icer.rhf_aup.drug_cost.1"].value == 40000
    assert figures["icer.rhf_aup.drug_cost.2"].value == 18000


UNCLEAR: dict[str, dict[str, Any]] = {
    "two packages, none named": {},
    "dosing of one, treatment of the other": {
        "treatment": {"kind": "continuous", "package": OTHER, "packages": 1, "period_days": 28},
        "dosing": {
            "package": ITEM,
            "groups": [{"key": "g", "label": "g", "cycles": [{"label": "c", "steps": [{"dose": 1, "days": 1}]}]}],
        },
    },
    "treatment of both": {
        "treatment": {
            "kind": "continuous",
            "parts": [
                {"package": ITEM, "packages": 1, "period_days": 28},
                {"package": OTHER, "packages": 1, "period_days": 28},
            ],
        }
    },
}


@pytest.mark.parametrize("blocks", UNCLEAR.values(), ids=UNCLEAR)
def test_a_cost_is_not_scaled_by_a_guess(blocks: dict[str, Any]) -> None:
    case = several([cost(50000)], **blocks)
    figures = calculate(case)
    assert figures["icer.max_aup"].value == 50000
    assert "icer.rhf_aup" not in figures
    assert "U003" in {finding.code for finding in cost_utility_findings(case, figures)}
    with pytest.raises(InvalidCalculation, match=r"cost_utility\.drug_cost"):
        icer_at_price(case, Decimal(5))


def test_packages_of_two_drugs_are_no_one_price() -> None:
    packages = [package(ITEM, "Alfatix, 10 mg", 1000, 800, "A AS"), package(OTHER, "Betanix, 20 mg", 3000, 900, "C AS")]
    treatment = {"kind": "continuous", "package": OTHER, "packages": 1, "period_days": 28}
    case = quick_case(
        {"offer": {"packages": packages}, "treatment": treatment, "cost_utility": utility(cost(9000), cost(0))}
    )
    assert "icer.rhf_aup" not in calculate(case)


RESERVED: list[tuple[dict[str, Any] | None, Any, str, str]] = [
    (comparator(380000, None), cost(400000), "U002", "RHF-AUP ikke er oppgitt"),
    (comparator(None, 21000), cost(400000), "U002", "RHF-AUP ikke er oppgitt"),
    (None, cost(400000), "U002", "RHF-AUP ikke er oppgitt"),
    (comparator(380000, 21000), None, "U001", "ikke er oppgitt for seg"),
    (comparator(380000, 21000), cost(400000), "", ""),
    (comparator(380000, None), cost(0), "", ""),
]


@pytest.mark.parametrize(("block", "given_cost", "code", "words"), RESERVED)
def test_a_comparator_at_maks_aup_is_said(block: Any, given_cost: Any, code: str, words: str) -> None:
    blocks = {"cost_utility": utility(cost(900000), given_cost)} | ({"comparator": block} if block else {})
    case = quick_case(blocks)
    figures = calculate(case)
    assert words in figures["icer.rhf_aup"].remark
    assert bool(figures["icer.rhf_aup"].remark) == bool(words)
    found = list(cost_utility_findings(case, figures))
    assert [finding.code for finding in found] == ([code] if code else [])
    assert not code or "komparator er regnet til Maks-AUP" in found[0].message
    if code == "U002":
        assert figures["icer.rhf_aup"].value == 900000 * Decimal("0.8") - 400000


def test_a_comparator_given_at_rhf_aup_alone_leaves_the_public_icer_out() -> None:
    blocks = utility(cost(900000), cost(secret(20000, "B AS"), "rhf_aup"))
    case = quick_case({"cost_utility": blocks, "comparator": comparator(None, 21000)})
    figures = calculate(case)
    assert "icer.max_aup" not in figures
    assert figures["icer.rhf_aup"].value == 700000
    assert [finding.code for finding in cost_utility_findings(case, figures)] == ["U004"]


def full() -> Case:
    blocks = utility(cost(900000), cost(400000), -31000, Decimal("0.9"))
    return quick_case({"cost_utility": blocks, "comparator": comparator(380000, 21000)})


@QUICK
@given(st.integers(1, 3000))
def test_price_and_icer_are_each_others_inverse(price: int) -> None:
    case, figures = full(), calculate(full())
    icer = icer_at_price(case, Decimal(price))
    assert abs(price_at_icer(case, icer.value).value - price) < Decimal("1e-9")
    assert abs(icer.value - with_rhf_aup(case, ITEM, Decimal(price))["icer.rhf_aup"].value) < Decimal("1e-12")
    assert icer_at_price(case, Decimal(1000), "max_aup").value == figures["icer.max_aup"].value
    assert icer.owners == {"B AS"}  # the comparator's price is in it
    assert icer_at_price(case, Decimal(price), "max_aup").owners == frozenset()


def test_a_price_among_several_must_be_chosen() -> None:
    case = several([cost(50000, package=ITEM), cost(60000, package=OTHER)])
    with pytest.raises(InvalidCalculation):
        price_at_icer(case, Decimal(1))
    icer = icer_at_price(case, Decimal(450), item=OTHER)
    assert icer.value == 40000 + 9000
    assert price_at_icer(case, icer.value, item=OTHER).value == 450


def test_what_if_moves_a_cost_that_is_given_at_rhf_aup() -> None:
    blocks = utility(cost(secret(720000), "rhf_aup"), cost(0))
    moved = with_rhf_aup(quick_case({"cost_utility": blocks}), ITEM, Decimal(400))
    assert moved["icer.rhf_aup"].value == 360000
    assert moved["icer.max_aup"].value == 900000  # Maks-AUP does not move with the offer


def test_levers_move_the_drug_at_the_figures_own_price_and_the_comparator() -> None:
    for key, drug, other in (("icer.rhf_aup", 720000, 400000 * 21000 / 380000), ("icer.max_aup", 900000, 400000)):
        swings = {swing.lever: swing for swing in one_way(calculate(full())[key], Decimal("0.1"))}
        assert set(swings) == {"price", "comparator_cost", "qaly"}
        assert float(swings["price"].width) == pytest.approx(0.2 * drug / 0.9)
        assert float(swings["comparator_cost"].width) == pytest.approx(0.2 * other / 0.9)
    given_at_rhf = quick_case({"cost_utility": utility(cost(secret(720000), "rhf_aup"), cost(0))})
    swings = {swing.lever: swing for swing in one_way(calculate(given_at_rhf)["icer.rhf_aup"], Decimal("0.1"))}
    assert swings["price"].width == 144000


def test_scenarios_agree_with_whole_cases() -> None:
    prices = np.array([100.0, 450.5, 999.0])
    found = evaluated(calculate(full()), {f"offer.packages.{ITEM}.rhf_aup": prices})["icer.rhf_aup"]
    whole = [float(with_rhf_aup(full(), ITEM, Decimal(str(price)))["icer.rhf_aup"].value) for price in prices]
    assert list(found) == pytest.approx(whole)


def test_hidden_is_hidden_and_the_derivation_is_whole() -> None:
    figures = calculate(full())
    hidden = {key for key, figure in without_secrets(figures).items() if not hasattr(figure, "value")}
    assert {"icer.rhf_aup", "icer.rhf_aup.drug_cost.1", "icer.rhf_aup.comparator_drug_cost"} <= hidden
    assert "icer.max_aup" not in hidden
    told = explained(figures["icer.rhf_aup"])
    for words in ("legemiddelkostnad til RHF-AUP", "komparators legemiddelkostnad til RHF-AUP", "A AS", "B AS"):
        assert words in told


def test_a_published_icer_gives_a_price_when_the_other_is_known() -> None:
    """One equation in two secrets: neither follows from the IKER alone, both do once one of them is out."""
    figures = calculate(full())
    icer = f"IKER er {figures['icer.rhf_aup'].display} ved RHF-AUP."
    price, other = f"price.{ITEM}.rhf_aup", "comparator.annual.rhf_aup"
    alone = {status.key: status.status for status in audit(full(), figures, [icer])}
    assert alone["icer.rhf_aup"] == "determined"
    both = [icer, "Komparator koster 21 000 NOK per år ved RHF-AUP."]
    known = {status.key: status.status for status in audit(full(), figures, both)}
    assert (known[price], known[other]) == ("determined", "determined")
    assert alone[other] != "determined"


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"incremental_qaly": 1}, "skal ha drug_cost"),
    ({"incremental_qaly": 1, "drug_cost": cost(1), "drug_cost_max_aup": 1}, "ikke begge"),
    ({"incremental_qaly": 1, "drug_cost_max_aup": 1, "comparator_drug_cost": cost(1)}, "drug_cost"),
    ({"incremental_qaly": 1, "drug_cost": cost(-1)}, "negativt"),
    ({"incremental_qaly": 1, "drug_cost": cost(1, "aip")}, "max_aup, rhf_aup"),
    ({"incremental_qaly": 1, "drug_cost": cost(1, package="999999")}, "999999"),
    ({"incremental_qaly": 1, "drug_cost": cost(1), "comparator_drug_cost": cost(1, package=ITEM)}, "package"),
]


@pytest.mark.parametrize(("block", "words"), REFUSED)
def test_a_block_that_says_two_things_or_none_is_refused(block: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidCase, match=words):
        made_case({"cost_utility": block})


def test_a_cost_at_rhf_aup_is_secret_without_being_called_so() -> None:
    block = utility(cost(720000, "rhf_aup"), cost(30000, "rhf_aup"))
    case = made_case({"cost_utility": block, "comparator": comparator(380000, 21000)})
    found = {path: amount.owner for path, amount in case.secrets.items() if path.startswith("cost_utility")}
    assert found == {
        "cost_utility.drug_cost.1.amount": "A AS",
        "cost_utility.comparator_drug_cost.amount": "B AS",
    }


def test_the_workbooks_live_formula_gives_the_same() -> None:
    figures = calculate(full())
    shown = all_figures(figures)
    names = names_of(shown.values())
    formulas = Formulas(names)
    cells = {names[key]: float(figure.value) for key, figure in shown.items()}
    for key in ("icer.max_aup", "icer.rhf_aup", "icer.rhf_aup.drug_cost.1", "icer.rhf_aup.comparator_drug_cost"):
        live = eval(formulas.of(shown[key]).removeprefix("="), {"__builtins__": {}}, cells)
        assert live == pytest.approx(float(figures[key].value))
    book = load_workbook(BytesIO(workbook_bytes(full(), figures, "public")))
    told = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not {720000, 800, 21000, "A AS", "B AS"} & told  # what is hidden is not in the public one at all
