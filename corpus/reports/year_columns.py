"""Which columns of a table are years, counted from 1; and a table with its years down as one with its years across."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.reports.tables import PrintedTable, Row

ORDINALS = ("første", "andre", "tredje", "fjerde", "femte")
CARDINALS = ("én|en|ett|eitt", "to", "tre", "fire", "fem")
_YEAR = r"(?:(?:budsjett|analyse|kalender|behandlings)?år|year|yr)"
COUNTED = re.compile(
    rf"{_YEAR}\.?\s*(\d{{1,2}})|(\d{{1,2}})\.\s*{_YEAR}(?:et)?|({'|'.join(ORDINALS)})\s+{_YEAR}(?:et)?"
    rf"|{_YEAR}\s+(?:{'|'.join(f'(?P<w{place}>{words})' for place, words in enumerate(CARDINALS, 1))})",
    re.IGNORECASE,
)
CALENDAR = re.compile(rf"{_YEAR}?\s*(20\d\d)", re.IGNORECASE)
CORNER = re.compile(rf"{_YEAR}\b", re.IGNORECASE)
SUM = re.compile(r"(?:sum|i alt|totalt?|samlet|til sammen)\b", re.IGNORECASE)
SUM_OF_YEARS = re.compile(
    r"(?:sum|i\s+alt|totalt?|samlet|til\s+sammen)(?:\s+(?:år|over|for|alle|de|fem|tre|fire|\d|\W)+)*(?:år(?:ene)?)?"
    r"|år\s+1\s*[-–]\s*\d",
    re.IGNORECASE,
)


def year_columns(table: PrintedTable) -> list[tuple[int, int]]:
    """(column, year counted from 1) of heads «År 1», «1. år», «Year 1» or rising calendar years.

    What stands in brackets or after a comma does not count («År 1 (2026)»). Empty unless the years rise one by one from
    the first: two columns with the same head are not told apart.
    """
    heads = [(place, re.sub(r"\([^)]*\)|,.*$", "", cell).strip()) for place, cell in enumerate(table.head)]
    if CORNER.match(table.head[0]):  # «År | 1 | 2 | 3»
        heads = [(place, f"År {cell}" if re.fullmatch(r"\d{1,2}", cell) else cell) for place, cell in heads]
    named = [(place, _count(match)) for place, cell in heads if (match := COUNTED.fullmatch(cell))]
    if named:
        return named if [year for _, year in named] == list(range(1, len(named) + 1)) else []
    calendar = [(place, int(match[1])) for place, cell in heads if (match := CALENDAR.fullmatch(cell))]
    if len(calendar) > 1 and [year - calendar[0][1] for _, year in calendar] == list(range(len(calendar))):
        return [(place, year - calendar[0][1] + 1) for place, year in calendar]
    return []


def sum_column(table: PrintedTable) -> int | None:
    """The column of sums over the years, after the last of them («Sum», «Totalt år 1–5»); None without one."""
    years = year_columns(table)
    after = range(years[-1][0] + 1, len(table.head)) if years else ()
    found = [place for place in after if SUM_OF_YEARS.fullmatch(table.head[place].strip())]
    return found[0] if len(found) == 1 else None


def years_across(table: PrintedTable) -> PrintedTable:
    """The table with a column for each year, where it was printed with a row for each; else as it is.

    A row of sums becomes the last column. Every cell keeps the place of the row that it was printed in.
    """
    rows = [row for row in table.rows[1:] if not SUM.match(row.label)]
    sums = [row for row in table.rows[1:] if SUM.match(row.label) and len(row.cells) == len(table.head)]
    even = all(len(row.cells) == len(table.head) for row in rows)
    corner = CORNER.match(table.head[0])
    labels = [f"År {row.label}" if corner and re.fullmatch(r"\d{1,2}", row.label) else row.label for row in rows]
    head = Row(table.rows[0].page, table.rows[0].start, table.rows[0].end, (table.head[0], *labels))
    turned = replace(table, rows=[head])
    if year_columns(table) or not even or len(year_columns(turned)) != len(rows) or len(rows) < 2:
        return table
    if len(sums) == 1:
        rows.append(sums[0])
        turned.rows[0] = Row(head.page, head.start, head.end, (*head.cells, sums[0].label))
    places = tuple((row.page, row.start, row.end) for row in rows)
    for column, name in enumerate(table.head[1:], 1):
        cells = (name, *(row.cells[column] for row in rows))
        turned.rows.append(Row(*places[0], cells, (places[0], *places)))
    return turned


def _count(match: re.Match[str]) -> int:
    word = next((int(name[1:]) for name, said in match.groupdict().items() if said), 0)
    return word or int(match[1] or match[2] or ORDINALS.index(match[3].lower()) + 1)
