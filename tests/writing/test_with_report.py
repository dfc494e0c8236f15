"""A note written from case and report: DMP's own words, with page, verbatim, and no number without its place."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from corpus.reading.read import read_pages
from corpus.reports.report import Report, read_report
from drafting.calculations.calculation import calculate
from drafting.checks.draft.quotes import cut, folded, is_verbatim
from drafting.checks.draft.review import check_note
from drafting.confidentiality.hiding.audience import filled_note
from drafting.export.markdown import markdown
from drafting.facts import Facts, facts
from drafting.note.note import Note, Paragraph
from drafting.writing.composing.composer import compose
from writing.samples import DEMO, EVERY_CASE, ROOT, read, without

REPORTS = sorted((ROOT / "corpus/samples").glob("ID2099_*.pdf"))
EXPECTED = {"N003", "N012", "N013", "N016"}


@cache
def reported(path: Path) -> tuple[Report, Facts]:
    """A report and its facts, without those that tie it to one method, so that any case can be tried with it."""
    report = read_report(read_pages(path))
    known = facts(report)
    free = tuple(fact for fact in known.facts if fact.key not in ("method_id", "substance"))
    return report, replace(known, facts=free)


def note_of(case: Path, report: Path) -> Note:
    found, known = reported(report)
    case_file = read(case)
    return compose(case_file, calculate(case_file.case), known, found)


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("path", EVERY_CASE)
def test_any_case_with_any_report_gives_a_note_without_mistakes_of_its_own(path: Path, report: Path) -> None:
    case_file = read(path)
    findings = check_note(note_of(path, report), case_file, calculate(case_file.case), reported(report)[1])
    assert [finding for finding in findings if finding.code not in EXPECTED] == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_every_source_resolves_and_every_quote_is_verbatim_on_the_page_it_names(report: Path) -> None:
    document = reported(report)[0].document
    checked = 0
    for section in note_of(DEMO, report).sections:
        for block in section.blocks:
            for source in (source for source in block.sources if source.document == document.hash):
                assert document.pages[source.page - 1].text[source.start : source.end] == source.quote
            if isinstance(block, Paragraph) and re.search(r"\(s\. [0-9-]+\): «", block.text):
                pages = "".join(document.pages[source.page - 1].text for source in block.sources)
                (quote,) = cut(block.text).inside
                assert folded(quote) in folded(pages) or is_verbatim(quote, block.sources)
                assert re.search(rf"\(s\. {block.sources[0].page}\b", block.text)
                checked += 1
    assert checked >= 3


def test_the_demo_note_has_no_gap_once_the_report_is_there() -> None:
    case_file = read(DEMO)
    findings = check_note(note_of(DEMO, REPORTS[0]), case_file, calculate(case_file.case), reported(REPORTS[0])[1])
    assert findings == ()


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("report.dated", "datert 12.03.2025"),
        ("product.indication", "Lumoveris er indisert som monoterapi"),
        ("comparator", "sammenlignet med FOLFOX"),
        (
            "patients",
            "DMP anslår om lag 40 aktuelle pasienter i dag (s. {patients.now}) og 24 nye pasienter per år",
        ),
        ("cost_utility", "DMP anslår helsegevinsten til 0,62 QALY per pasient (s. {qaly.gain.dmp})"),
        ("severity", "DMP anslår absolutt prognosetap (APT) til 14,52 gode leveår (s. {severity.absolute_shortfall})"),
        ("budget", "| Budsjettvirkning | 8 831 665 | 12 904 044 | 15 111 960 | 16 534 840 | 16 976 423 |"),
    ],
)
def test_what_the_case_leaves_out_comes_from_the_report(missing: str, expected: str) -> None:
    case_file = without(read(DEMO), missing)
    report, known = reported(REPORTS[0])
    figures = calculate(case_file.case)
    note = compose(case_file, figures, known, report)
    for fact in known.facts:
        expected = expected.replace(f"{{{fact.key}}}", str(fact.source.page))
    assert expected in markdown(filled_note(note, case_file, figures, known, "public"))


def test_a_report_in_other_hands_is_named_by_its_own_agency() -> None:
    report, known = reported(REPORTS[0])
    case_file = read(DEMO)
    note = compose(case_file, calculate(case_file.case), known, replace(report, agency="Statens legemiddelverk"))
    assert "Statens legemiddelverk (SLV)" in note.sections[0].text


def test_a_report_on_another_method_is_not_used() -> None:
    case_file = read(DEMO)
    figures = calculate(case_file.case)
    alone = compose(case_file, figures, None, None)
    for path in REPORTS:
        report = read_report(read_pages(path))
        note = compose(case_file, figures, facts(report), report)
        assert (note == alone) == (path.stem != "ID2099_001")


SECRET = "IKER er 765 400 NOK per QALY med RHF-AUP inkl. mva. ifølge DMPs beregning."


def test_what_the_report_says_at_the_negotiated_price_is_never_quoted() -> None:
    report, known = reported(REPORTS[0])
    told = known.get("conclusion.resources")
    assert told is not None
    said = tuple(replace(item, text=SECRET) if item.text == told.value else item for item in report.statements)
    case_file = read(DEMO)
    figures = calculate(case_file.case)
    for read_as, expected in ((report, True), (replace(report, statements=said), False)):
        note = compose(case_file, figures, known, read_as)
        text = markdown(filled_note(note, case_file, figures, known, "public"))
        assert "765 400" not in text
        assert ("Om ressursbruk skriver DMP" in text) is expected


@pytest.mark.parametrize("basis", ["RHF-AUP inkl. mva.", "NOK", "maks-AUP og RHF-AUP"])
def test_a_budget_table_at_another_price_is_referred_to_and_not_repeated(basis: str) -> None:
    report, known = reported(REPORTS[0])
    printed = tuple(
        replace(table, caption=table.caption.replace("maks-AUP inkl. mva.", basis)) for table in report.printed
    )
    case_file = without(read(DEMO), "budget")
    figures = calculate(case_file.case)
    note = compose(case_file, figures, known, replace(report, printed=printed))
    text = markdown(filled_note(note, case_file, figures, known, "internal"))
    assert "12 904 044" not in text
    page = known.get("budget.year1.impact").source.page
    assert f"Budsjettvirkningen slik DMP har beregnet den, står i rapporten (s. {page})." in text


def test_every_cost_of_the_report_keeps_its_price_basis_and_page() -> None:
    report, known = reported(REPORTS[0])
    case_file = read(DEMO)
    figures = calculate(case_file.case)
    text = markdown(filled_note(compose(case_file, figures, known, report), case_file, figures, known, "public"))
    cost = known.get("cost.comparator.max_aup.inc_vat")
    assert cost is not None
    assert (
        "og legemiddelkostnaden per pasient og år med komparator til 96 400 NOK ved Maks-AUP inkl. mva. "
        f"(s. {cost.source.page})." in text
    )
    at_other = replace(cost, key="cost.comparator.other.inc_vat", value="77777")
    at_rhf = replace(cost, key="cost.comparator.rhf_aup.inc_vat", value="66666")
    more = replace(known, facts=(*known.facts, at_other, at_rhf))
    note = compose(case_file, figures, more, report)
    public = markdown(filled_note(note, case_file, figures, more, "public"))
    internal = markdown(filled_note(note, case_file, figures, more, "internal"))
    assert "66 666" in internal
    assert "77 777" not in internal
    assert "66 666" not in public
