"""What a title page says: no other's date for the report's, no name for another's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bokmal.names import named_in
from corpus.reading.read import read_pages
from corpus.reports.report import read_report
from corpus.reports.title_page import report_date, title_on
from drafting.facts import facts
from tests.documents.written import written

TABLE = Path(__file__).parents[1] / "tables/title_pages.toml"
KEYS = ("title", "product", "substance", "dated")


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["case"]
    return found


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_a_title_page_is_read_right_or_said_to_be_unsure(row: dict[str, Any]) -> None:
    report = read_report(written(row["page"], row.get("body", "Noe tekst.")))
    found = facts(report)
    assert {key: fact.value if (fact := found.get(key)) else "" for key in KEYS} == {key: row[key] for key in KEYS}
    assert (report.dated, report.product, report.substance) == (row["dated"], row["product"], row["substance"])
    told = " ".join(found.warnings)
    assert ("preparatet" in told) == (not row["product"])
    assert ("virkestoffet" in told) == (not row["substance"])
    assert ("dato" in told) == (not row["dated"])


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_every_fact_of_a_title_page_stands_where_it_says(row: dict[str, Any]) -> None:
    document = written(row["page"], row.get("body", "Noe tekst."))
    for fact in facts(read_report(document)).facts:
        page = document.pages[fact.source.page - 1].text
        assert page[fact.source.start : fact.source.end] == fact.source.quote


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_title_has_names_or_none(title: str, text: str) -> None:
    names = named_in(title, text)
    assert not names.product or names.product in title
    assert names.substance.casefold() in title.casefold()
    assert not (names.doubt and (names.product or names.substance))


PARTS = ("Hurtig metodevurdering", "ID2018_001", "Viddatinib (Vidda) til behandling av myelomatose", "12.03.2018")


@given(st.permutations(PARTS), st.sampled_from(("\n", "\n\n")))
def test_the_order_of_the_lines_does_not_matter(order: list[str], between: str) -> None:
    page = between.join(order)
    assert title_on(page) == ("ID2018_001", PARTS[2])
    dated = report_date(page)
    assert dated is not None
    assert page[dated.start : dated.end] == "12.03.2018"


@pytest.mark.parametrize(
    ("line", "known", "dated"),
    [
        ("Metodevurdering til møtet, ferdig lest 12.03.2018 av to", "", ""),
        ("Metodevurdering til møtet, ferdig lest 12.03.2018 av to", "2018-03-12", "2018-03-12"),
        ("Metodevurdering til møtet, ferdig lest 12.03.2018 av to", "2018-03-13", ""),
    ],
)
def test_the_log_confirms_a_date_that_is_unsure_alone(line: str, known: str, dated: str) -> None:
    found = report_date(line, known)
    assert (found.value.isoformat() if found else "") == dated


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "product", "substance", "dated"),
    [
        ("law_date_page1.docx", "Cosentyx", "sekukinumab", ""),
        ("title_lines.txt", "Cinqaero", "reslizumab", "2017-12-08"),
        ("title_lines_blank.txt", "Cinqaero", "reslizumab", "2017-12-08"),
    ],
)
def test_the_kept_title_pages(shared: Path, name: str, product: str, substance: str, dated: str) -> None:
    report = read_report(read_pages(shared / "inputs/21_title_and_dates" / name))
    assert (report.product, report.substance, report.dated) == (product, substance, dated)
    assert "innsendt" not in report.title
