"""A condition of weight or dose is part of a number's scope; new patients are not those in treatment; who says what."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from corpus.reports.report import read_report
from drafting.facts import Facts, facts
from drafting.facts.case_from_report import case_text
from drafting.report_agreement.own import own_disagreements
from tests.documents.written import report_with

ROWS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "tables" / "conditions.toml").read_text("utf-8")
)["case"]


def read(*bodies: str) -> Facts:
    return facts(read_report(report_with(*bodies)))


def made(body: str) -> str:
    report = read_report(report_with(body))
    return case_text(report, facts(report))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_condition_is_part_of_the_scope(row: dict[str, Any]) -> None:
    found = read(f"Innledning som står først.\n\n{row['text']}\n\nNoe mer etterpå.")
    fact = found.get(row["key"])
    assert (fact.value if fact else "") == row["value"]
    if not row["value"]:
        assert any("side 3" in warning and row["why"] in warning for warning in found.warnings), found.warnings


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("De kliniske ekspertene anslår at 46 nye pasienter er aktuelle per år.", "ekspertene"),
        ("Klinikerne anslår at 46 nye pasienter er aktuelle hvert år.", "ekspertene"),
        ("De medisinske fagekspertene mener at 46 nye pasienter er aktuelle per år.", "ekspertene"),
        ("Firmaet anslår at 46 nye pasienter er aktuelle per år.", "firmaet"),
        ("Ifølge produsenten er 46 nye pasienter aktuelle per år.", "firmaet"),
    ],
)
def test_another_voice_against_dmps_number_is_named(said: str, who: str) -> None:
    found = read(f"{said}\n\nDMP legger til grunn at 64 nye pasienter er aktuelle per år.")
    fact = found.get("patients.per_year")
    assert fact is not None
    assert fact.value == "64"
    messages = [finding.message for finding in own_disagreements(found) if finding.code == "F020"]
    assert any("64" in text and "46" in text and who in text for text in messages), messages


TABLE = "Tabell 2: Pasienter\n\n\t2026\t2027\t2028\n{label}\t6\t10\t14"


@pytest.mark.parametrize(
    "label",
    [
        "Antall pasienter",
        "Pasienter i behandling",
        "Antall pasienter som behandles",
        "Pasienter på behandling ved årets slutt",
        "Behandlede pasienter",
    ],
)
def test_patients_in_treatment_are_not_new_ones(label: str) -> None:
    said = made(TABLE.format(label=label))
    assert not any(line.strip().startswith("new_patients") for line in said.splitlines())
    assert any("MANGLER" in line and "6, 10, 14" in line and "side 3" in line for line in said.splitlines()), said


@pytest.mark.parametrize(
    "label", ["Nye pasienter", "Antall nye pasienter", "Nye pasienter per år", "Pasienter som starter"]
)
def test_new_patients_are(label: str) -> None:
    assert "new_patients: [6, 10, 14]" in made(TABLE.format(label=label))


def test_both_rows_are_kept_apart() -> None:
    found = read("Tabell 2: Pasienter\n\n\tÅr 1\tÅr 2\nNye pasienter\t6\t4\nPasienter i behandling\t6\t10")
    told = {fact.key: fact.value for fact in found.facts if fact.key.startswith("patients.")}
    assert told == {
        "patients.year1": "6",
        "patients.year2": "4",
        "patients.treated.year1": "6",
        "patients.treated.year2": "10",
    }


@pytest.mark.parametrize(
    ("cells", "extra", "year"),
    [
        ("6\t2\t2", "Antallet bygger på at 8 pasienter er aktuelle for behandling i år 1.", 1),
        ("6\t2\t2", "DMP anslår at 3 pasienter er aktuelle for behandling i år 2.", 2),
        ("6\t2\t2", "DMP anslår at 5 pasienter er aktuelle for behandling i år 3.", 3),
        ("6\t\t2", "", 2),
        ("ca. ukjent\t2\t2", "", 1),
        ("6\t2\t–", "", 3),
    ],
)
def test_a_series_with_a_missing_year_is_not_closed_up(cells: str, extra: str, year: int) -> None:
    said = made(f"Tabell 2: Pasienter\n\n\tÅr 1\tÅr 2\tÅr 3\nNye pasienter\t{cells}\n\n{extra}")
    assert not any(line.strip().startswith("new_patients") for line in said.splitlines()), said
    assert any("MANGLER" in line and f"år {year}" in line for line in said.splitlines()), said


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("DMP anslår at 18 pasienter er aktuelle per år.", "18 pasienter per år"),
        ("DMP anslår at 18 nye pasienter er aktuelle per år.", "18 nye pasienter per år"),
        ("DMP anslår at 18 ungdommer er aktuelle per år.", "18 pasienter per år"),
        ("DMP legger til grunn 18 pasienter årlig.", "18 pasienter per år"),
        ("DMP anslår at 18 nye barn er aktuelle per år.", "18 nye pasienter per år"),
    ],
)
def test_new_is_said_only_where_the_report_says_it(text: str, statement: str) -> None:
    assert f'"{statement}"' in made(text)
