"""Two names that may be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.store.person_names import may_be_same


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kari Nordmann", "kari nordmann"),
        ("Kari Nordmann", "  Kari   Nordmann "),
        ("Kari Nordmann", "Kari\u00a0Nordmann"),
        ("Kari Nordmann", "KariNordmann"),
        ("Kari Nordmann", "Nordmann, Kari"),
        ("Kari Nordmann", "K. Nordmann"),
        ("Kari Nordmann", "Kari"),
        ("Kari Nordmann", "Kari Ås Nordmann"),
        ("Ann-Kari Lie", "Annkari Lie"),
        ("Ann-Kari Lie", "Ann Kari Lie"),
        ("Bjørn Åsæter", "Bjorn Asater"),
        ("Bjørn Åsæter", "Bjoern Aasaeter"),
        ("André Dahl", "Andre Dahl"),
        ("Zoë Müller", "ZOE MULLER"),
        ("Haakon Lie", "Håkon Lie"),
        ("Ada", "A\u200bda"),
        ("Ada", "Аda"),  # the first letter is Cyrillic
        ("Ada", "..."),
        ("Ada", ""),
    ],
)
def test_one_person_by_two_spellings(name: str, other: str) -> None:
    assert may_be_same(name, other)
    assert may_be_same(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kari Nordmann", "Ola Nordmann"),
        ("Kari Nordmann", "Kari Hansen"),
        ("Ada", "Bo"),
        ("Bjørn Lie", "Bjarne Lie"),
        ("Anne Berg", "Anna Berg"),
        ("K. Nordmann", "O. Nordmann"),
    ],
)
def test_two_people(name: str, other: str) -> None:
    assert not may_be_same(name, other)


@given(st.text(st.characters(categories=["Lu", "Ll", "Zs", "Pd"]), max_size=30))
def test_whoever_shouts_or_spaces_out_his_name_is_himself(name: str) -> None:
    assert may_be_same(name, f" {name.upper()} ")
