"""A case file made from a report: loads when its gaps are filled, and names every gap."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Source
from corpus.errors import InvalidCase
from corpus.reports.report import read_report
from drafting.case.file import parse_case
from drafting.facts import Conflict, Fact, Facts, facts
from drafting.facts.case_from_report import case_text
from tests.documents.written import report_with

BODY = (
    "Komparator er docetaksel. Årskostnaden for komparator er 96 400 NOK med maks-AUP inkl. mva.\n\n"
    "DMP anslår at 40 pasienter er aktuelle for behandling i dag.\n\n"
    "DMP anslår at 7 nye pasienter er aktuelle hvert år.\n\n"
    "Tabell 2: Nye pasienter\n\n\tÅr 1\tÅr 2\nNye pasienter\t5\t7"
)
DATED = ("# note_date: åååå-mm-dd", "note_date: 2026-01-10")


def made(*bodies: str) -> str:
    report = read_report(report_with(*bodies))
    return case_text(report, facts(report))


def test_what_the_report_says_stands_in_the_case_with_its_page() -> None:
    case = parse_case(made(BODY).replace(*DATED)).case
    assert (case.method_id, case.product.name, case.report.track) == ("ID2099_010", "Vidda", "cost_utility")
    assert str(case.report.dated) == "2025-04-24"
    assert case.comparator is not None
    assert case.comparator.annual_cost_max_aup is not None
    assert (case.comparator.name, case.comparator.annual_cost_max_aup.value) == ("docetaksel", 96400)
    assert case.budget is not None
    assert case.budget.new_patients == (5, 7)
    assert case.patients is not None
    assert case.patients.statement == "om lag 40 pasienter i dag og 7 nye pasienter per år"
    assert 'company: "Fjellheim Pharma AS"  # side 2' in made(BODY)


def test_a_missing_date_is_the_only_thing_that_stops_it() -> None:
    with pytest.raises(InvalidCase, match="note_date"):
        parse_case(made(BODY))


def test_every_gap_is_named() -> None:
    text = made()
    for gap in ("note_date", "comparator", "budget", "patients", "offer", "process", "other_countries", "signatures"):
        assert any(line.startswith(f"# {gap}:") and "MANGLER" in line for line in text.splitlines()), gap
    assert parse_case(text.replace(*DATED)).case.comparator is None


def test_a_template_can_be_uncommented() -> None:
    lines = made(BODY).replace(*DATED).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("# offer:"))
    offer = [line[2:] for line in lines[start : start + 8]]
    text = "\n".join([*lines[:start], *offer, *lines[start + 8 :]])
    text = text.replace("dated: åååå-mm-dd", "dated: 2026-01-05").replace("max_aup: 0", "max_aup: 100.50")
    case = parse_case(text.replace("{secret: 0, owner: EIER}", "{secret: 50, owner: Fjellheim}")).case
    assert case.offer is not None
    assert case.offer.packages[0].item_number == "000000"


def test_a_conflict_is_a_gap_that_tells_both_values() -> None:
    text = made(
        "DMP anslår at om lag 40 pasienter er aktuelle for behandling i dag.",
        "DMP anslår at om lag 45 pasienter er aktuelle for behandling i dag.",
    )
    assert "(rapporten sier både 40 (side 3) og 45 (side 4))" in text
    assert "om lag 40" not in text


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=60)
def test_no_value_of_a_report_can_break_out_of_its_place(value: str) -> None:
    source = Source("0" * 64, 1, 0, 1, "x", "x.pdf")
    report = read_report(report_with())
    found = facts(report)
    hostile = tuple(
        Fact(fact.key, value, "", source) if fact.key in ("title", "product", "company") else fact
        for fact in found.facts
    )
    conflict = Conflict(
        "patients.now", (Fact("patients.now", value, "", source), Fact("patients.now", "2", "", source))
    )
    text = case_text(report, Facts(hostile, (conflict,))).replace(*DATED)
    try:
        case = parse_case(text).case
    except InvalidCase as error:
        assert any(word in error.line for word in ("title", "name", "company", "gyldig YAML"))  # noqa: PT017
        return
    assert case.method_id == "ID2099_010"
    assert case.title == " ".join(value.split())
    assert case.offer is None
