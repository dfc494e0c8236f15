"""Two texts side by side: nothing is lost, and what is marked is what differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.note.word_differences import word_differences


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("DMP har utført en analyse.", "DMP har gjennomført en analyse.", ["utført"], ["gjennomført"]),
        ("Like.", "Like.", [], []),
        ("Dersom {{a.b}} blir innført", "Hvis {{a.b}} blir innført", ["Dersom"], ["Hvis"]),
        ("Pris {{a.b}} nå", "Pris {{a.c|om_lag}} nå", ["{{a.b}}"], ["{{a.c|om_lag}}"]),
        ("Det er ny pris her.", "Her er ny pris.", ["Det", "her"], ["Her"]),
        ("en to tre", "en fire fem tre", ["to"], ["fire fem"]),
        ("", "Noe nytt.", [], ["Noe nytt."]),
    ],
)
def test_what_is_marked(before: str, after: str, gone: list[str], come: list[str]) -> None:
    old, new = word_differences(before, after)
    assert [run.text.strip() for run in old if run.changed] == gone
    assert [run.text.strip() for run in new if run.changed] == come


@given(st.text(), st.text())
def test_nothing_is_lost(before: str, after: str) -> None:
    old, new = word_differences(before, after)
    assert "".join(run.text for run in old) == before
    assert "".join(run.text for run in new) == after
