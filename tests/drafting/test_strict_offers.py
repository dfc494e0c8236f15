"""What a sheet does not say plainly is refused with its place: hidden parts, twins, units, formats, decimal commas."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from corpus.errors import UserError
from drafting.offers import Offered, amount, read_offer
from drafting.offers.grid import letters
from drafting.offers.units import format_fault

HEADING = ["Varenummer", "Pakning", "Maks-AUP", "RHF-AUP"]
ROW = ["099001", "A", 48217.5, 30655.8]
Change = Callable[[Any, Workbook], None]


def book(change: Change | None = None, *, heading: list[str] = HEADING, rows: tuple[list[Any], ...] = (ROW,)) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Tilbud"
    for row in (heading, *rows):
        sheet.append(row)
    if change:
        change(sheet, made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def read(content: bytes, name: str = "tilbud.xlsx") -> Offered:
    return read_offer(content, name, "Firma")


def refusal(content: bytes, name: str = "tilbud.xlsx") -> str:
    with pytest.raises(UserError) as error:
        read(content, name)
    assert "\n" not in error.value.line
    assert error.value.where.startswith(name)
    assert error.value.remedy
    assert not any(price in error.value.line for price in ("48217", "30655", "48 217", "30 655"))
    return error.value.line


def another_sheet(title: str, state: str, first: bool) -> Change:
    def change(_: Any, made: Workbook) -> None:
        sheet = made.create_sheet(title, 0 if first else None)
        for row in (HEADING, ["099001", "A", 50000, 40000]):
            sheet.append(row)
        sheet.sheet_state = state
        made.active = 1 if first else 0

    return change


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("first", [True, False])
def test_a_hidden_sheet_is_named_and_not_read(state: str, first: bool) -> None:
    found = read(book(another_sheet("gammel", state, first)))
    assert [package.max_aup.value for package in found.packages] == [Decimal("48217.5")]
    assert found.remarks == ("Et skjult ark er ikke lest: «gammel».",)


def test_two_sheets_that_can_be_the_offer_are_named() -> None:
    line = refusal(book(another_sheet("2024", "visible", first=True)))
    assert "«2024», «Tilbud»" in line


def test_a_visible_sheet_without_an_offer_is_passed_over_and_named() -> None:
    def change(_: Any, made: Workbook) -> None:
        made.create_sheet("Følgebrev", 0).append(["Vedlagt følger pristilbud"])

    found = read(book(change))
    assert len(found.packages) == 1
    assert found.remarks == ("Andre ark er ikke lest: «Følgebrev».",)


def hide_row(sheet: Any, _: Workbook) -> None:
    sheet.append(["099002", "B", 100, 90])
    sheet.row_dimensions[3].hidden = True


def flat_row(sheet: Any, _: Workbook) -> None:
    sheet.append(["099002", "B", 100, 90])
    sheet.row_dimensions[3].height = 0.5


def grouped_rows(sheet: Any, _: Workbook) -> None:
    sheet.append(["099002", "B", 100, 90])
    sheet.row_dimensions.group(3, 3, hidden=True)


@pytest.mark.parametrize("change", [hide_row, flat_row, grouped_rows])
def test_a_row_that_is_not_shown_is_named_and_not_taken(change: Change) -> None:
    found = read(book(change))
    assert [package.item_number for package in found.packages] == ["099001"]
    assert found.remarks == ("Skjulte rader i arket «Tilbud» er ikke lest: 3.",)


def hide(letter: str) -> Change:
    def change(sheet: Any, _: Workbook) -> None:
        sheet.column_dimensions[letter].hidden = True

    return change


def hide_group(sheet: Any, _: Workbook) -> None:
    sheet.column_dimensions.group("C", "D", hidden=True)


@pytest.mark.parametrize(
    ("heading", "change", "told"),
    [
        (HEADING, hide("D"), "D «RHF-AUP» er skjult"),
        (HEADING, hide("C"), "C «Maks-AUP» er skjult"),
        (HEADING, hide_group, "C «Maks-AUP» er skjult"),
        ([*HEADING, "RHF-AUP"], hide("D"), "D «RHF-AUP» (skjult) og E «RHF-AUP»"),
        ([*HEADING, "LIS-AUP"], hide("E"), "D «RHF-AUP» og E «LIS-AUP» (skjult)"),
    ],
)
def test_a_hidden_column_is_never_the_price(heading: list[str], change: Change, told: str) -> None:
    assert told in refusal(book(change, heading=heading, rows=([*ROW, 29000],)))


def test_a_hidden_column_of_no_matter_is_named() -> None:
    content = book(hide("E"), heading=[*HEADING, "Merknad"], rows=([*ROW, "gammel"],))
    assert read(content).remarks == ("Skjulte kolonner i arket «Tilbud» er ikke lest: E.",)


@pytest.mark.parametrize(
    "pair",
    [
        ("RHF-AUP 2024", "RHF-AUP 2025"),
        ("RHF-AUP (1)", "RHF-AUP (2)"),
        ("RHF-AUP", "RHF-AUP forrige avtale"),
        ("Gammel RHF-AUP", "Ny RHF-AUP"),
        ("RHF-AUP", "LIS-AUP"),
        ("RHF-AUP inkl. mva.", "RHF-AUP eks. mva."),
        ("RHF-AUP", "RHF-AUP per tablett"),
    ],
)
def test_twin_headings_are_refused_and_both_named(pair: tuple[str, str]) -> None:
    line = refusal(book(heading=["Varenummer", "Pakning", "Maks-AUP", *pair], rows=([*ROW, 29000],)))
    assert f"D «{pair[0]}» og E «{pair[1]}»" in line


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("RHF-AUP (EUR)", "annen valuta (EUR)"),
        ("RHF-AUP inkl. mva. i €", "annen valuta (€)"),
        ("RHF-AUP [SEK]", "annen valuta (SEK)"),
        ("RHF-AUP (1000 kr)", "annen enhet enn kroner"),
        ("RHF-AUP (1 000 NOK)", "annen enhet enn kroner"),
        ("RHF-AUP TNOK", "annen enhet enn kroner"),
        ("RHF-AUP i tusen kroner", "annen enhet enn kroner"),
        ("RHF-AUP (mill. kr)", "annen enhet enn kroner"),
        ("RHF-AUP ekskl. mva.", "uten mva"),
        ("RHF-AUP uten moms", "uten mva"),
        ("RHF-AUP 2025", "«2025»"),
        ("RHF-AUP per tablett", "«per tablett»"),
        ("RHF-AUP forrige avtale", "«forrige avtale»"),
        ("RHF-AUP pr. mg", "«pr mg»"),
    ],
)
def test_what_is_left_of_a_heading_is_refused(heading: str, told: str) -> None:
    line = refusal(book(heading=[*HEADING[:3], heading]))
    assert told in line
    assert "celle D1" in line


@pytest.mark.parametrize(
    "heading",
    [
        "RHF-AUP",
        "RHF-AUP inkl. mva.",
        "RHF-AUP (NOK inkl. mva.)",
        "Tilbudt RHF-AUP",
        "RHF-AUP per pakning (kr)",
        "LIS AUP",
    ],
)
def test_words_that_change_nothing_are_read(heading: str) -> None:
    assert read(book(heading=[*HEADING[:3], heading])).packages[0].rhf_aup.value == Decimal("30655.8")


def test_a_column_about_a_price_is_no_price_and_is_named() -> None:
    found = read(book(heading=[*HEADING, "Rabatt fra maks-AUP (%)"], rows=([*ROW, 36],)))
    assert len(found.packages) == 1
    assert found.remarks == ("Kolonner som ikke er brukt: E «Rabatt fra maks-AUP (%)».",)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Alle priser i EUR inkl. mva.", "annen valuta (EUR)"),
        ("Tall i 1000 kr", "annen enhet"),
        ("Tall i tusen", "annen enhet"),
        ("Beløp i hele 1 000 kroner", "annen enhet"),
        ("Priser eks. mva.", "uten mva"),
        ("Prices in USD", "annen valuta (USD)"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_line_outside_the_table_that_says_another_unit(title: str, told: str, above: bool) -> None:
    def change(sheet: Any, _: Workbook) -> None:
        if above:
            sheet.insert_rows(1)
        sheet.cell(1 if above else 4, 1, title)
        if not above:
            sheet.cell(4, 1).value, sheet.cell(4, 5).value = None, title

    line = refusal(book(change))
    assert told in line
    assert ("celle A1" if above else "celle E4") in line


def fmt(number_format: str) -> Change:
    def change(sheet: Any, _: Workbook) -> None:
        sheet["D2"].number_format = number_format

    return change


@pytest.mark.parametrize(
    ("number_format", "told"),
    [
        ("[$€-2] #,##0.00", "annen valuta"),
        ('#,##0.00 "EUR"', "annen valuta"),
        ("[$USD] #,##0.00", "annen valuta"),
        ('"$"#,##0.00', "annen valuta"),
        ("[$kr-41D] #,##0.00", "annen valuta"),
        ("#,##0.00 [$SEK]", "annen valuta"),
        ("[$£-809]#,##0", "annen valuta"),
        ("0.00%", "prosent"),
        ("#,##0,", "tusen eller millioner"),
        ('#,##0.0,,"M"', "ikke kan tolkes"),
        (";;;", "skjuler tallet"),
        ('0.00" per stk"', "ikke kan tolkes"),
        ("# ?/?", "ikke kan tolkes"),
    ],
)
def test_a_price_cell_in_a_foreign_format(number_format: str, told: str) -> None:
    found = read(book(fmt(number_format)))
    assert found.packages == ()
    assert told in found.mistakes[0].line
    assert found.mistakes[0].line.startswith("Arket «Tilbud», celle D2, RHF-AUP: ")
    assert "30655" not in found.mistakes[0].line


@pytest.mark.parametrize(
    "number_format",
    [
        "General",
        "0.00",
        "#,##0.00",
        '#,##0.00 "kr"',
        "[$kr-414] #,##0.00",
        '_-* #,##0.00\\ "kr"_-;\\-* #,##0.00\\ "kr"_-;_-* "-"??\\ "kr"_-;_-@_-',
        '_-[$kr-414]\\ * #,##0.00_-;-[$kr-414]\\ * #,##0.00_-;_-[$kr-414]\\ * "-"??_-;_-@_-',
        "#,##0.00;[Red]-#,##0.00",
        "@",
        '"NOK" #,##0.00',
    ],
)
def test_a_price_cell_in_kroner(number_format: str) -> None:
    assert format_fault(number_format) == ""
    assert len(read(book(fmt(number_format))).packages) == 1


def put(value: Any) -> Change:
    def change(sheet: Any, _: Workbook) -> None:
        sheet["D2"] = value

    return change


def strike(sheet: Any, _: Workbook) -> None:
    sheet["D2"].font = Font(strike=True)


def white(sheet: Any, _: Workbook) -> None:
    sheet["D2"].font = Font(color="FFFFFFFF")


def comment(sheet: Any, _: Workbook) -> None:
    sheet["D2"].comment = Comment("gjelder 2024", "x")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put(date(2025, 1, 5)), "dato"),
        (put("=C2*0.6"), "ingen lagret verdi"),
        (put("=1/0"), "ingen lagret verdi"),
        (put("48'217.50"), "ikke et tall"),
        (put("48 217.50"), "ikke et tall"),
        (put("48,217,50"), "ikke et tall"),
        (put("30655,80 EUR"), "ikke et tall"),
        (put("30655,80 %"), "ikke et tall"),
        (put("30.655"), "to måter"),
        (put(30.655), "to måter"),
        (put(True), "ikke et tall"),
        (put("#REF!"), "feilverdi"),
        (strike, "gjennomstreket"),
        (white, "hvitt"),
        (comment, "kommentar"),
    ],
)
def test_a_price_cell_that_is_no_plain_amount(change: Change, told: str) -> None:
    found = read(book(change))
    assert found.packages == ()
    assert told in found.mistakes[0].line
    assert "celle D2" in found.mistakes[0].line


@pytest.mark.parametrize("area", ["C2:D2", "D1:E1", "A2:A3", "D2:D4", "B2:C2"])
def test_merged_cells_are_refused(area: str) -> None:
    line = refusal(book(lambda sheet, _: sheet.merge_cells(area), rows=(ROW, ["099002", "B", 100, 90])))
    assert "slått sammen" in line
    assert area in line


def test_a_merged_title_is_no_harm() -> None:
    def change(sheet: Any, _: Workbook) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "Pristilbud"
        sheet.merge_cells("A1:D1")

    assert len(read(book(change)).packages) == 1


def lines(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(rows).encode(encoding)


@pytest.mark.parametrize(
    "rows",
    [
        ("Varenummer,Pakning,Maks-AUP,RHF-AUP", "099001,A,48217,50,30655,80"),
        ("Varenummer,Pakning,Maks-AUP,RHF-AUP", "099001,A,48217,30655,80"),
        ("Varenummer,Pakning,Maks-AUP,RHF-AUP,Merknad,Frist", "099001,A,48217,50,30655,80"),
        ("Varenummer,Pakning,Maks-AUP,RHF-AUP,Merknad", "099001,A,48217,30655,80"),
        ("Varenummer;Pakning;Maks-AUP;RHF-AUP", "099001;A;48 217,50;30 655,80;1"),
        ("Varenummer,Pakning,Maks-AUP,RHF-AUP", "099001,Tabletter, 60 stk.,48217.50,30655.80"),
        ("Pristilbud, vår 2025", "Varenummer,Pakning,Maks-AUP,RHF-AUP", "099001,A,48217,50,30655,80"),
    ],
)
def test_a_decimal_comma_between_commas_is_refused(rows: tuple[str, ...]) -> None:
    assert f"rad {len(rows)}" in refusal(lines(*rows), "tilbud.csv")


@pytest.mark.parametrize(
    "rows",
    [
        ("Varenummer,Pakning,Maks-AUP,RHF-AUP", "099001,A,48217.50,30655.80"),
        ("Varenummer,Pakning,Maks-AUP,RHF-AUP", '099001,A,"48 217,50","30 655,80"'),
        ("Varenummer;Pakning;Maks-AUP;RHF-AUP", "099001;A;48 217,50;30 655,80;;"),
        ("Pristilbud, vår, 2025, Firma, AS", "Varenummer;Pakning;Maks-AUP;RHF-AUP", "099001;A;48217,5;30655,8"),
        ("sep=;", "Varenummer;Pakning;Maks-AUP;RHF-AUP", "099001;A;48217,5;30655,8"),
        ("Varenummer\tPakning\tMaks-AUP\tRHF-AUP", "099001\tA\t48217,5\t30655,8"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_csv_in_any_honest_form(rows: tuple[str, ...], encoding: str) -> None:
    found = read(lines(*rows, encoding=encoding), "tilbud.csv")
    assert [(package.max_aup.value, package.rhf_aup.value) for package in found.packages] == [
        (Decimal("48217.50"), Decimal("30655.80"))
    ]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"%PDF-1.7", "tilbud.csv", "xlsx eller .csv"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "tilbud.xls", "xlsx eller .csv"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "tilbud.csv", "xlsx eller .csv"),
        (lines(*(";".join(HEADING),)) + b"\x81\x8d", "tilbud.csv", "ikke en CSV-fil"),
        (b"x", "tilbud.docx", "xlsx eller .csv"),
    ],
)
def test_other_files_are_refused_by_what_they_hold(content: bytes, name: str, told: str) -> None:
    assert told in refusal(content, name)


def test_a_workbook_is_known_by_its_content() -> None:
    assert len(read(book(), "tilbud.csv").packages) == 1


@given(
    places=st.permutations(range(6)),
    price=st.decimals("0.01", "999999.99", places=2),
    part=st.integers(50, 100),
)
@settings(deadline=None, max_examples=60)
def test_columns_in_any_order_give_the_same_prices(places: list[int], price: Decimal, part: int) -> None:
    cells = {**dict(zip(HEADING, ["099001", "A"], strict=False)), "Merknad": "", "Frist": ""}
    cells |= {"Maks-AUP": f"{price * 2}".replace(".", ","), "RHF-AUP": f"{price * part / 50:.2f}".replace(".", ",")}
    names = [list(cells)[place] for place in places]
    content = lines(";".join(names), ";".join(cells[name] for name in names))
    (package,) = read(content, "t.csv").packages
    assert package.max_aup.value == price * 2
    assert package.rhf_aup.value == Decimal(cells["RHF-AUP"].replace(",", "."))


@given(text=st.text(max_size=200), ending=st.sampled_from(["csv", "txt"]))
@settings(deadline=None, max_examples=150)
def test_any_text_is_an_offer_or_one_line(text: str, ending: str) -> None:
    found = Offered((), ())
    with contextlib.suppress(UserError):
        found = read(("Varenummer;Pakning;Maks-AUP;RHF-AUP\n" + text).encode("utf-8", "replace"), f"t.{ending}")
    assert all(package.rhf_aup.value <= package.max_aup.value for package in found.packages)


@given(st.integers(0, 20000))
def test_letters_count_as_a_spreadsheet_does(column: int) -> None:
    back = 0
    for sign in letters(column):
        back = back * 26 + ord(sign) - ord("A") + 1
    assert back == column + 1


def test_a_number_with_three_decimals_can_be_a_lost_thousands_point() -> None:
    with pytest.raises(ValueError, match="to måter"):
        amount(48.217)
    assert amount(0.125) == Decimal("0.125")
