"""Tables from rulings and from white space, and split ones joined."""

from __future__ import annotations

import re

import pytest

from corpus.documents import Table
from corpus.reading.layout.cells import _without_halves, cells_of, with_edges
from corpus.reading.layout.lines import lines_of
from corpus.reading.layout.regions import Region
from corpus.reading.layout.sheets import Box, Line, Sheet, Word
from corpus.reading.layout.tables import find_tables, join_split
from tests.corpus.test_layout import words

ROWS = (("Pakning", "Maks-AUP", "RHF-AUP"), ("A 50 mg", "1 200,50", "900,10"), ("B 75 mg", "2 400,00", "1 800,00"))
LEFTS = (70.0, 200.0, 320.0)


def cells(top: float = 120, step: float = 20) -> list[Word]:
    return [
        word
        for place, row in enumerate(ROWS)
        for left, text in zip(LEFTS, row, strict=True)
        for word in words(text, left, top + step * place)
    ]


def tables(across: list[Box], down: list[Box], extra: list[Word] | None = None) -> list[Region]:
    sheet = Sheet(1, 595, 842, (*cells(), *(extra or [])), tuple(across), tuple(down))
    return find_tables(sheet, lines_of(sheet.words), {})


def across(*heights: float) -> list[Box]:
    return [Box(65, y, 430, y) for y in heights]


def test_grid() -> None:
    (region,) = tables(across(108, 126, 146, 166), [Box(x, 108, x, 166) for x in (65, 195, 315, 430)])
    assert tuple(map(tuple, region.rows)) == ROWS


def test_rulings_at_top_header_and_bottom() -> None:
    (region,) = tables(across(108, 126, 166), [])
    assert tuple(map(tuple, region.rows)) == ROWS


def test_no_rulings_under_a_caption() -> None:
    (region,) = tables([], [], words("Tabell 4: Priser på pakninger", 70, 95))
    assert tuple(map(tuple, region.rows)) == ROWS
    assert (region.number, region.caption) == ("4", "Priser på pakninger")


def test_a_sentence_about_a_table_is_no_caption() -> None:
    (region,) = tables(across(108, 126, 166), [], words("Tabell 4 viser priser på pakninger", 70, 95))
    assert not region.number


def test_two_tables_one_over_the_other_stay_two() -> None:
    lower = [word._replace(y=word.y + 150) for word in cells()]
    rulings = across(108, 126, 166, 258, 276, 316)
    found = tables(rulings, [], [*lower, *words("Ordliste", 70, 230, 14)])
    assert [len(region.rows) for region in found] == [3, 3]


def typed(text: str, x: float, y: float) -> list[Word]:
    """Words as a typewriter sets them at size 10: every sign and every space 6 points wide."""
    starts = re.finditer(r"\S+", text)
    return [Word(match[0], x + 6 * match.start(), x + 6 * match.end(), y, 10) for match in starts]


def test_a_space_inside_a_number_parts_no_columns_in_a_typewriters_font() -> None:
    rows = (
        "                  År 1        År 2",
        "Intervensjon   1 219 233   1 902 003",
        "Komparator     1 371 511   1 579 557",
    )
    lines = [
        "Tabell 9: Forventet budsjettvirkning per år",
        *rows,
        "Tabellen viser at kostnaden stiger litt for hvert år.",
    ]
    words = [word for place, row in enumerate(lines) for word in typed(row, 70, 95 + 20 * place + (place > 3) * 60)]
    sheet = Sheet(1, 595, 842, tuple(words))
    (region,) = find_tables(sheet, lines_of(sheet.words), {})
    assert region.rows[1:] == [["Intervensjon", "1 219 233", "1 902 003"], ["Komparator", "1 371 511", "1 579 557"]]


def test_a_bracket_alone_in_the_first_column_goes_on_with_the_row_above() -> None:
    rows = (("Endepunkt", "Md."), ("Totaloverlevelse", "28,8"), ("(median)", ""), ("Bivirkninger", "4,1"))
    placed = [
        word
        for place, row in enumerate(rows)
        for left, text in zip((70.0, 260.0), row, strict=True)
        if text
        for word in words(text, left, 120 + 13 * place)
    ]
    sheet = Sheet(1, 595, 842, tuple(placed), (Box(65, 108, 300, 108), Box(65, 124, 300, 124), Box(65, 165, 300, 165)))
    (region,) = find_tables(sheet, lines_of(sheet.words), {})
    assert [row[0] for row in region.rows] == ["Endepunkt", "Totaloverlevelse (median)", "Bivirkninger"]


def test_footnote_ruling_is_no_table() -> None:
    sheet = Sheet(1, 595, 842, tuple(words("Bare tekst", 70, 700)), (Box(70, 750, 210, 750),))
    assert find_tables(sheet, lines_of(sheet.words), {}) == []


def region(rows: list[list[str]], caption: str = "", number: str = "") -> Region:
    return Region(0, 10, 0, 100, rows, [0.0, 50.0, 100.0], caption, number)


def test_split_table_is_joined_and_its_header_said_once() -> None:
    first, second = region([["A", "B"], ["1", "2"]], "Bivirkninger", "4"), region([["A", "B"], ["3", "4"]])
    (table,) = join_split([(3, first, False, True), (4, second, True, False)])
    assert table == Table(3, (("A", "B"), ("1", "2"), ("3", "4")), "Bivirkninger", "4", (3, 4))


def test_continued_caption_joins_too() -> None:
    first = region([["A", "B"]], "Priser", "4")
    second = region([["A", "B"], ["3", "4"]], "Priser (forts.)", "4")
    (table,) = join_split([(3, first, False, True), (4, second, True, False)])
    assert table.rows == (("A", "B"), ("3", "4"))


def test_the_next_table_on_the_next_page_is_another() -> None:
    first, second = region([["A", "B"]], "Priser", "4"), region([["C", "D"]], "Kostnader", "5")
    assert len(join_split([(3, first, False, True), (4, second, True, False)])) == 2
    third = region([["C", "D"]])
    assert len(join_split([(3, first, False, False), (4, third, True, False)])) == 2


def test_a_figure_that_overflows_its_cell_leaves_no_half_behind() -> None:
    assert _without_halves(["-858 840 301-1 327", "244 108"], {0}) == ["-858 840 301-1 327 244 108", ""]
    assert _without_halves(["12 858 1 327", "244 108"], {0}) == ["12 858 1 327 244 108", ""]
    assert _without_halves(["1 327", "244 108"], {0}) == ["1 327", "244 108"]
    assert _without_halves(["Intervensjon", "244 108"], {0}) == ["Intervensjon", "244 108"]


@pytest.mark.parametrize("span", ["5-10", "1 200-1 500", "2−4"])
def test_a_range_beside_a_number_stays_a_range(span: str) -> None:
    """Whatever stands apart is left alone: a range and the number after it are two cells."""
    row = figures(((60, "Pasienter"), (120, span), (180, "120")))
    assert cells_of(row, [0.0, 70.0, 140.0, 200.0], frozenset(), {}) == ["Pasienter", span, "120"]


def test_half_a_figure_is_left_out_also_where_spaces_are_wide() -> None:
    """Set in a typewriter's font the second half stands no nearer than a space: 0.6 of the size."""
    row = figures(((60, "858"), (73, "1"), (98, "327"), (123, "244")))
    assert [cells_of([line], [0.0, 78.0, 130.0], frozenset(), {}) for line in row] == [["858 1 327 244", ""]]


def figures(*rows: tuple[tuple[float, str], ...]) -> list[Line]:
    """Rows of words that end at the given x."""
    return [
        Line([Word(text, end - 6.0 * len(text), end, 100.0 + 14 * place, 11.0) for end, text in row])
        for place, row in enumerate(rows)
    ]


def test_a_column_whose_white_space_is_narrow_in_one_row_is_found_by_its_edge() -> None:
    lines = figures(
        ((60, "586"), (82, "913"), (112, "112"), (134, "073")),
        ((60, "175"), (82, "300"), (112, "273"), (134, "553")),
        ((60, "103"), (82, "387"), (112, "-161"), (134, "860")),
    )
    assert [round(bound) for bound in with_edges(lines, [30.0, 140.0])] == [30, 83, 140]


def test_groups_of_three_are_no_columns() -> None:
    lines = figures(*(((60, "586"), (82, "913")) for _ in range(4)))
    assert with_edges(lines, [30.0, 90.0]) == [30.0, 90.0]


def test_a_caption_between_two_tables_is_the_lower_ones() -> None:
    caption = words("Tabell 2: Priser i dag", 70, 190)
    lower = [word._replace(y=word.y + 100) for word in cells()]
    sheet = Sheet(1, 595, 842, (*cells(), *caption, *lower))
    first, second = find_tables(sheet, lines_of(sheet.words), {})
    assert (first.number, second.number, second.caption) == ("", "2", "Priser i dag")


def test_two_figures_far_apart_in_one_cell_stay_apart() -> None:
    """A table inside a cell: «8 831», broken over two lines, beside «665» is not 8 665 831."""
    lines = [
        Line([*words("Budsjett", 10, 100), *words("8", 100, 100), *words("665", 136, 100)]),
        Line(words("831", 100, 114)),
    ]
    assert cells_of(lines, [0.0, 90.0, 170.0], frozenset(), {}) == ["Budsjett", "8 · 665 831"]


def test_the_groups_of_one_figure_in_a_typewriters_font_are_one() -> None:
    assert cells_of([Line(typed("A 1 219 233", 10, 100))], [0.0, 20.0, 170.0], frozenset(), {}) == ["A", "1 219 233"]
