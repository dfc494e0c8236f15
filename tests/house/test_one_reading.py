"""A report is read once on its way to the note, and each room is passed once."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.reading.document_kind import found_kind
from corpus.reading.read import read_pages
from corpus.reports.report import read_report
from drafting.calculations.calculation import calculate_file
from drafting.case.file import read_case
from drafting.checks.draft.review import check_note
from drafting.drafts.draft import draft_note, findings_of
from drafting.facts import facts
from drafting.report_agreement import disagreements
from drafting.writing.composing.composer import compose

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
ROOMS: tuple[Callable[..., Any], ...] = (
    read_pages,
    found_kind,
    read_report,
    facts,
    calculate_file,
    compose,
    check_note,
    disagreements,
    findings_of,
)


@contextmanager
def counted(*functions: Callable[..., Any]) -> Iterator[Counter[str]]:
    """How often each function is called, by whatever name it was imported."""
    codes = {function.__code__: function.__qualname__ for function in functions}
    calls: Counter[str] = Counter()

    def seen(frame: Any, event: str, _: object) -> None:
        if event == "call" and frame.f_code in codes:
            calls[codes[frame.f_code]] += 1

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def test_each_room_is_passed_once_from_report_to_note() -> None:
    case_file = read_case(SAMPLES / "demo.yaml")
    document = read_pages(SAMPLES / "ID2099_001.pdf")
    with counted(*ROOMS) as calls:
        draft_note(case_file, document)
    assert calls == {function.__qualname__: 1 for function in ROOMS if function is not read_pages}


def test_a_report_given_as_a_file_is_opened_once() -> None:
    case_file = read_case(SAMPLES / "demo.yaml")
    with counted(read_pages, read_report, facts) as calls:
        draft_note(case_file, SAMPLES / "ID2099_001.pdf")
    assert calls == {"read_pages": 1, "read_report": 1, "facts": 1}
