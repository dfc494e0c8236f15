"""The ruler of `make bench-checker`, in small: errors of every kind are found, and sound notes give no finding."""

from __future__ import annotations

import pytest

from benchmarks.checker import FLOOR, calendar_of, findings, measure
from tests.documents.planted_errors import KINDS
from tests.documents.sound_notes import sound_note

SEEDS = (1, 4, 9, 30)


@pytest.mark.parametrize("seed", range(40, 52))
def test_a_sound_note_gives_no_finding(seed: int) -> None:
    text = sound_note(seed)
    assert [found for found in findings(text, calendar_of(text)) if found.severity != "info"] == []


def test_planted_errors_are_found_and_nothing_else_is() -> None:
    score = measure((f"invented {seed}", sound_note(seed)) for seed in SEEDS)
    assert len(KINDS) >= 20
    assert score.planted.total() >= 100
    assert score.recall >= FLOOR, score.missed
    assert score.precision >= FLOOR, score.false


def test_a_finding_points_at_what_it_is_about() -> None:
    """The span of a finding, in the section it names, is the planted text."""
    from corpus.notes.note import read_note
    from corpus.reading.read import read_bytes
    from drafting.checks.printed.checker import check_printed_note

    text = sound_note(4)
    for old, new, code in (
        ("Effekten ut over", "Effekten ut ut over", "P027"),
        ("Godkjent indikasjon", "[sett inn] indikasjon", "P021"),
    ):
        assert old in text
        note = read_note(read_bytes(text.replace(old, new, 1).encode(), "notat.txt"))
        found = next(finding for finding in check_printed_note(note) if finding.code == code)
        assert found.span is not None
        assert note.section(found.place).text[slice(*found.span)] == found.found
