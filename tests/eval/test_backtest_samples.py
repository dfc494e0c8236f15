"""The invented notes that drafts are measured against: each with its case and its report, on all five tracks."""

from __future__ import annotations

from typing import get_args

import pytest

from corpus.reading.read import parse, read_pages
from corpus.reports.report import read_report
from drafting.case.case import Track
from drafting.case.file import read_case
from drafting.facts import facts
from drafting.report_agreement import disagreements
from eval.triples import SAMPLES, Triple, find_triples
from tests.documents.backtest_reports import DISEASES, drawn

TRIPLES = tuple(triple for triple in find_triples([SAMPLES])[0])
by_id = pytest.mark.parametrize("triple", TRIPLES, ids=lambda triple: triple.method_id)


def test_at_least_ten_on_all_five_tracks() -> None:
    assert len(TRIPLES) >= 10
    assert {read_case(triple.case).case.report.track for triple in TRIPLES} == set(get_args(Track))
    assert {triple.method_id for triple in TRIPLES} == set(DISEASES)


@by_id
def test_a_report_agrees_with_its_case_and_says_that_it_is_invented(triple: Triple) -> None:
    assert triple.report
    document = read_pages(triple.report, ocr=False)
    case_file = read_case(triple.case)
    found = disagreements(case_file, facts(read_report(document)))
    assert [finding for finding in found if finding.severity != "info"] == []
    assert all("OPPDIKTET" in f"{page.header} {page.footer} {page.text}".upper() for page in document.pages)
    assert "Oppdiktet" in case_file.text


def test_a_report_can_be_drawn_again() -> None:
    triple = TRIPLES[0]
    assert triple.report
    again = parse(drawn(triple.method_id), "igjen.pdf", ocr=False)
    assert again.pages == read_pages(triple.report, ocr=False).pages  # the bytes hold the time they were made
