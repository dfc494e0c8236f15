"""Disagreement between case and report is a finding, never settled."""

from __future__ import annotations

import pytest

from corpus.reports.report import read_report
from drafting.case.file import CaseFile, parse_case
from drafting.facts import Facts, facts
from drafting.facts.case_from_report import case_text
from drafting.report_agreement import disagreements
from tests.documents.written import report_with

BODY = (
    "Komparator er docetaksel. Årskostnaden for komparator er 96 400 NOK med maks-AUP inkl. mva.\n\n"
    "DMP anslår en helsegevinst på 0,62 QALY. DMP har beregnet et absolutt prognosetap på 14,52 QALY.\n\n"
    "Tabell 2: Nye pasienter\n\n\tÅr 1\tÅr 2\nNye pasienter\t5\t7"
)
MORE = """
cost_utility: {incremental_qaly: 0.62, drug_cost_max_aup: 912000}
severity: {qaly_without_disease: 17.62, prognosis_qaly: 3.10}
"""


def both(change: tuple[str, str] = ("", ""), body: str = BODY) -> tuple[CaseFile, Facts]:
    report = read_report(report_with(body))
    found = facts(report)
    text = case_text(report, found).replace("# note_date: åååå-mm-dd", "note_date: 2026-01-10") + MORE
    assert change[0] in text
    return parse_case(text.replace(*change) if change[0] else text), found


def test_a_case_made_from_the_report_agrees_with_it() -> None:
    assert disagreements(*both()) == ()


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (('method_id: "ID2099_010"', "method_id: ID2099_011"), "F001", "method_id"),
        (('title: "Viddatinib', 'title: "Solvikersen'), "F002", "title"),
        (('track: "cost_utility"', "track: threshold"), "F003", "report.track"),
        (("dated: 2025-04-24", "dated: 2025-04-23"), "F004", "report.dated"),
        (('name: "Vidda"', "name: Solvik"), "F005", "product.name"),
        (('substance: "viddatinib"', "substance: vidda"), "F006", "product.substance"),
        (('company: "Fjellheim Pharma AS"', "company: Annen AS"), "F007", "product.company"),
        (('atc: "L01EX99"', "atc: L01EX98"), "F008", "product.atc"),
        (('voksne med myelomatose."', 'barn med myelomatose."'), "F009", "product.indication"),
        (('name: "docetaksel"', "name: paklitaksel"), "F010", "comparator.name"),
        (("annual_cost_max_aup: 96400", "annual_cost_max_aup: 96401"), "F011", "comparator.annual_cost_max_aup"),
        (("new_patients: [5, 7]", "new_patients: [5, 8]"), "F012", "budget.new_patients.2"),
        (("incremental_qaly: 0.62", "incremental_qaly: 0.63"), "F013", "cost_utility.incremental_qaly"),
        (("prognosis_qaly: 3.10", "prognosis_qaly: 3.20"), "F014", "severity"),
    ],
)
def test_every_difference_is_a_finding_with_both_values_and_the_page(
    change: tuple[str, str], code: str, place: str
) -> None:
    (finding,) = disagreements(*both(change))
    assert (finding.code, finding.place) == (code, place)
    assert "i rapporten" in finding.message
    assert finding.expected != finding.found
    assert (finding.severity == "error") == (code == "F001")


@pytest.mark.parametrize(
    "change",
    [
        ('company: "Fjellheim Pharma AS"', "company: Fjellheim Pharma"),
        ('name: "Vidda"', "name: Vidda®"),
        ('substance: "viddatinib"', "substance: Viddatinib"),
        ("incremental_qaly: 0.62", "incremental_qaly: 0.6221"),
        ("dated: 2025-04-24", "dated: 2025-01-02, updated: 2025-04-24"),
    ],
)
def test_other_words_for_the_same_are_no_finding(change: tuple[str, str]) -> None:
    if "updated" in change[1]:
        change = (change[0] + "  # side 1", "dated: 2025-01-02\n  updated: 2025-04-24")
    assert disagreements(*both(change)) == ()


def test_conflicts_and_printed_errors_of_the_report_are_findings() -> None:
    body = (
        BODY + "\n\nDMP anslår at 40 pasienter er aktuelle i dag. DMP anslår at 45 pasienter er aktuelle i dag.\n\n"
        "Kostnad per QALY er 725 000 millioner NOK/QALY."
    )
    codes = [finding.code for finding in disagreements(*both(body=body))]
    assert codes == ["F020", "F021"]


def test_a_secret_is_never_compared_or_shown() -> None:
    change = ("annual_cost_max_aup: 96400", "annual_cost_max_aup: {secret: 55123, owner: A}\n  # ")
    findings = disagreements(*both(change))
    assert findings == ()
