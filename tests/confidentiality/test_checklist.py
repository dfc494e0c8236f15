"""The checklist and the words that reveal."""

from __future__ import annotations

import pytest

from drafting.calculations.calculation import calculate
from drafting.case.file import parse_case
from drafting.confidentiality.checklist import checklist, hidden_places
from drafting.confidentiality.hiding.audience import LEGAL_GROUND
from drafting.confidentiality.leaks.leaks import find_leaks, secrets_of
from drafting.confidentiality.revealing_words import revealing_findings
from drafting.findings import Finding
from drafting.note.note import Note, NoteTable, Paragraph, Section
from tests.confidentiality.test_back_calculation import TABLE

CASE = parse_case(TABLE["bases"]["gen"])
FIGURES = calculate(CASE.case)


def note_of(*texts: str) -> Note:
    table = NoteTable((("Maks-AUP", "RHF-AUP"), ("{{price.000001.max_aup}}", "{{price.000001.rhf_aup}}")))
    return Note("ID2099_101", "T", (), (Section("a", "Pristilbud", (*(Paragraph(text) for text in texts), table)),))


def found(text: str) -> list[Finding]:
    return list(revealing_findings(note_of(text), CASE, FIGURES, None))


def test_every_hidden_place_is_listed_with_owner_ground_and_approval() -> None:
    note = note_of("{{price.000001.rhf_aup}} og {{price.000001.rhf_aup}}, {{budget.rhf_aup.year1.impact}}")
    places = hidden_places(note, CASE, FIGURES, None)
    assert [(place.place, place.count, place.owner) for place in places] == [
        ("avsnitt 1", 2, "Alfa"),
        ("avsnitt 1", 1, "Alfa og Beta"),
        ("tabell 1, rad 2, kolonne 2", 1, "Alfa"),
    ]
    text = checklist(note, CASE, FIGURES, None, {"a": "Kari Nordmann, 14.05.2025"})
    assert text.count(LEGAL_GROUND) == 4
    assert text.count("Kari Nordmann") == 3
    assert "4 skjulte steder" in text
    assert "ikke godkjent" in checklist(note, CASE, FIGURES, None)
    assert find_leaks(text.encode(), secrets_of(CASE.case, FIGURES)) == ()


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("Med RHF-AUP er prisen halvert.", "R001", "warning"),
        ("Leverandøren har gitt 12 % rabatt på {{price.000001.rhf_aup}}.", "R002", "warning"),
        ("Rabatt på om lag tjue prosent.", "R002", "warning"),
        ("Prisen er {{price.000001.rhf_aup}}. Den er billigere enn komparator.", "R003", "warning"),
        ("Behandlingen er kostnadsbesparende med tilbudt RHF-AUP.", "R004", "warning"),
        ("Er varigheten lengre enn {{threshold.rhf_aup.years}}, er den kostnadsbesparende.", "R004", "info"),
        ("Dersom effekten varer, gir RHF-AUP innsparing.", "R004", "info"),
        ("Firmaet gir en betydelig rabatt.", "R005", "warning"),
        ("RHF-AUP ligger godt under Maks-AUP.", "R005", "warning"),
    ],
)
def test_revealing_words_near_a_secret(text: str, code: str, severity: str) -> None:
    assert (code, severity) in {(finding.code, finding.severity) for finding in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Prisen er {{price.000001.max_aup}} med Maks-AUP.",
        "Halvparten av pasientene fikk effekt.",
        "Ved Maks-AUP gir behandlingen merkostnad.",
        "Prisen er {{price.000001.rhf_aup}}. Studien varte i to år. Bivirkninger ble halvert.",
    ],
)
def test_no_finding_far_from_a_secret(text: str) -> None:
    assert found(text) == []


def test_a_discount_is_not_repeated_in_the_finding() -> None:
    (finding, *_) = found("Firmaet gir 12 % rabatt med RHF-AUP.")
    assert "12" not in finding.message
