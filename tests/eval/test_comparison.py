"""What a difference is worth: intervals, verdicts, pairing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UserError
from eval.comparison import compared
from eval.intervals import FEWEST, interval
from eval.kept import NoteResult, Run

SHARES = st.lists(st.floats(0, 1), min_size=FEWEST, max_size=15)


def run_of(totals: list[float], *, leaks: float = 0.0, writer: str = "a") -> Run:
    notes = tuple(
        NoteResult(
            f"ID2090_{n:03}",
            "2090-01-01",
            "threshold",
            "public",
            False,
            "x",
            {"total": total, "effort": 500 - 100 * total, "leaks": leaks, "seconds": 1 + 9 * total},
            (),
        )
        for n, total in enumerate(totals)
    )
    return Run(writer, "2090-01-01T00:00:00", "kode", notes)


@settings(deadline=None)
@given(SHARES)
def test_the_mean_lies_in_its_interval_and_the_interval_in_the_values(values: list[float]) -> None:
    found = interval(values)
    assert found.low is not None
    assert found.high is not None
    assert min(values) - 1e-9 <= found.low <= found.mean <= found.high <= max(values) + 1e-9
    assert interval(values) == found


def test_the_interval_covers_what_it_says() -> None:
    """95 % intervals hold the true mean in nearly that share of 300 draws of 12 notes."""
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(300):
        found = interval(list(rng.normal(0.7, 0.1, 12)))
        held += (found.low or 0) <= 0.7 <= (found.high or 0)
    assert 0.86 <= held / 300 <= 0.99


def test_few_notes_have_no_interval() -> None:
    assert interval([0.1, 0.9]).low is None
    with pytest.raises(ValueError, match="no values"):
        interval([])


def test_a_loss_on_every_note_is_a_loss_and_the_same_is_none() -> None:
    before = run_of([0.7, 0.8, 0.75, 0.9, 0.6, 0.7])
    after = run_of([0.6, 0.7, 0.66, 0.8, 0.52, 0.6])
    assert [found.measure.key for found in compared(after, before, "x").losses] == ["total"]
    assert compared(before, after, "x").losses == ()
    assert {found.measure.key: found.verdict for found in compared(before, after, "x").differences}["effort"] == "gain"
    assert compared(before, before, "x").losses == ()


def test_a_change_both_ways_is_no_loss() -> None:
    before = run_of([0.7, 0.8, 0.75, 0.9, 0.6, 0.7])
    after = run_of([0.6, 0.9, 0.65, 0.95, 0.5, 0.8])
    assert compared(after, before, "x").losses == ()


def test_few_notes_are_no_proof_of_a_loss() -> None:
    found = compared(run_of([0.1, 0.2]), run_of([0.9, 0.9]), "x")
    assert found.few
    assert found.losses == ()


def test_a_new_leak_is_a_loss_however_few_the_notes() -> None:
    found = compared(run_of([0.9], leaks=1.0), run_of([0.9]), "x")
    assert [item.measure.key for item in found.losses] == ["leaks"]


def test_slower_is_told_and_no_loss() -> None:
    fast, slow = run_of([0.1] * 6), run_of([0.1] * 6)
    slow = replace(slow, notes=tuple(replace(note, scores={**note.scores, "seconds": 99.0}) for note in slow.notes))
    found = compared(slow, fast, "x")
    assert {item.measure.key: item.verdict for item in found.differences}["seconds"] == "loss"
    assert found.losses == ()


def test_only_notes_in_both_are_compared() -> None:
    before, after = run_of([0.5, 0.6, 0.7]), run_of([0.5, 0.6, 0.7, 0.1])
    assert compared(after, before, "x").notes == 3
    stranger = replace(before, notes=tuple(replace(note, method_id="ID2000_001") for note in before.notes[:1]))
    with pytest.raises(UserError, match="Ingen av notatene"):
        compared(after, stranger, "tidligere.json")
