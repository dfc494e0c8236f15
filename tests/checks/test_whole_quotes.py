"""Quotations are whole, to the point, DMP's own and free of flagged numbers: what the check refuses and lets stand."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from writing.samples import DEMO, read

from corpus.documents import Source
from corpus.reports.report import Report, read_report
from drafting.checks.draft.quotes import guillemets
from drafting.checks.draft.review import check_section
from drafting.checks.draft.whole_quotes import missing_quote_findings, whole_quote_findings
from drafting.facts import Facts, facts
from drafting.note.note import Paragraph, Section
from tests.documents.written import report_with

TABLE = tomllib.loads((Path(__file__).parents[1] / "tables/quotations.toml").read_text(encoding="utf-8"))
HEADINGS = (
    ("sammendrag", "Sammendrag", 3),
    ("1", "Bakgrunn", 4),
    ("1.1", "Dagens behandling", 4),
    ("1.2", "Behandling med viddatinib", 4),
    ("1.3", "Effekt", 4),
    ("2", "Pasienter", 5),
)


@cache
def reported() -> tuple[Report, Facts]:
    report = read_report(report_with(*TABLE["rapport"].values(), headings=HEADINGS))
    return report, facts(report)


def codes(*texts: str | Paragraph) -> list[str]:
    report, found = reported()
    sources = tuple(report.document.source(page, 0, len(report.document.pages[page - 1].text)) for page in (3, 4, 5))
    blocks = tuple(text if isinstance(text, Paragraph) else Paragraph(text, sources=sources) for text in texts)
    section = Section("bakgrunn", "Bakgrunn", blocks, writer="human")
    return [finding.code for finding in whole_quote_findings(section, report, found)]


UNCERTAIN = "DMP vurderer at usikkerheten er stor, særlig når det gjelder varigheten, og den kan ikke tallfestes."


@pytest.mark.parametrize("text", [row["text"] for row in TABLE["stands"]])
def test_an_honest_whole_quotation_stands(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(("code", "text"), [(row["code"], row["text"]) for row in TABLE["refused"]])
def test_everything_else_is_refused(code: str, text: str) -> None:
    assert code in codes(text)
    assert code in codes(guillemets(text).replace("«", "“").replace("»", "”"))
    assert code in codes(guillemets(text).replace("«", '"').replace("»", '"'))


def test_what_stands_before_a_quotation_in_a_block_of_its_own_introduces_it() -> None:
    report, _ = reported()
    sources = (report.document.source(4, 0, 300),)
    alone = Paragraph("Viddatinib hemmer et enzym som kreftcellene trenger.", "quote", sources)
    assert "N021" in codes("Om dagens behandling skriver DMP (s. 4):", alone)
    assert "N021" in codes(Paragraph("Dagens behandling", "subheading"), alone)
    assert codes("Om virkningsmåten skriver DMP (s. 4):", alone) == []


def test_without_a_report_the_words_and_the_source_still_tell_a_fragment() -> None:
    quote = "DMP mener at effekten er god, men ikke vist."
    source = Source("a" * 64, 4, 0, len(quote), quote)
    case_file = read(DEMO)

    def found(text: str) -> list[str]:
        section = Section("bakgrunn", "Bakgrunn", (Paragraph(text, sources=(source,)),))
        return [finding.code for finding in check_section(section, case_file, {}, None)]

    assert found(f"DMP skriver: «{quote}»") == []
    assert found("DMP skriver at «effekten er god, men ikke vist.»") == ["N019"]
    assert found("DMP skriver: «DMP mener at effekten er god».") == ["N019"]


def test_a_topic_that_is_not_quoted_is_named_with_the_page_to_look_at() -> None:
    report, _ = reported()
    text = f"Om usikkerhet skriver DMP (s. 3): «{UNCERTAIN}»"
    section = Section("kostnadseffektivitet", "Kostnadseffektivitet", (Paragraph(text),))
    found = {
        finding.message.split(" om ")[1].split(";")[0]: finding
        for finding in missing_quote_findings((section,), report)
    }
    assert set(found) == {"dagens behandling", "alvorlighet", "nytte", "ressursbruk"}
    assert "Se side 4 i rapporten." in found["dagens behandling"].message
    assert "Se side 3 i rapporten." in found["ressursbruk"].message
    assert list(missing_quote_findings((section,), None)) == []


@given(st.data())
@settings(deadline=None, max_examples=120)
def test_no_part_of_a_sentence_passes_for_the_whole(data: st.DataObject) -> None:
    words = UNCERTAIN.removesuffix(".").split()
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 2, len(words)))
    quote = " ".join(words[start:end])
    found = codes(f"Om usikkerhet skriver DMP (s. 3): «{quote}»")
    assert bool({"N019", "N020"} & set(found)) == (end - start < len(words))
