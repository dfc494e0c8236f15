"""What the report says in its own voice and no fact came from is told of, page by page: never silence."""

from __future__ import annotations

import pytest

from corpus.reports.report import read_report
from drafting.facts import Facts, facts
from drafting.facts.case_from_report import case_text
from tests.documents.written import report_with


def read(*bodies: str) -> Facts:
    return facts(read_report(report_with(*bodies)))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Engangskostnaden er 23 450 000 NOK med maks-AUP inkl. mva.", "23 450 000"),
        ("Faktor IX koster 3 120 000 NOK per pasient per år.", "3 120 000"),
        ("Med maks-AUP inkl. mva. koster behandlingen 45 000 NOK per pasient per måned.", "45 000"),
        ("Dersom vekten er 35 kg, er kostnaden 887 600 NOK per år.", "887 600"),
        ("Metoden gir en innsparing på 14 millioner NOK i år 5 med maks-AUP inkl. mva.", "14 millioner"),
        ("Dersom prisen settes ned 40 %, er merkostnaden 510 000 NOK per QALY i DMPs analyse.", "510 000"),
        ("Metoden gir 0,42 færre QALY enn komparator i DMPs hovedanalyse.", "0,42"),
        ("DMPs hovedanalyse gir 1,1 vunne leveår og tap av 0,7 QALY.", "0,7"),
        ("Prognosetapet er mellom 8 og 11 QALY.", "11"),
        ("DMP mener at pasienttallet ikke blir høyere enn 35 per år.", "35"),
        ("Totalt 200 pasienter behandles i dag, og 30 nye kommer til hvert år.", "30"),
        ("DMPs kliniske eksperter antar at 25 pasienter per år vil få legemidlet i Helse Vest.", "25"),
        ("Legemiddelkostnaden for Vidda er 620 000 svenske kroner per pasient per år.", "620 000"),
        ("Det er 31 pasienter med alvorlig hemofili B i Norge.", "31"),
        ("Det er få pasienter. Høyst 14 av disse vil få Vidda i løpet av fem år.", "14"),
        ("Uten diskontering må effekten vare i 7,5 år for at kostnaden skal være tjent inn.", "7,5"),
    ],
)
def test_a_number_that_became_nothing_is_named_with_its_page(text: str, printed: str) -> None:
    found = read(f"Innledning som står først.\n\n{text}\n\nNoe mer etterpå.")
    said = [warning for warning in found.warnings if "side 3" in warning and printed in warning]
    assert said, found.warnings
    assert all("ikke" in warning for warning in said)


def test_one_warning_a_page_and_it_is_capped() -> None:
    body = "\n\n".join(f"Prosedyren koster {n} 000 NOK per pasient." for n in range(10, 40))
    said = [warning for warning in read(body).warnings if "er ikke brukt" in warning and "side 3" in warning]
    assert len(said) == 1
    assert said[0].count("«") <= 6
    assert "flere" in said[0]


@pytest.mark.parametrize(
    "text",
    [
        "DMP anslår en helsegevinst på 0,62 QALY.",
        "DMP har beregnet et absolutt prognosetap (APT) på 14,52 QALY.",
        "DMP anslår at 40 nye pasienter er aktuelle per år.",
        "Årskostnaden for Vidda er 812 000 NOK med maks-AUP inkl. mva.",
        "Årskostnaden for Vidda er 812 000 NOK. Prisen er med maks-AUP inkl. mva.",
    ],
)
def test_what_became_a_fact_is_not_named_as_unused(text: str) -> None:
    assert not any("ikke brukt" in warning for warning in read(text).warnings)


def test_an_amount_at_a_negotiated_price_is_not_repeated() -> None:
    found = read("Prosedyren koster 123 456 NOK med RHF-AUP inkl. mva.")
    assert not any("123 456" in warning for warning in found.warnings)
    assert any("side 3" in warning and "ikke brukt" in warning for warning in found.warnings)


HEAD = "Tabell 5: Budsjettvirkning i NOK, maks-AUP inkl. mva.\n\n\t2026\t2027\n"


@pytest.mark.parametrize(
    "rows",
    [
        "Vidda\t500\t600\nUten Vidda\t100\t150\nMerutgift\t400\t450",
        "Med Vidda\t500\t600\nUten Vidda\t100\t150\nBudsjettvirkning\t400\t450",
        "Kostnad hvis Vidda tas i bruk\t500\t600\nKostnad hvis Vidda ikke tas i bruk\t100\t150\nMerkostnad\t400\t450",
        "Dersom Vidda innføres\t500\t600\nDersom Vidda ikke innføres\t100\t150\nMerutgifter\t400\t450",
        "Kostnad hvis\t500\t600\nVidda tas i bruk\t\t\nKostnad uten Vidda\t100\t150\nForskjell\t400\t450",
        "Bruk av Vidda\t500\t600\nIngen bruk av Vidda\t100\t150\nDifferanse\t400\t450",
        "Vidda anbefales\t500\t600\nVidda anbefales ikke\t100\t150\nNetto\t400\t450",
    ],
)
def test_a_row_that_says_not_or_without_is_the_other_side(rows: str) -> None:
    found = read(HEAD + rows)
    told = {fact.key: fact.value for fact in found.facts if fact.key.startswith("budget.")}
    assert told == {
        "budget.year1.intervention": "500",
        "budget.year2.intervention": "600",
        "budget.year1.comparator": "100",
        "budget.year2.comparator": "150",
        "budget.year1.impact": "400",
        "budget.year2.impact": "450",
    }, found.warnings


def test_a_budget_table_that_only_gave_patients_is_named() -> None:
    found = read(HEAD + "Antall pasienter\t6\t10\nLegemidler\t500\t600\nSum\t500\t600")
    assert any("Budsjettabellen på side 3" in warning for warning in found.warnings)


@pytest.mark.parametrize("unit", ["(1 000 kr)", "(i 1 000 NOK)", "i 1 000 kroner", "(tall i 1 000 NOK)", "[1 000 NOK]"])
def test_a_unit_is_no_amount(unit: str) -> None:
    found = read(
        f"Tabell 5: Budsjettvirkning {unit}\n\nBudsjettvirkningen er vist i tabellen {unit}.\n\n"
        "\tÅr 1\tÅr 2\nIntervensjon\t500\t600\nKomparator\t100\t150\nBudsjettvirkning\t400\t450"
    )
    assert not any("«1 000" in warning for warning in found.warnings)


def test_the_gap_of_a_threshold_case_is_named() -> None:
    document = report_with("Noe tekst.")
    report = read_report(document)
    found = facts(report)
    said = case_text(report, Facts(tuple(_track(fact) for fact in found.facts)))
    assert any(line.startswith("# threshold:") and "MANGLER" in line for line in said.splitlines())


def _track(fact):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(fact, value="threshold") if fact.key == "track" else fact


@pytest.mark.parametrize(
    "caption",
    ["Terskelanalyse, maks-AUP", "Kostnader per pasient", "Priser", "Resultater (QALY)", "Legemiddelkostnader"],
)
def test_a_table_of_results_that_gave_nothing_is_named(caption: str) -> None:
    found = read(f"Tabell 2: {caption}\n\nStørrelse\tLegemiddelverket\tFirma\nEngangskostnad\t23 450 000\t23 450 000")
    assert any("Tabellen på side 3" in warning and "ikke brukt" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("sentence", "label", "cell", "told"),
    [
        ("Havrosal koster 139 200 NOK i hvert påfølgende år.", "Havrosal", "132 900", True),
        ("Faktor IX koster 3 120 000 NOK per pasient per år.", "Årlig kostnad faktor IX (NOK)", "3 210 000", True),
        ("Prisen på Guselkumab er 160 800 NOK.", "Guselkumab", "106 800", True),
        ("Risankizumab koster 171 300 NOK det første året.", "Risankizumab", "173 100", True),
        ("Kostnaden for monitorering er 54 300 NOK.", "Monitorering", "45 300", True),
        ("Havrosal koster 139 200 NOK i hvert påfølgende år.", "Guselkumab", "132 900", False),
        ("Havrosal koster 139 200 NOK i hvert påfølgende år.", "Havrosal", "139 200", False),
        ("Legemiddelkostnaden er 139 200 NOK.", "Legemiddelkostnader", "132 900", False),
        ("Havrosal koster 12 000 NOK.", "Havrosal", "21 000", False),
    ],
)
def test_two_digits_changed_about_in_a_number_of_the_same_thing(
    sentence: str, label: str, cell: str, told: bool
) -> None:
    found = read(f"{sentence}\n\nTabell 2: Kostnader (NOK)\n\nStørrelse\tDMP\tFirma\n{label}\t{cell}\t777 111\nX\t1\t2")
    assert any("byttet om" in warning for warning in found.warnings) == told
