"""Assessment reports: title page, log, headings and voices, statements with their places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bokmal.sentences import sentence_spans
from corpus.reports.report import read_report, report_json, title_on
from corpus.reports.speakers import voice_of
from drafting.checks.draft.quotes import folded
from tests.documents.written import report_with, written


def test_title_page_and_log() -> None:
    report = read_report(report_with())
    assert (report.method_id, report.title, report.dated) == (
        "ID2099_010",
        "Viddatinib (Vidda) til behandling av voksne med myelomatose",
        "2025-04-24",
    )
    assert (report.product, report.company, report.agency) == (
        "Vidda",
        "Fjellheim Pharma AS",
        "Direktoratet for medisinske produkter",
    )
    assert [row.event for row in report.log] == [
        "order",
        "company",
        "product",
        "substance",
        "indication",
        "atc",
        "ordered",
        "received",
        "finished",
        "days",
    ]
    assert report.log[1].source.quote == "Legemiddelfirma:\tFjellheim Pharma AS"


@pytest.mark.parametrize(
    "page",
    [
        "ID2099_010: Viddatinib (Vidda) til behandling av voksne med myelomatose",
        "ID2099_010\n\nViddatinib (Vidda) til behandling av voksne\nmed myelomatose",
        "Metodevurdering ID2099_010\n\nHurtig\n\nViddatinib (Vidda) til behandling av voksne med myelomatose",
        "Viddatinib (Vidda) til behandling av voksne med myelomatose\n\nID2099_010",
    ],
)
def test_the_title_stands_by_the_method_id(page: str) -> None:
    assert title_on(page) == ("ID2099_010", "Viddatinib (Vidda) til behandling av voksne med myelomatose")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Det koster 5 NOK inkl. mva. per år. Neste.", ["Det koster 5 NOK inkl. mva. per år.", "Neste."]),
        ("Med 12 NOK med mva. Derfor er det dyrt.", ["Med 12 NOK med mva.", "Derfor er det dyrt."]),
        ("Studien var NORD-96. DMP mener noe.", ["Studien var NORD-96.", "DMP mener noe."]),
        ("1. Behandlingen gis. Ferdig.", ["1. Behandlingen gis.", "Ferdig."]),
        ("Datert 24.04.2025. Mottatt 1. mai 2025.", ["Datert 24.04.2025.", "Mottatt 1. mai 2025."]),
        ("Ca. 5 mill. NOK.[^1] Ellers 3,5 år.", ["Ca. 5 mill. NOK.[^1]", "Ellers 3,5 år."]),
    ],
)
def test_sentences_do_not_end_at_abbreviations(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_a_sentence_over_a_page_break_keeps_both_places() -> None:
    report = read_report(report_with("Kostnaden er beregnet til\n\n[^1]: En fotnote.", "500 000 NOK per år. Ferdig."))
    (divided,) = [statement for statement in report.statements if len(statement.places) == 2]
    assert divided.text == "Kostnaden er beregnet til 500 000 NOK per år."
    assert divided.source(report.document, "500 000").page == 4
    assert divided.source(report.document).quote == "Kostnaden er beregnet til"


def test_headings_carry_voice_and_numbers_their_depth() -> None:
    headings = (
        ("4", "Økonomisk analyse", 3),
        ("4.1", "Modell", 3),
        ("innsendt", "Innsendt dokumentasjon", 3),
        ("4.2", "Resultater", 3),
    )
    body = "\n\n".join(
        (
            *("4 Økonomisk analyse", "4.1 Modell", "Innsendt dokumentasjon", "A står her."),
            *("DMPs vurdering", "B står her.", "4.2 Resultater", "C står her."),
        )
    )
    said = {
        statement.text[0]: statement for statement in read_report(report_with(body, headings=headings)).statements[-3:]
    }
    assert (said["A"].voice, said["B"].voice, said["C"].voice) == ("company", "dmp", "")
    assert said["A"].headings == ("Økonomisk analyse", "Modell", "Innsendt dokumentasjon")
    assert said["B"].headings == ("Økonomisk analyse", "Modell", "DMPs vurdering")
    assert said["C"].headings == ("Økonomisk analyse", "Resultater")


@pytest.mark.parametrize(
    ("heading", "voice"),
    [
        ("DMPs vurdering", "dmp"),
        ("Legemiddelverkets vurdering", "dmp"),
        ("Innsendt dokumentasjon", "company"),
        ("Logg", ""),
    ],
)
def test_voice_of_a_heading(heading: str, voice: str) -> None:
    assert voice_of(heading) == voice


def test_what_is_missing_is_named_and_json_holds_every_key() -> None:
    report = read_report(written("Et dokument om noe annet."))
    assert "Fant ikke metode-ID i rapporten." in report.warnings
    keys = "kind method_id title dated product substance sections tables prices decisions process blanks warnings"
    assert set(keys.split()) <= set(report_json(report))


@given(st.lists(st.text(alphabet="Aaæ 1.,:\n\t[^]«»-()", max_size=200), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_every_statement_stands_where_it_says(pages: list[str]) -> None:
    document = written(*pages)
    for statement in read_report(document).statements:
        quoted = " ".join(document.source(*place).quote for place in statement.places)
        # A word that a page divided is one word in the statement, so hyphens and spaces do not count.
        assert folded(quoted) == folded(statement.text)


FIELDS = "Bestilling:\tID2099_010\nVirkestoff:\tviddatinib\nATC-kode:\tL01EX99\nRapport ferdigstilt:\t24.04.2025"


@pytest.mark.parametrize(
    "below",
    [
        "Legemiddel\tFørste år\tPåfølgende år\nVidda\t100\t200\nAlvia\t90\t80",
        "2 Kostnader\n\nLegemiddel\tÅrskostnad\nVidda\t184 600\nAlvia\t171 300",
        "Tabell 3: Pris\n\nPreparat\tPris\nVidda\t184 600\nAlvia\t171 300",
        "Preparat\tStyrke\tVarenummer\nVidda\t10 mg\t123456\nVidda\t20 mg\t123457",
        "3 Andre analyser\n\nLegemiddel\tVirkestoff\nAlvia\talviatinib\nOdda\toddatinib",
        "2.1 Komparator\n\nLegemiddel: Alvia er komparator.",
    ],
)
def test_the_head_of_another_table_is_no_field_of_the_log(below: str) -> None:
    report = read_report(written("ID2099_010", f"Logg\n\n{FIELDS}\n\n{below}"))
    assert report.logged("product") is None
    assert report.logged("finished") is not None


@pytest.mark.parametrize(
    "field",
    [
        "Preparat (virkestoff)\tVidda (viddatinib)",
        "Legemiddel (virkestoff):\tVidda (viddatinib)",
        "Handelsnavn / virkestoff\tVidda / viddatinib",
        "Virkestoff (preparat)\tviddatinib (Vidda)",
        "Virkestoff/handelsnavn:\tviddatinib/Vidda",
    ],
)
def test_a_field_that_names_two_gives_both(field: str) -> None:
    log = f"{FIELDS.replace('Virkestoff', 'Firma')}\n{field}"
    rows = {row.event: row.value for row in read_report(written("ID2099_010", f"Logg\n\n{log}")).log}
    assert (rows["product"], rows["substance"]) == ("Vidda", "viddatinib")


@pytest.mark.parametrize(
    ("label", "event"),
    [
        ("Fullstendig dokumentasjon mottatt hos DMP", "received"),
        ("Komplett dokumentasjon mottatt", "received"),
        ("All dokumentasjon mottatt hos SLV", "received"),
        ("Dokumentasjon fullstendig", "received"),
        ("Innsendt dokumentasjon komplett", "received"),
        ("Bestilling fra Bestillerforum", "ordered"),
        ("Bestilling i Bestillerforum", "ordered"),
    ],
)
def test_the_days_of_the_log_under_the_names_in_use(label: str, event: str) -> None:
    row = read_report(written("ID2099_010", f"Logg\n\n{FIELDS}\n{label}\t17.09.2024")).logged(event)
    assert row is not None
    assert row.value == "17.09.2024"
