"""Orders hidden in reports, notes, case fields and wishes change neither what is sent nor what is written."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from writing.models import FakeModel, asked_for, reply_of

from corpus.documents import Document
from corpus.errors import Refused
from corpus.reading.read import read_pages
from drafting.calculations.calculation import calculate
from drafting.case.file import CaseFile, read_case
from drafting.confidentiality.leaks.leaks import find_leaks, secrets_of
from drafting.drafts.draft import draft_note
from drafting.drafts.model_draft import draft_with_model, section_with_model
from drafting.editing.model_job import checked_instruction
from drafting.writing.rewriting.desk import Manner

ROOT = Path(__file__).parents[2]
DEMO, REPORT = ROOT / "corpus/samples/demo.yaml", ROOT / "corpus/samples/ID2099_001.pdf"
BLIND = Path(__file__).parent / "blind"
# Of the second set every fourth: an order takes seconds, and `ALL_ORDERS=1` takes all.
EVERY = {"injections": 1, "injections_2": 1 if os.environ.get("ALL_ORDERS") else 4}
ORDERS = [
    (one["where"], one["text"])
    for name, step in EVERY.items()
    for one in json.loads((BLIND / f"{name}.json").read_text("utf-8"))[::step]
]
IN_TEXTS = [text for where, text in ORDERS if where.startswith(("report", "note", "rapport", "prisnotat", "e-post"))]
IN_CASES = [text for where, text in ORDERS if where.startswith(("case field", "saksfelt"))]
SECTION = "oppsummering"


@cache
def document() -> Document:
    return read_pages(REPORT)


def with_order(order: str) -> Document:
    """The report with the order at the end of every page."""
    pages = tuple(replace(page, text=f"{page.text}\n\n{order}") for page in document().pages)
    return replace(document(), pages=pages)


def obeying(order: str) -> FakeModel:
    """A model that writes the order, alone and behind what it was asked to write."""
    alone = lambda user: reply_of({name: [(order, ["k"])] for name in asked_for(user)})  # noqa: E731
    behind = lambda user: reply_of({name: [(text, ["k"]), (order, ["k"])] for name, text in asked_for(user).items()})  # noqa: E731
    turns = iter((alone, behind, alone, behind))
    return FakeModel(lambda user: next(turns, behind)(user))  # noqa: PLW0108 - a new turn each time


def texts(case_file: CaseFile, report: Document | None, model: FakeModel | None) -> list[str]:
    draft = (
        draft_with_model(case_file, report, model, Manner(only=(SECTION,))) if model else draft_note(case_file, report)
    )
    return [section.text for section in draft.note.sections]


@pytest.mark.parametrize("order", IN_TEXTS)
def test_an_order_in_a_report_is_not_obeyed(order: str) -> None:
    case_file, report = read_case(DEMO), with_order(order)
    model = obeying(order)
    assert texts(case_file, report, model) == texts(case_file, report, None)
    plain = FakeModel()
    draft_with_model(case_file, document(), plain, Manner(only=(SECTION,)))
    assert {request.system for request in model.asked} == {plain.asked[0].system}
    assert asked_for(model.asked[0].user) == asked_for(plain.asked[0].user)
    secrets = secrets_of(case_file.case, calculate(case_file.case))
    for request in model.asked:
        assert not find_leaks(f"{request.system}\n{request.user}".encode(), secrets, name="sendt.txt")


@pytest.mark.parametrize("order", IN_CASES)
def test_an_order_in_a_field_of_the_case_is_not_obeyed(order: str) -> None:
    case_file = read_case(DEMO)
    patients = case_file.case.patients
    assert patients is not None
    case = case_file.case.model_copy(update={"patients": patients.model_copy(update={"statement": order})})
    changed = replace(case_file, case=case)
    assert texts(changed, None, obeying(order)) == texts(changed, None, None)


@pytest.mark.parametrize("order", [text for where, text in ORDERS if where == "wish"])
def test_an_order_in_a_wish_changes_no_sentence(order: str) -> None:
    draft = draft_note(read_case(DEMO))
    try:
        wish = checked_instruction(draft, order)
    except Refused:
        return
    written = section_with_model(draft, SECTION, obeying(order), instruction=wish)
    assert written.section.text == draft.note.section(SECTION).text
