"""Tables made regular: heads over their own figures, or said to be doubtful; a shifted year never."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reports.report import Report, read_report
from drafting.facts import facts
from tests.documents.written import report_with

YEARS = ("År 1", "År 2", "År 3")
BUDGET = (("5", "Budsjettkonsekvenser", 3),)


def report(rows: str, caption: str = "Tabell 9: Budsjettvirkning (mill. NOK)", after: str = "") -> Report:
    text = (
        f"Budsjettkonsekvenser\n\n{caption}\n\n{rows}{after}" if caption else f"Budsjettkonsekvenser\n\n{rows}{after}"
    )
    return read_report(report_with(text, headings=BUDGET))


def budget(read: Report) -> dict[str, str]:
    return {fact.key[7:]: fact.value for fact in facts(read).facts if fact.key.startswith("budget.")}


RIGHT = {"year1.intervention": "8100000", "year2.intervention": "16300000", "year3.intervention": "20900000"}


@pytest.mark.parametrize(
    "rows",
    [
        "\tÅr 1\tÅr 2\tÅr 3\nVidda innføres\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t4,1\t5,4",
        # Two drawings of one grid: the heads stand one column to the left of their figures.
        "\tÅr 1\tÅr 2\tÅr 3\t\nVidda innføres\t\t8,1\t16,3\t20,9\nVidda innføres ikke\t\t2,0\t4,1\t5,4",
        "\t\tÅr 1\tÅr 2\tÅr 3\nVidda innføres\t8,1\t16,3\t20,9\t\nVidda innføres ikke\t2,0\t4,1\t5,4\t",
        "Scenario\tBudsjettår\t\t\n\t1\t2\t3\nVidda innføres\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t4,1\t5,4",
        "\tÅr\t\t\n\t2026\t2027\t2028\nVidda innføres\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t4,1\t5,4",
        "\t1. budsjettår\t2. budsjettår\t3. budsjettår\nMed Vidda\t8,1\t16,3\t20,9\nUten Vidda\t2,0\t4,1\t5,4",
        "\tFørste år\tAndre år\tTredje år\nVidda innføres\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t4,1\t5,4",
        # A head that print broke over two lines spans nothing.
        "\tMed Vidda\tUten Vidda\n\ttatt i bruk\t\nÅr 1\t8,1\t2,0\nÅr 2\t16,3\t4,1\nÅr 3\t20,9\t5,4",
        "\tPasienter\tMed Vidda\tUten\n\t\ttilgjengelig\tVidda i\n\t\t\tbruk\nÅr 1\t9\t8,1\t2,0\nÅr 2\t9\t16,3\t4,1"
        "\nÅr 3\t9\t20,9\t5,4",
        "År\t1\t2\t3\nVidda innføres\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t4,1\t5,4",
        "År\tVidda innføres\tVidda innføres ikke\n1\t8,1\t2,0\n2\t16,3\t4,1\n3\t20,9\t5,4",
        "Budsjettår\tMed Vidda\tUten Vidda\n2026\t8,1\t2,0\n2027\t16,3\t4,1\n2028\t20,9\t5,4\nSum\t45,3\t11,5",
    ],
)
def test_years_are_never_shifted_whatever_the_heads(rows: str) -> None:
    found = budget(report(rows))
    assert {key: value for key, value in found.items() if "intervention" in key and "total" not in key} == RIGHT


@pytest.mark.parametrize(
    "rows",
    [
        "\tÅr 1\tÅr 2\tÅr 3\t\nVidda innføres\t\t8,1\t16,3\t\nVidda innføres ikke\t\t2,0\t4,1\t5,4",
        "\tÅr 1\tÅr 2\tÅr 3\t\nVidda innføres\t\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t\t4,1\t",
        "Vidda innføres\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t4,1\t5,4",
    ],
)
def test_heads_that_are_not_proved_give_candidates_and_no_fact(rows: str) -> None:
    read = report(rows)
    assert budget(read) == {}
    assert [table.doubt for table in read.doubtful]
    assert any("Tabellen på side 3 er ikke brukt: hodene" in warning for warning in facts(read).warnings)


def test_figures_without_heads_are_candidates_in_their_order() -> None:
    found = facts(report("Vidda innføres\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t4,1\t5,4"))
    given = [(one.key, one.value) for one in found.candidates if one.key.startswith("budget.year2")]
    assert given == [("budget.year2.intervention", "16300000"), ("budget.year2.comparator", "4100000")]
    assert all("hodene" in one.against[0] for one in found.candidates if one.key.startswith("budget"))


@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        (
            "Tabell 5: Pasienter og utgifter (mill. NOK) År Nye pasienter Utgifter om Vidda innføres Utgifter ellers",
            "År 1\t30\t8,1\t2,0\nÅr 2\t58\t16,3\t4,1\nÅr 3\t78\t20,9\t5,4",
        ),
        (
            "Tabell 5: Budsjettvirkning (mill. NOK) År Med Vidda Uten Vidda",
            "År 1\t8,1\t2,0\nÅr 2\t16,3\t4,1\nÅr 3\t20,9\t5,4",
        ),
    ],
)
def test_heads_that_ran_into_the_caption_are_taken_back(caption: str, rows: str) -> None:
    found = budget(report(rows, caption))
    assert {key: value for key, value in found.items() if "intervention" in key and "total" not in key} == RIGHT


def test_a_caption_below_its_table_is_its_caption() -> None:
    table = "\tÅr 1\tÅr 2\tÅr 3\nVidda innføres\t8,1\t16,3\t20,9\nVidda innføres ikke\t2,0\t4,1\t5,4"
    other = "\n\nTabell 9: Utgifter (mill. NOK)\n\nSå følger pasientene."
    other += "\n\n\tÅr 1\tÅr 2\nPasienter\t12\t20\n\nTabell 10: Pasienter"
    read = report(table, "", other)
    assert [one.caption for one in read.printed[-2:]] == ["Utgifter (mill. NOK)", "Pasienter"]
    assert {key: value for key, value in budget(read).items() if "intervention" in key} == RIGHT


def test_tenths_of_no_stated_unit_are_no_kroner() -> None:
    rows = "\tÅr 1\tÅr 2\nVidda innføres\t8,1\t16,3\nVidda innføres ikke\t2,0\t4,1"
    read = report(rows, "Tabell 9: Budsjettvirkning")
    assert budget(read) == {}
    assert any("én desimal" in warning for warning in facts(read).warnings)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(1, 9999), min_size=3, max_size=5),
    st.integers(0, 2),
    st.integers(0, 2),
    st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_a_figure_is_read_under_its_own_year_or_not_at_all(
    figures: list[int], before: int, shift: int, holes: list[bool]
) -> None:
    """Whatever columns print leaves open, and whatever cells are empty: no figure comes under another's year."""
    heads = [""] * (before + 1) + [f"År {year}" for year in range(1, len(figures) + 1)] + [""] * shift
    cells = [str(figure) if not hole else "" for figure, hole in zip(figures, holes, strict=False)]
    row = ["Vidda innføres", *[""] * (before + shift), *cells]
    other = ["Vidda innføres ikke", *[""] * (before + shift), *["7"] * len(figures)]
    rows = "\n".join("\t".join(one[: len(heads)]) for one in (heads, row, other))
    found = budget(report(rows, "Tabell 9: Budsjettvirkning (1 000 NOK)"))
    for key, value in found.items():
        year = int(key[4])
        if "intervention" in key:
            assert value == str(figures[year - 1] * 1000)
            assert not holes[year - 1]


@pytest.mark.parametrize("bullet", ["•", "▪", "\uf0b7", "\uf0a7"])
def test_points_that_print_set_in_two_columns_are_sentences_and_no_table(bullet: str) -> None:
    points = f"{bullet}\tDMP mener at ressursbruken er høy, også\n\tom prisen settes ned.\n{bullet}\tDet andre er sant."
    read = read_report(report_with(f"Hovedpunkter\n\n{points}", headings=(("", "Hovedpunkter", 3),)))
    said = [(item.text, item.is_whole) for item in read.statements if item.page == 3]
    assert said == [
        ("DMP mener at ressursbruken er høy, også om prisen settes ned.", True),
        ("Det andre er sant.", True),
    ]
    assert not [table for table in read.printed if table.rows[0].page == 3]


def test_points_under_a_lead_in_are_items_and_no_sentences() -> None:
    text = "DMP vurderer følgende:\n\n• Nytten er stor.\n\n• Ressursbruken er liten."
    read = read_report(report_with(f"Oppsummering\n\n{text}", headings=(("", "Oppsummering", 3),)))
    assert not [item for item in read.statements if item.page == 3 and item.is_whole]
