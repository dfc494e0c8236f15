"""Back-calculation: planted cases, the real cases, and a search at random that a brute-force solver agrees with."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bokmal.number_style import number, round_half_up
from drafting.calculations.calculation import calculate
from drafting.calculations.graph.figures import Figure, apply, computed
from drafting.calculations.graph.operations import OPERATIONS
from drafting.case.case import Case
from drafting.case.file import parse_case, read_case
from drafting.confidentiality.audit.back_calculation import Audit, audit
from drafting.confidentiality.audit.equations import CHOICES, RULES
from drafting.confidentiality.audit.natural_bounds import BOUNDS
from drafting.confidentiality.audit.statements.statement import Published
from drafting.confidentiality.audit.statuses import SecretStatus, audit_findings, status_json

TABLE = tomllib.loads((Path(__file__).parents[1] / "tables/back_calculation.toml").read_text(encoding="utf-8"))
EVERY_KEY = {"name", "base", "known", "determined", "blocking", "bounded", "safe"}


def statuses(case: Case, known: list[str]) -> dict[str, SecretStatus]:
    return {status.key: status for status in audit(case, calculate(case), known)}


@pytest.mark.parametrize("planted", TABLE["planted"], ids=lambda planted: planted["name"])
def test_planted_case(planted: dict[str, Any]) -> None:
    assert set(planted) <= EVERY_KEY
    case = parse_case(TABLE["bases"][planted["base"]], planted["base"]).case
    figures = calculate(case)
    found = statuses(case, planted["known"])
    expected = dict.fromkeys(planted.get("determined", []), ("determined", True))
    expected |= dict.fromkeys(planted.get("blocking", []), ("bounded", True))
    expected |= dict.fromkeys(planted.get("bounded", []), ("bounded", False))
    expected |= dict.fromkeys(planted.get("safe", []), ("safe", False))
    assert expected
    assert {key: (found[key].status, found[key].blocks) for key in expected} == expected
    for key, status in found.items():  # the truth is never outside
        value = figures[key].value if key in figures else case.secrets[key].value
        assert status.low is None or status.low <= value
        assert status.high is None or value <= status.high


def test_there_are_enough_planted_cases() -> None:
    assert len(TABLE["planted"]) >= 45
    assert len({planted["name"] for planted in TABLE["planted"]}) == len(TABLE["planted"])


def test_every_operation_has_an_equation_or_a_choice_and_bounds() -> None:
    assert set(RULES) | CHOICES == set(OPERATIONS)
    assert set(BOUNDS) == set(OPERATIONS)


# -- the real cases ------------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize("method_id", ["ID2021_047", "ID2022_075"])
def test_the_published_notes_give_nothing_away(shared: Path, method_id: str) -> None:
    case = read_case(shared / f"cases/{method_id}.yaml").case
    known = [(shared / f"notes/{method_id}.txt").read_text(encoding="utf-8")]
    found = statuses(case, known)
    assert found
    assert {status.status for status in found.values()} == {"safe"}


@pytest.mark.shared
def test_hemgenix_year_1_at_maks_aup_gives_the_comparator_when_that_is_secret(shared: Path) -> None:
    text = (shared / "cases/ID2022_075.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "annual_cost_max_aup: 7616233.73", "annual_cost_max_aup: {secret: 7616233.73, owner: comparator}"
    )
    note = (shared / "notes/ID2022_075.txt").read_text(encoding="utf-8")
    found = statuses(parse_case(text).case, [note])["comparator.annual.max_aup"]
    assert found.status == "determined"
    assert found.from_ == ("budget.max_aup.year1.impact",)
    assert found.low is not None
    assert found.high is not None
    assert number(found.low) == number(found.high) == "7 616 234"


@pytest.mark.shared
def test_any_one_hidden_figure_of_blincyto_gives_all(shared: Path) -> None:
    case = read_case(shared / "cases/ID2021_047.yaml").case
    figures = calculate(case)
    hidden = [
        *("price.177099.rhf_aup", "dosing.over_45kg.cycle1.rhf_aup", "dosing.over_45kg.cycle2.rhf_aup"),
        *(f"dosing.bsa_{bsa}.cycle{n}.rhf_aup" for bsa in ("0_5", "1_07") for n in (1, 2)),
        *(f"dosing.{group}.{course}.rhf_aup" for group in ("bsa_0_5", "over_45kg") for course in ("first_two", "full")),
    ]
    for key in hidden:
        for text in (number(figures[key].value), f"om lag {number(figures[key].value, -2)}"):
            found = statuses(case, [f"Kostnaden er {text} NOK med RHF-AUP."])
            assert {status.status for status in found.values()} == {"determined"}, key


@pytest.mark.shared
@pytest.mark.parametrize(
    ("known", "third"),
    [
        (("31 500 000", "3 900 000"), "budget.rhf_aup.year1.impact"),
        (("31 500 000", "207 000 000"), "comparator.annual.rhf_aup"),
        (("3 900 000", "207 000 000"), "price.557865.rhf_aup"),
    ],
)
def test_two_of_price_comparator_and_budget_give_the_third(shared: Path, known: tuple[str, ...], third: str) -> None:
    case = read_case(shared / "cases/ID2022_075.yaml").case
    texts = [f"Beløpet er {text} NOK med RHF-AUP." for text in known]
    assert statuses(case, texts)[third].status == "determined"
    assert all(statuses(case, [text])[third].status != "determined" for text in texts)


# -- what it says --------------------------------------------------------------------------------------------------


def test_nothing_that_people_read_holds_a_value() -> None:
    case = parse_case(TABLE["bases"]["gen"]).case
    found = audit(case, calculate(case), ["RHF-AUP 600 000 NOK, budsjettvirkning 4 500 000 NOK (RHF-AUP)."])
    words = " ".join(
        [*(status.explanation for status in found), *(f.message for f in audit_findings(found)), repr(found)]
    )
    for value in ("600", "150", "4 500", "4500"):
        assert value not in words.replace("000001", "")
    assert "ligning" in words
    assert status_json(found[0])["low"] == "599999.5"


def test_findings_block_only_what_is_determined_or_narrow() -> None:
    case = parse_case(TABLE["bases"]["gen"]).case
    findings = audit_findings(audit(case, calculate(case), ["Det er gitt over 30 % rabatt."]))
    assert {finding.severity for finding in findings} == {"warning"}
    assert {finding.code for finding in findings} == {"B003"}
    findings = audit_findings(audit(case, calculate(case), ["Det er gitt 40 % rabatt."]))
    assert {"B002"} <= {finding.code for finding in findings}


def test_a_figure_that_public_numbers_fix_is_no_secret() -> None:
    secret = Figure("offer.packages.000001.rhf_aup", "RHF-AUP", Decimal(5), "NOK", owners=frozenset({"A"}))
    nought = computed("budget.rhf_aup.year2.intervention", "ingen pasienter", secret * 0, "NOK", reference="prøve")
    case = parse_case(TABLE["bases"]["gen"]).case
    (found, _) = audit(case, {nought.key: nought})
    assert (found.status, found.low, found.high) == ("safe", 0, 0)


def test_formulas_that_choose_or_round_are_bounded_soundly() -> None:
    case = parse_case(TABLE["bases"]["gen"]).case
    price = Figure("offer.packages.000001.rhf_aup", "RHF-AUP", Decimal(600000), "NOK", owners=frozenset({"Alfa"}))
    figures = {
        figure.key: figure
        for figure in (
            computed("x.rhf_aup", "pris", price * 1, "NOK", reference="prøve"),
            computed("least.rhf_aup", "minste", apply("min", price * 7, price * 3), "NOK", reference="prøve"),
            computed("round.rhf_aup", "avrundet", apply("round_to", price * 7, Decimal(100)), "NOK", reference="prøve"),
        )
    }
    for text in ("1 800 000", "4 200 000"):
        found = {status.key: status for status in audit(case, figures, [f"{text} NOK med RHF-AUP"])}
        assert found["x.rhf_aup"].status == "determined"
        for key, figure in figures.items():
            low, high = found[key].low, found[key].high
            assert low is not None
            assert high is not None
            assert low <= figure.value <= high


# -- at random, against brute force --------------------------------------------------------------------------------

Line = tuple[Fraction, Fraction, Fraction]  # a, b, c: a × price + b × comparator + c


def brute_force(lines: list[tuple[Line, Fraction, Fraction]], target: Line) -> tuple[Fraction, Fraction]:
    """Least and greatest target over the polygon, from all its corners: every pair of edges, cut exactly."""
    edges = [(a, b, bound - c) for (a, b, c), low, high in lines for bound in (low, high)]
    values = []
    for (a, b, e), (c, d, f) in combinations(edges, 2):
        if not (determinant := a * d - b * c):
            continue
        x, y = (e * d - b * f) / determinant, (a * f - e * c) / determinant
        if all(low <= p * x + q * y + r <= high for (p, q, r), low, high in lines):
            values.append(target[0] * x + target[1] * y + target[2])
    return min(values), max(values)


def linear_figures(new: list[int]) -> dict[str, Line]:
    """The linear figures of «gen» with other patient numbers, written out by hand."""
    found: dict[str, Line] = {
        "price.000001.rhf_aup": (Fraction(1), Fraction(0), Fraction(0)),
        "treatment.rhf_aup": (Fraction(1), Fraction(0), Fraction(0)),
        "comparator.annual.rhf_aup": (Fraction(0), Fraction(1), Fraction(0)),
    }
    total_a = total_b = 0
    for year in range(1, len(new) + 1):
        treated, so_far = new[year - 1], sum(new[:year])
        found[f"budget.rhf_aup.year{year}.intervention"] = (Fraction(treated), Fraction(0), Fraction(0))
        found[f"budget.rhf_aup.year{year}.comparator"] = (Fraction(0), Fraction(so_far), Fraction(0))
        found[f"budget.rhf_aup.year{year}.impact"] = (Fraction(treated), Fraction(-so_far), Fraction(0))
        total_a, total_b = total_a + treated, total_b + so_far
    found["budget.rhf_aup.total.impact"] = (Fraction(total_a), Fraction(-total_b), Fraction(0))
    return found


@given(data=st.data())
@settings(deadline=None, max_examples=25)
def test_a_brute_force_solver_agrees(data: st.DataObject) -> None:
    draw: Callable[..., Any] = data.draw
    price, comparator = draw(st.integers(100_001, 999_999)), draw(st.integers(100_001, 199_999))
    new = draw(st.lists(st.integers(1, 40), min_size=1, max_size=3))
    lines = linear_figures(new)
    text = TABLE["bases"]["gen"].replace("600000", str(price)).replace("150000", str(comparator))
    case = parse_case(text.replace("[10, 5]", str(new))).case
    figures = calculate(case)
    chosen = draw(st.lists(st.tuples(st.sampled_from(sorted(lines)), st.sampled_from([1, 100])), max_size=3))
    box = [((Fraction(1), Fraction(0), Fraction(0)), Fraction(0), Fraction(1_000_000))]
    box += [((Fraction(0), Fraction(1), Fraction(0)), Fraction(0), Fraction(200_000))]
    told, rows = [], list(box)
    for key, step in chosen:
        shown = round_half_up(figures[key].value / step) * step
        low, high = shown - Decimal(step) / 2, shown + Decimal(step) / 2
        told.append(Published(key, low, high, "prøve"))
        rows.append((lines[key], Fraction(low), Fraction(high)))
    found = {status.key: status for status in Audit(case, figures, (), told).statuses()}
    for key, line in lines.items():
        low, high = brute_force(rows, line)
        status = found[key]
        assert status.low is not None
        assert status.high is not None
        slack = Fraction(1, 10**5) * (abs(high) + abs(low) + 1)
        assert Fraction(status.low) <= low + slack
        assert Fraction(status.high) >= high - slack
        assert abs(Fraction(status.low) - low) <= slack, key
        assert abs(Fraction(status.high) - high) <= slack, key
        assert status.blocks == (high - low < Fraction(abs(figures[key].value)) / 5) or abs(high - low) <= 2 * slack
