"""Which columns of a table are years, counted from 1."""

from __future__ import annotations

import re

from corpus.report_tables import PrintedTable

ORDINALS = ("første", "andre", "tredje", "fjerde", "femte")
COUNTED = re.compile(rf"(?:år|year|yr)\.?\s*(\d{{1,2}})|(\d{{1,2}})\.\s*år|({'|'.join(ORDINALS)})\s+år", re.IGNORECASE)
CALENDAR = re.compile(r"(?:år|year)?\s*(20\d\d)", re.IGNORECASE)


def year_columns(table: PrintedTable) -> list[tuple[int, int]]:
    """(column, year counted from 1) of heads «År 1», «1. år», «Year 1» or rising calendar years.

    What stands in brackets or after a comma does not count («År 1 (2026)»). Empty unless the years rise one by one from
    the first: two columns with the same head are not told apart.
    """
    heads = [(place, re.sub(r"\([^)]*\)|,.*$", "", cell).strip()) for place, cell in enumerate(table.head)]
    named = [(place, _count(match)) for place, cell in heads if (match := COUNTED.fullmatch(cell))]
    if named:
        return named if [year for _, year in named] == list(range(1, len(named) + 1)) else []
    calendar = [(place, int(match[1])) for place, cell in heads if (match := CALENDAR.fullmatch(cell))]
    if len(calendar) > 1 and [year - calendar[0][1] for _, year in calendar] == list(range(len(calendar))):
        return [(place, year - calendar[0][1] + 1) for place, year in calendar]
    return []


def _count(match: re.Match[str]) -> int:
    return int(match[1] or match[2] or ORDINALS.index(match[3].lower()) + 1)
