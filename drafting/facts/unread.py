"""What speaks of money, patients or years and gave no fact is named: silence about something dropped is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.bokmal.amounts import CURRENCY
from corpus.reports.report import Report
from corpus.reports.tables import PrintedTable
from corpus.reports.year_columns import COUNTED
from drafting.facts.amounts.budget import NO_MONEY, speaks_of_budget
from drafting.facts.fact.fact import Fact, Found, Warned

SPEAKS = re.compile(r"kostnad|pasient|bruker|\bAUP|\bpris|\bcosts?\b|\bpatients?\b", re.IGNORECASE)
# A table of what the assessment found, by its caption or heads; scenarios and studies are not the main result.
RESULTS = re.compile(r"kostnad|terskel|\bpris|\bAUP\b|QALY|\bIKER\b", re.IGNORECASE)
OF_OTHERS = re.compile(
    r"følsomhet|sensitivitet|scenario|undergruppe|subgruppe|\bstudie|firma|verksemd|innsendt", re.IGNORECASE
)
FIGURE = re.compile(r"\d")
MAYBE = re.compile(r"\d[.,'’]\d{3}(?!\d)")  # asked first: the whole pattern is slow
YEAR = re.compile(rf"(?:{COUNTED.pattern}|20\d\d)(?:\s*\([^)]*\))?", re.IGNORECASE)
TWO_WAYS = re.compile(
    rf"(?<![\d.,'’])[1-9]\d{{0,2}}[.'’]\d{{3}}(?![.,'’]?\d)\s*{CURRENCY}(?!\w)"
    rf"|{CURRENCY}\s*[1-9]\d{{0,2}}[.,'’]\d{{3}}(?![.,'’]?\d)|(?<![\d.,'’])[1-9]\d{{0,2}},\d{{3}}\s*{CURRENCY}(?!\w)"
    r"|(?<![\d.,'’])[1-9]\d{0,2}[.,'’]\d{3}\s+(?:nye\s+)?pasient(?:er)?\b",
    re.IGNORECASE,
)


def unread(report: Report, facts: Iterable[Fact], warnings: Sequence[str]) -> Found:
    """Warnings for amounts that may be read in two ways, and for tables that no fact came from."""
    for statement in report.own_statements:
        if not MAYBE.search(statement.text):
            continue
        for match in TWO_WAYS.finditer(statement.text):
            yield Warned(
                f"«{' '.join(match[0].split())}» på side {statement.page} kan leses på to måter, og er ikke brukt. "
                "Før inn tallet selv."
            )
    for table in report.doubtful:
        about = f"{table.about} {' '.join(table.headings)}"
        if table.doubt and not table.ocr and (speaks_of_budget(table) or SPEAKS.search(about) or RESULTS.search(about)):
            yield Warned(f"Tabellen på side {table.rows[0].page} er ikke brukt: {table.doubt}.")
    used = {(fact.source.page, fact.source.start): fact.key for fact in facts}
    left: dict[int, None] = {}
    for table in report.printed:
        if table.ocr or not any(FIGURE.search(cell) for row in table.rows[1:] for cell in row.cells[1:]):
            continue
        page = table.rows[0].page
        told = any(
            f"abellen på side {page} " in warning or f"abellen på side {page}:" in warning for warning in warnings
        )
        keys = [used[row.page, row.start] for row in table.rows if (row.page, row.start) in used]
        # The patients of a budget table may be read, and its money not.
        unread_money = speaks_of_budget(table) and _has_money(table) and not any("budget" in key for key in keys)
        if told or (keys and not unread_money):
            continue
        if speaks_of_budget(table):
            yield Warned(f"Budsjettabellen på side {page} er ikke forstått; ingen tall er hentet fra den.")
        elif SPEAKS.search(f"{table.about} {' '.join(table.headings)}") and _has_years(table):
            yield Warned(f"Tabellen år for år på side {page} er ikke forstått; ingen tall er hentet fra den.")
        elif RESULTS.search(f"{table.about} {' '.join(table.head)}") and not OF_OTHERS.search(table.about):
            left[page] = None
    if left:
        pages = " og ".join(", ".join(map(str, left)).rsplit(", ", 1))
        which = "Tabellene" if len(left) > 1 else "Tabellen"
        yield Warned(f"{which} på side {pages} er ikke brukt; ingen tall er hentet derfra.")


def _has_money(table: PrintedTable) -> bool:
    """Whether a row with figures is about something else than patients and shares."""
    return any(not NO_MONEY.search(row.label) and FIGURE.search(" ".join(row.cells[1:])) for row in table.rows[1:])


def _has_years(table: PrintedTable) -> bool:
    """Whether the table counts years, across or down."""
    down = [row.cells[0] for row in table.rows[1:]]
    corner = re.match(r"(?:år|year)\b", table.head[0], re.IGNORECASE)
    return any(sum(bool(YEAR.fullmatch(cell)) for cell in cells) > 1 for cells in (table.head, down)) or bool(corner)
