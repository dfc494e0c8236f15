"""Number words, read and written, in both countings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bokmal.number_words import in_words, split_compound, word_numbers


def values(text: str) -> list[Decimal]:
    return [number.value for number in word_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tjueen tusen fire hundre og femti kroner", ["21450"]),
        ("en og tjue tusen fire hundre og femti", ["21450"]),
        ("enogtjuetusenfirehundreogfemti kroner", ["21450"]),
        ("Tjueen-tusen fire hundre", ["21400"]),
        ("trettien og en halv million", ["31500000"]),
        ("tre komma ni millioner", ["3900000"]),
        ("syv og tredve tusen", ["37000"]),
        ("sju hundre tusen og førti", ["700040"]),
        ("to en fire fem null", ["21450"]),
        ("ein million og fem hundre", ["1000500"]),
        ("en av to pasienter og tre leger", []),
        ("det er mer enn hundre tusen ord", ["100000"]),
        ("atten pasienter", []),
        ("million etter tusen", ["1000000", "1000"]),
    ],
)
def test_reading(text: str, expected: list[str]) -> None:
    assert values(text) == [Decimal(value) for value in expected]


@given(value=st.integers(20, 999_999_999_999), old=st.booleans(), joined=st.booleans())
@settings(deadline=None, max_examples=400)
def test_what_is_written_can_be_read(value: int, old: bool, joined: bool) -> None:
    text = in_words(value, old=old)
    text = text.replace(" ", "") if joined else text
    assert values(f"Prisen er {text} kroner, sier de.") == [Decimal(value)]


@given(text=st.text(max_size=300))
@settings(deadline=None, max_examples=200)
def test_any_text_is_read_without_error(text: str) -> None:
    for number in word_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number.value >= 20


def test_long_words_are_cheap() -> None:
    assert split_compound("tusen" * 24) == ("tusen",) * 24
    assert split_compound("tusen" * 25) == ()
    assert split_compound("tusenfryd") == ()
