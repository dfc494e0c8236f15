"""A read document to an assessment report: title page, log, chapters, statements (`corpus.reports.statements`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from corpus.bokmal.amounts import METHOD_ID, iso_day, method_ids
from corpus.bokmal.institutions import AGENCY_IN_FULL, AGENCY_SHORT
from corpus.bokmal.names import named_in
from corpus.documents import Document, Part, Table
from corpus.reports.grids import regular
from corpus.reports.log import LogRow, log_of
from corpus.reports.statements import Statement, statements
from corpus.reports.tables import PrintedTable, printed_tables
from corpus.reports.title_page import report_date, title_on

__all__ = ["LogRow", "Report", "Statement", "read_report", "report_json", "title_on"]

AGENCY = re.compile(rf"{AGENCY_IN_FULL}|{AGENCY_SHORT}")


@dataclass(frozen=True, slots=True)
class Report:
    """An assessment report as read; what is not found is empty and named in `warnings`.

    `printed` are the tables whose figures stand surely under their heads; from the others, `doubtful`, comes no fact.
    """

    document: Document
    method_id: str
    title: str
    dated: str
    product: str
    substance: str
    company: str
    agency: str
    parts: tuple[Part, ...]
    tables: tuple[Table, ...]
    printed: tuple[PrintedTable, ...]
    statements: tuple[Statement, ...]
    log: tuple[LogRow, ...]
    warnings: tuple[str, ...] = ()
    doubtful: tuple[PrintedTable, ...] = ()

    @property
    def own_statements(self) -> tuple[Statement, ...]:
        """The statements that do not tell of another method (by its id)."""
        return tuple(item for item in self.statements if set(method_ids(item.text)) <= {self.method_id})

    def logged(self, event: str) -> LogRow | None:
        """The log's first line about an event of LOG_LABELS, or None."""
        return next((row for row in self.log if row.event == event), None)


def read_report(document: Document) -> Report:
    """The report in a document that was read."""
    log = tuple(log_of(document))
    first = next((page for page in document.pages if page.text.strip()), None)
    method_id, title = title_on(first.text if first else "")
    logged = {row.event: row.value for row in reversed(log)}
    names = named_in(title, "\n".join(page.text for page in document.pages))
    dated = report_date(first.text, iso_day(logged.get("finished", ""))) if first else None
    tables = tuple(map(regular, printed_tables(document)))
    agency = AGENCY.search("\n".join(page.text for page in document.pages[:3]))
    report = Report(
        document,
        method_id or _identity(logged.get("order", "")),
        title,
        dated.value.isoformat() if dated else "",
        logged.get("product", "") or names.product,
        logged.get("substance", "") or names.substance,
        logged.get("company", ""),
        " ".join(agency[0].split()) if agency else "",
        document.parts,
        document.tables,
        tuple(table for table in tables if not table.splits_numbers and not table.doubt),
        tuple(statements(document, logged.get("company", ""))),
        log,
        doubtful=tuple(table for table in tables if table.splits_numbers or table.doubt),
    )
    wanted = {"metode-ID": report.method_id, "tittel": title, "dato": report.dated, "logg": log}
    missing = tuple(f"Fant ikke {name} i rapporten." for name, value in wanted.items() if not value)
    ocr = tuple(
        f"Side {page.number} er lest med tegngjenkjenning; tall derfra er ikke brukt."
        for page in document.pages
        if page.ocr
    )
    split = tuple(
        f"Kolonnene i tabellen på side {table.rows[0].page} lar seg ikke skille sikkert; tallene i den er ikke brukt."
        for table in tables
        if table.splits_numbers
    )
    # Reading warns that such a page's numbers must be checked; none of them is used.
    pictures = tuple(f"Side {page.number} er et bilde; teksten er lest" for page in document.pages if page.ocr)
    read = tuple(warning for warning in document.warnings if not pictures or not warning.startswith(pictures))
    return Report(**{**_fields(report), "warnings": (*read, *missing, *ocr, *split)})


def _fields(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in Report.__slots__}


def _identity(text: str) -> str:
    match = METHOD_ID.search(text)
    return f"ID{match[1]}_{match[2]}" if match else ""


def report_json(report: Report) -> dict[str, Any]:
    """The report as `prisnotat read` prints it (DESIGN, the command line)."""
    return {
        "kind": "assessment_report",
        "method_id": report.method_id,
        "title": report.title,
        "dated": report.dated,
        "product": report.product,
        "substance": report.substance,
        "company": report.company,
        "sections": [
            {"key": part.key, "title": part.title, "page": part.page, "text": part.text} for part in report.parts
        ],
        "tables": [
            {
                "page": table.page,
                "number": table.number,
                "caption": table.caption,
                "rows": [list(row) for row in table.rows],
            }
            for table in report.tables
        ],
        "log": [
            {"event": row.event, "label": row.label, "value": row.value, "page": row.source.page} for row in report.log
        ],
        "prices": [],
        "decisions": [],
        "process": {},
        "blanks": [],
        "warnings": list(report.warnings),
    }
