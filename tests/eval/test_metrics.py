"""The measures by themselves: figures as written in bokmål, tables cell by cell, blanks, style; their properties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bokmal.number_style import number
from corpus.documents import Document, Page
from eval.differences import differences
from eval.metrics.compared import BLANK, audience_of
from eval.metrics.effort import per_thousand, word_edits
from eval.metrics.items import Item, found, items_in, number_item, right
from eval.metrics.structure import sections_score
from eval.metrics.style import style_distance, style_of
from eval.metrics.tables import cells_agreed, same_cell
from eval.metrics.wording import Words, chrf, rouge_l

TEXT = st.text(alphabet="abcæøå ABCÆØÅ.,0123456789«»\n\t▢-", max_size=120)
LABELS = st.text(alphabet="abcdefgæøå ", min_size=3, max_size=12).map(str.strip).filter(lambda text: len(text) > 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prisen er 34 277,30 NOK.", {("number", "34277.3")}),
        ("om lag 1,2 mill. NOK", {("number", "1200000")}),
        ("14. mai 2025 og 24.04.2025", {("date", "2025-05-14"), ("date", "2025-04-24")}),
        ("innført april 2019", {("date", "2019-04")}),
        ("ID2015_0131 og ID2024_069", {("id", "ID2015_013"), ("id", "ID2024_069")}),
        ("5-10 pasienter", {("number", "5"), ("number", "10")}),
        ("−4 002 997", {("number", "-4002997")}),
        ("År 1\tÅr 2", set()),
        ("1. Innføres (s. 12).", set()),
        ("Tilbudet fra Amgen gjelder Blincyto.", {("name", "amgen"), ("name", "blincyto")}),
        ("Amgens tilbud ved Maks-AUP inkl. mva.", set()),
        ("DMP skriver: «Det er usikkert.»", {("name", "dmp")}),
        ("0,5 m2 og 38,5 mcg", {("number", "0.5"), ("number", "38.5")}),
    ],
)
def test_figures_of_a_text(text: str, expected: set[tuple[str, str]]) -> None:
    assert {tuple(item) for item in items_in(text)} == expected


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_number_is_found_as_it_is_printed(value: Decimal) -> None:
    assert number_item(value) in items_in(f"Beløpet er {number(value, 2)} NOK")


@given(TEXT, TEXT)
def test_shares_are_shares_and_everything_is_found_in_itself(one: str, other: str) -> None:
    share = found(one, other)
    assert 0 <= share.hits <= share.total
    assert found(one, one).hits == found(one, one).total
    assert found(one, f"{one}\n{other}").hits >= 0
    assert right(one, items_in(one)).score in (None, 1.0)
    assert right(one, frozenset()).hits == 0


def test_a_hidden_quantity_agrees_with_a_hidden_one() -> None:
    hidden = f"Kostnaden er om lag {BLANK} og {BLANK}."
    assert found(hidden, hidden).score == 1
    assert found(hidden, f"Kostnaden er {BLANK}.").score == 0.5
    assert found(hidden, "Kostnaden er 12 NOK.").score == 0
    assert right(hidden, frozenset()).total == 0


def test_what_nothing_supports_is_wrong() -> None:
    supported = items_in("Blincyto koster 100 NOK.")
    assert right("Det koster 100 NOK.", supported).score == 1
    assert right("Det koster 101 NOK.", supported).score == 0


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_only_the_right_order_scores_full(keys: list[str]) -> None:
    score = sections_score(["a", "b", "c", "d", "e"], keys)
    assert (score == 1) == (keys == sorted(keys))
    assert 0 < score <= 1


def test_a_section_missing_or_too_many_costs() -> None:
    assert sections_score("abc", "ab") < 1
    assert sections_score("abc", "abcd") < 1
    assert sections_score("", "") == 1


# -- tables --------------------------------------------------------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[str, ...], ...]:
    """A table with distinct labels and numbers."""
    columns = draw(st.lists(LABELS, min_size=1, max_size=4, unique=True))
    rows = draw(st.lists(LABELS, min_size=1, max_size=5, unique=True))
    cells = [[f"{draw(st.integers(0, 10**7)):,}".replace(",", " ") for _ in columns] for _ in rows]
    body = tuple((label, *row) for label, row in zip(rows, cells, strict=True))
    return (("", *columns), *body)


@given(tables())
def test_a_table_agrees_with_itself_with_units_and_with_rows_in_another_order(
    table: tuple[tuple[str, ...], ...],
) -> None:
    assert cells_agreed([table], [table]).score == 1
    with_unit = (table[0], *((row[0], *(f"{cell} NOK" for cell in row[1:])) for row in table[1:]))
    assert cells_agreed([table], [with_unit]).score == 1
    turned = (table[0], *reversed(table[1:]))
    assert cells_agreed([table], [turned]).score == 1


@given(tables(), st.data())
def test_each_wrong_cell_costs_one(table: tuple[tuple[str, ...], ...], data: st.DataObject) -> None:
    places = [(r, c) for r in range(1, len(table)) for c in range(1, len(table[0]))]
    wrong = data.draw(st.sets(st.sampled_from(places)))
    damaged = tuple(
        tuple("99 999 999 999" if (r, c) in wrong else cell for c, cell in enumerate(row))
        for r, row in enumerate(table)
    )
    share = cells_agreed([table], [damaged])
    assert (share.hits, share.total) == (len(places) - len(wrong), len(places))


def test_a_table_that_is_not_there_costs_all_its_cells() -> None:
    table = (("", "Pris"), ("a", "1"), ("b", "2"))
    assert cells_agreed([table], []).score == 0
    assert cells_agreed([], [table]).score is None


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (BLANK, BLANK, True),
        (BLANK, "12", False),
        ("12", BLANK, False),
        ("34 277,30 NOK", "34 277,3", True),
        ("170 dager", "170 dager, hvorav 58", True),
        ("170 dager, hvorav 58", "170 dager", False),
        ("n.a.", "n.a", True),
        ("ja", "nei, ikke i det hele tatt", False),
        ("tekst", "12", False),
    ],
)
def test_cells_that_say_the_same(ours: str, theirs: str, same: bool) -> None:
    assert same_cell(ours, theirs) is same


# -- words and style -----------------------------------------------------------------------------------------------


def test_norwegian_letters_are_part_of_words() -> None:
    assert Words().tokenize("Æra, øl og år 2025") == ["æra", "øl", "og", "år", "2025"]
    assert rouge_l("år", "er") == 0


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_likeness_lies_between_0_and_1_and_is_full_for_the_same(one: str, other: str) -> None:
    for measure in (chrf, rouge_l):
        assert 0 <= measure(one, other) <= 1
        assert measure(one, one) == 1


def test_rouge_l_is_the_longest_common_subsequence() -> None:
    assert rouge_l("a b c d", "a x c") == pytest.approx(2 * (2 / 4) * (2 / 3) / (2 / 4 + 2 / 3))


@settings(deadline=None)
@given(TEXT, TEXT)
def test_style_distance_is_a_distance(one: str, other: str) -> None:
    assert style_distance(style_of(one), style_of(one)) == pytest.approx(0)
    assert 0 <= style_distance(style_of(one), style_of(other)) <= 1


def test_numbers_are_no_style() -> None:
    one, other = (f"Prisen er {price} NOK inkl. mva. DMP anslår 40 pasienter." for price in ("1 200", "9 876 543,20"))
    assert style_distance(style_of(one), style_of(other)) == 0


def test_lix_of_a_known_text() -> None:
    # Seven words in one sentence, two of more than six letters: 7 + 100 × 2 / 7.
    assert style_of("Legemidlet koster lite og virker ganske raskt.").lix == pytest.approx(7 + 100 * 1 / 7)


@given(TEXT)
def test_no_edit_for_the_same_text_and_every_word_for_none(text: str) -> None:
    assert word_edits(text, text)[0] == 0
    assert word_edits("", text) == (len(text.split()), len(text.split()))


def test_effort_is_per_thousand_words() -> None:
    assert per_thousand([word_edits("a b c", "a x c"), word_edits("", "d")]) == 500
    assert per_thousand([]) is None


@given(TEXT, TEXT)
def test_differences_joined_are_the_texts(draft: str, human: str) -> None:
    ours, theirs = differences(draft, human)
    assert "".join(run.text for run in ours) == draft
    assert "".join(run.text for run in theirs) == human
    assert not any(run.differs for run in differences(draft, draft)[0])


# -- whom a note was for -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "header", "audience"),
    [
        ("Notat\n\nUnntatt offentlighet, jf. offentleglova § 13\n\nBakgrunn\n\nTekst", "", "internal"),
        ("Notat\n\nBakgrunn\n\nPrisen er unntatt offentlighet.", "", "public"),
        ("Notat\n\nBakgrunn\n\nPrisen er [unntatt offentlighet].", "", "public"),
        ("Notat\n\nBakgrunn", "UNNTATT OFFENTLIGHET", "internal"),
    ],
)
def test_the_header_says_whom_a_note_was_for(text: str, header: str, audience: str) -> None:
    assert audience_of(Document("", "n", "price_note", (Page(1, text, header=header),))) == audience


def test_an_item_is_told_by_kind() -> None:
    assert Item("number", "2025") not in items_in("24.04.2025")
