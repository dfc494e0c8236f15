"""A read document to an assessment report: title page, log, chapters, statements with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.bokmal import METHOD_ID, iso_day, method_ids
from corpus.documents import Document, Page, Part, Source, Table
from corpus.names import named_in
from corpus.report_tables import PrintedTable, printed_tables
from corpus.title_page import report_date, title_on

AGENCY = re.compile(r"Direktoratet for medisinske produkter|Statens legemiddelverk|\bDMP\b|\bSLV\b")
# Source: DOMAIN.md, «What a DMP report looks like»; the labels of the log and the events they stand for.
LOG_LABELS: tuple[tuple[str, str], ...] = (
    ("order", r"Bestilling(?:en)?"),
    ("company", r"Legemiddelfirma|Firma|Innsender|MT-innehaver|Leverandør"),
    ("product", r"Preparat(?:navn)?|Handelsnavn|Legemiddel"),
    ("substance", r"Virkestoff|Virkestoffnavn"),
    ("indication", r"(?:Godkjent |Aktuell |Bestilt )?Indikasjon"),
    ("atc", r"ATC(?:-?\s?(?:kode|nr\.?|nummer))?"),
    ("ordered", r"Dokumentasjon bestilt(?: av \w+)?"),
    ("received", r"Dokumentasjon mottatt(?: hos \w+)?|(?:Innsendt )?dokumentasjon komplett"),
    ("started", r"Saksbehandling (?:startet|påbegynt)|Oppstart(?: av)? saksbehandling"),
    ("finished", r"Rapport ferdig(?:stilt)?|Metodevurdering(?:en)? ferdigstilt"),
    ("updated", r"Rapport oppdatert"),
    ("days", r"(?:Total )?saksbehandlingstid"),
    ("case_handlers", r"Saksutreder(?:e)?|Utredere"),
    ("experts", r"(?:Kliniske|Medisinske) (?:fag)?eksperter|Fageksperter"),
)
LABELS = tuple((event, re.compile(rf"^(?:{words})\s*(?:[:\t]|$)\s*", re.IGNORECASE)) for event, words in LOG_LABELS)
NUMBER_KEY = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
TOP_HEADING = re.compile(
    r"^(?:forord|oppsummering|sammendrag|innhold|logg\b|ordliste|forkortelser|referanser|litteratur|vedlegg|appendiks"
    r"|samlet vurdering)",
    re.IGNORECASE,
)
# Headings that carry meaning for facts, recognised even where print did not tell them from text.
KNOWN_HEADING = re.compile(
    r"(?:\d(?:\.\d)* )?(?:Oppsummering|Sammendrag|Samlet vurdering|Formål|Alvorlighet(?: og prognosetap)?|Nytte"
    r"|Effektdokumentasjon|Sikkerhet|Ressursbruk|Kostnadseffektivitet|Usikkerhet|Budsjettkonsekvenser"
    r"|Innsendt dokumentasjon|(?:DMPs|SLVs|Legemiddelverkets) vurdering|Logg)"
)
LEFT_OUT = re.compile(r"^(?:referanse|litteratur|ordliste|innhold|figur|tabelloversikt)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the report, with its place and the headings it stands under.

    Attributes:
        text: the sentence on one line.
        places: its spans (page, start, end) in `Page.text`: one, or two where a page ends inside it.
        paragraph: the whole paragraph, on one line.
        headings: all titles over it, outermost first.
        voice: who speaks by heading: «dmp», «company», or «» where headings do not say.
        ocr: the page was read from an image.
    """

    text: str
    places: tuple[tuple[int, int, int], ...]
    paragraph: str
    headings: tuple[str, ...]
    voice: str
    ocr: bool = False

    @property
    def page(self) -> int:
        return self.places[0][0]

    def source(self, document: Document, holds: str = "") -> Source:
        """The sentence as a Source: of a divided one the part on the page where `holds` stands."""
        found = [document.source(*place) for place in self.places]
        wanted = " ".join(holds.split())
        return next((source for source in found if wanted and wanted in " ".join(source.quote.split())), found[0])


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the log: what it is about, its label and value as printed, and its place."""

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
        agency[0] if agency else "",
        document.parts,
        document.tables,
        tuple(table for table in tables if not table.splits_numbers),
        tuple(_statements(document)),
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
    return Report(**{**_fields(report), "warnings": (*document.warnings, *missing, *ocr, *split)})


def _fields(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in Report.__slots__}


def _identity(text: str) -> str:
    match = METHOD_ID.search(text)
    return f"ID{match[1]}_{match[2]}" if match else ""


def _log(document: Document) -> Iterator[LogRow]:
    """The lines of the log: «label: value», a table row, or a label with its value on the next line."""
    for page in document.pages[:25]:
        lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", page.text)]
        found = [(place, event, match) for place, (_, line) in enumerate(lines) for event, match in _labels(line)]
        if page.ocr or len({event for _, event, _ in found}) < 4:
            continue
        for place, event, match in found:
            start, line = lines[place]
            value, end = line[match.end() :].strip(), start + len(line)
            if not value and place + 1 < len(lines) and not any(_labels(lines[place + 1][1])):
                value, end = lines[place + 1][1].strip(), lines[place + 1][0] + len(lines[place + 1][1])
            if value:
                label = match[0].strip(" :\t")
                yield LogRow(event, label, " ".join(value.split()), document.source(page.number, start, end))


def _labels(line: str) -> list[tuple[str, re.Match[str]]]:
    return [(event, match) for event, pattern in LABELS if (match := pattern.match(line))][:1]


@dataclass(slots=True)
class _Paragraph:
    """A paragraph on its way: its pieces (page, start, text), a second one where a page ends inside it."""

    pieces: list[tuple[Page, int, str]]
    over: tuple[Part, ...]


def _statements(document: Document) -> Iterator[Statement]:
    """Every sentence of running text, under the headings that stand over it."""
    for paragraph in _paragraphs(document):
        yield from _sentences(paragraph)


def _paragraphs(document: Document) -> list[_Paragraph]:
    titles = {(part.page, " ".join(part.title.split())): part for part in document.parts if part.title}
    over: list[Part] = []
    found: list[_Paragraph] = []
    for page in document.pages:
        first = True
        for start, block in blocks_of(page.text):
            flat = " ".join(block.split())
            if flat.startswith("[^"):
                continue
            part = titles.get((page.number, flat)) or titles.get((page.number, _without_number(flat)))
            if part is None and KNOWN_HEADING.fullmatch(flat):
                part = Part("", flat, page.number, "", 9)
            if part:
                over = _under(over, part)
            elif "\t" not in block and not (over and LEFT_OUT.match(over[-1].title)):
                if first and found and _goes_on(found[-1], page, flat):
                    found[-1].pieces.append((page, start, block))
                else:
                    found.append(_Paragraph([(page, start, block)], tuple(over)))
            first = False
    return found


def _goes_on(paragraph: _Paragraph, page: Page, text: str) -> bool:
    """Whether the first text of a page continues the paragraph that the page before ended in."""
    last, _, before = paragraph.pieces[-1]
    ended = bool(re.search(r"[.!?:;»](?:\[\^\d+\])?$", before.strip()))
    return last.number == page.number - 1 and not ended and not last.ocr and not page.ocr and not text[:1].isupper()


def _sentences(paragraph: _Paragraph) -> Iterator[Statement]:
    headings = tuple(part.title for part in paragraph.over)
    voice = next((said for title in reversed(headings) if (said := voice_of(title))), "")
    whole = " ".join(text for _, _, text in paragraph.pieces)
    flat = " ".join(whole.split())
    for first, last in sentence_spans(whole):
        places, offset = [], 0
        for page, start, text in paragraph.pieces:
            low, high = max(first, offset), min(last, offset + len(text))
            if low < high:
                places.append((page.number, start + low - offset, start + high - offset))
            offset += len(text) + 1
        ocr = any(page.ocr for page, _, _ in paragraph.pieces)
        yield Statement(" ".join(whole[first:last].split()), tuple(places), flat, headings, voice, ocr)


def _under(over: list[Part], part: Part) -> list[Part]:
    """The headings over what follows `part`. Numbers say the depth; how large print is does not, where they lack."""
    if TOP_HEADING.match(part.title) or part.key.isdigit():
        return [part]
    depth = part.key.count(".") + 1 if NUMBER_KEY.fullmatch(part.key) else 0
    if depth:
        return [*(other for other in over if _depth(other) and _depth(other) < depth), part]
    return [*(other for place, other in enumerate(over) if place == 0 or _depth(other)), part]


def _depth(part: Part) -> int:
    """How deep a numbered heading is; a named chapter is at depth 1; an unnumbered heading below it has none (0)."""
    if NUMBER_KEY.fullmatch(part.key):
        return part.key.count(".") + 1
    return 1 if TOP_HEADING.match(part.title) else 0


def voice_of(heading: str) -> str:
    """Who speaks under a heading: «DMPs vurdering» → dmp, «Innsendt dokumentasjon» → company."""
    if re.search(r"\bDMPs?\b|\bSLVs?\b|legemiddelverkets", heading, re.IGNORECASE):
        return "dmp"
    return "company" if re.search(r"\binnsendt\b|\bfirmaets\b", heading, re.IGNORECASE) else ""


def _without_number(text: str) -> str:
    return re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", text)


def blocks_of(text: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of every block that blank lines part."""
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        if match[0].strip():
            lead = len(match[0]) - len(match[0].lstrip())
            yield match.start() + lead, match[0].strip()


ABBREVIATED = (
    r"(?<!\bmva)(?<!\bca)(?<!\binkl)(?<!\bekskl)(?<!\beks)(?<!\bpr)(?<!\bnr)(?<!\bmill)(?<!\bmrd)(?<!\bbl)(?<!\bjf)"
)
SENTENCE = re.compile(rf"{ABBREVIATED}[.!?]»?(?:\[\^\d+\])?(?=\s+[A-ZÆØÅ«(])|\bmva\.(?=\s+[A-ZÆØÅ])|\n(?=•)")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a paragraph. An abbreviation, an ordinal or a date does not end one."""
    start = 0
    for match in SENTENCE.finditer(text):
        if text[start : match.start()].strip().isdigit():
            continue  # «1. Behandlingen …»: a number of a list
        yield start, match.end()
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        yield start, len(text)


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
