"""«om lag» of a report goes with its number, whoever writes the sentence."""

from __future__ import annotations

import pytest

from corpus.reports.report import read_report
from drafting.calculations.calculation import calculate_file
from drafting.case.file import parse_case
from drafting.confidentiality.hiding.audience import filled_note
from drafting.export.markdown import markdown
from drafting.facts import facts
from drafting.writing.composing.composer import compose
from tests.documents.written import report_with

CASE = """
method_id: ID2099_010
title: "Viddatinib (Vidda) til behandling av voksne med myelomatose"
note_date: 2026-01-10
product: {name: Vidda, substance: viddatinib, company: Fjellheim Pharma AS}
report: {track: cost_utility, dated: 2025-04-24}
"""
GIVEN = CASE + "cost_utility: {incremental_qaly: 1.42, drug_cost_max_aup: 900000}\n"
SAID = [
    (CASE, "DMP har beregnet et absolutt prognosetap på {} 9,3 QALY.", "APT) til {} 9,3 gode leveår (s. 3)"),
    (CASE, "I DMPs analyse er helsegevinsten {} 1,42 QALY.", "helsegevinsten til {} 1,42 QALY per pasient (s. 3)"),
    (GIVEN, "I DMPs analyse er helsegevinsten {} 1,42 QALY.", "helsegevinst på {} 1,42 QALY per pasient"),
    (CASE, "DMPs IKER er {} 900 000 NOK per QALY med maks-AUP inkl. mva.", "IKER til {} 900 000 NOK/QALY ved"),
    (CASE, "DMP anslår at {} 40 pasienter er aktuelle i dag.", "DMP anslår {} 40 aktuelle pasienter i dag (s. 3)"),
    (CASE, "DMP anslår at {} 24 nye pasienter er aktuelle per år.", "DMP anslår {} 24 nye pasienter per år (s. 3)"),
    (
        CASE,
        "Årskostnaden for Vidda er {} 120 000 NOK per pasient med maks-AUP inkl. mva.",
        "pasient og år med viddatinib til {} 120 000 NOK ved Maks-AUP inkl. mva. (s. 3)",
    ),
]


def note(case: str, sentence: str) -> str:
    report = read_report(report_with(sentence))
    found = facts(report)
    case_file = parse_case(case)
    figures = calculate_file(case_file)
    made = compose(case_file, figures, found, report)
    return markdown(filled_note(made, case_file, figures, found, "internal"))


@pytest.mark.parametrize("word", ["om lag", "ca.", "omtrent", "rundt", "anslagsvis", ""])
@pytest.mark.parametrize(("case", "sentence", "printed"), SAID)
def test_a_number_that_is_near_is_printed_as_near(case: str, sentence: str, printed: str, word: str) -> None:
    text = " ".join(note(case, " ".join(sentence.format(word).split())).split())
    wanted = " ".join(printed.format("om lag" if word else "").split())
    assert wanted in text
    assert "om lag om lag" not in text


@pytest.mark.parametrize("word", ["under", "inntil", "minst", "over", "opptil", "høyst"])
@pytest.mark.parametrize(("case", "sentence", "printed"), [row for row in SAID if row[0] == CASE])
def test_a_bound_is_never_printed_as_the_number(case: str, sentence: str, printed: str, word: str) -> None:
    said = sentence.format(word)
    assert printed.format("").replace("  ", " ") not in " ".join(note(case, said).replace(f"«{said}»", "").split())
