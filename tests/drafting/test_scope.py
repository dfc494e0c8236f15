"""A number carries its scope, and is no fact under a key that asks for another."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bokmal.number_style import number
from corpus.reading.read import read_pages
from corpus.reports.report import read_report
from drafting.facts import Facts, facts, facts_json
from drafting.facts.case_from_report import case_text
from drafting.facts.fact.scope import objections, scope_of_key
from drafting.facts.fact.scope_reading import scope_at
from tests.documents.written import report_with

TABLES = Path(__file__).parents[1] / "tables"


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((TABLES / f"{name}.toml").read_text("utf-8"))["case"]
    return found


def read(*bodies: str) -> Facts:
    return facts(read_report(report_with(*bodies)))


@pytest.mark.parametrize("row", rows("number_scopes"), ids=lambda row: row["text"])
def test_the_words_around_a_number_tell_its_scope(row: dict[str, Any]) -> None:
    text = row["text"].replace("⟦", "").replace("⟧", "")
    start, end = row["text"].index("⟦"), row["text"].index("⟧") - 1
    scope = scope_at(text, start, end)
    told = {name: getattr(scope, name) for name in row if name != "text"}
    assert told == {name: value for name, value in row.items() if name != "text"}


@pytest.mark.parametrize("row", rows("scoped_sentences"), ids=lambda row: row["name"])
def test_a_number_of_another_scope_is_no_fact_and_is_told_of(row: dict[str, Any]) -> None:
    found = read(f"Innledning som står først. {row['text']} Noe mer etterpå.")
    fact = found.get(row["key"])
    assert (fact.value if fact else "") == row["value"]
    if not row["value"]:
        assert any("side 3" in warning and "ikke" in warning and "brukt" in warning for warning in found.warnings)
        assert [other.key for other in found.facts if other.source.page == 3] == row.get("also", [])


@pytest.mark.parametrize("row", rows("scoped_sentences"), ids=lambda row: row["name"])
def test_what_is_no_fact_is_not_in_the_case_file(row: dict[str, Any]) -> None:
    report = read_report(report_with(row["text"]))
    said = case_text(report, facts(report))
    for key in ("annual_cost_max_aup", "new_patients", "statement"):
        lines = [line for line in said.splitlines() if line.strip().startswith(key)]
        assert bool(lines) <= bool(row["value"])


BOUND_WORDS = (
    "under",
    "inntil",
    "opptil",
    "høyst",
    "mindre enn",
    "over",
    "minst",
    "mer enn",
    "ikke over",
    "ikke under",
)


@given(
    st.sampled_from(BOUND_WORDS),
    st.integers(1_000, 10**8),
    st.sampled_from(("", "om lag ", "ca. ")),
    st.sampled_from(("Kostnaden er", "Det koster", "Årskostnaden per pasient vil være")),
    st.sampled_from(("", " per år", " per pasient i året", " for hele behandlingsløpet")),
)
def test_a_bound_before_a_number_is_seen_whatever_stands_around(
    bound: str, value: int, about: str, before: str, after: str
) -> None:
    from decimal import Decimal

    shown = f"{number(Decimal(value))} NOK"
    text = f"{before} {bound} {about}{shown}{after}."
    start = text.index(shown)
    read_as = scope_at(text, start, start + len(shown)).bound
    lower = ("over", "minst", "mer enn", "ikke under")
    assert read_as == ("at_least" if bound in lower else "at_most")


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_around_a_number_have_a_scope(before: str, after: str) -> None:
    text = f"{before} 12 500 NOK{after}"
    scope = scope_at(text, len(before) + 1, len(before) + 11)
    assert scope == scope_at(text, len(before) + 1, len(before) + 11)


def test_every_number_of_the_command_has_a_scope_and_no_text_has() -> None:
    found = facts_json(
        read("DMP anslår at om lag 40 nye pasienter per år vil være aktuelle. Komparator er docetaksel.")
    )
    for fact in found["facts"]:
        numeric = fact["unit"] != ""
        assert (fact["scope"] is not None) == numeric, fact["key"]
    (patients,) = [fact for fact in found["facts"] if fact["key"] == "patients.per_year"]
    assert patients["scope"] == {
        "per": "",
        "period": "year",
        "bound": "about",
        "population": "all",
        "year": 0,
        "basis": "",
        "vat": "",
        "flow": "new",
    }


@pytest.mark.parametrize(
    "key",
    [
        "patients.now",
        "patients.year3",
        "cost.annual.max_aup.inc_vat",
        "cost.package_123456.max_aup.inc_vat",
        "budget.year5.impact",
        "icer.dmp.max_aup.inc_vat",
        "severity.absolute_shortfall",
        "log.days",
    ],
)
def test_the_scope_that_a_key_tells_is_one_that_it_takes(key: str) -> None:
    assert objections(key, scope_of_key(key)) == ()


BUDGET = "Tabell 3: {}\n\n\tÅr 1\tÅr 2\nIntervensjon\t20 000\t30 000\nKomparator\t5 000\t6 000\n{}\t15 000\t24 000"


@pytest.mark.parametrize(
    ("caption", "label"),
    [
        ("Budsjettvirkning per pasient (NOK, maks-AUP inkl. mva.)", "Budsjettvirkning"),
        ("Kumulativ budsjettvirkning (NOK, maks-AUP inkl. mva.)", "Budsjettvirkning"),
        ("Månedlig budsjettvirkning (NOK, maks-AUP inkl. mva.)", "Budsjettvirkning"),
        ("Budsjettvirkning i undergruppen (NOK, maks-AUP inkl. mva.)", "Budsjettvirkning"),
        ("Budsjettvirkning (NOK, maks-AUP inkl. mva.)", "Akkumulert budsjettvirkning"),
    ],
)
def test_a_budget_table_of_another_scope_gives_no_impact(caption: str, label: str) -> None:
    found = read(BUDGET.format(caption, label))
    assert found.get("budget.year2.impact") is None
    assert any("budsjettabellen" in warning.lower() and "ikke" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "label",
    [
        "Andel av pasientene (%)",
        "Pasienter, kumulativt",
        "Pasientår på behandling",
        "Pasienter uten progresjon",
        "Inntil antall pasienter",
    ],
)
def test_a_row_that_counts_otherwise_gives_no_patients(label: str) -> None:
    found = read(f"Tabell 2: Pasienter\n\n\tÅr 1\tÅr 2\n{label}\t20\t30")
    assert [fact.key for fact in found.facts if fact.key.startswith("patients")] == []
    assert any("side 3" in warning for warning in found.warnings)


@pytest.mark.parametrize("cell", ["5–10", "< 20", "ca. 20–30", "inntil 20", "7 eller 8"])
def test_a_cell_that_is_not_one_number_is_told_of(cell: str) -> None:
    found = read(f"Tabell 2: Nye pasienter\n\n\tÅr 1\tÅr 2\nNye pasienter\t{cell}\t30")
    assert found.get("patients.year1") is None
    assert any(f"«{cell}»" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "Legemiddelkostnaden med Vidda er under 431 777 NOK per år med RHF-AUP inkl. mva.",
        "Legemiddelkostnaden med Vidda er 431 777 NOK per måned med LIS-AUP inkl. mva.",
        "DMPs IKER er under 431 777 NOK per QALY med RHF-AUP inkl. mva.",
        "Budsjettvirkningen er inntil 431 777 NOK i år to med avtalepris inkl. mva.",
        "Kostnaden for alle er 431 777 NOK og 437 177 NOK med RHF-AUP.",
    ],
)
def test_no_warning_repeats_an_amount_at_a_negotiated_price(text: str) -> None:
    found = read(text)
    assert not any("431" in warning or "437" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Med maks-AUP inkl. mva. må effekten vare i 6,4 år for at kostnadene skal bli like store.", "6.4"),
        ("DMPs terskelanalyse gir om lag 6,4 år med maks-AUP inkl. mva.", "6.4"),
        ("Break-even er beregnet til 6,39 år med maks-AUP inkl. mva.", "6.39"),
        ("Terskelen er minst 6 år med maks-AUP inkl. mva.", ""),
        ("Terskelen er mellom 6 og 8 år med maks-AUP inkl. mva.", ""),
        ("Udiskontert er terskelen 5,65 år med maks-AUP inkl. mva.", ""),
        ("Terskelen er 6,4 år.", ""),
        ("Firmaets terskelanalyse gir 6,4 år med maks-AUP inkl. mva.", ""),
    ],
)
def test_the_threshold_is_told_with_its_price_or_not_used(text: str, value: str) -> None:
    fact = read(text).get("threshold.max_aup.inc_vat.years")
    assert (fact.value if fact else "") == value


def test_an_undiscounted_threshold_is_a_fact_of_its_own() -> None:
    fact = read("Udiskontert er terskelen 5,65 år med maks-AUP inkl. mva.").get(
        "threshold.max_aup.inc_vat.years.undiscounted"
    )
    assert fact is not None
    assert fact.value == "5.65"


@pytest.mark.shared
def test_the_kept_report_gives_no_number_of_another_scope(shared: Path) -> None:
    report = read_report(read_pages(shared / "reports/ID2022_938.pdf"))
    found = facts(report)
    numbers = [fact.key for fact in found.facts if fact.key.split(".")[0] in ("cost", "patients", "budget")]
    assert numbers == ["cost.unit.max_aup.inc_vat"]
    for told in ("«4» på side 4", "«20» på side 4", "«5 millioner NOK» på side 13", "«575 920» på side 13"):
        assert any(told in warning for warning in found.warnings), told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Maks-AUP for ett hetteglass Vidda 50 mg er 28 764,50 NOK inkl. mva.", "28764.50"),
        ("Prisen per tablett Vidda er 511,20 NOK med maks-AUP inkl. mva.", "511.20"),
        ("Maks-AUP for ett hetteglass Vidda 50 mg er under 28 764,50 NOK inkl. mva.", ""),
        ("Maks-AUP for en pakning Vidda 50 mg er 28 764,50 NOK inkl. mva.", ""),
        ("Maks-AUP for ett hetteglass docetaksel 50 mg er 28 764,50 NOK inkl. mva.", ""),
        ("Prisen for ett hetteglass Vidda er 28 764,50 NOK.", ""),
        ("Maks-AUP for ett hetteglass Vidda er mellom 28 000 og 28 764 NOK inkl. mva.", ""),
    ],
)
def test_the_price_of_a_unit_is_told_as_such(text: str, value: str) -> None:
    found = read(text)
    fact = found.get("cost.unit.max_aup.inc_vat")
    assert (fact.value if fact else "") == value
    assert [other.key for other in found.facts if other.key.startswith("cost.package")] == []
