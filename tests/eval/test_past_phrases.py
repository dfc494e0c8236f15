"""Phrases in a backtest are learnt from older notes only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from drafting.case.file import read_case
from eval.past import phrases_as_of

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
NOTES = tuple(sorted((SAMPLES / "notes").glob("*.txt")))  # dated 2097 and 2098


def test_what_recurs_only_later_is_not_known() -> None:
    case_file = read_case(SAMPLES / "demo.yaml")
    assert phrases_as_of(case_file, NOTES) == {}
    later = replace(case_file, case=case_file.case.model_copy(update={"note_date": date(2199, 1, 1)}))
    assert phrases_as_of(later, NOTES)
    assert phrases_as_of(later, ()) == {}
