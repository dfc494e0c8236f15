"""Properties of the quote and digit checks: nothing slips through for its place or its neighbours."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Source
from drafting.checks.draft.digits import loose_numbers
from drafting.checks.draft.quotes import cut, folded, is_verbatim

WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøå .,", max_size=30)
PLAIN = st.text("abcæøå«» ", max_size=40)
NUMBERS = st.integers(0, 10**9).map(lambda n: f"{n:,}".replace(",", " "))


def source(quote: str, page: int = 7) -> Source:
    return Source("b" * 64, page, 0, len(quote), quote)


@settings(deadline=None, max_examples=150)
@given(before=WORDS, number=NUMBERS, after=WORDS)
def test_every_written_number_is_found(before: str, number: str, after: str) -> None:
    assert loose_numbers(f"{before} {number} {after}", ())


@settings(deadline=None, max_examples=150)
@given(before=WORDS, number=NUMBERS, after=WORDS)
def test_a_number_that_the_source_holds_is_allowed_and_no_other(before: str, number: str, after: str) -> None:
    text = f"{before}x {number} x{after}"
    assert not loose_numbers(text, (source(f"Det var {number} pasienter."),))
    assert loose_numbers(text, (source(f"Det var {number}1 pasienter."),))


@settings(deadline=None, max_examples=150)
@given(before=WORDS, number=NUMBERS, after=WORDS)
def test_a_number_in_a_slot_is_no_written_number(before: str, number: str, after: str) -> None:
    assert not loose_numbers(f"{before}{{{{price.{number.replace(' ', '')}.max_aup}}}}{after}", ())


@settings(deadline=None, max_examples=200)
@given(PLAIN)
def test_cutting_loses_nothing_and_pairs_are_counted(text: str) -> None:
    quoted = cut(text)
    depth, lowest = 0, 0
    for sign in text:
        depth += {"«": 1, "»": -1}.get(sign, 0)
        lowest = min(lowest, depth)
        depth = max(depth, 0)
    assert quoted.paired == (depth == 0 and lowest == 0)
    kept = sorted("".join([*quoted.inside, quoted.outside]).replace("¤", "").replace("«", "").replace("»", ""))
    assert kept == sorted(text.replace("«", "").replace("»", ""))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.text("abcdefghiøåfl", min_size=1, max_size=8), min_size=4, max_size=20), st.data())
def test_a_quote_survives_line_breaks_hyphens_and_ligatures(words: list[str], data: st.DataObject) -> None:
    page = " ".join(words)
    at = data.draw(st.integers(0, len(page)))
    broken = (page[:at] + "-\n" + page[at:]).replace("fi", "ﬁ").replace("fl", "ﬂ")
    assert is_verbatim(page, (source(broken),))


@settings(deadline=None, max_examples=150)
@given(st.text("abc 123", min_size=1, max_size=30), st.text("abc 123", min_size=1, max_size=30))
def test_another_text_is_not_verbatim(one: str, other: str) -> None:
    assert is_verbatim(one, (source(other),)) == (folded(one) in folded(other))


def test_left_out_words_are_allowed_in_order_only() -> None:
    page = source("Effekten er god. Varigheten er usikker. Prisen er høy.")
    assert is_verbatim("Effekten er god. (…) Prisen er høy.", (page,))
    assert not is_verbatim("Prisen er høy. (…) Effekten er god.", (page,))


def test_a_page_reference_must_be_a_cited_page() -> None:
    assert loose_numbers("Se side 7 (s. 7).", (source("Ingen tall."),)) == []
    assert loose_numbers("Se side 8.", (source("Ingen tall."),)) == ["8"]


def test_a_page_reference_over_two_pages_needs_both() -> None:
    both = (source("Effekten er god og va-", 7), source("rig.", 8))
    assert loose_numbers("Om nytte (s. 7-8).", both) == []
    assert loose_numbers("Om nytte (s. 7-9).", both) != []
    assert is_verbatim("Effekten er god og varig.", both)


def test_a_list_of_numbers_is_told_apart() -> None:
    assert loose_numbers("I 2019, 2020 og 14.05.2025 var det 1 200, 0,62 og 7 616 234,50.", ()) == [
        "2019",
        "2020",
        "14.05.2025",
        "1 200",
        "0,62",
        "7 616 234,50",
    ]
