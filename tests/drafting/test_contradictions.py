"""Numbers that cannot all be right are told with both values and pages; those that can, are not."""

from __future__ import annotations

import pytest

from corpus.reports.report import read_report
from drafting.facts import Facts, facts
from tests.documents.written import report_with

HEADINGS = (("oppsummering", "Oppsummering", 3), ("4", "Resultater", 4), ("5", "Budsjettkonsekvenser", 5))
RESULTS = (
    "Tabell 6: DMPs hovedanalyse (maks-AUP uten mva.)\n\n\tVidda\tRegorafenib\tDifferanse\n"
    "Totale kostnader\t1 256 825\t532 825\t724 000\nQALY\t2,84\t2,10\t0,74"
)
BUDGET = (
    "Tabell 10: Budsjettvirkning (mill. NOK)\n\n\tMed Vidda\tUten Vidda\tBudsjettvirkning\n"
    "År 1\t8,1\t2,0\t6,1\nÅr 2\t16,3\t4,1\t12,2\nÅr 3\t20,9\t5,4\t15,5\nSum\t45,3\t11,5\t{}"
)


def read(summary: str = "", results: str = RESULTS, budget: str = BUDGET.format("33,8")) -> Facts:
    pages = (f"Oppsummering\n\n{summary}", f"Resultater\n\n{results}", f"Budsjettkonsekvenser\n\n{budget}")
    return facts(read_report(report_with(*pages, headings=HEADINGS)))


def told(found: Facts, *words: str) -> bool:
    return any(all(word in warning for word in words) for warning in found.warnings)


def test_nothing_is_told_of_numbers_that_agree() -> None:
    found = read("IKER er 978 378 NOK per QALY med maks-AUP uten mva.")
    assert not told(found, "stemmer ikke")
    assert not told(found, "nesten")
    assert not told(found, "Summen")


def test_two_icers_that_differ_in_order_of_digits_are_a_conflict() -> None:
    found = read("IKER er 978 378 NOK per QALY med maks-AUP uten mva.", f"{RESULTS}\nIKER\t\t\t978 738")
    conflict = next(one for one in found.conflicts if one.key == "icer.dmp.max_aup.ex_vat")
    assert {fact.value for fact in conflict.facts} == {"978378", "978738"}
    assert found.get("icer.dmp.max_aup.ex_vat") is None


@pytest.mark.parametrize("ratio", ["878 378", "97 837", "1 978 378"])
def test_an_icer_that_is_not_cost_over_gain_is_told(ratio: str) -> None:
    assert told(
        read(f"IKER er {ratio} NOK per QALY med maks-AUP uten mva."), "stemmer ikke med merkostnaden", "978 378"
    )


@pytest.mark.parametrize("ratio", ["978 378", "975 000", "984 000"])
def test_an_icer_that_rounding_allows_is_not_told(ratio: str) -> None:
    assert not told(read(f"IKER er {ratio} NOK per QALY med maks-AUP uten mva."), "stemmer ikke med merkostnaden")


@pytest.mark.parametrize("total", ["34,8", "38,3", "3,4"])
def test_a_sum_that_the_years_do_not_make_is_told(total: str) -> None:
    assert told(read(budget=BUDGET.format(total)), "Summen av årene", "33,8", total)


def test_a_year_in_words_that_the_table_has_otherwise_is_a_conflict() -> None:
    found = read("Dersom metoden innføres, øker utgiftene med om lag 25,5 millioner NOK i det tredje året.")
    conflict = next(one for one in found.conflicts if one.key == "budget.year3.impact")
    assert {fact.value for fact in conflict.facts} == {"15500000", "25500000"}


def test_a_saving_in_words_agrees_with_a_negative_figure() -> None:
    rows = "År 1\t6,9\t7,4\t−0,5\nÅr 2\t14,8\t16,1\t−1,3"
    table = f"Tabell 6: Budsjettvirkning (MNOK)\n\n\tMed Vidda\tUten Vidda\tNetto\n{rows}"
    found = read("Innføring vil redusere utgiftene i år 2 med 1,3 millioner NOK.", budget=table)
    assert not found.conflicts
    fact = found.get("budget.year2.impact")
    assert fact is not None
    assert fact.value == "-1300000"


@pytest.mark.parametrize(("without", "wrong"), [("851 440", False), ("8 514 400", True), ("815 440", True)])
def test_a_price_with_vat_and_one_without_are_a_quarter_apart(without: str, wrong: bool) -> None:
    table = f"Tabell 3: Kostnad, maks-AUP (NOK)\n\nForm\tInkl. mva.\tEkskl. mva.\nVidda\t1 064 300\t{without}"
    assert told(read(results=table), "passer ikke", "851 440") == wrong


def test_two_amounts_that_differ_in_a_digit_are_told_and_two_that_do_not_are_not() -> None:
    sentence = "Legemiddelkostnaden over to år er {} NOK per pasient for Vidda (maks-AUP uten mva.)."
    table = "Tabell 4: Kostnader, maks-AUP uten mva. (NOK)\n\n\tVidda\tRegorafenib\nSum to år\t201 583\t219 436"
    assert told(read(sentence.format("201 588"), table), "201 588", "201 583", "nesten like")
    assert not told(read(sentence.format("201 583"), table), "nesten like")
    assert not told(read(sentence.format("241 583"), table), "nesten like")


def test_no_secret_stands_in_a_contradiction() -> None:
    found = read("Kostnaden med RHF-AUP er 201 588 NOK for Vidda. Ved RHF-AUP er den 201 583 NOK per pasient.")
    assert not any("201 58" in warning for warning in found.warnings)
