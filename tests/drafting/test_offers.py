"""Price offers from spreadsheets: Norwegian numbers, mistakes told at their row, nothing guessed."""

from __future__ import annotations

import contextlib
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from corpus.errors import UserError
from drafting.offers import MOST_ROWS, Offered, amount, offered, read_offer

HEADING = ["Varenummer", "Pakning", "Maks-AUP", "RHF-AUP"]


def csv_offer(*rows: str, heading: str = "Varenummer;Pakning;Maks-AUP;RHF-AUP", encoding: str = "utf-8") -> Offered:
    return read_offer("\r\n".join([heading, *rows]).encode(encoding), "tilbud.csv", "Firma")


def xlsx(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("34 277,30", "34277.30"),
        ("34\u00a0277,30", "34277.30"),
        ("34\u202f277,30", "34277.30"),
        ("34.277,30", "34277.30"),
        ("34,277.30", "34277.30"),
        ("34277.3", "34277.3"),
        ("34277,3", "34277.3"),
        ("kr 34 277,-", "34277"),
        ("34 277 kr", "34277"),
        ("NOK 34 277", "34277"),
        ("1.234.567", "1234567"),
        ("0,125", "0.125"),
        (34277.3, "34277.3"),
        (34277.299999999996, "34277.3"),
        (34277, "34277"),
    ],
)
def test_an_amount_is_read_as_norwegians_write_it(cell: Any, value: str) -> None:
    assert amount(cell) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("34.277", "to måter"),
        ("34,277", "to måter"),
        ("-5", "negativ"),
        ("\u22125", "negativ"),
        (-5, "større enn null"),
        ("0", "større enn null"),
        ("", "mangler"),
        (None, "mangler"),
        ("fem", "ikke et tall"),
        ("1 2", "ikke et tall"),
        (True, "ikke et tall"),
        (float("nan"), "ikke et tall"),
        (float("inf"), "ikke et tall"),
        ("9" * 40, "for mange siffer"),
        ("1e5", "ikke et tall"),
        ("12 345,67,8", "ikke et tall"),
    ],
)
def test_what_is_no_price_is_refused(cell: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        amount(cell)


@settings(deadline=None, max_examples=200)
@given(st.decimals(min_value="0.01", max_value="99999999.99", places=2))
def test_every_printed_price_is_read_back(value: Decimal) -> None:
    norwegian = f"{value:,.2f}".replace(",", " ").replace(".", ",")
    english, dotted = f"{value:,.2f}", f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert {amount(text) for text in (norwegian, dotted, english, f"{value:f}", f"kr {norwegian}")} == {value}


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="0123456789 .,-kr\u00a0", max_size=14))
def test_an_amount_is_a_price_or_a_refusal(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert amount(text) > 0


def test_a_csv_offer() -> None:
    found = csv_offer("177099;Blincyto 38,5 mcg, 1 sett;34 277,30;21 450,60", "000001;Annen;100;90,5")
    assert not found.mistakes
    first, second = found.packages
    assert (first.item_number, first.max_aup.value, first.rhf_aup.value) == (
        "177099",
        Decimal("34277.30"),
        Decimal("21450.60"),
    )
    assert first.rhf_aup.owner == "Firma"
    assert not first.max_aup.secret
    assert second.item_number == "000001"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_excels_own_encodings_of_csv(encoding: str) -> None:
    assert csv_offer("177099;Pulver til væske;100;90", encoding=encoding).packages[0].description == "Pulver til væske"


@pytest.mark.parametrize(
    "heading",
    [
        "Varenr.;Beskrivelse;Maks AUP;LIS-AUP",
        "varenummer;pakning;MAKS-AUP inkl. mva.;RHF-AUP (NOK inkl. mva.)",
        "Vnr\tVaretekst\tMaks-AUP\tRHF AUP",
    ],
)
def test_headings_as_they_are_written(heading: str) -> None:
    mark = "\t" if "\t" in heading else ";"
    assert csv_offer(mark.join(["177099", "X", "100", "90"]), heading=heading).packages


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("17709;X;100;90", "varenummer", "seks siffer"),
        ("177099;;100;90", "pakning", "mangler"),
        ("177099;X;;90", "maks-AUP", "mangler"),
        ("177099;X;100;-90", "RHF-AUP", "negativ"),
        ("177099;X;34.277;90", "maks-AUP", "to måter"),
        ("177099;X;100;90123,45", "RHF-AUP", "høyere enn maks-AUP"),
        ("111111;X;100;90", "varenummer", "rad 2"),
    ],
)
def test_a_mistake_is_told_at_its_row_and_the_rest_is_read(row: str, column: str, told: str) -> None:
    found = csv_offer("111111;Riktig;100;90", row, "222222;Riktig;100;90")
    assert [package.item_number for package in found.packages] == ["111111", "222222"]
    (mistake,) = found.mistakes
    assert (mistake.row, mistake.column) == (3, column)
    assert told in mistake.line
    assert "90123" not in mistake.line


def test_an_xlsx_offer_with_numbers_title_and_empty_rows() -> None:
    content = xlsx(["Pristilbud 2025"], [], HEADING, [177099, "Blincyto", 34277.3, 21450.6], [], [123, "Y", 1.5, 1])
    found = read_offer(content, "tilbud.XLSX", "Firma")
    assert found.packages[0].rhf_aup.value == Decimal("21450.6")
    assert [(mistake.row, mistake.column) for mistake in found.mistakes] == [(6, "varenummer")]


def test_leading_zeros_shown_by_the_cells_format_are_kept() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING)
    sheet.append([1234, "X", 100, 90])
    sheet["A2"].number_format = "000000"
    written = io.BytesIO()
    book.save(written)
    assert read_offer(written.getvalue(), "t.xlsx", "F").packages[0].item_number == "001234"


def test_strength_is_read_when_it_is_there() -> None:
    found = csv_offer("177099;X;100;90;38,5 µg", heading="Varenummer;Pakning;Maks-AUP;RHF-AUP;Styrke")
    strength = found.packages[0].strength
    assert strength is not None
    assert (strength.amount, strength.unit) == (Decimal("38.5"), "µg")
    wrong = csv_offer("177099;X;100;90;mye", heading="Varenummer;Pakning;Maks-AUP;RHF-AUP;Styrke")
    assert wrong.mistakes[0].column == "styrke"


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "tilbud.csv", "Fant ikke kolonnene"),
        (b"a;b\n1;2", "tilbud.csv", "varenummer"),
        (b"PK\x03\x04 ikke et regneark", "tilbud.xlsx", "kan ikke leses"),
        (b"", "tilbud.xlsx", "kan ikke leses"),
        (b"Varenummer;Pakning;Maks-AUP eks. mva.;RHF-AUP\n", "tilbud.csv", "uten mva"),
        (b"x", "tilbud.ods", ".xlsx eller .csv"),
        (b"\x00\x01\x02", "tilbud.csv", "ikke en CSV-fil"),
        (b"x" * 6_000_000, "tilbud.csv", "for stor"),
        (b"Varenummer;Pakning;Maks-AUP;RHF-AUP\n" + b"1;2;3;4\n" * (MOST_ROWS + 1), "tilbud.csv", "rader"),
    ],
)
def test_a_file_that_is_no_offer(content: bytes, name: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        read_offer(content, name, "Firma")


def test_rows_typed_in_a_form() -> None:
    row = {"item_number": "177099", "description": "X", "max_aup": "100", "rhf_aup": "90,50", "strength": ""}
    empty = dict.fromkeys(row, "")
    found = offered([(1, row), (2, empty), (3, {**row, "rhf_aup": "halv pris"})], "Firma")
    assert len(found.packages) == 1
    assert [(mistake.row, mistake.column) for mistake in found.mistakes] == [(3, "varenummer")]
