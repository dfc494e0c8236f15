"""A read document to a price note: header, sections, decisions, prices, other countries, process, and its blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from corpus.bokmal.amounts import METHOD_ID, amount, iso_day, plain
from corpus.bokmal.names import named_in
from corpus.bokmal.price_terms import MAXIMUM, NEGOTIATED
from corpus.documents import Document, Page, Part, Table
from corpus.notes import blanks as seams
from corpus.notes.blanks import Blank
from corpus.notes.countries import Country, countries_in
from corpus.notes.decisions import Decision, decisions_in, parted
from corpus.notes.lines import Line, NoteText, note_text, paragraphs
from corpus.notes.process_table import Process, process_in
from corpus.notes.tables import HIDDEN, TableText, head_of_years, redacted, text_tables

# House order. A heading is found once and in this order, so that a table cell «Budsjettkonsekvenser» is no heading.
HEADINGS: tuple[tuple[str, str], ...] = (
    ("bakgrunn", r"Bakgrunn"),
    ("pristilbud", r"Pristilbud|Prisinformasjon|Priser|Pris"),
    ("kostnadseffektivitet", r"Kostnadseffektivitet"),
    ("budsjettkonsekvenser", r"Budsjettkonsekvenser|Budsjettvirkning(?:er)?"),
    ("avtaleverk", r"Avtaleverk(?: .{3,60})?"),
    ("anskaffelse", r"Betydning for (?:fremtidig|framtidig)e? anskaffelser?"),
    ("andre_land", r"Informasjon om refusjon.{0,120}"),
    ("oppsummering", r"Oppsummering(?: og konklusjon)?|Konklusjon"),
    ("signaturer", r"\x00"),
    ("prosess", r"Prosess"),
)
TITLES = {key: re.compile(rf"^(?:\d{{1,2}}\.? )?(?:{words})\s*:?$", re.IGNORECASE) for key, words in HEADINGS}
SIGNER = re.compile(
    r"^(?:(?:Fung\.|Konst\.|Spesial|Senior)?\s?(?:Fagsjef|Fagrådgiver|Seniorrådgiver|Rådgiver|Divisjonsdirektør|Avdelingsleder)\s*)+$",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"(?:Fung\. |Konst\. )?(?:Fagsjef|Fagrådgiver|Seniorrådgiver|Rådgiver|Divisjonsdirektør|Avdelingsleder)",
    re.IGNORECASE,
)
# An internal note marks a confidential amount with its owners' letters, raised: «24 870,30 NOK^A» reads «NOKA».
OWNERS = re.compile(r"(?<=NOK|ALY)[A-Z](?:\+[A-Z])*\b")


@dataclass(frozen=True, slots=True)
class Price:
    """A row of the price table; amounts are unscaled strings, `[sladdet]` where hidden, empty where not given."""

    item_number: str
    description: str
    max_aup: str
    rhf_aup: str
    page: int = 0


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
    title_id, title = _title(head)
    names = named_in(title, "\n".join(page.text for page in document.pages), house_order=True)
    product, substance = names.product, names.substance
    bakgrunn = next((section for section in sections if section.key == "bakgrunn"), None)
    abroad = next((section for section in sections if section.key == "andre_land"), None)
    signed = next((section for section in sections if section.key == "signaturer"), None)
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
        dated=_dated(head),
        product=product,
        substance=substance,
        header=_header(head),
        sections=tuple(_part(section, text.footnotes) for section in sections if section.key != "signaturer"),
        indication=_indication(bakgrunn.paragraphs if bakgrunn else ()),
        tables=tables,
        prices=_prices(tables),
        decisions=tuple(
            replace(decision, product=product, substance=substance)
            for decision in decisions_in(bakgrunn.paragraphs if bakgrunn else ())
        ),
        countries=countries_in(abroad.paragraphs if abroad else ()),
        process=stages,
        signatures=_signatures(signed.lines if signed else []),
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
    order = [key for key, _ in HEADINGS]
    passed = -1
    lines = text.lines
    for place, line in enumerate(lines):
        key = next((key for key in order[passed + 1 :] if TITLES[key].match(line.text)), "")
        if key and (sections or key == "bakgrunn"):
            sections.append(_Section(key, line.text.rstrip(": "), line.page, []))
            passed = order.index(key)
        elif sections and sections[-1].key != "prosess" and _signs(lines, place):
            sections.append(_Section("signaturer", "", line.page, [line]))
            passed = order.index("signaturer")
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
    if section.key == "signaturer":
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


def _title(head: Sequence[Line]) -> tuple[str, str]:
    """The method id and the title of the note, which stand together above «Bakgrunn»."""
    for place, line in enumerate(head):
        match = re.match(r"(ID\s?\d{4}[_-]\s?\d{3})\s*[:–-]?\s*(.*)$", line.text.replace("\t", " "))
        if match:
            rest = [other.text for other in head[place + 1 :]]
            identity = METHOD_ID.search(match[1])
            assert identity is not None
            return f"ID{identity[1]}_{identity[2]}", " ".join([match[2], *rest]).strip()
    return "", ""


def _header(head: Sequence[Line]) -> dict[str, str]:
    """«Til», «Kopi», «Fra» and «Dato» with what stands after them; recipients one a line."""
    found: dict[str, str] = {}
    field_name = ""
    for line in head:
        text = line.text.replace("\t", " ").strip()
        if METHOD_ID.match(text):
            break
        if match := re.match(r"(Til|Kopi|Fra|Dato)\s*:\s*(.*)$", text):
            field_name = match[1].lower()
            found[field_name] = match[2].strip()
        elif field_name in ("til", "kopi"):
            found[field_name] = f"{found[field_name]}\n{text}".strip()
    return found


def _dated(head: Sequence[Line]) -> str:
    return iso_day(_header(head).get("dato", ""))


def _indication(found: Sequence[Line]) -> str:
    """The paragraph under «Godkjent indikasjon», or what follows it on the same line."""
    for place, paragraph in enumerate(found):
        match = re.match(r"Godkjent(?:e)? indikasjon(?:er)?\s*:?\s*(.*)$", paragraph.text, re.IGNORECASE | re.DOTALL)
        if match:
            return match[1].strip() or (found[place + 1].text if place + 1 < len(found) else "")
    return ""


def _prices(tables: Sequence[Table]) -> tuple[Price, ...]:
    found: list[Price] = []
    for table in tables:
        head = table.rows[0]
        public = next((place for place, cell in enumerate(head) if MAXIMUM.search(cell)), None)
        secret = next((place for place, cell in enumerate(head) if NEGOTIATED.search(cell)), None)
        if not re.match(r"varen", head[0], re.IGNORECASE) or (public is None and secret is None):
            continue
        for row in table.rows[1:]:
            if re.fullmatch(r"\d{6}", row[0].strip()):
                description = row[1] if len(row) > 1 and 1 not in (public, secret) else ""
                found.append(Price(row[0].strip(), description, _price(row, public), _price(row, secret), table.page))
    return tuple(found)


def _price(row: Sequence[str], place: int | None) -> str:
    if place is None or place >= len(row):
        return ""
    if HIDDEN in row[place]:
        return HIDDEN
    value = amount(OWNERS.sub("", row[place]))
    return plain(value) if value is not None else ""


def _signatures(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """(name, title) of those who sign; two may stand on one line, parted by space, their titles on the next.

    Names that share a line with nothing to part them are left out: whose last name is whose would be a guess.
    """
    found: list[tuple[str, str]] = []
    for names, titles in pairwise(lines):
        if not SIGNER.match(titles.text.replace("\t", " ").replace(seams.SPACE, " ")):
            continue
        roles = [role.strip() for role in ROLE.findall(titles.text)]
        people = [
            part.strip()
            for part in re.split(rf"\t|\s{{2,}}|{seams.SPACE}", names.printed or names.text)
            if part.strip()
        ]
        if len(people) == len(roles):
            found += zip(people, roles, strict=True)
    return tuple(found)


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
        "signaturer": note.signatures,
    }
    return tuple(f"Fant ikke {name} i notatet." for name, value in wanted.items() if not value)


def note_json(note: PriceNote) -> dict[str, Any]:
    """The note as `prisnotat read` prints it (DESIGN, the command line)."""
    named = {"dated": "date"}
    return {
        "kind": "price_note",
        **{key: getattr(note, key) for key in ("method_id", "title", "dated", "product", "substance", "indication")},
        "header": dict(note.header),
        "sections": [_fields(part, ("key", "title", "page", "text")) for part in note.sections],
        "tables": [
            {**_fields(table, ("page", "caption", "number")), "rows": [list(row) for row in table.rows]}
            for table in note.tables
        ],
        "prices": [
            _fields(price, ("item_number", "description", "max_aup", "rhf_aup", "page")) for price in note.prices
        ],
        "decisions": [
            {
                **_fields(decision, ("method_id", "forum", "dated", "outcome", "indication", "text", "page"), named),
                "conditions": list(decision.conditions),
            }
            for decision in note.decisions
        ],
        "countries": [
            _fields(entry, ("country", "body", "status", "dated", "text", "url", "page"), named)
            for entry in note.countries
        ],
        "process": note.process.json,
        "signatures": [{"name": name, "title": title} for name, title in note.signatures],
        "footnotes": dict(note.footnotes),
        "blanks": [_fields(blank, ("section", "before", "after", "page")) for blank in note.blanks],
        "warnings": list(note.warnings),
    }


def _fields(item: object, names: Sequence[str], renamed: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    return {renamed.get(name, name): getattr(item, name) for name in names}
