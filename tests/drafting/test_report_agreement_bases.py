"""Case beside report: sums over years, the company's numbers, ranges of a course, VAT that differs or is not told."""

from __future__ import annotations

import pytest

from corpus.reports.report import read_report
from drafting.case.file import parse_case
from drafting.facts import Facts, facts
from drafting.findings import Finding
from drafting.report_agreement import disagreements
from tests.documents.written import report_with, written

CASE = """
method_id: ID2099_010
title: "Viddatinib (Vidda) til behandling av voksne med myelomatose"
note_date: 2026-01-10
product: {name: Vidda, substance: viddatinib, company: Fjellheim Pharma AS}
report: {track: cost_utility, dated: 2025-04-24}
offer:
  dated: 2025-11-01
  packages:
    - {item_number: "412345", description: "Vidda, 40 mg, 1 hetteglass", strength: {amount: 40, unit: mg},
       max_aup: 10000, rhf_aup: {secret: 6000, owner: Fjellheim Pharma AS}}
treatment: {kind: continuous, package: "412345", packages: 1, period_days: 36.525, mean_duration_months: 12.1}
comparator: {name: docetaksel, annual_cost_max_aup: 50000}
budget: {new_patients: [10, 10, 10], persistence: [1, 0, 0]}
"""


def read(*bodies: str) -> Facts:
    return facts(read_report(report_with(*bodies)))


def told(body: str, case: str = CASE) -> dict[str, Finding]:
    """The findings on the case beside a report with this text, by code."""
    found = disagreements(parse_case(case), read(body))
    return {finding.code: finding for finding in found if finding.code not in ("F020", "F021", "F010")}


def table(total: str = "1 500", caption: str = "(1 000 kr), maks-AUP inkl. mva.", head: str = "Sum") -> str:
    return (
        f"Tabell 3: Budsjettvirkning {caption}\n\n\tÅr 1\tÅr 2\tÅr 3\t{head}\nMed Vidda\t1 000\t1 000\t1 000\t3 000\n"
        f"Uten Vidda\t500\t500\t500\t1 500\nBudsjettvirkning\t500\t500\t500\t{total}"
    )


@pytest.mark.parametrize("head", ["Sum", "Totalt", "Samlet", "I alt", "Sum år 1–3", "Totalt over tre år", "År 1–3"])
def test_the_sum_of_a_budget_table_is_read_and_checked(head: str) -> None:
    found = read(table(head=head))
    fact = found.get("budget.total.impact")
    assert fact is not None
    assert fact.scope is not None
    assert (fact.value, fact.scope.year, fact.scope.period) == ("1500000", 3, "years")
    assert not [warning for warning in found.warnings if "Trykkfeil" in warning]
    wrong = read(table("1 600", head=head))
    assert any("1 600 000" in warning and "1 500 000" in warning for warning in wrong.warnings)


def test_years_down_have_their_sum_below() -> None:
    body = (
        "Tabell 3: Budsjettvirkning i NOK, maks-AUP inkl. mva.\n\n\tMed Vidda\tUten Vidda\tBudsjettvirkning\n"
        "År 1\t1 000 000\t500 000\t500 000\nÅr 2\t1 000 000\t500 000\t500 000\nSum\t2 000 000\t1 000 000\t1 000 000"
    )
    fact = read(body).get("budget.total.impact")
    assert fact
    assert fact.value == "1000000"


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Samlet budsjettvirkning over tre år er 1,5 mill. NOK med maks-AUP inkl. mva.", set()),
        ("Samlet budsjettvirkning over tre år er 1,9 mill. NOK med maks-AUP inkl. mva.", {"F031"}),
        ("Budsjettvirkningen i treårsperioden er til sammen 1,9 mill. NOK med maks-AUP inkl. mva.", {"F031"}),
        ("Samlet budsjettvirkning over fem år er 1,9 mill. NOK med maks-AUP inkl. mva.", set()),  # of other years
        ("Samlet budsjettvirkning over de tre første årene er 1,2 mill. NOK med maks-AUP uten mva.", set()),
        ("Samlet budsjettvirkning over de tre første årene er 1,5 mill. NOK med maks-AUP uten mva.", {"F034"}),
        ("Samlet budsjettvirkning over tre år er 1,8 mill. NOK med maks-AUP uten mva.", {"F031"}),
    ],
)
def test_the_budget_over_all_years_is_compared(sentence: str, codes: set[str]) -> None:
    assert set(told(sentence)) == codes


@pytest.mark.parametrize(
    ("sentence", "codes", "shown"),
    [
        ("Gjennomsnittlig behandlingstid er 12,1 måneder.", set(), ""),
        ("Gjennomsnittlig behandlingstid er 14,6 måneder i DMPs analyse og 12,1 måneder i firmaets.", {"F033"}, "14,6"),
        ("Firmaet har lagt til grunn en gjennomsnittlig behandlingstid på 12,1 måneder.", {"F033"}, "ikke funnet"),
        ("DMP legger til grunn en gjennomsnittlig behandlingsvarighet på 14,6 måneder.", {"F036"}, "14,6"),
        ("Pasientene behandles i gjennomsnitt i 1,5 år.", {"F036"}, "18"),
        ("Median behandlingstid var 9 måneder.", set(), ""),
        (
            "DMP har brukt 12,1 måneder som gjennomsnittlig behandlingstid, mens firmaet har brukt 15 måneder.",
            set(),
            "",
        ),
    ],
)
def test_the_duration_is_dmps(sentence: str, codes: set[str], shown: str) -> None:
    found = told(sentence)
    assert set(found) == codes
    assert all(shown in finding.message for finding in found.values())


GAIN = CASE + "cost_utility: {incremental_qaly: 1.9, drug_cost_max_aup: 900000}\n"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("I DMPs analyse er helsegevinsten 1,42 QALY. I firmaets analyse er helsegevinsten 1,90 QALY.", {"F033"}),
        ("I firmaets analyse er helsegevinsten 1,90 QALY.", {"F033"}),
        ("I DMPs analyse er helsegevinsten 1,42 QALY.", {"F013"}),
        ("I DMPs analyse er helsegevinsten 1,9 QALY. I firmaets analyse er helsegevinsten 2,4 QALY.", set()),
    ],
)
def test_a_gain_that_is_the_companys_is_named(body: str, codes: set[str]) -> None:
    assert set(told(body, GAIN)) == codes


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Årskostnaden for Vidda er 100 000 NOK per pasient med maks-AUP inkl. mva.", set()),
        ("Årskostnaden for Vidda er 80 000 NOK per pasient med maks-AUP uten mva.", set()),
        ("Årskostnaden for Vidda er 100 000 NOK per pasient med maks-AUP uten mva.", {"F034"}),
        ("Årskostnaden for Vidda er 90 000 NOK per pasient med maks-AUP eks. mva.", {"F025"}),
        ("Årskostnaden for komparator er 40 000 NOK per pasient med maks-AUP ekskl. mva.", set()),
        ("Årskostnaden for komparator er 50 000 NOK per pasient med maks-AUP ekskl. mva.", {"F034"}),
    ],
)
def test_amounts_without_vat_are_compared_as_such(sentence: str, codes: set[str]) -> None:
    assert set(told(sentence)) == codes


@pytest.mark.parametrize(
    ("caption", "codes"),
    [
        ("(1 000 kr), maks-AUP inkl. mva.", set()),
        ("(1 000 kr), maks-AUP", {"F035"}),
        ("(1 000 kr), inkl. mva.", {"F035"}),
        ("(1 000 kr), maks-AUP uten mva.", {"F034"}),
    ],
)
def test_a_budget_of_unsaid_vat_or_basis_is_told_once(caption: str, codes: set[str]) -> None:
    found = disagreements(parse_case(CASE), read(table(caption=caption)))
    assert {finding.code for finding in found} - {"F010", "F021"} == codes
    assert len([finding for finding in found if finding.code == "F035"]) <= 2  # the years, and their sum


def test_an_icer_without_vat_is_not_compared_and_said() -> None:
    found = told("DMPs IKER er 450 000 NOK per QALY med maks-AUP uten mva.", GAIN)
    assert set(found) == {"F035"}
    assert "uten mva." in found["F035"].message
    same = told("DMPs IKER er 473 684 NOK per QALY med maks-AUP uten mva.", GAIN)
    assert set(same) == {"F034"}


COURSES = (
    CASE
    + """
dosing:
  package: "412345"
  groups:
    - {key: a, label: barn, cycles: [{label: syklus, count: 5, steps: [{days: 2, every_days: 1, dose: 40}]}]}
    - {key: b, label: voksne, cycles: [{label: syklus, count: 5, steps: [{days: 3, every_days: 1, dose: 40}]}]}
  courses: [{key: two, label: to sykluser, cycles: 2}, {key: five, label: fem sykluser, cycles: 5}]
"""
)


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Legemiddelkostnaden for to sykluser er fra 40 000 til 60 000 NOK med maks-AUP inkl. mva.", set()),
        ("Legemiddelkostnaden for fem sykluser varierer mellom 100 000 og 150 000 NOK med maks-AUP inkl. mva.", set()),
        ("Legemiddelkostnaden for fem sykluser er fra 100 000 til 160 000 NOK med maks-AUP inkl. mva.", {"F032"}),
        ("Legemiddelkostnaden for to sykluser er fra 32 000 til 48 000 NOK med maks-AUP uten mva.", set()),
        ("Legemiddelkostnaden for to sykluser er fra 40 000 til 60 000 NOK med maks-AUP uten mva.", {"F034"}),
        ("Legemiddelkostnaden for to sykluser er fra om lag 40 000 til 70 000 NOK, maks-AUP inkl. mva.", {"F032"}),
    ],
)
def test_the_range_of_a_course_is_compared(sentence: str, codes: set[str]) -> None:
    assert set(told(sentence, COURSES)) == codes


def test_a_report_received_before_it_was_finished_is_told() -> None:
    early = CASE + "process: {report_received: 2025-04-01}\n"
    assert set(told("Tekst.", early)) == {"F037"}
    assert set(told("Tekst.", early.replace("2025-04-01", "2025-04-24"))) == set()


def test_net_days_are_the_total_less_the_waiting() -> None:
    log = "Saksbehandlingstid:\t180 dager, hvorav 31 dager i påvente av noe. Reell saksbehandlingstid er {} dager"
    for net, wrong in (("149", False), ("119", True)):
        document = report_with("Tekst.")
        pages = [page.text.replace("Saksbehandlingstid:\t180 dager", log.format(net)) for page in document.pages]
        found = disagreements(parse_case(CASE), facts(read_report(written(*pages))))
        assert any(finding.code == "F030" for finding in found) == wrong


COSTS = (
    CASE
    + """
cost_utility:
  incremental_qaly: 1.42
  drug_cost: {amount: 1702900, basis: max_aup}
  comparator_drug_cost: {amount: 301300, basis: max_aup}
"""
)
ROWS = "\n\n\tVidda\tDocetaksel\nLegemiddelkostnader (NOK)\t1 702 900\t301 300"


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (f"Tabell 9: DMPs hovedanalyse, maks-AUP uten mva.{ROWS}", {"drug_cost.1", "comparator_drug_cost"}),
        (f"Tabell 9: DMPs hovedanalyse, maks-AUP inkl. mva.{ROWS}", set()),
        (f"Tabell 9: DMPs hovedanalyse, maks-AUP.{ROWS}", set()),
        ("Legemiddelkostnaden er 1 702 900 NOK ekskl. mva. for Vidda.", {"drug_cost.1"}),
        ("Med mva. er den 1 702 900 NOK.\n\nEt annet sted er 1 702 900 NOK ekskl. mva. nevnt.", set()),
        ("Legemiddelkostnaden er 1 362 320 NOK ekskl. mva. for Vidda.", set()),
    ],
)
def test_an_amount_of_the_case_that_the_report_has_without_vat_is_told(body: str, places: set[str]) -> None:
    found = disagreements(parse_case(COSTS), read(body))
    assert {one.place.removeprefix("cost_utility.") for one in found if one.code == "F034"} == places
