"""A read document to a price note: header, sections, decisions, prices, other countries, process, and its blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.bokmal.names import named_in
from corpus.documents import Document, Page, Part, Table
from corpus.notes import blanks as seams
from corpus.notes.blanks import Blank
from corpus.notes.countries import Country, countries_in
from corpus.notes.decisions import Decision, decisions_in, parted
from corpus.notes.house_sections import HOUSE_SECTIONS
from corpus.notes.lines import Line, NoteText, note_text, paragraphs
from corpus.notes.pieces import SIGNER, Price, dated_in, header_in, indication_in, prices_in, signatures_in, title_in
from corpus.notes.process_table import Process, process_in
from corpus.notes.tables import HIDDEN, TableText, head_of_years, redacted, text_tables

SIGNATURES = "signaturer"
# In house order. A heading is found once and in this order, so that a table cell «Budsjettkonsekvenser» is no heading.
ORDER = (
    *(section.key for section in HOUSE_SECTIONS if not section.after_signatures),
    SIGNATURES,
    *(section.key for section in HOUSE_SECTIONS if section.after_signatures),
)
TITLES = {
    section.key: re.compile(rf"^(?:\d{{1,2}}\.? )?(?:{section.read_as})\s*:?$", re.IGNORECASE)
    for section in HOUSE_SECTIONS
}


@dataclass(frozen=True, slots=True)
class PriceNote:
    """A price note as read. Texts hold `[sladdet]` where a quantity is hidden and `[^n]` where a footnote stands."""

    document: Document
    method_id: str
    title: str
    dated: str
    product: str
    substance: str
    header: Mapping[str, str]
    sections: tuple[Part, ...]
    indication: str
    tables: tuple[Table, ...]
    prices: tuple[Price, ...]
    decisions: tuple[Decision, ...]
    countries: tuple[Country, ...]
    process: Process
    signatures: tuple[tuple[str, str], ...]
    blanks: tuple[Blank, ...]
    footnotes: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def section(self, key: str) -> Part:
        """The section with that key. Raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


@dataclass(slots=True)
class _Section:
    """A section on its way: its lines, then its paragraphs, tables and blanks."""

    key: str
    title: str
    page: int
    lines: list[Line]
    paragraphs: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)


def read_note(document: Document) -> PriceNote:
    """The price note in a document that was read. What is missing is named in `warnings`; nothing is guessed."""
    text = note_text(replace(document, pages=tuple(_with_gaps(page) for page in document.pages)))
    head, sections = _cut(text)
    for section in sections:
        _read_section(section, text, document)
    title_id, title = title_in(head)
    names = named_in(title, "\n".join(page.text for page in document.pages), house_order=True)
    product, substance = names.product, names.substance
    bakgrunn = next((section for section in sections if section.key == "bakgrunn"), None)
    abroad = next((section for section in sections if section.key == "andre_land"), None)
    signed = next((section for section in sections if section.key == SIGNATURES), None)
    process = next((section for section in sections if section.key == "prosess"), None)
    stages = process_in([line.text.replace(seams.SPACE, " ") for line in process.lines] if process else [])
    if process and stages.rows:
        process.tables = [Table(process.page, stages.rows, pages=(process.page,))]
        process.paragraphs = [Line(process.page, "\n".join("\t".join(row) for row in stages.rows))]
    tables = tuple(table for section in sections for table in section.tables)
    note = PriceNote(
        document=document,
        method_id=title_id,
        title=title,
        dated=dated_in(head),
        product=product,
        substance=substance,
        header=header_in(head),
        sections=tuple(_part(section, text.footnotes) for section in sections if section.key != SIGNATURES),
        indication=indication_in(bakgrunn.paragraphs if bakgrunn else ()),
        tables=tables,
        prices=prices_in(tables),
        decisions=tuple(
            replace(decision, product=product, substance=substance)
            for decision in decisions_in(bakgrunn.paragraphs if bakgrunn else ())
        ),
        countries=countries_in(abroad.paragraphs if abroad else ()),
        process=stages,
        signatures=signatures_in(signed.lines if signed else []),
        blanks=tuple(blank for section in sections for blank in section.blanks),
        footnotes=text.footnotes,
        links=text.links,
    )
    return replace(note, warnings=(*document.warnings, *text.warnings, *_missing(note)))


def _with_gaps(page: Page) -> Page:
    """The page with a mark in its text where geometry found a dark box or a wide gap."""
    text = page.text
    for gap in sorted(getattr(page, "gaps", ()), key=lambda gap: -gap.at):
        mark = seams.BOX if gap.kind == "box" else seams.SPACE
        text = f"{text[: gap.at].rstrip(' ')} {mark} {text[gap.at :].lstrip(' ')}"
    return replace(page, text=text)


def _cut(text: NoteText) -> tuple[list[Line], list[_Section]]:
    """The lines before the first heading, and the sections, each with its lines."""
    head: list[Line] = []
    sections: list[_Section] = []
    passed = -1
    lines = text.lines
    for place, line in enumerate(lines):
        key = next((key for key in ORDER[passed + 1 :] if key in TITLES and TITLES[key].match(line.text)), "")
        if key and (sections or key == ORDER[0]):
            sections.append(_Section(key, line.text.rstrip(": "), line.page, []))
            passed = ORDER.index(key)
        elif sections and sections[-1].key != "prosess" and _signs(lines, place):
            sections.append(_Section(SIGNATURES, "", line.page, [line]))
            passed = ORDER.index(SIGNATURES)
        elif sections:
            sections[-1].lines.append(line)
        else:
            head.append(replace(line, text=" ".join(line.text.replace(seams.SPACE, " ").split(" "))))
    return head, sections


def _signs(lines: Sequence[Line], place: int) -> bool:
    """Whether the names of those who sign stand here: a short line without a full stop, over their titles."""
    here = lines[place].text.replace("\t", " ").replace(seams.SPACE, " ")
    after = lines[place + 1].text.replace("\t", " ").replace(seams.SPACE, " ") if place + 1 < len(lines) else ""
    return bool(SIGNER.match(after)) and not re.search(r"[.:]$|\d", here) and len(here) < 120


def _read_section(section: _Section, text: NoteText, document: Document) -> None:
    """Fills paragraphs, tables and blanks of the section, in place."""
    if section.key == SIGNATURES:
        return
    tabbed = any("\t" in line.text for line in section.lines)
    found = _tabbed_tables(section.lines, document) if tabbed else text_tables(section.lines, text.wrapped)
    if section.key == "prosess" and not tabbed:
        found = ()
    place = 0
    for table in (*found, None):
        end = table.start if table else len(section.lines)
        _prose(section, section.lines[place:end], text)
        if table:
            _table(section, table.table)
            place = table.end


def _prose(section: _Section, lines: Sequence[Line], text: NoteText) -> None:
    for paragraph in parted(paragraphs(lines, text.wrapped, text.width)):
        if section.key == "prosess":
            section.paragraphs.append(paragraph)
            continue
        shown, found = seams.redacted(paragraph.text, section.key, paragraph.page)
        section.paragraphs.append(replace(paragraph, text=shown))
        section.blanks += found


def _table(section: _Section, table: Table) -> None:
    lead = section.paragraphs[-1].text if section.paragraphs else ""
    shown, hidden = redacted(table, lead) if section.key != "prosess" else (table, ())
    section.tables.append(shown)
    section.blanks += [Blank(section.key, cell.row, cell.column, table.page) for cell in hidden]
    rows = "\n".join("\t".join(row) for row in shown.rows)
    section.paragraphs.append(Line(table.page, rows, gap=True))


def _tabbed_tables(lines: Sequence[Line], document: Document) -> tuple[TableText, ...]:
    """Runs of table rows in the text, each as the document's table that holds its first row."""
    found: list[TableText] = []
    start = 0
    while start < len(lines):
        end = start
        while (
            end < len(lines)
            and "\t" in lines[end].text
            and (end == start or not lines[end].gap or lines[end].page == lines[start].page)
        ):
            end += 1
        if end == start:
            start += 1
            continue
        rows = tuple(tuple(_cell(cell) for cell in line.text.split("\t")) for line in lines[start:end])
        first = start
        if start and (years := head_of_years(lines[start - 1].text, len(rows[0]))):
            rows, first = (years, *rows), start - 1  # the head stayed on the page before
        caption = next((table.caption for table in document.tables if table.rows[:1] == rows[:1]), "")
        number = next((table.number for table in document.tables if table.rows[:1] == rows[:1]), "")
        found.append(TableText(Table(lines[first].page, rows, caption, number, (lines[first].page,)), first, end))
        start = end
    return tuple(found)


def _cell(text: str) -> str:
    text = seams.MARKS.sub(HIDDEN, text.replace(seams.SPACE, " "))
    return " ".join(text.split())


def _part(section: _Section, footnotes: Mapping[str, str]) -> Part:
    text = "\n\n".join(paragraph.text for paragraph in section.paragraphs)
    marks = dict.fromkeys(re.findall(r"\[\^(\d{1,2})\](?!:)", text))
    notes = [f"[^{mark}]: {footnotes[mark]}" for mark in marks if mark in footnotes]
    return Part(section.key, section.title, section.page, "\n\n".join([text, *notes]))


def _missing(note: PriceNote) -> tuple[str, ...]:
    """What a price note should hold and this one did not show."""
    wanted = {
        "metode-ID": note.method_id,
        "tittel": note.title,
        "dato": note.dated,
        "preparat og virkestoff": note.product,
        "godkjent indikasjon": note.indication,
        "pristabell": note.prices,
        "prosesstabell": note.process.rows,
        SIGNATURES: note.signatures,
    }
    return tuple(f"Fant ikke {name} i notatet." for name, value in wanted.items() if not value)
