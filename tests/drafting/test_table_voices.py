"""Whose number it is: columns and tables of the company's, several numbers in a sentence, unknown rows of the log."""

from __future__ import annotations

import pytest

from corpus.reports.report import read_report
from drafting.facts import Facts, facts
from tests.documents.written import report_with, written


def read(*bodies: str) -> Facts:
    return facts(read_report(report_with(*bodies)))


def values(found: Facts) -> dict[str, str]:
    return {fact.key: fact.value for fact in found.facts if fact.source.page > 2}


def voices(found: Facts) -> dict[str, set[tuple[str, str]]]:
    return {one.key: {(fact.value, fact.voice) for fact in one.facts} for one in found.conflicts}


HEADS = [
    ("DMP", "Firma"),
    ("Legemiddelverket", "Firma"),
    ("DMPs analyse", "Firmaets analyse"),
    ("SLV", "Innsendt"),
    ("DMP (hovedanalyse)", "Fjellheim"),
    ("Direktoratet", "Legemiddelfirmaet"),
]


@pytest.mark.parametrize(("dmp", "firm"), HEADS)
@pytest.mark.parametrize("turned", [False, True])
def test_each_column_is_its_own_voice(dmp: str, firm: str, turned: bool) -> None:
    rows = [
        ("Størrelse", dmp, firm),
        ("IKER (NOK per QALY)", "1 048 300", "642 000"),
        ("Vunne QALY", "1,42", "1,90"),
        ("Absolutt prognosetap (QALY)", "9,3", "11,8"),
        ("Gjennomsnittlig behandlingstid (måneder)", "14,6", "12,1"),
        ("Årlig kostnad Vidda (NOK)", "900 000", "850 000"),
    ]
    body = "\n".join("\t".join((a, c, b) if turned else (a, b, c)) for a, b, c in rows)
    found = read(f"Tabell 2: Resultater. Maks-AUP inkl. mva.\n\n{body}")
    assert values(found) == {
        "icer.dmp.max_aup.inc_vat": "1048300",
        "icer.company.max_aup.inc_vat": "642000",
        "qaly.gain.dmp": "1.42",
        "qaly.gain.company": "1.90",
        "severity.absolute_shortfall": "9.3",
        "duration.treatment": "14.6",
        "cost.annual.max_aup.inc_vat": "900000",
    }
    assert voices(found)["severity.absolute_shortfall"] == {("9.3", ""), ("11.8", "company")}
    assert voices(found)["cost.annual.max_aup.inc_vat"] == {("900000", ""), ("850000", "company")}


def test_a_threshold_table_has_its_years_and_names_what_it_cannot_place() -> None:
    body = (
        "Tabell 2: Terskelanalyse. Maks AUP inkl. mva.\n\nStørrelse\tLegemiddelverket\tFirma\n"
        "Engangskostnad Vidda (NOK)\t23 450 000\t23 450 000\nÅrlig kostnad faktor IX (NOK)\t3 210 000\t4 890 000\n"
        "Varighet uten diskontering (år)\t7,5\t4,8\nVarighet med 4 % diskontering (år)\t9,1\t5,3"
    )
    found = read(body)
    assert values(found) == {
        "cost.treatment.max_aup.inc_vat": "23450000",
        "threshold.max_aup.inc_vat.years.undiscounted": "7.5",
        "threshold.max_aup.inc_vat.years": "9.1",
    }
    assert "«Årlig kostnad faktor IX (NOK)» i tabellen på side 3 er ikke brukt." in found.warnings


def test_a_cell_that_only_the_company_has_is_never_dmps() -> None:
    found = read("Tabell 2: DMPs resultater. Maks-AUP inkl. mva.\n\n\tDMP\tFirma\nIKER\t\t642 000\nAPT\t\t9,3")
    assert values(found) == {"icer.company.max_aup.inc_vat": "642000"}
    assert any("firmaets tall" in warning for warning in found.warnings)


YEARS = "\tÅr 1\tÅr 2\n{}\t10\t12"
MONEY = "\tÅr 1\tÅr 2\nMed Vidda\t1 000\t1 000\nUten Vidda\t400\t300\nBudsjettvirkning\t600\t700"


@pytest.mark.parametrize(
    "body",
    [
        f"Tabell 4: Firmaets anslag over budsjettvirkning (1 000 kr), maks-AUP inkl. mva.\n\n{MONEY}",
        f"Tabell 4: Budsjettvirkning etter innsendt analyse (1 000 kr), maks-AUP inkl. mva.\n\n{MONEY}",
        f"Innsendt dokumentasjon\n\nTabell 4: Budsjettvirkning (1 000 kr), maks-AUP inkl. mva.\n\n{MONEY}",
        f"Firmaet har anslått dette.\n\nTabell 4: Budsjettvirkning (1 000 kr), maks-AUP inkl. mva.\n\n{MONEY}",
        f"Tabell 4: Budsjettvirkning ifølge Fjellheim (1 000 kr), maks-AUP inkl. mva.\n\n{MONEY}",
        "Tabell 4: Firmaets anslag over pasienter\n\n" + YEARS.format("Nye pasienter"),
    ],
)
def test_a_table_of_the_companys_is_not_dmps(body: str) -> None:
    found = read(body)
    assert not values(found)
    assert any("firmaets tall" in warning for warning in found.warnings)


def test_dmps_own_table_stands_beside_the_companys() -> None:
    firm = MONEY.replace("600", "650").replace("1 000\t1 000", "1 050\t1 000")
    head = "anslag over budsjettvirkning (1 000 kr), maks-AUP inkl. mva.\n\n"
    found = read(f"Tabell 4: Firmaets {head}{firm}", f"Tabell 5: DMPs {head}{MONEY}")
    assert values(found)["budget.year1.impact"] == "600000"
    assert voices(found)["budget.year1.impact"] == {("600000", ""), ("650000", "company")}


ICER = "icer.dmp.max_aup."
SEVERAL = [
    (
        "DMPs IKER er 500 000 NOK per QALY uten mva. og 620 000 NOK per QALY med mva., begge med maks-AUP.",
        {ICER + "ex_vat": "500000", ICER + "inc_vat": "620000"},
    ),
    (
        "Med maks-AUP er DMPs IKER 500 000 NOK per QALY eks. mva. og 620 000 NOK per QALY inkl. mva.",
        {ICER + "ex_vat": "500000", ICER + "inc_vat": "620000"},
    ),
    (
        "DMPs IKER er 500 000 NOK per QALY, mens firmaets er 400 000 NOK per QALY, med maks-AUP inkl. mva.",
        {ICER + "inc_vat": "500000", "icer.company.max_aup.inc_vat": "400000"},
    ),
    ("DMPs IKER er 500 000 NOK per QALY og med mva. 620 000 NOK per QALY, med maks-AUP.", {}),
    ("DMPs IKER er 500 000 NOK per QALY og 620 000 NOK per QALY med maks-AUP inkl. mva.", {}),
    (
        "Årskostnaden per pasient er 900 000 NOK for Vidda og 120 000 NOK for komparator, med maks-AUP inkl. mva.",
        {"cost.annual.max_aup.inc_vat": "900000", "cost.comparator.max_aup.inc_vat": "120000"},
    ),
    (
        "Årskostnaden per pasient for Vidda er 900 000 NOK inkl. mva. og 720 000 NOK uten mva., med maks-AUP.",
        {},  # the second part does not say whose
    ),
    ("Årskostnaden er 900 000 NOK for Vidda og 780 000 NOK i differanse med maks-AUP inkl. mva.", {}),
    ("Årskostnaden er 900 000 NOK for alfamab og 780 000 NOK for betamab med maks-AUP inkl. mva.", {}),
]


@pytest.mark.parametrize(("sentence", "wanted"), SEVERAL)
def test_two_numbers_of_a_sentence_are_told_apart_or_named(sentence: str, wanted: dict[str, str]) -> None:
    found = read(sentence)
    assert values(found) == wanted
    if not wanted:
        named = [warning for warning in found.warnings if "side 3" in warning and "ingen av dem er brukt" in warning]
        assert named
        assert all("000" in warning for warning in named)


def test_costs_of_named_drugs_are_told_apart_by_the_comparators_name() -> None:
    found = read(
        "Komparator er docetaksel. Årskostnaden er 900 000 NOK per pasient for viddatinib og 120 000 NOK per pasient "
        "for docetaksel, med maks-AUP inkl. mva."
    )
    assert values(found) == {
        "comparator": "docetaksel",
        "cost.annual.max_aup.inc_vat": "900000",
        "cost.comparator.max_aup.inc_vat": "120000",
    }


@pytest.mark.parametrize(
    ("caption", "label", "cell", "value"),
    [
        ("(1 000 kr)", "IKER", "1 048", "1048000"),
        ("i tusen NOK", "Merkostnad per vunnet QALY", "1 048,3", "1048300"),
        ("", "IKER (1 000 NOK/QALY)", "1 048", "1048000"),
        ("", "IKER (mill. NOK per QALY)", "1,05", "1050000"),
        ("(NOK)", "IKER", "1 048 300", "1048300"),
        ("i mill. NOK", "IKER (1 000 NOK)", "1 048", ""),
        ("(EUR)", "IKER", "1 048", ""),
    ],
)
def test_an_icer_in_thousands_is_read_with_its_scale_or_named(caption: str, label: str, cell: str, value: str) -> None:
    found = read(
        f"Tabell 9: Resultater av DMPs hovedanalyse {caption}, maks-AUP inkl. mva.\n\n\tDifferanse\n{label}\t{cell}"
    )
    fact = found.get("icer.dmp.max_aup.inc_vat")
    assert (fact.value if fact else "") == value
    assert bool(value) or any("IKER i tabellen på side 3 er ikke brukt" in warning for warning in found.warnings)


def test_columns_of_an_icer_are_told_apart_by_their_heads() -> None:
    head = "Tabell 9: Resultater av DMPs hovedanalyse, maks-AUP\n\n"
    found = read(f"{head}\tUten mva.\tInkl. mva.\nIKER (NOK)\t500 000\t620 000")
    assert values(found) == {ICER + "ex_vat": "500000", ICER + "inc_vat": "620000"}
    unsure = read(f"{head}\tA\tB\nIKER (NOK)\t500 000\t620 000")
    assert not values(unsure)
    assert any("IKER i tabellen på side 3 er ikke brukt" in warning for warning in unsure.warnings)


@pytest.mark.parametrize(
    "row",
    [
        "Forslagstiller:\tFjellheim Pharma AS",
        "Klinikere kontaktet for første gang\t23.09.2024",
        "Opphold i saksbehandlingen:\t31 dager",
        "Møte med firmaet: 12.11.2024",
        "Utkast sendt firmaet\t02.02.2025",
    ],
)
def test_a_row_of_the_log_that_is_not_known_is_named(row: str) -> None:
    pages = [page.text for page in report_with("Tekst.").pages]
    pages[1] = pages[1].replace("ATC-kode:", f"{row}\nATC-kode:")
    label = row.split("\t", maxsplit=1)[0].split(":", maxsplit=1)[0]
    found = facts(read_report(written(*pages)))
    assert f"«{label}» i loggen på side 2 er ikke brukt." in found.warnings


def test_known_rows_of_the_log_are_not_named() -> None:
    assert not [warning for warning in read("Tekst.").warnings if "i loggen" in warning]


NOW, NEW, IMPACT = "patients.now", "patients.per_year", "budget.year5.impact"
VOICES = [
    ("Firmaet legger til grunn 60 nye pasienter per år, mens DMP legger til grunn 45 nye pasienter per år.", NEW, "45"),
    ("DMP legger til grunn 45 nye pasienter per år, mens firmaet legger til grunn 60 nye pasienter per år.", NEW, "45"),
    (
        "Budsjettvirkningen i år 5 er 48 mill. NOK med maks-AUP inkl. mva., mot firmaets 31 mill. NOK.",
        IMPACT,
        "48000000",
    ),
    ("Firmaet anslår 60 aktuelle pasienter i dag og 20 nye pasienter per år.", NEW, ""),
    ("DMP anslår 60 aktuelle pasienter i dag og 20 nye pasienter per år.", NEW, "20"),
    ("Fjellheim anslår 60 aktuelle pasienter i dag, og DMP anslår 50 aktuelle pasienter i dag.", NOW, "50"),
    ("DMP anslår budsjettvirkningen i år 5 til 4 mill. NOK, maks-AUP inkl. mva. (firmaet: 3).", IMPACT, "4000000"),
]


@pytest.mark.parametrize(("sentence", "key", "value"), VOICES)
def test_each_number_of_a_sentence_has_its_own_voice(sentence: str, key: str, value: str) -> None:
    found = read(sentence)
    assert values(found).get(key, "") == value
    if value:
        printed = value.removesuffix("000000")
        assert not [one for one in found.warnings if f"«{printed}" in one and "firmaets tall" in one]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("DMP anslår at 120 pasienter er aktuelle i dag, og knapt 30 nye per år.", "30"),
        ("I DMPs analyse gir den 0,9 flere gode leveår enn docetaksel og 0,4 flere enn pemetreksed.", "0,4"),
        ("Tabell 6: Brukerantall\n\n\t2026\t2027\t2028\nDMP\t10\t14\t18\nFirma\t20\t24\t28", "ikke forstått"),
    ],
)
def test_what_gave_no_fact_is_named(text: str, named: str) -> None:
    assert any("side 3" in warning and named in warning for warning in read(text).warnings)


def test_a_one_off_cost_is_read_in_millions() -> None:
    found = read("Engangskostnaden er 12,5 MNOK per pasient med maks-AUP inkl. mva.")
    assert values(found) == {"cost.treatment.max_aup.inc_vat": "12500000"}
