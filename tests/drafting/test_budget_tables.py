"""Budget tables as reports print them: read right, or missing and said to be; a thousandfold error never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.facts import Facts
from tests.drafting.test_facts import read, value

HEAD = "\tÅr 1\tÅr 2"
ROWS = "Intervensjon\t10 566\t15 439\nKomparator\t1 735\t2 535\nBudsjettvirkning\t8 831\t12 904"
CAPTION = "Tabell 17: Forventet budsjettvirkning ({}maks-AUP inkl. mva.)"


def table(caption: str = CAPTION.format("NOK, "), head: str = HEAD, rows: str = ROWS) -> str:
    return f"{caption}\n\n{head}\n{rows}"


def budgets(found: Facts) -> dict[str, str]:
    return {fact.key.removeprefix("budget."): fact.value for fact in found.facts if fact.key.startswith("budget.")}


def said(found: Facts, words: str) -> bool:
    return any(words in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("NOK, ", 1),
        ("i hele kroner, ", 1),
        ("i hele 1 000 kr, ", 1000),
        ("i 1000 NOK, ", 1000),
        ("tall i tusen, ", 1000),
        ("tusen kr, ", 1000),
        ("kNOK, ", 1000),
        ("TNOK, ", 1000),
        ("tkr, ", 1000),
        ("beløp i 1000, ", 1000),
        ("beløp i 1\u00a0000 kr, ", 1000),
        ("NOK 1,000, ", 1000),
        ("NOK '000, ", 1000),
        ("NOK thousands, ", 1000),
        ("1.000 kr, ", 1000),
        ("tusenkroner, ", 1000),
        ("1000-kroner, ", 1000),
        ("k NOK, ", 1000),
        ("10^3 NOK, ", 1000),
        ("10³ NOK, ", 1000),
        ("millNOK, ", 10**6),
        ("MNOK, ", 10**6),
        ("mill. kr, ", 10**6),
        ("i millioner kroner, ", 10**6),
        ("i 1 000 000 NOK, ", 10**6),
    ],
)
def test_a_declared_unit_scales_once_wherever_it_stands(words: str, factor: int) -> None:
    wanted = {"year1.intervention": str(10566 * factor), "year2.impact": str(12904 * factor)}
    bare = words.removesuffix(", ")
    named = CAPTION.format("")
    places = [
        table(CAPTION.format(words)),
        table(named, head=f"{bare}{HEAD}"),
        table(named, head=f"({bare}){HEAD}"),
        table(named, head=f"\tÅr 1 ({bare})\tÅr 2 ({bare})"),
        table(named, rows=ROWS.replace("jon\t", f"jon ({bare})\t").replace("or\t", f"or ({bare})\t")
              .replace("ing\t", f"ing ({bare})\t")),
        f"5.3 Budsjett ({bare})\n\n{table(named)}",
    ]  # fmt: skip
    for place in places:
        found = budgets(read(place))
        assert {key: found.get(key) for key in wanted} == wanted, place


@pytest.mark.parametrize("unit", ["tusen kroner", "1000 NOK", "hele 1 000 kr", "kNOK"])
@pytest.mark.parametrize(
    "sentence", ["Alle beløp er oppgitt i {}.", "Tabellen viser virkningen i {}.", "Kostnadene er vist i {}."]
)
def test_a_sentence_beside_the_table_declares_too(unit: str, sentence: str) -> None:
    for body in (f"{sentence.format(unit)}\n\n{table()}", f"{table()}\n\n{sentence.format(unit)}"):
        assert budgets(read(body))["year1.impact"] == "8831000", body


def test_a_footnote_declares_too() -> None:
    body = f"{table(CAPTION.format('') + '[^1]')}\n\n[^1]: Tall i tusen kroner."
    assert budgets(read(body))["year1.impact"] == "8831000"


@pytest.mark.parametrize(
    "body",
    [
        table(CAPTION.format("mill. NOK, "), head=f"1000 kr{HEAD}"),
        table(CAPTION.format("kNOK, "), head="\tÅr 1 (MNOK)\tÅr 2 (MNOK)"),
        table(CAPTION.format("EUR, ")),
        table(head=f"USD{HEAD}"),
        table(head="\tÅr 1 (SEK)\tÅr 2 (SEK)"),
        table(CAPTION.format("i danske kroner, ")),
        table(CAPTION.format("€, ")),
        table(rows=ROWS.replace("Komparator", "Komparator (DKK)")),
        table(rows=ROWS.replace("Komparator", "Komparator (mill. kr)")),
        table(CAPTION.format("avrundet til nærmeste tusen, ")),
        table(CAPTION.format("avrundet til nærmeste 1 000 kr, ")),
        table(CAPTION.format("x 1000 kr, ")),
        table(CAPTION.format("kEUR, ")),
        table(CAPTION.format("mill. dollar, ")),
        table(head="\tÅr 1 (1000 kr)\tÅr 2"),
        table(head=f"{HEAD}\tSum (mill. kr)"),
        f"Kostnadene i millioner kroner er vist i figur 3.\n\n{table()}",
        f"Alle beløp er oppgitt i tusen kroner.\n\n{table(CAPTION.format('mill. NOK, '))}",
        f"Kostnadene er oppgitt i euro.\n\n{table()}",
    ],
)
def test_two_units_or_an_unclear_one_give_no_fact_and_a_warning(body: str) -> None:
    found = read(body)
    assert budgets(found) == {}
    assert said(found, "Budsjettabellen på side 3 er ikke brukt: ")


def test_what_the_document_says_of_all_amounts_is_not_forgotten() -> None:
    found = read("Alle beløp i kapittel 5 er i tusen kroner.", table())
    assert budgets(found) == {}
    assert said(found, "flere enheter")
    assert budgets(read("Alle beløp i kapittel 5 er i tusen kroner.", table(CAPTION.format("kNOK, "))))


@pytest.mark.parametrize(
    "sentence",
    [
        "Budsjettvirkningen er 16,9 millioner NOK i det femte året.",
        "Forekomsten er 3 per 1000 innbyggere.",
        "Alternativkostnaden er 275 000 NOK per QALY.",
        "Firmaet har en omsetning på 1 000 kroner per pakning.",
    ],
)
def test_an_amount_is_no_unit(sentence: str) -> None:
    assert budgets(read(f"{sentence}\n\n{table()}"))["year1.impact"] == "8831"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("(8 831 665)", "-8831665"),
        ("-8 831 665", "-8831665"),
        ("\u20118 831 665", "-8831665"),
        ("\u20108 831 665", "-8831665"),
        ("\u20128 831 665", "-8831665"),
        ("–8 831 665", "-8831665"),
        ("− 8 831 665", "-8831665"),
        ("8\u00a0831\u00a0665", "8831665"),
        ("8\u2009831\u2009665", "8831665"),
        ("8\u202f831\u202f665", "8831665"),
        ("8.831.665", "8831665"),
        ("8,831,665", "8831665"),
        ("8 831 665*", "8831665"),
        ("8 831 665[^3]", "8831665"),
        ("8 831 665,50", "8831665.50"),
        ("8 831 665 kr", "8831665"),
        ("8,8 mill.", "8800000"),
        ("8,8 MNOK", "8800000"),
    ],
)
def test_figures_as_they_are_printed(printed: str, expected: str) -> None:
    found = read(table(rows=f"Budsjettvirkning\t{printed}\t1 000"))
    assert value(found, "budget.year1.impact") == expected


@pytest.mark.parametrize(
    "printed",
    [
        "8,831",
        "8.831",
        "8'831'665",
        "8 831 665 · 100",
        "8 831 665-",
        "8 831 665 EUR",
        "ca. 8 831",
        "8 831 66",
        "8/831",
        "",
    ],
)
def test_a_cell_that_is_not_one_amount_is_named(printed: str) -> None:
    found = read(table(rows=f"Budsjettvirkning\t{printed}\t1 000"))
    assert set(budgets(found)) == {"year2.impact"}
    assert said(found, f"«{printed}» i raden «Budsjettvirkning», år 1, kan ikke leses som ett beløp")


def test_single_groups_are_read_where_the_table_shows_what_parts_them() -> None:
    for sign in ".,":
        rows = "Budsjettvirkning\t1 735 200\t735 200".replace(" ", sign)
        assert budgets(read(table(rows=rows))) == {"year1.impact": "1735200", "year2.impact": "735200"}
    english = read(table("Table 4: Budget impact (NOK)", "\tYear 1\tYear 2", "Budget impact\t735,200\t812,400"))
    assert budgets(english) == {"year1.impact": "735200", "year2.impact": "812400"}


@given(st.integers(-(10**10), 10**10), st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "."]), st.booleans())
def test_any_figure_in_any_groups(figure: int, gap: str, brackets: bool) -> None:
    groups = f"{abs(figure):,}".replace(",", gap)
    printed = groups if figure >= 0 else f"({groups})" if brackets else f"\u2011{groups}"
    found = read(table(rows=f"Budsjettvirkning\t{printed}\t1 000"))
    got = value(found, "budget.year1.impact")
    assert got == str(figure) if got is not None else gap == "." and abs(figure) < 10**6


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("\tÅr 1\tÅr 2\tÅr 2", "Budsjettvirkning\t1 000\t2 000\t3 000"),
        ("\t2025\t2025", "Budsjettvirkning\t1 000\t2 000"),
        ("\tKolonne\tEn til", "Budsjettvirkning\t1 000\t2 000"),
        ("\tÅr 0\tÅr 1", "Budsjettvirkning\t1 000\t2 000"),
        ("\tÅr 1\tÅr 2", "Noe annet\t1 000\t2 000"),
    ],
)
def test_a_budget_table_that_is_not_understood_is_named(head: str, rows: str) -> None:
    found = read(table(head=head, rows=rows))
    assert budgets(found) == {}
    assert said(found, "Budsjettabellen på side 3 er ikke forstått")


def test_a_row_that_names_no_side_is_named_unless_the_sum_says_which_it_is() -> None:
    rows = "Vidda\t10 566\t15 439\nFOLFOX\t1 735\t2 535\nBudsjettvirkning\t8 831\t12 904"
    assert budgets(read(table(rows=rows)))["year1.comparator"] == "1735"
    found = read(table(rows=rows.replace("1 735", "1 736")))
    assert "year1.comparator" not in budgets(found)
    assert said(found, "Raden «FOLFOX»")


def test_labels_in_two_columns_are_one_label() -> None:
    rows = "Kostnad\tVidda\t10 566\t15 439\n\tKomparator\t1 735\t2 535\nBudsjettvirkning\t\t8 831\t12 904"
    found = read(table(head="Tiltak\t\tÅr 1\tÅr 2", rows=rows))
    assert budgets(found)["year1.intervention"] == "10566"
    assert budgets(found)["year2.comparator"] == "2535"


@pytest.mark.parametrize(
    "sentence",
    [
        "DMP har beregnet merkostnaden per vunnet QALY (IKER) til 900.065 NOK med maks-AUP inkl. mva.",
        "DMP har beregnet merkostnaden per vunnet QALY (IKER) til 900,065 NOK med maks-AUP inkl. mva.",
        "DMP har beregnet IKER til NOK 900,065 per QALY med maks-AUP inkl. mva.",
        "DMP har beregnet en IKER på 900.065 NOK per QALY med maks-AUP inkl. mva.",
        "DMP har beregnet en årlig legemiddelkostnad på 587.048 NOK med maks-AUP inkl. mva.",
        "DMP har beregnet en årlig legemiddelkostnad på 587'048 NOK med maks-AUP inkl. mva.",
        "DMP anslår at om lag 1.250 pasienter i Norge er aktuelle i dag.",
        "DMP anslår at om lag 1,250 pasienter i Norge er aktuelle i dag.",
    ],
)
def test_an_amount_that_may_be_read_in_two_ways_is_no_fact(sentence: str) -> None:
    found = read(sentence)
    assert [fact for fact in found.facts if fact.key.startswith(("icer", "cost", "patients"))] == []
    assert said(found, "kan leses på to måter")


def test_icers_in_thousands_are_scaled_and_prices_no_facts() -> None:
    result = "Tabell 7: Resultater av DMPs hovedanalyse ({}, maks-AUP inkl. mva.)\n\nStørrelse\tVerdi\nIKER\t900"
    for unit in ("1 000 NOK", "kNOK", "tall i tusen"):
        assert value(read(result.format(unit)), "icer.dmp.max_aup.inc_vat") == "900000"
    found = read(result.format("EUR"))
    assert [fact for fact in found.facts if fact.key.startswith("icer")] == []
    assert said(found, "IKER i tabellen på side 3 er ikke brukt")
    prices = "Tabell 6: Pris ({})\n\nVarenummer\tMaks-AUP inkl. mva.\n099001\t48"
    for unit in ("kNOK", "SEK"):
        found = read(prices.format(unit))
        assert [fact for fact in found.facts if fact.key.startswith("cost")] == []
        assert said(found, "Pristabellen på side 3 er ikke brukt")


def test_a_lost_patient_figure_is_named() -> None:
    rows = "Nye pasienter\t18\t2 0"
    found = read(f"Tabell 9: Forventet antall nye pasienter\n\n{HEAD}\n{rows}")
    assert value(found, "patients.year1") == "18"
    assert said(found, "«2 0» i raden «Nye pasienter», år 2, kan ikke leses som ett antall")


@pytest.mark.parametrize(
    ("caption", "rows", "named"),
    [
        ("Antall pasienter", "\tÅr 1\tÅr 1\nPasienter\t18\t20", True),
        ("Kostnader", "\t2026\t2028\nLegemiddel\t1 000\t2 000", True),
        ("Kostnader (1000 kr)", "\tÅr 1\tÅr 3\nLegemiddel\t1 000\t2 000", True),
        ("Enhetskostnader", "Tjeneste\tPris\nLege\t3 214", False),
        ("Pasientkarakteristika", "\tArm A\tArm B\nAlder, år\t62\t64", False),
    ],
)
def test_tables_year_by_year_that_are_not_understood_are_named(caption: str, rows: str, named: bool) -> None:
    found = read(f"Tabell 3: {caption}\n\n{rows}")
    assert said(found, "Tabellen år for år på side 3 er ikke forstått") == named
