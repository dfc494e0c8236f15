"""Every computed figure against the report's fact of the same meaning, and the report against itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bokmal.number_style import number
from corpus.documents import Source
from corpus.reports.report import read_report
from drafting.calculations.graph.figures import Figure
from drafting.case.file import CaseFile, parse_case
from drafting.facts import Facts, facts
from drafting.facts.fact.fact import Fact, PrintedAmount
from drafting.facts.fact.precision import digits_swapped, rounds_to, step_of
from drafting.facts.fact.scope import Scope, scope_of_key
from drafting.findings import Finding
from drafting.report_agreement import disagreements
from drafting.report_agreement.pairs import PAIRS
from tests.documents.written import report_with

TABLES = Path(__file__).parents[1] / "tables"
CASE = """
method_id: ID2099_010
title: Viddatinib (Vidda)
note_date: 2026-01-10
product: {name: Vidda, substance: viddatinib, company: Fjellheim}
report: {track: cost_utility}
"""
# One figure and its fact for every row of the table of pairs.
SAMPLES: Mapping[str, tuple[str, str]] = {
    "F011": ("comparator.annual.max_aup", "cost.comparator.max_aup.inc_vat"),
    "F012": ("budget.new_patients.2", "patients.year2"),
    "F013": ("cost_utility.incremental_qaly", "qaly.gain.dmp"),
    "F014": ("severity.absolute_shortfall", "severity.absolute_shortfall"),
    "F023": ("price.412345.max_aup", "cost.package_412345.max_aup.inc_vat"),
    "F024": ("treatment.max_aup", "cost.treatment.max_aup.inc_vat"),
    "F025": ("treatment.annual.max_aup", "cost.annual.max_aup.inc_vat"),
    "F026": ("icer.max_aup", "icer.dmp.max_aup.inc_vat"),
    "F027": ("budget.max_aup.year4.impact", "budget.year4.impact"),
    "F028": ("threshold.max_aup.years", "threshold.max_aup.inc_vat.years"),
}


def case() -> CaseFile:
    return parse_case(CASE)


def figure(key: str, value: str, owners: frozenset[str] = frozenset()) -> dict[str, Figure]:
    return {key: Figure(key, key, Decimal(value), "NOK", owners=owners)}


def said(key: str, value: str, step: str = "1", basis: str = "max_aup", vat: str = "inc_vat") -> Facts:
    scope = replace(scope_of_key(key), basis=basis, vat=vat)
    source = Source("0" * 64, 7, 0, 1, "x")
    return Facts((Fact(key, value, "NOK", source, scope=scope, step=Decimal(step)),))


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in found]


def test_every_pair_has_a_sample() -> None:
    assert set(SAMPLES) == {pair.code for pair in PAIRS}


@pytest.mark.parametrize("code", SAMPLES)
def test_every_pair_is_compared_at_the_printed_precision(code: str) -> None:
    key, fact = SAMPLES[code]
    case_file = case()
    (finding,) = disagreements(case_file, said(fact, "2771696"), figure(key, "2717696"))
    assert (finding.code, finding.severity) == (code, "warning")
    assert "2 717 696" in finding.message
    assert "2 771 696" in finding.message
    assert "side 7" in finding.message
    assert "To sifre kan være byttet om" in finding.message
    assert disagreements(case_file, said(fact, "2717696"), figure(key, "2717696.4")) == ()
    assert disagreements(case_file, said(fact, "2700000", step="100000"), figure(key, "2717696")) == ()
    assert codes(disagreements(case_file, said(fact, "2600000", step="100000"), figure(key, "2717696"))) == [code]


@pytest.mark.parametrize("code", SAMPLES)
def test_a_secret_figure_is_never_compared(code: str) -> None:
    key, fact = SAMPLES[code]
    secret = figure(key, "2717696", frozenset({"Fjellheim"}))
    assert disagreements(case(), said(fact, "2771696"), secret) == ()


@pytest.mark.parametrize(
    ("basis", "vat"), [("other", "inc_vat"), ("rhf_aup", "inc_vat"), ("max_aup", "ex_vat"), ("", "")]
)
def test_a_budget_at_another_price_is_not_compared(basis: str, vat: str) -> None:
    facts_ = said("budget.year4.impact", "2771696", basis=basis, vat=vat)
    assert disagreements(case(), facts_, figure("budget.max_aup.year4.impact", "2717696")) == ()


@pytest.mark.parametrize(
    ("fact", "key"),
    [
        ("icer.dmp.max_aup.ex_vat", "icer.max_aup"),
        ("icer.company.max_aup.inc_vat", "icer.max_aup"),
        ("cost.annual.other.inc_vat", "treatment.annual.max_aup"),
        ("cost.annual.max_aup.ex_vat", "treatment.annual.max_aup"),
        ("cost.comparator_treatment.max_aup.inc_vat", "comparator.annual.max_aup"),
        ("cost.package_999999.max_aup.inc_vat", "price.412345.max_aup"),
        ("log.days", "process.total_days"),
    ],
)
def test_numbers_of_other_meaning_are_not_compared(fact: str, key: str) -> None:
    assert disagreements(case(), said(fact, "100"), figure(key, "200000")) == ()


def test_the_report_may_count_new_or_treated_patients() -> None:
    case_file = parse_case(CASE + "budget: {new_patients: [7.5, 1.5]}\n")
    figures = figure("budget.year2.patients", "9")
    assert disagreements(case_file, said("patients.year2", "9"), figures) == ()
    assert disagreements(case_file, said("patients.year2", "1.5", step="0.1"), figures) == ()
    assert codes(disagreements(case_file, said("patients.year2", "8"), figures)) == ["F012"]


def test_an_amount_with_two_digits_changed_about_is_told_where_no_fact_is() -> None:
    printed = PrintedAmount(Decimal(575920), Decimal(1), "575 920", 13)
    found = disagreements(case(), Facts((), amounts=(printed,)), figure("dosing.kg20.full.max_aup", "575290"))
    assert codes(found) == ["F029"]
    assert "575 920" in found[0].message
    assert "575 290" in found[0].message
    right = PrintedAmount(Decimal(575290), Decimal(1), "575 290", 20)
    assert disagreements(case(), Facts((), amounts=(printed, right)), figure("a.b", "575290")) == ()
    secret = figure("dosing.kg20.full.rhf_aup", "575290", frozenset({"A"}))
    assert disagreements(case(), Facts((), amounts=(printed,)), secret) == ()


@pytest.mark.parametrize(("days", "told"), [("420", []), ("421", ["F030"]), ("180", []), ("4200", ["F030"])])
def test_more_days_than_the_log_has_are_told(days: str, told: list[str]) -> None:
    source = Source("0" * 64, 5, 0, 1, "x")
    dates = (("log.ordered", "2024-03-01"), ("log.received", "2024-05-02"), ("log.finished", "2025-04-24"))
    log = tuple(Fact(key, value, "", source) for key, value in dates)
    found = disagreements(case(), Facts((*log, Fact("log.days", days, "dager", source, scope=Scope()))), {})
    assert codes(found) == told


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((TABLES / "report_twice.toml").read_text("utf-8"))["case"]
    return found


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
@pytest.mark.parametrize("turned", [False, True])
def test_what_a_report_says_twice_agrees_or_is_a_finding(row: dict[str, Any], turned: bool) -> None:
    pages = (row["other"], row["one"]) if turned and not row.get("warned") else (row["one"], row["other"])
    found = facts(read_report(report_with(*pages)))
    assert [conflict.key for conflict in found.conflicts] == ([row["conflict"]] if row["conflict"] else [])
    slips = [warning for warning in found.warnings if "byttet om" in warning]
    assert bool(slips) == bool(row.get("warned"))
    assert all(row.get("warned", "") in warning for warning in slips)
    own = [finding for finding in disagreements(case(), found, {}) if finding.code == "F020"]
    assert len(own) == bool(row["conflict"])
    assert all(("byttet om" in finding.message) == row["swapped"] for finding in own)


@given(st.integers(10_000, 10**9), st.integers(0, 8))
def test_two_neighbours_that_changed_places_are_seen_in_any_unit(value: int, place: int) -> None:
    digits = str(value)
    place %= len(digits) - 1
    other = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if not other.startswith("0"):
        assert digits_swapped(Decimal(digits), Decimal(other)) == (digits != other)
    if digits != other and not other.startswith("0"):
        assert digits_swapped(Decimal(digits) * 1000, Decimal(other) * 1000, Decimal(1000))


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_a_number_agrees_with_itself_rounded_and_not_with_one_a_step_away(value: int, zeros: int) -> None:
    step = Decimal(10) ** zeros
    rounded = (Decimal(value) / step).quantize(Decimal(1)) * step
    assert rounds_to(Decimal(value), rounded, step)
    assert not rounds_to(Decimal(value), rounded + 2 * step, step)


@pytest.mark.parametrize(
    ("printed", "about", "step"),
    [
        ("64,2 mill. NOK", False, "100000"),
        ("64 mill. kroner", True, "1000000"),
        ("64 200 000 NOK", True, "100000"),
        ("64 200 000 NOK", False, "1"),
        ("500 000", True, "10000"),
        ("40", True, "1"),
        ("0,62", True, "0.01"),
        ("1,2 milliarder", False, "100000000"),
    ],
)
def test_what_the_last_printed_digit_counts(printed: str, about: bool, step: str) -> None:
    assert step_of(printed, about=about) == Decimal(step)


@given(st.integers(1, 10**7))
def test_a_whole_number_as_printed_counts_ones(value: int) -> None:
    assert step_of(number(Decimal(value))) == 1


def test_no_finding_repeats_what_a_report_says_at_a_negotiated_price() -> None:
    found = facts(
        read_report(
            report_with(
                "DMPs IKER er 431 777 NOK per QALY med RHF-AUP inkl. mva.",
                "DMP har beregnet IKER til 437 177 NOK per QALY med RHF-AUP inkl. mva.",
            )
        )
    )
    assert [conflict.key for conflict in found.conflicts] == ["icer.dmp.rhf_aup.inc_vat"]
    told = disagreements(case(), found, {})
    assert "F020" in codes(told)
    assert not any("431" in finding.message or "437" in finding.message for finding in told)
