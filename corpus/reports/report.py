"""A read document to an assessment report: title page, log, chapters, statements (`corpus.reports.statements`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.bokmal.amounts import METHOD_ID, iso_day, method_ids
from corpus.bokmal.institutions import AGENCY_IN_FULL, AGENCY_SHORT
from corpus.bokmal.names import named_in
from corpus.documents import Document, Part, Source, Table
from corpus.reports.statements import Statement, statements
from corpus.reports.tables import PrintedTable, printed_tables
from corpus.reports.title_page import report_date, title_on

__all__ = ["LogRow", "Report", "Statement", "read_report", "report_json", "title_on"]

AGENCY = re.compile(rf"{AGENCY_IN_FULL}|{AGENCY_SHORT}")
# Source: docs/field.md, «What a DMP report looks like»; the labels of the log and the events they stand for.
LOG_LABELS: tuple[tuple[str, str], ...] = (
    ("order", r"Bestilling(?:en)?"),
    ("company", r"Legemiddelfirma|Firma|Innsender|MT-innehaver|Leverandør"),
    ("product (substance)", r"(?:Preparat(?:navn)?|Handelsnavn|Legemiddel)\s*(?:\(virkestoff\)|/\s*virkestoff)"),
    (
        "substance (product)",
        r"Virkestoff(?:navn)?\s*(?:\((?:preparat|handelsnavn)\w*\)|/\s*(?:preparat|handelsnavn)\w*)",
    ),
    ("product", r"Preparat(?:navn)?|Handelsnavn|Legemiddel"),
    ("substance", r"Virkestoff|Virkestoffnavn"),
    ("indication", r"(?:Godkjent |Aktuell |Bestilt )?Indikasjon"),
    ("atc", r"ATC(?:-?\s?(?:kode|nr\.?|nummer))?"),
    ("ordered", r"Dokumentasjon bestilt(?: av \w+)?|Bestilling (?:fra|av|i|mottatt fra) (?:Bestillerforum|RHF)\w*"),
    (
        "received",
        r"(?:(?:Fullstendig|Komplett|All|Innsendt) )?dokumentasjon (?:er )?(?:mottatt|komplett|fullstendig)"
        r"(?: (?:hos|av|i) \w+)?",
    ),
    ("started", r"Saksbehandling (?:startet|påbegynt)|Oppstart(?: av)? saksbehandling"),
    ("finished", r"Rapport ferdig(?:stilt)?|Metodevurdering(?:en)? ferdigstilt"),
    ("updated", r"Rapport oppdatert"),
    ("days", r"(?:Total )?saksbehandlingstid"),
    ("case_handlers", r"Saksutreder(?:e)?|Utredere"),
    ("experts", r"(?:Kliniske|Medisinske) (?:fag)?eksperter|Fageksperter"),
)
# «Havrosal (havrolimab)», «Havrosal / havrolimab»: the value of a field that names two.
BOTH = re.compile(r"([^()/]+?)\s*(?:\(([^()]+)\)|/\s*([^()/]+))")
# A line of the log about something else: a short label, and a value after a tab or colon.
OTHER_FIELD = re.compile(r"([A-ZÆØÅ][^\t:.]{2,60}?)\s*(?:\t|:\s*\t?)\s*([^\t]*\S)\s*")
# What ends the log, as it begins anything else: a numbered heading, the caption of a table.
ENDS_LOG = re.compile(r"(?!.*\b\d{4}$)\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÆØÅ][^\t:]*$|(?:Tabell|Table|Figur)\s+\d")
FEWEST_FIELDS = 4  # of a log: fewer on a page are words of something else
LABELS = tuple((event, re.compile(rf"^(?:{words})\s*(?:[:\t]|$)\s*", re.IGNORECASE)) for event, words in LOG_LABELS)


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the log: what it is about, its label and value as printed, and its place. «other»: an unknown label."""

    event: str
    label: str
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Report:
    """An assessment report as read; what is not found is empty and named in `warnings`."""

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

    @property
    def own_statements(self) -> tuple[Statement, ...]:
        """The statements that do not tell of another method (by its id)."""
        return tuple(item for item in self.statements if set(method_ids(item.text)) <= {self.method_id})

    def logged(self, event: str) -> LogRow | None:
        """The log's first line about an event of LOG_LABELS, or None."""
        return next((row for row in self.log if row.event == event), None)


def read_report(document: Document) -> Report:
    """The report in a document that was read."""
    log = tuple(_log(document))
    first = next((page for page in document.pages if page.text.strip()), None)
    method_id, title = title_on(first.text if first else "")
    logged = {row.event: row.value for row in reversed(log)}
    names = named_in(title, "\n".join(page.text for page in document.pages))
    dated = report_date(first.text, iso_day(logged.get("finished", ""))) if first else None
    tables = printed_tables(document)
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
        tuple(table for table in tables if not table.splits_numbers),
        tuple(statements(document, logged.get("company", ""))),
        log,
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


def _log(document: Document) -> Iterator[LogRow]:
    """The lines of the log: «label: value», a table row, or a label with its value on the next line."""
    for page in document.pages[:25]:
        for lines in () if page.ocr else _logs_on(page.text):
            taken = -1  # the line that is the value of the one above it
            for place, (start, line) in enumerate(lines):
                if place != taken and not any(_labels(line)) and (other := OTHER_FIELD.fullmatch(line)):
                    source = document.source(page.number, start, start + len(line))
                    yield LogRow("other", " ".join(other[1].split()), " ".join(other[2].split()), source)
                for event, match in _labels(line):
                    value, end = line[match.end() :].strip(), start + len(line)
                    if not value and place + 1 < len(lines) and not any(_labels(lines[place + 1][1])):
                        value, end = lines[place + 1][1].strip(), lines[place + 1][0] + len(lines[place + 1][1])
                        taken = place + 1
                    label, source = match[0].strip(" :\t"), document.source(page.number, start, end)
                    for one, said in _fields_of(event, " ".join(value.split())):
                        yield LogRow(one, label, said, source)


def _logs_on(text: str) -> Iterator[list[tuple[int, str]]]:
    """(offset, line) of the parts of a page that are a log: between headings and captions, with enough fields.

    A table in it of which only the head reads as a field, over rows of its own, is another table.
    """
    parts: list[list[tuple[int, str]]] = [[]]
    for start, block in ((match.start(), match[0]) for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text)):
        lines = [(start + match.start(), match[0]) for match in re.finditer(r"[^\n]+", block)]
        fields = [place for place, (_, line) in enumerate(lines) if any(_labels(line))]
        if "\t" in block and fields == [0] and len(lines) > 2:
            continue
        for offset, line in lines:
            if ENDS_LOG.match(line):
                parts.append([])
            parts[-1].append((offset, line))
    for part in parts:
        if len({event for _, line in part for event, _ in _labels(line)}) >= FEWEST_FIELDS:
            yield part


def _fields_of(event: str, value: str) -> list[tuple[str, str]]:
    """(event, value) of a field; of «Preparat (virkestoff)» both, where its value names two."""
    first, _, second = event.partition(" ")
    if not second:
        return [(event, value)] if value else []
    match = BOTH.fullmatch(value)
    return [(first, match[1]), (second.strip("()"), match[2] or match[3])] if match else []


def _labels(line: str) -> list[tuple[str, re.Match[str]]]:
    return [(event, match) for event, pattern in LABELS if (match := pattern.match(line))][:1]


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
