"""Cleaning and binding of text; the date and columns of the title block; letters and widths."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.export.owner_marks import letter, mark_of, owner_marks
from drafting.export.printed_text import NBSP, bound, bound_runs, clean
from drafting.export.table_widths import table_widths
from drafting.export.title_block import NO_DATE, note_date, title_block
from export.filled_notes import whole_note


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("34 277,30 NOK", "34_277,30_NOK"),
        ("43 028 738 NOK", "43_028_738_NOK"),
        ("−15 427 347", "−15_427_347"),
        ("dosen er 15 µg/m² per dag", "dosen er 15_µg/m² per dag"),
        ("14. mai 2025", "14._mai 2025"),
        ("jf. § 13 første ledd nr. 2", "jf. §_13 første ledd nr._2"),
        ("0,1 % av 5 pasienter", "0,1_% av 5_pasienter"),
        ("Maks-AUP inkl. mva.", "Maks-AUP inkl._mva."),
        ("i 2022 ble 30 behandlet", "i 2022 ble 30 behandlet"),
        ("syklus 1 gis først", "syklus 1 gis først"),
        ("1. Blinatumomab innføres", "1. Blinatumomab innføres"),
        ("10 gitte", "10 gitte"),
    ],
)
def test_spaces_in_numbers_are_bound(text: str, printed: str) -> None:
    assert bound(text) == printed.replace("_", NBSP)


def test_a_value_is_bound_to_its_last_word_and_across_runs() -> None:
    assert bound("6,39 poeng", value=True) == f"6,39{NBSP}poeng"
    assert bound_runs([("om lag ", False), ("21 500", True), (" NOK i år", False)]) == [
        "om lag ",
        f"21{NBSP}500",
        f"{NBSP}NOK i år",
    ]


@given(st.lists(st.tuples(st.text(), st.booleans()), max_size=5))
@settings(deadline=None, max_examples=150)
def test_binding_changes_nothing_but_spaces(runs: list[tuple[str, bool]]) -> None:
    texts = [(clean(text), value) for text, value in runs]
    assert [text.replace(NBSP, " ") for text in bound_runs(texts)] == [text.replace(NBSP, " ") for text, _ in texts]


@given(st.text())
@settings(deadline=None, max_examples=200)
def test_clean_text_holds_no_sign_that_is_not_seen(text: str) -> None:
    cleaned = clean(text)
    assert all(sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Cn"} for sign in cleaned)
    assert clean(cleaned).replace("\n", " ") == cleaned.replace("\n", " ")


def test_hidden_signs_go_and_lines_of_a_list_stay() -> None:
    assert clean("lege\u00admid\u200bdel \u202esnu\u202c\x00") == "legemiddel snu"
    assert clean("en linje\nsom er brutt") == "en linje som er brutt"
    assert (
        clean("vedtak:\r\n1. først\r\n2. så\n• punkt\n\nnytt avsnitt")
        == "vedtak:\n1. først\n2. så\n• punkt\nnytt avsnitt"
    )
    assert clean("a\u030a") == "å"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("14. mai 2025", date(2025, 5, 14)),
        ("01.12.2025", date(2025, 12, 1)),
        ("31. februar 2025", NO_DATE),
        ("[mangler]", NO_DATE),
    ],
)
def test_date_of_the_note(said: str, day: date) -> None:
    assert note_date((("Til:", "Helse Nord RHF"), ("Dato:", said))) == day


def test_recipients_stand_under_each_other_in_columns() -> None:
    assert title_block(
        (("Til:", "Helse Nord RHF, Fagdirektør A"), ("", "Helse Vest RHF, Fagdirektør B, lege"), ("Fra:", "X, Y"))
    ) == (
        ("Til:", (("Helse Nord RHF", "Fagdirektør A"), ("Helse Vest RHF", "Fagdirektør B, lege"))),
        ("Fra:", (("X, Y",),)),
    )
    assert title_block((("Til", "A RHF\tFagdirektør"),)) == (("Til:", (("A RHF", "Fagdirektør"),)),)


def test_owners_have_letters_alone_and_together() -> None:
    marks = owner_marks(whole_note())
    assert marks == {"Firma A": "A", "Firma B": "B"}
    assert mark_of("Firma A og Firma B", marks) == "A+B"
    assert mark_of("Firma C", marks) == ""
    assert [letter(index) for index in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=12))
@settings(deadline=None, max_examples=150)
def test_every_column_has_width_and_the_text_can_be_read(columns: list[list[str]]) -> None:
    widths, size = table_widths(columns, heading=True)
    assert len(widths) == len(columns)
    assert min(widths) >= 4
    assert 60 <= size <= 100


def test_a_wide_table_is_set_smaller_and_numbers_are_never_cut() -> None:
    numbers = [["År 1", "322\u00a0715\u00a0535"]] * 9
    widths, size = table_widths([["", "Komparator"], *numbers], heading=True)
    assert size < 100
    assert min(widths) >= 10 * len("322715535")
