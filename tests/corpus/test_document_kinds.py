"""What kind of document a file is: a table a case handler can read, and what each kind may feed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Document, Page
from corpus.errors import UnreadableDocument
from corpus.reading.document_kind import check_may_feed, found_kind, kind_of
from corpus.reading.document_kinds import KINDS
from corpus.reading.plain import text_pages

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests" / "tables" / "document_kinds.toml").read_text("utf-8"))["document"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}-{place}" for place, case in enumerate(CASES)])
def test_the_kind_of_a_beginning(case: dict[str, str]) -> None:
    found = found_kind(text_pages(case["text"].strip()))
    assert found.kind.key == case["kind"], found
    assert bool(found.signs) == (case["kind"] != "other")


@pytest.mark.parametrize("case", CASES)
def test_only_reports_and_the_unknown_feed_facts(case: dict[str, str]) -> None:
    document = Document("0" * 64, "fil.txt", "other", text_pages(case["text"].strip()))
    if case["kind"] in ("assessment_report", "other"):
        check_may_feed(document, "facts", "Gi rapporten.")
        return
    with pytest.raises(UnreadableDocument) as error:
        check_may_feed(document, "facts", "Gi rapporten.")
    name = next(kind.name for kind in KINDS if kind.key == case["kind"])
    assert error.value.line.startswith(f"fil.txt: Dokumentet er {name} (kjennetegn: ")


def test_the_three_values_of_old_stand() -> None:
    kinds = {kind_of(text_pages(case["text"].strip())) for case in CASES}
    assert kinds == {"price_note", "assessment_report", "other"}


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "corpus/samples/notes").glob("*.txt")))
def test_every_sample_note_is_one(name: str) -> None:
    assert kind_of(text_pages((ROOT / "corpus/samples/notes" / name).read_text("utf-8"))) == "price_note"


def test_every_row_has_a_name_with_an_article_and_a_use() -> None:
    assert len({kind.key for kind in KINDS}) == len(KINDS)
    assert all(kind.name.startswith(("et ", "en ", "av et ")) and kind.feeds for kind in KINDS)


@given(st.lists(st.text(max_size=300), max_size=6))
def test_any_pages_have_a_kind(texts: list[str]) -> None:
    found = found_kind([Page(number, text) for number, text in enumerate(texts, 1)])
    assert found.kind in KINDS
