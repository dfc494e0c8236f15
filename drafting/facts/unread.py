"""What speaks of money, patients or years and gave no fact is named: silence about something dropped is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.bokmal import CURRENCY
from corpus.report_tables import PrintedTable
from corpus.reports import Report
from drafting.facts.budget import speaks_of_budget
from drafting.facts.fact import Fact, Found, Warned
from drafting.facts.year_columns import COUNTED

SPEAKS = re.compile(r"kostnad|pasient|\bAUP|\bpris|\bcosts?\b|\bpatients?\b", re.IGNORECASE)
FIGURE = re.compile(r"\d")
MOST = 8  # tables named in one warning
TWO_WAYS = re.compile(
    rf"(?<![\d.,'’])[1-9]\d{{0,2}}[.'’]\d{{3}}(?![.,'’]?\d)\s*{CURRENCY}(?!\w)"
    rf"|{CURRENCY}\s*[1-9]\d{{0,2}}[.,'’]\d{{3}}(?![.,'’]?\d)|(?<![\d.,'’])[1-9]\d{{0,2}},\d{{3}}\s*{CURRENCY}(?!\w)"
    r"|(?<![\d.,'’])[1-9]\d{0,2}[.,'’]\d{3}\s+(?:nye\s+)?pasient(?:er)?\b",
    re.IGNORECASE,
)


def unread(report: Report, facts: Iterable[Fact], warnings: Sequence[str]) -> Found:
    """Warnings for amounts that may be read in two ways, and for tables that no fact came from."""
    for statement in report.own_statements:
        for match in TWO_WAYS.finditer(statement.text):
            yield Warned(
                f"«{' '.join(match[0].split())}» på side {statement.page} kan leses på to måter, og er ikke brukt. "
                "Før inn tallet selv."
            )
    used = {(fact.source.page, fact.source.start) for fact in facts}
    others: list[str] = []
    for table in report.printed:
        if table.ocr or not any(FIGURE.search(cell) for row in table.rows[1:] for cell in row.cells[1:]):
            continue
        if any((row.page, row.start) in used for row in table.rows):
            continue
        page = table.rows[0].page
        if speaks_of_budget(table):
            if not any(f"udsjettabellen på side {page} " in warning for warning in warnings):
                yield Warned(f"Budsjettabellen på side {page} er ikke forstått; ingen tall er hentet fra den.")
        elif SPEAKS.search(_about(table)) or any(COUNTED.fullmatch(cell) for cell in table.head):
            others.append(f"{f'tabell {table.number}' if table.number else 'en tabell'} på side {page}")
    if others:
        named = ", ".join(others[:MOST]) + (f" og {len(others) - MOST} til" if len(others) > MOST else "")
        yield Warned(f"Ingen tall er hentet fra {named}, som handler om kostnader, pasienter eller år.")


def _about(table: PrintedTable) -> str:
    return table.about if table.caption else f"{table.about} {' '.join(table.headings)}"
