"""The duration that an effect must last, in the words of a threshold analysis."""

from __future__ import annotations

import pytest

from corpus.reports.report import read_report
from drafting.facts import facts
from tests.documents.written import report_with

KEY = "threshold.max_aup.inc_vat.years"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Uten diskontering må effekten vare i 7,5 år.", f"{KEY}.undiscounted", "7.5"),
        ("Med 4 % diskontering må den vare i 9,1 år.", KEY, "9.1"),
        ("Effekten må vare i 9,1 år.", KEY, "9.1"),
        ("Da må behandlingseffekten vare i minst 9,1 år.", KEY, ""),
        ("Virkningen må vare i om lag 9 år.", KEY, "9"),
        ("Firmaet mener at effekten må vare i 4,8 år.", KEY, ""),
        ("I studien varte effekten i 3,2 år.", KEY, ""),
    ],
)
def test_how_long_an_effect_must_last(text: str, key: str, value: str) -> None:
    found = facts(read_report(report_with(f"Engangskostnaden er 900 000 NOK med maks-AUP inkl. mva. {text}")))
    fact = found.get(key)
    assert (fact.value if fact else "") == value
