"""Each code is given for what it stands for, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from writing.samples import DEMO, SAMPLES, composed, read

from corpus.documents import Source
from drafting.calculations.calculation import calculate
from drafting.case.file import CaseFile
from drafting.checks.draft.review import check_note, check_section
from drafting.findings import Finding
from drafting.note.note import Note, NoteTable, Paragraph, Section

CASE = read(DEMO)
FIGURES = calculate(CASE.case)
REPORT = Source(
    "a" * 64, 12, 0, 71, "Alvorligheten er stor, og 1 200 pasienter lever med sykdommen hvert år.", "rapport.pdf"
)


def found(text: str, *sources: Source, case_file: CaseFile = CASE) -> list[Finding]:
    section = Section("bakgrunn", "Bakgrunn", (Paragraph(text, sources=sources),))
    return list(check_section(section, case_file, FIGURES, None))


def codes(text: str, *sources: Source) -> list[str]:
    return [finding.code for finding in found(text, *sources)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("N001", "Prisen er {{price.000000.max_aup}}."),
        ("N001", "Prisen er {{price.099001.max_aup|pent}}."),
        ("N001", "Prisen er {{price.099001.max_aup}."),
        ("N001", "DMP anslår {{fact.patients.now}}."),
        ("N001", "Datert {{case.report.updated}}."),
        ("N002", "Prisen er 48 217,50 NOK."),
        ("N002", "Det gjelder 24 pasienter (s. 3)."),
        ("N003", "Tilbudet er datert [mangler: datoen for pristilbudet]."),
        ("N004", "Prisen gjelder fra {{case.decision.available_from}}.."),
        ("N004", "Prisen , som er avtalt, gjelder."),
        ("N004", "Prisen gjelder  nå."),
        ("N005", "DMP skriver «at effekten er god."),
        ("N005", "DMP skriver at effekten er god»."),
        ("N006", "Prisen ved RHF AUP er avtalt."),
        ("N006", "Prisen ved maks AUP er kjent."),
        ("N006", "Prisen ved LIS-AUP er avtalt."),
        ("N006", "Prisen er oppgitt inkl mva."),
        ("N007", "Kostnadsnøytral dersom effekten varer i om lag . Dersom"),
        ("N007", "Kostnaden spenner fra om lag for de minste barna."),
        ("N007", "Kostnaden per år er med RHF-AUP med mva."),
        ("N009", "DMP skriver: «Alvorligheten er liten, og få lever med sykdommen i dag.»"),
        ("N009", "DMP skriver: «1 300 pasienter»."),
        ("N010", "Behandlingen er kostnadseffektiv."),
        ("N010", "Kostnaden ligger over betalingsviljen."),
        ("N017", "Om ressursbruk skriver DMP: «IKER med RHF-AUP er 800 000 NOK per QALY.»"),
        ("N017", "Årskostnaden er 21 450,60 kroner med tilbudt pris."),
        ("N017", "Avtaleprisen er tolv og 12,5 % under."),
        ("N015", "Prisen er {{price.099001.max_aup}} NOK."),
    ],
)
def test_a_planted_mistake_is_found(code: str, text: str) -> None:
    assert code in codes(text, REPORT)


@pytest.mark.parametrize(
    "text",
    [
        "Prisen er {{price.099001.max_aup}}, inkl. mva., ved Maks-AUP.",
        "IKER er {{icer.max_aup|value}} NOK per QALY.",
        "Om alvorlighet skriver DMP (s. 12): «Alvorligheten er stor, og 1 200 pasienter lever med sykdommen hvert år.»",
        "DMP skriver at «Alvorligheten er stor (…) lever med syk-\ndommen hvert år».",
        "DMP anslår at 1 200 pasienter lever med sykdommen, se side 12.",
        "Beslutningen lyder: «{{case.earlier_decisions.1.text}}»",
        "Avtalen kalles «Rammeavtale».",
        "Effekten varer i om lag {{icer.max_aup}}.[^1]",
        "Blir effekten kortere, blir behandlingen mer kostbar; blir den lengre, blir den kostnadsbesparende …",
        "Det er ca. like mange.",
        "Ved tilbudt RHF-AUP er kostnaden {{price.099001.rhf_aup}} (s. 12).",
    ],
)
def test_good_text_gives_no_finding(text: str) -> None:
    assert found(text, REPORT) == []


def test_own_terms_in_a_quote_are_the_quoted_ones() -> None:
    source = replace(REPORT, quote="Prisen er oppgitt i LIS AUP, og behandlingen er kostnadseffektiv og billigere.")
    assert codes(f"SLV skrev: «{source.quote}»", source) == []


def test_a_number_in_a_table_counts_too_but_not_the_year_of_a_column() -> None:
    table = NoteTable((("", "År 1", "År 2"), ("Intervensjon", "12 000", "{{icer.max_aup}}")))
    section = Section("budsjettkonsekvenser", "Budsjettkonsekvenser", (table,))
    findings = check_section(section, CASE, FIGURES, None)
    assert [(finding.code, "12 000" in finding.message) for finding in findings] == [("N002", True)]


def test_a_field_that_stops_the_sentence_it_stands_in_is_found() -> None:
    text = "Det antas at {{case.patients.statement}} vil være aktuelle."
    assert found(text) == []
    patients = CASE.case.patients.model_copy(update={"statement": "om lag 24 nye pasienter per år."})
    case_file = replace(CASE, case=CASE.case.model_copy(update={"patients": patients}))
    assert [finding.code for finding in found(text, case_file=case_file)] == ["N004"]


def changed(**sections: Section | None) -> Note:
    note = composed(CASE)
    kept = [sections.get(section.key, section) for section in note.sections]
    return replace(note, sections=tuple(section for section in kept if section is not None))


def note_codes(note: Note, case_file: CaseFile = CASE) -> set[tuple[str, str]]:
    return {(finding.code, finding.place) for finding in check_note(note, case_file, FIGURES, None)}


def test_a_missing_an_empty_and_a_misplaced_section_are_found() -> None:
    assert ("N014", "oppsummering") in note_codes(changed(oppsummering=None))
    assert ("N014", "oppsummering") in note_codes(changed(oppsummering=Section("oppsummering", "Oppsummering", ())))
    note = composed(CASE)
    assert ("N014", "notat") in note_codes(replace(note, sections=note.sections[::-1]))
    extra = Section("avtaleverk", "Rammeavtale", (Paragraph("Det er ingen avtale."),))
    assert ("N014", "avtaleverk") in note_codes(replace(note, sections=(*note.sections, extra)))
    assert not [code for code, _ in note_codes(note) if code == "N014"]


def test_an_abbreviation_before_its_introduction_is_found() -> None:
    first = Section("bakgrunn", "Bakgrunn", (Paragraph("Resultatet er en IKER, vurdert av DMP."),))
    messages = [f.message for f in check_note(changed(bakgrunn=first), CASE, FIGURES, None) if f.code == "N008"]
    assert len(messages) >= 2
    assert any("IKER" in message for message in messages)
    assert any("DMP" in message for message in messages)


def test_an_unlisted_country_and_unlisted_decisions_are_pointed_out() -> None:
    case = CASE.case.model_copy(update={"other_countries": CASE.case.other_countries[1:], "earlier_decisions": ()})
    case_file = replace(CASE, case=case)
    assert {("N012", "andre_land"), ("N013", "bakgrunn")} <= note_codes(composed(case_file), case_file)


def test_findings_come_once_in_reading_order_and_hold_no_secret() -> None:
    findings = check_note(composed(CASE), CASE, FIGURES, None)
    assert len(findings) == len(set(findings))
    text = " ".join(finding.message for finding in findings)
    assert not [figure.key for figure in FIGURES.values() if figure.confidential and figure.display in text]


def test_two_dates_for_one_agreement_are_pointed_out() -> None:
    case_file = read(SAMPLES[-1])
    assert case_file.case.agreement is not None
    figures = calculate(case_file.case)

    def has_n018(of: CaseFile) -> bool:
        return any(finding.code == "N018" for finding in check_note(composed(of), of, figures, None))

    other = case_file.case.agreement.model_copy(update={"negotiated": date(2025, 9, 9)})
    assert not has_n018(case_file)
    assert has_n018(replace(case_file, case=case_file.case.model_copy(update={"agreement": other})))
