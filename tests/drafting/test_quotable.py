"""What the composer quotes of a report: whole sentences, DMP's own, on the topic, with what takes them back."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Document
from corpus.reading.read import read_bytes
from corpus.reports.report import read_report
from drafting.checks.draft.whole_quotes import whole_quote_findings
from drafting.facts import facts
from drafting.facts.told.quotable import Quotable, places_of
from drafting.facts.told.topics import BY_KEY
from drafting.note.note import Paragraph, Section
from tests.documents.written import report_with

TABLE = tomllib.loads((Path(__file__).parents[1] / "tables/quoted_passages.toml").read_text(encoding="utf-8"))
SUMMARY = ("sammendrag", "Sammendrag", 3)
CHAPTER = ("1", "Bakgrunn", 3)


def quoted(topic: str, *pages: str, headings: tuple[tuple[str, str, int], ...] = (SUMMARY,)) -> str:
    return of(report_with(*pages, headings=headings), topic)


def of(document: Document, topic: str) -> str:
    report = read_report(document)
    return " ".join(item.text for item in Quotable.of(report, facts(report)).own_words(topic))


@pytest.mark.parametrize(("topic", "body", "expected"), [tuple(row.values()) for row in TABLE["case"]])
def test_a_conclusion_is_whole_and_dmps_own(topic: str, body: str, expected: str) -> None:
    assert quoted(topic, f"Sammendrag\n\n{body}") == expected


NOW = "Pasientene får i dag cellegift. Mange får også stråling."
DRUG = "Viddatinib hemmer et enzym. Behandlingen gis som tablett."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"Behandling med viddatinib\n\n{DRUG}\n\nDagens behandling\n\n{NOW}", NOW),
        (f"Dagens behandling\n\n{NOW}\n\nBehandling med viddatinib\n\n{DRUG}", NOW),
        (f"Behandling\n\n{DRUG}\n\n{NOW}", NOW),
        (f"Behandling\n\n{NOW} {DRUG}", NOW),
        (f"Behandling\n\n{DRUG}", ""),
        (f"Behandling med Vidda\n\n{DRUG}", ""),
        ("Behandling\n\nDette er kjent. Viddatinib gis som tablett. Dette er kjent.", ""),
        (f"Dagens behandling\n\nFirmaet hevder at cellegift er skadelig.\n\n{NOW}", NOW),
        (f"Dagens behandling: {NOW}\n\nViddatinib: {DRUG}", NOW),
    ],
)
def test_todays_treatment_is_never_the_new_drugs(body: str, expected: str) -> None:
    titles = [line for line in body.split("\n\n") if len(line) < 30 and "." not in line]
    headings = (CHAPTER, *((f"1.{n}", title, 3) for n, title in enumerate(titles, 1)))
    assert quoted("treatment", f"Bakgrunn\n\n{body}", headings=headings) == expected


def test_a_sentence_over_a_page_break_is_quoted_whole_with_both_pages() -> None:
    document = report_with(
        "Sammendrag\n\nUsikkerhet: DMP vurderer at usikker-\n\n[^1]: En fotnote.",
        "heten er stor,[^1] men at den avtar.",
        headings=(SUMMARY,),
    )
    report = read_report(document)
    found = Quotable.of(report, None).own_words("uncertainty")
    assert [item.text for item in found] == ["DMP vurderer at usikkerheten er stor, men at den avtar."]
    assert [source.page for source in places_of(report, found)] == [3, 4]


def test_a_word_file_with_bold_lead_ins_is_read_the_same() -> None:
    from docx import Document as Word

    word = Word()
    word.add_paragraph("ID2099_010: Viddatinib (Vidda) til behandling av voksne med myelomatose")
    word.add_heading("Sammendrag", 1)
    for label, text in (("Nytte", "Firmaet hevder at effekten er stor."), ("Usikkerhet", "DMP mener at den er stor.")):
        line = word.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(text)
    word.add_paragraph().add_run("Alvorlighet:").bold = True
    word.add_paragraph("DMP vurderer at tilstanden er alvorlig.")
    data = BytesIO()
    word.save(data)
    document = read_bytes(data.getvalue(), "rapport.docx")
    assert of(document, "uncertainty") == "DMP mener at den er stor."
    assert of(document, "severity") == "DMP vurderer at tilstanden er alvorlig."
    assert of(document, "benefit") == ""


SAID = st.sampled_from(
    [
        "DMP vurderer at effekten er god.",
        "DMP mener at usikkerheten er stor, men at den avtar.",
        "Firmaet hevder at effekten er svært god.",
        "Den varer i fem år.",
        "Dette er imidlertid usikkert.",
        "Likevel lever mange lenge.",
        "Viddatinib gis som tablett.",
        "Det anføres at kostnaden er lav.",
        "DMP har beregnet IKER til 725 000 millioner NOK/QALY.",
        "Fageksperten mener at få vil bytte.",
        "Kostnaden er 40 000 NOK, jf. pkt. 4.",
        "DMP mener at følgende er usikkert:",
        "• dose",
        "og dette er ikke kjent.",
        "Effekten er «stor», skriver firmaet.",
    ]
)
PARAGRAPH = st.tuples(
    st.sampled_from(["", "Nytte: ", "Usikkerhet: ", "Ressursbruk: ", "Alvorlighet:\n\n", "DMPs vurdering\n\n"]),
    st.lists(SAID, min_size=1, max_size=4),
).map(lambda pair: pair[0] + " ".join(pair[1]))
TREATMENT = st.sampled_from(["Behandling", "Dagens behandling", "Behandling med viddatinib", "Innsendt dokumentasjon"])


@given(st.lists(PARAGRAPH, min_size=1, max_size=6), st.lists(st.tuples(TREATMENT, PARAGRAPH), min_size=1, max_size=3))
@settings(deadline=None, max_examples=120)
def test_what_is_quoted_passes_the_check_of_quotations(summary: list[str], chapter: list[tuple[str, str]]) -> None:
    headings = (SUMMARY, ("1", "Bakgrunn", 4), *((f"1.{n}", title, 4) for n, (title, _) in enumerate(chapter, 1)))
    background = "\n\n".join(["Bakgrunn", *(f"{title}\n\n{text}" for title, text in chapter)])
    document = report_with("Sammendrag\n\n" + "\n\n".join(summary), background, headings=headings)
    report = read_report(document)
    found = facts(report)
    for topic in BY_KEY.values():
        words = Quotable.of(report, found).own_words(topic.key)
        if words:
            sources = places_of(report, words)
            pages = "-".join(str(page) for page in sorted({source.page for source in sources}))
            text = f"Om {topic.subject} skriver DMP (s. {pages}): «{' '.join(item.text for item in words)}»"
            section = Section("bakgrunn", "Bakgrunn", (Paragraph(text, sources=sources),))
            assert [finding.message for finding in whole_quote_findings(section, report, found)] == []
