"""Lines, header and footer, footnotes, columns, paragraphs, hyphens: from words at places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reading.layout.holes import Holes, holes_in
from corpus.reading.layout.lines import flows, furniture, joined, lines_of, split_footnotes, vocabulary_of
from corpus.reading.layout.sheets import HYPHEN, Box, Line, Sheet, Word

EM = 10.0


def words(text: str, x: float, y: float, size: float = EM, space: float = 3.0) -> list[Word]:
    """A line of text set in a type where every letter is half an em wide."""
    placed = []
    for part in text.split():
        end = x + 0.5 * size * len(part)
        placed.append(Word(part, x, end, y, size))
        x = end + space
    return placed


def line(text: str, x: float = 70, y: float = 100, size: float = EM, space: float = 3.0) -> Line:
    return Line(words(text, x, y, size, space))


def test_words_on_one_base_line_are_a_line() -> None:
    lines = lines_of([*words("andre ord", 200, 100.5), *words("første ord", 70, 100), *words("neste", 70, 114)])
    assert [found.text for found in lines] == ["første ord andre ord", "neste"]


def test_raised_number_joins_its_line_as_a_mark() -> None:
    body = words("behandlingssyklus og", 70, 100)
    lines = lines_of([*body, Word("3", body[0].x1 + 0.3, body[0].x1 + 3, 95.5, 6.0)])
    assert [word.mark for word in lines[0].words] == [False, True, False]


def test_repeated_lines_at_the_edge_are_furniture() -> None:
    sheets = [
        Sheet(
            number,
            595,
            842,
            (*words(f"ID2099_001 side {number}/9", 70, 40, 8), *words(f"Tekst {number}", 70, 300)),
        )
        for number in range(1, 10)
    ]
    edges = furniture(sheets, [lines_of(sheet.words) for sheet in sheets])
    assert [edge.header for edge in edges] == [f"ID2099_001 side {number}/9" for number in range(1, 10)]
    assert all(edge.top < 300 < edge.bottom for edge in edges)


def test_a_heading_at_the_top_of_one_page_is_text() -> None:
    sheets = [Sheet(number, 595, 842, tuple(words(f"Kapittel{'abcdef'[number]}", 70, 60, 16))) for number in range(5)]
    assert not any(edge.header for edge in furniture(sheets, [lines_of(sheet.words) for sheet in sheets]))


def test_small_lines_with_a_number_are_footnotes() -> None:
    body = [line("Tekst i brødteksten som er lang", y=100), line("og går videre her", y=113)]
    note = Line([Word("1", 70, 73, 756, 5.0, False, True), *words("Fotnote til teksten", 74, 760, 8)])
    kept, notes = split_footnotes([*body, note, line("på to linjer", y=770, size=8)], EM, 842)
    assert kept == body
    assert notes == {"1": "Fotnote til teksten på to linjer"}


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"venstre spalte linje nummer {n} med mange ord i" for n in "abcdefgh"]
    right = [f"høyre spalte linje nummer {n} med mange ord i den" for n in "abcdefgh"]
    lines = lines_of(
        word
        for place, (one, other) in enumerate(zip(left, right, strict=True))
        for word in [*words(one, 50, 100 + 13 * place, 8), *words(other, 310, 100 + 13 * place, 8)]
    )
    assert [found.text for flow in flows(lines, 595) for found in flow.lines] == left + right


def test_a_table_of_numbers_is_no_two_columns() -> None:
    lines = lines_of(
        word
        for place in range(8)
        for word in [
            *words("1 246 483 12 100", 70, 100 + 13 * place),
            *words("2 973 752 14 100", 320, 100 + 13 * place),
        ]
    )
    assert len(flows(lines, 595)) == 1


def test_hyphens() -> None:
    known = vocabulary_of(["kroppsoverflate og Philadelphia-kromosom-negativ"])
    assert joined([f"kropps{HYPHEN}", "overflate"], known) == "kroppsoverflate"
    assert joined(["Philadelphia-", "kromosom-positiv"], known) == "Philadelphia-kromosom-positiv"
    assert joined(["ukjent legemid-", "delkostnad"], known) == "ukjent legemiddelkostnad"
    assert joined(["FIX-", "konsentrat"], known) == "FIX-konsentrat"
    assert joined(["kropps-", "og helsemål"], known) == "kropps- og helsemål"
    assert joined(["årene 2025-", "2030"], known) == "årene 2025-2030"
    assert joined(["https://a.no/en-", "lang-lenke"], known) == "https://a.no/en-lang-lenke"


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text("abcæøå ", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=5))
def test_joining_keeps_every_letter(lines: list[str]) -> None:
    assert joined(lines, {}).split() == " ".join(lines).split()


def test_white_space_in_a_line_is_a_hole() -> None:
    start = words("prisen er nå satt til", 70, 100)
    whole = Line([*start, *words("per pakning og år", start[-1].x1 + 80, 100)])
    assert list(holes_in([whole], (), 500).values()) == [("space", 80.0)]


def test_stretched_lines_have_no_holes() -> None:
    assert not holes_in([line("en rett stilt linje med få ord", space=30)], (), 500)


def test_a_line_that_ends_early_in_mid_sentence_is_a_hole() -> None:
    lines = [line("kostnaden er om lag"), line("for de aller minste barna", y=113)]
    ((place, kind),) = holes_in(lines, (), 500).items()
    assert place == (0, 3)
    assert kind[0] == "space"


def test_black_box_is_a_hole() -> None:
    whole = line("prisen er NOK per pakning")
    box = Box(whole.words[2].x0 - 1, 92, whole.words[2].x1 + 1, 102, True)
    assert [kind for kind, _ in holes_in([whole], [box], 500).values()] == ["box"]


def test_holes_have_places_in_the_finished_text() -> None:
    holes = Holes()
    sign = holes.mark("space", "lag", "for", 50.04)
    text, gaps = holes.taken_out(f"om lag{sign} for de minste")
    assert text == "om lag for de minste"
    assert [(gap.at, gap.before, gap.after, gap.width) for gap in gaps] == [(6, "lag", "for", 50.0)]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["proteinuri på 1 g/", "dag"], "proteinuri på 1 g/dag"),
        (["og/", "eller"], "og/eller"),
        (["enten /", "eller"], "enten / eller"),
        (["https://a.no/b_", "c"], "https://a.no/b_c"),
        (["ID2099_", "er et nummer"], "ID2099_ er et nummer"),
    ],
)
def test_a_slash_at_a_line_end_belongs_to_its_word(lines: list[str], whole: str) -> None:
    assert joined(lines, {}) == whole
