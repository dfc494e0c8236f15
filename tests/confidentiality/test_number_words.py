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
        ("tjueen komma fem kroner", ["21.5"]),
        ("tjue komma null fem kroner", ["20.05"]),
        ("to komma to fem millioner", ["2250000"]),
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


@pytest.mark.parametrize(
    ("value", "old", "expected"),
    [
        (0, False, "null"),
        (7, False, "sju"),
        (21, False, "tjueen"),
        (21, True, "en og tjue"),
        (99, False, "nittini"),
        (100, False, "ett hundre"),
        (105, False, "ett hundre og fem"),
        (1000, False, "ett tusen"),
        (1007, False, "ett tusen og sju"),
        (1099, False, "ett tusen og nittini"),
        (1100, False, "ett tusen ett hundre"),
        (21450, False, "tjueen tusen fire hundre og femti"),
        (21450, True, "en og tjue tusen fire hundre og femti"),
        (100_000, False, "ett hundre tusen"),
        (1_000_000, False, "en million"),
        (1_001_000, False, "en million ett tusen"),
        (2_000_003, False, "to millioner og tre"),
        (1_000_000_000, False, "en milliard"),
        (37_000_000_000, True, "sju og tretti milliarder"),
    ],
)
def test_writing(value: int, old: bool, expected: str) -> None:
    assert in_words(value, old=old) == expected


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
