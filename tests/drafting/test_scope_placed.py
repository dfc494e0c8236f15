"""A number of another country, time or study, or one that DMP rejects, is no fact; it is told of with the reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from corpus.reports.report import read_report
from drafting.facts import facts
from tests.documents.written import report_with

ROWS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "tables" / "placed_numbers.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_number_placed_elsewhere_is_no_fact(row: dict[str, Any]) -> None:
    found = facts(read_report(report_with(f"Innledning som står først.\n\n{row['text']}\n\nNoe mer etterpå.")))
    fact = found.get(row["key"])
    assert (fact.value if fact else "") == row["value"]
    if not row["value"]:
        assert any("side 3" in warning and row["why"] in warning for warning in found.warnings), found.warnings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DMP mener at Alfador ikke er en relevant komparator. Betador er relevant komparator.", "Betador"),
        ("Alfador er ikke relevant komparator. Betador er relevant komparator.", "Betador"),
        ("Alfador er ikke lenger en aktuell komparator. Komparator er Betador.", "Betador"),
        ("DMP mener at Alfador neppe er en relevant komparator. Betador er relevant komparator.", "Betador"),
        ("Verken Alfador eller Gammador er relevant komparator. Betador er relevant komparator.", "Betador"),
        ("DMP mener at Alfador aldri er en relevant komparator.", ""),
    ],
)
def test_what_is_said_not_to_be_the_comparator_is_none(text: str, name: str) -> None:
    fact = facts(read_report(report_with(text))).get("comparator")
    assert (fact.value if fact else "") == name


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        (
            "Anbefalt dose i studien var 300 mg. Godkjent dose er 150 mg hver 2. uke.",
            "Godkjent dose er 150",
        ),
        ("I VIDDA-2 var dosen 300 mg. Anbefalt dose er 150 mg hver 2. uke.", "Anbefalt dose er 150"),
        ("I USA er anbefalt dose 300 mg. Anbefalt dose er 150 mg hver 2. uke.", "Anbefalt dose er 150"),
        ("I den kliniske utprøvingen var dosen 300 mg. Dosen er 150 mg hver 2. uke.", "Dosen er 150"),
        ("I den forrige vurderingen var dosen 300 mg. Dosen er 150 mg hver 2. uke.", "Dosen er 150"),
        ("Dosen i studien var 300 mg hver 4. uke.", ""),
    ],
)
def test_the_dose_is_not_that_of_a_study(text: str, dose: str) -> None:
    found = facts(read_report(report_with(f"1.5 Dosering\n\n{text}", headings=(("1.5", "Dosering", 3),))))
    fact = found.get("dose")
    assert fact.value.startswith(dose) if fact and dose else not dose and fact is None
    assert any("Dosen på side 3 er ikke brukt" in warning for warning in found.warnings)
