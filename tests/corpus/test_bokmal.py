"""Numbers, amounts and dates read back from what is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bokmal import number_style
from corpus.bokmal.amounts import amount, cell_amount, day, iso_day, method_ids, number, plain


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False), st.sampled_from(" \u00a0\u202f\u2009"))
@settings(deadline=None)
def test_a_printed_number_is_read_back(value: Decimal, space: str) -> None:
    assert number(number_style.number(value, 2).replace(" ", space)) == value


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
@settings(deadline=None)
def test_a_printed_date_is_read_back_in_every_form(value: date) -> None:
    forms = (
        number_style.numeric_date(value),
        number_style.long_date(value),
        value.isoformat(),
        value.strftime("%d-%m-%Y"),
    )
    assert {day(form) for form in forms} == {value}
    assert {iso_day(f"datert {form}, ferdig") for form in forms} == {value.isoformat()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,2 mill. NOK", "1200000"),
        ("NOK 45 000", "45000"),
        ("34 277,30 kr", "34277.30"),
        ("2,5 mrd. kroner", "2500000000"),
        ("725 000 millioner", "725000000000"),
        ("−606 632", "-606632"),
        ("0,62", "0.62"),
    ],
)
def test_an_amount_is_unscaled(text: str, value: str) -> None:
    found = amount(text)
    assert found is not None
    assert plain(found) == value


@pytest.mark.parametrize("text", ["12.316", "1 23", "1 2345", "12 mill. stk.", "", "5-10", "1,2,3", "12 316 8 911"])
def test_what_is_no_single_number_is_no_number(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("125 755 9 40", "125755940"),
        ("11 298 60 4", "11298604"),
        ("−2 015 36 5", "-2015365"),
        ("12 316", "12316"),
        ("5 10", None),
        ("12 316 8", None),
        ("12 316 8 911", None),
        ("1 234 5 67 8 90", None),
    ],
)
def test_a_number_that_a_narrow_cell_broke(cell: str, value: str | None) -> None:
    found = cell_amount(cell)
    assert (found is None and value is None) or str(found) == value


@pytest.mark.parametrize("text", ["31.02.2025", "00.01.2025", "32. mai 2025", "2025-13-01"])
def test_no_such_day(text: str) -> None:
    assert day(text) is None


def test_a_month_alone_and_a_glued_footnote_digit() -> None:
    assert iso_day("innført, april 2019") == "2019-04"
    assert method_ids("ID2015_0131 og ID2024_0692: igjen ID2015_013") == ("ID2015_013", "ID2024_069")
