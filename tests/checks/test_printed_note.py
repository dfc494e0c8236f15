"""The checker of printed notes: silent on clean notes, and each planted slip is found under its own code."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.notes.note import read_note
from corpus.reading.read import read_bytes, read_pages
from drafting.checks.printed.checker import check_printed_note
from drafting.findings import Finding

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
CLEAN = (SAMPLES / "ID2098_013.txt").read_text(encoding="utf-8")

PLANTED = [
    ("P001", "pristilbud", "har 22.04.2098", "har 22.04.2097"),
    ("P002", "prosess", "Dato: 9. mai 2098", "Dato: 19. mai 2098"),
    ("P003", "prosess", "54 dager", "53 dager"),
    ("P003", "prosess", "hvorav 35 dager", "hvorav 36 dager"),
    ("P004", "prosess", "legemiddelfirma.", "legemiddelfirma, og ytterligere 14 dager til forhandling om rammeavtale."),
    ("P006", "anskaffelse", "01.07.2098", "02.07.2098"),
    ("P008", "bakgrunn", "i genet RPQ7 under", "i genet RPQ7.. under"),
    ("P008", "oppsummering", "ikke bevares.", "ikke bevares».\n"),
    ("P009", "anskaffelse", "kan ny pris gjelde", "kan ny RHF AUP gjelde"),
    ("P010", "budsjettkonsekvenser", "\nBudsjettkonsekvenser\n", "\nOm budsjettet\n"),
]


def findings(text: str) -> list[Finding]:
    return [
        found
        for found in check_printed_note(read_note(read_bytes(text.encode(), "notat.txt")))
        if found.severity != "info"
    ]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_clean_note_gives_no_finding(path: Path) -> None:
    assert findings(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("code", "place", "old", "new"), PLANTED)
def test_a_planted_slip_is_found_under_its_code(code: str, place: str, old: str, new: str) -> None:
    assert old in CLEAN
    found = findings(CLEAN.replace(old, new, 1))
    assert (code, place) in {(finding.code, finding.place) for finding in found}, found


def test_a_double_sign_is_quoted_without_the_number_before_it() -> None:
    found = [
        finding
        for finding in findings(CLEAN.replace("31 400 480 NOK med", "31 400 480 NOK.. Med"))
        if finding.code == "P008"
    ]
    assert len(found) == 1
    assert "480" not in found[0].message


def test_forum_dates_that_disagree() -> None:
    text = CLEAN.replace("Avtalen gir", "Beslutningsforum 17.06.2098 behandler saken. Avtalen gir")
    assert [finding.code for finding in findings(text)] == ["P005"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "codes"),
    [("ID2021_047", ["P001", "P016", "P008", "P009", "P009"]), ("ID2022_075", ["P004", "P008", "P009"])],
)
def test_the_errors_of_both_real_notes_are_found(shared: Path, name: str, codes: list[str]) -> None:
    found = check_printed_note(read_note(read_pages(shared / "notes" / f"{name}.txt")))
    assert [finding.code for finding in found if finding.severity != "info"] == codes
