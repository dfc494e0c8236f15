"""Budget tables with the years and the labels of the field: calendar years, «Uten X», labels over two lines, units."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bokmal.counted import is_unit
from corpus.reports.report import read_report
from drafting.facts import facts
from tests.documents.written import TITLE, written
from tests.drafting.test_budget_tables import budgets, said, table
from tests.drafting.test_facts import read

CALENDAR = "\t2026\t2027\t2028\t2029\t2030"
YEARS = "\tÅr 1\tÅr 2"
WANTED = {
    "year1.intervention": "9000",
    "year2.intervention": "9500",
    "year1.comparator": "2000",
    "year2.comparator": "2500",
    "year1.impact": "7000",
    "year2.impact": "7000",
}


@pytest.mark.parametrize(
    ("intervention", "comparator", "impact"),
    [
        ("Med Vidda", "Uten Vidda", "Budsjettvirkning"),
        ("Vidda", "Uten Vidda", "Merutgift"),
        ("Kostnad hvis Vidda tas i bruk", "Kostnad hvis Vidda ikke tas i bruk", "Forskjell"),
        ("Dersom Vidda innføres", "Dersom Vidda ikke innføres", "Differanse"),
        ("Med innføring av viddatinib", "Uten innføring av viddatinib", "Netto budsjettvirkning"),
        ("Utgifter med Vidda", "Utgifter uten bruk av Vidda", "Merkostnad"),
        ("Viddatinib brukes", "Viddatinib brukes ikke", "Forskjell"),
        ("Vidda, uten mva.", "Dagens behandling, uten mva.", "Forskjell, uten mva."),
        ("Hvis metoden tas i bruk", "Hvis metoden ikke tas i bruk", "Merutgift"),
    ],
)
@pytest.mark.parametrize("head", [YEARS, "\t2026\t2027", "\tÅr 2026\tÅr 2027", "\t2026 (år 1)\t2027 (år 2)"])
def test_rows_are_known_by_what_they_tell(intervention: str, comparator: str, impact: str, head: str) -> None:
    rows = f"{intervention}\t9 000\t9 500\n{comparator}\t2 000\t2 500\n{impact}\t7 000\t7 000"
    assert budgets(read(table(head=head, rows=rows))) == WANTED


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kostnad hvis\t9 000\t9 500\nVidda tas i bruk\t\t", "Kostnad hvis Vidda ikke tas i bruk\t2 000\t2 500"),
        ("Kostnad hvis\t\t\nVidda tas i bruk\t9 000\t9 500", "Kostnad hvis\t2 000\t2 500\nVidda ikke tas i bruk\t\t"),
        ("Utgifter med\t9 000\t9 500\nVidda\t\t", "Utgifter uten\t2 000\t2 500\nVidda\t\t"),
        ("Dersom Vidda\t9 000\t9 500\ninnføres\t\t", "Dersom Vidda ikke\t2 000\t2 500\ninnføres\t\t"),
        ("Dersom Vidda\t\t\ninnføres\t9 000\t9 500", "Dersom Vidda\t\t\nikke innføres\t2 000\t2 500"),
    ],
)
def test_a_label_over_two_lines_is_one(first: str, second: str) -> None:
    rows = f"{first}\n{second}\nBudsjettvirkning\t7 000\t7 000"
    assert budgets(read(table(rows=rows))) == WANTED


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Kostnad hvis\t9 000\t9 500", "Vidda tas i bruk\t\t"),
        ("Kostnad hvis\t\t", "Vidda tas i bruk\t9 000\t9 500"),
        ("Dersom Vidda\t9 000\t9 500", "innføres\t\t"),
    ],
)
@pytest.mark.parametrize("head", ["", f"{YEARS}\n"])
def test_a_label_over_two_pages_is_one(above: str, below: str, head: str) -> None:
    rest = "Uten Vidda\t2 000\t2 500\nBudsjettvirkning\t7 000\t7 000"
    found = read(table(rows=above), f"{head}{below}\n{rest}")
    assert budgets(found) == WANTED
    fact = found.get("budget.year1.intervention")
    assert fact is not None
    assert "9 000" in fact.source.quote


@pytest.mark.parametrize(
    ("head", "labels"),
    [
        ("År", ("1", "2")),
        ("År", ("2026", "2027")),
        ("", ("År 1", "År 2")),
        ("", ("1. år", "2. år")),
        ("Kalenderår", ("2026", "2027")),
        ("År", ("1", "2", "Sum")),
    ],
)
def test_years_down_are_read_as_years_across(head: str, labels: tuple[str, ...]) -> None:
    cells = ("9 000\t2 000\t7 000", "9 500\t2 500\t7 000", "18 500\t4 500\t14 000")
    rows = "\n".join(f"{label}\t{row}" for label, row in zip(labels, cells, strict=False))
    found = read(table(head=f"{head}\tMed Vidda\tUten Vidda\tForskjell", rows=rows))
    assert budgets(found) == WANTED
    fact = found.get("budget.year2.comparator")
    assert fact is not None
    assert fact.source.quote.split("\t")[2] == "2 500"


@pytest.mark.parametrize("labels", [("1", "3"), ("2", "1"), ("2026", "2028"), ("Vidda", "Andre")])
def test_rows_that_are_not_years_in_order_are_not_read(labels: tuple[str, str]) -> None:
    rows = f"{labels[0]}\t9 000\t2 000\t7 000\n{labels[1]}\t9 500\t2 500\t7 000"
    found = read(table(head="År\tMed Vidda\tUten Vidda\tForskjell", rows=rows))
    assert not budgets(found)
    assert said(found, "er ikke forstått")


def test_a_group_heading_is_no_part_of_a_label() -> None:
    rows = "Med Vidda\t\t\nLegemidler\t9 000\t9 500\nUten Vidda\t2 000\t2 500\nBudsjettvirkning\t7 000\t7 000"
    found = budgets(read(table(rows=rows)))
    assert found.get("year1.intervention", "9000") == "9000"
    assert found["year1.impact"] == "7000"


def test_the_patients_of_a_table_do_not_hide_that_its_money_is_unread() -> None:
    rows = "Antall pasienter\t6\t10\t14\t16\t18\nUkjent\t7\t12\t17\t20\t22"
    found = read(table(head=CALENDAR, rows=rows))
    assert not budgets(found)
    assert said(found, "Budsjettabellen på side 3 er ikke forstått")


def test_the_name_of_the_title_will_do_where_the_log_names_nothing() -> None:
    pages = (TITLE, "Logg\n\nBestilling:\tID2099_010\nPreparat:\tUkjent\nRapport ferdigstilt:\t24. april 2025")
    rows = "Med Vidda\t9 000\t9 500\nUten Vidda\t2 000\t2 500\nBudsjettvirkning\t7 000\t7 000"
    assert budgets(facts(read_report(written(*pages, table(rows=rows))))) == WANTED


def test_two_rows_for_one_side_are_named() -> None:
    rows = "Med Vidda\t9\t9\nMed viddatinib\t8\t8\nUten Vidda\t2\t2\nBudsjettvirkning\t7\t7"
    found = read(table(rows=rows))
    assert not budgets(found)
    assert said(found, "hvilken av radene «Med Vidda» og «Med viddatinib» som er tallene for intervensjonen")


def test_a_part_of_the_side_with_the_drug_is_not_the_side() -> None:
    rows = "Vidda\t8 000\t8 500\nSum med Vidda\t9 000\t9 500\nUten Vidda\t2 000\t2 500\nForskjell\t7 000\t7 000"
    assert budgets(read(table(rows=rows))) == WANTED


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("Tabell 12: Forventet budsjettvirkning, maks-AUP inkl. mva. (1 000 kr)", "1 000 kr", True),
        ("Budsjettvirkningen er vist i 1 000 NOK.", "1 000 NOK", True),
        ("Budsjettvirkning, beløp i hele 1 000 kroner", "1 000 kroner", True),
        ("Budsjettvirkning (i 1 000 000 kr)", "1 000 000 kr", True),
        ("Budsjettvirkning, 1000 kr", "1000 kr", True),
        ("Budsjettvirkningen er 1 000 000 NOK i år fem.", "1 000 000 NOK", False),
        ("Budsjettvirkningen er 2 000 kr i år 1.", "2 000 kr", False),
    ],
)
def test_a_unit_is_no_amount(text: str, number: str, unit: bool) -> None:
    start = text.index(number)
    assert is_unit(text, start, start + len(number)) == unit
    assert not unit or not said(read(text), "ikke brukt")


@given(
    st.lists(st.tuples(st.integers(1, 10**8), st.integers(1, 10**8)), min_size=2, max_size=5),
    st.integers(2020, 2060),
    st.sampled_from(["Med Vidda", "Kostnad hvis\nVidda tas i bruk", "Dersom Vidda\ninnføres"]),
    st.booleans(),
)
@settings(deadline=None, max_examples=40)
def test_years_across_and_down_and_divided_labels_say_the_same(
    sides: list[tuple[int, int]], first: int, name: str, low: bool
) -> None:
    def printed(value: int) -> str:
        return f"{value:,}".replace(",", " ").replace("-", "−")

    years = [str(first + place) for place in range(len(sides))]
    columns = [[printed(value) for value in (one, other, one - other)] for one, other in sides]
    labels = [name.replace("\n", " "), "Uten Vidda", "Forskjell"]
    down = "\n".join("\t".join([year, *cells]) for year, cells in zip(years, columns, strict=True))
    rows = list(zip(*columns, strict=True))
    blank = "\t" * len(sides)
    lines = ["\t".join([label, *row]) for label, row in zip(labels, rows, strict=True)]
    if "\n" in name:
        above, below = name.split("\n")
        figures = "\t" + "\t".join(rows[0])
        lines[0] = f"{above}{blank}\n{below}{figures}" if low else f"{above}{figures}\n{below}{blank}"
    across = budgets(read(table(head="\t" + "\t".join(years), rows="\n".join(lines))))
    wanted = {
        f"year{place}.{role}": str(value)
        for place, (one, other) in enumerate(sides, 1)
        for role, value in (("intervention", one), ("comparator", other), ("impact", one - other))
    }
    assert across == wanted
    assert budgets(read(table(head="År\t" + "\t".join(labels), rows=down))) == wanted
