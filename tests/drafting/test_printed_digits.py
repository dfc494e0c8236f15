"""A number that the report states is printed with the report's digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from writing.samples import DEMO, read

from corpus.bokmal.amounts import amount, plain
from corpus.documents import Source
from drafting.confidentiality.hiding.slot_values import slot_text, slot_value
from drafting.facts import Fact, Facts

CASE = read(DEMO).case


def printed(value: str, quote: str, unit: str = "", form: str = "value") -> str:
    fact = Fact("patients.now", value, unit, Source("a" * 64, 3, 0, len(quote), quote))
    found = slot_value("fact.patients.now", CASE, {}, Facts((fact,)), public=False)
    assert found is not None
    return slot_text(form, found)


@pytest.mark.parametrize(
    ("value", "quote", "expected"),
    [
        ("8.3", "APT er 8,3 QALY.", "8,3"),
        ("8.30", "APT er 8,30 QALY.", "8,30"),
        ("0.5", "Gevinsten er 0,5 QALY.", "0,5"),
        ("0.50", "Gevinsten er 0,50 QALY.", "0,50"),
        ("12316", "Virkningen er 12 316 i år 1.", "12 316"),
        ("64200000", "Virkningen er 64,2 millioner NOK.", "64,2 millioner"),
        ("5000000", "Kostnaden er under 5 mill. NOK.", "5 mill."),
        ("5000000", "Kostnaden er 5 000 000 NOK.", "5 000 000"),
        ("12316000", "Virkning\t12 316", "12 316 000"),  # the table counts in thousands, and says so elsewhere
    ],
)
def test_digits_are_the_sources(value: str, quote: str, expected: str) -> None:
    assert printed(value, quote) == expected


def test_the_unit_follows_and_other_forms_count_on_the_number() -> None:
    assert printed("64200000", "64,2 millioner NOK", "NOK", "") == "64,2 millioner NOK"
    assert printed("64234567", "64 234 567 NOK", "NOK", "om_lag") == "64 234 600 NOK"


@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(["", " mill.", " millioner", " tusen"]))
@settings(deadline=None, max_examples=150)
def test_what_is_printed_is_printed_again(digits: int, decimals: int, scale: str) -> None:
    whole, _, fraction = f"{Decimal(digits).scaleb(-decimals):.{decimals}f}".partition(".")
    text = f"{int(whole):,}".replace(",", " ") + (f",{fraction}" if fraction else "") + scale
    value = amount(text)
    assert value is not None
    assert printed(plain(value), f"Tallet er {text} NOK.") == text
