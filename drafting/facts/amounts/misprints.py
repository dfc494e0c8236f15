"""Errors that a report printed: a quotient that does not match its parts, a unit that cannot be. Never repaired."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.bokmal.amounts import NUMBER, amount, number
from corpus.bokmal.number_style import number as shown
from corpus.documents import Source
from corpus.reports.report import Report
from corpus.reports.tables import PrintedTable, Row
from drafting.facts.amounts.results import difference_column
from drafting.facts.fact.fact import Found, Warned

IMPOSSIBLE = re.compile(
    rf"({NUMBER})\s*(millioner|mill\.?|milliarder|mrd\.?)\s*(?:NOK|kroner|kr\.?)(\s*(?:/|per|pr\.?)\s*QALY)?",
    re.IGNORECASE,
)
LARGEST = Decimal(10) ** 12  # NOK; more than the whole health budget of Norway


def misprints(report: Report) -> Found:
    """Warnings with the printed and the computed number."""
    for page in report.document.pages:
        for match in IMPOSSIBLE.finditer(page.text):
            value = amount(f"{match[1]} {match[2]}")
            limit = Decimal(10) ** 9 if match[3] else LARGEST
            if value is not None and value >= limit and not page.ocr:
                printed = number(match[1])
                assert printed is not None
                yield Warned(
                    f"Trykkfeil på side {page.number}: «{' '.join(match[0].split())}» ville være {shown(value)} NOK. "
                    f"Trolig er {shown(printed)} NOK ment; tallet er ikke rettet.",
                    report.document.source(page.number, *match.span()),
                    (match[1],),
                )
    for table in report.printed:
        if not table.ocr:
            yield from _quotient(report, table)
            yield from _differences(report, table)


def _quotient(report: Report, table: PrintedTable) -> Found:
    """IKER against incremental cost over incremental QALYs, where one table prints all three."""
    column = difference_column(table)
    cost = gain = icer = None
    place = table.rows[0]
    for row in table.rows[1:]:
        cells = [cell for cell in row.cells[1:] if cell]
        cell = (
            row.cells[column] if column is not None and column < len(row.cells) else cells[0] if len(cells) == 1 else ""
        )
        label = row.label.lower()
        if re.search(r"\biker\b|per (?:vunnet )?(?:qaly|godt leveår)|/qaly", label):
            icer, place = (amount(cells[-1]) if cells else None), row
        elif "qaly" in label or "leveår" in label:
            gain = number(cell) if gain is None or "qaly" in label else gain
        elif "kostnad" in label and (cost is None or "total" in label):
            cost = amount(cell)
    if cost is None or not gain or icer is None:
        return
    # The parts are printed rounded: the quotient must lie between what their roundings allow.
    slack = _half(gain)
    low, high = sorted((abs(cost) - 1) / (abs(gain) + step) for step in (slack, -slack) if abs(gain) + step > 0) or (
        0,
        0,
    )
    if not low - 1 <= abs(icer) <= high + 1:
        yield Warned(
            f"Trykkfeil på side {place.page}: IKER er trykt som {shown(icer)}, men {shown(cost)} / "
            f"{shown(gain, 2)} er {shown(cost / gain)}.",
            _place(report, place),
            (shown(icer),),
        )


def _half(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2


def _differences(report: Report, table: PrintedTable) -> Found:
    """A column of differences against the two columns before it; budget tables are checked where they are read."""
    column = difference_column(table)
    if column is None or column < 3 or len(table.head) < 4:
        return
    for row in table.rows[1:]:
        if len(row.cells) <= column:
            continue
        first, second, printed = (amount(row.cells[place]) for place in (column - 2, column - 1, column))
        if first is None or second is None or printed is None or abs(first - second) == abs(printed):
            continue
        decimals = max(_places(first), _places(second), _places(printed))
        yield Warned(
            f"Trykkfeil på side {row.page}: «{row.label}» har differansen {shown(printed, decimals)} på trykk, men "
            f"{shown(first, decimals)} − {shown(second, decimals)} er {shown(first - second, decimals)}.",
            _place(report, row),
            (shown(printed, decimals),),
        )


def _place(report: Report, row: Row) -> Source:
    return report.document.source(row.page, row.start, row.end)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
