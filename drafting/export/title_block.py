"""The title block of a note as it is set: Til, Kopi, Fra, Dato; and the date that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corpus.bokmal.number_style import MONTHS
from drafting.export.printed_text import line

# A note that says no date gets the first day a zip archive can hold.
NO_DATE = date(1980, 1, 1)

_LONG_DATE = re.compile(rf"(\d{{1,2}})\.\s*({'|'.join(MONTHS)})\s+(\d{{4}})")
_NUMERIC_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_COLUMNS = re.compile(r"\t+| {2,}")

# (label with colon, lines of columns)
TitleRow = tuple[str, tuple[tuple[str, ...], ...]]


def title_block(header: tuple[tuple[str, str], ...]) -> tuple[TitleRow, ...]:
    """Rows with the same label, or none, stand under each other.

    A tab or two spaces in a line makes a column, and so does the first comma when several lines stand under one label
    and all have one («Helse Nord RHF, fagdirektør …»).
    """
    rows: list[tuple[str, list[str]]] = []
    for label, value in header:
        name = line(label).strip().rstrip(":")
        lines = [text.strip() for text in value.splitlines() if text.strip()]
        if rows and name in ("", rows[-1][0]):
            rows[-1][1].extend(lines)
        else:
            rows.append((name, lines))
    return tuple((f"{name}:" if name else "", tuple(_columns(lines))) for name, lines in rows)


def _columns(lines: list[str]) -> Iterator[tuple[str, ...]]:
    by_comma = len(lines) > 1 and all(", " in text for text in lines)
    for text in lines:
        columns = text.split(", ", 1) if by_comma else _COLUMNS.split(text)
        yield tuple(line(column).strip() for column in columns)


def note_date(header: tuple[tuple[str, str], ...]) -> date:
    """The date that the row «Dato» says («14. mai 2025» or «14.05.2025»); 1 January 1980 when it says none."""
    for label, value in header:
        if label.strip().rstrip(":").lower() != "dato":
            continue
        long, numeric = _LONG_DATE.search(value), _NUMERIC_DATE.search(value)
        try:
            if long:
                return date(int(long[3]), MONTHS.index(long[2]) + 1, int(long[1]))
            if numeric:
                return date(int(numeric[3]), int(numeric[2]), int(numeric[1]))
        except ValueError:
            return NO_DATE
    return NO_DATE
