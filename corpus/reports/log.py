"""The log of a report: who applied, what for, and when each thing happened, under whatever labels.

A label is known by the words in use (`LOG_LABELS`), else by what it means: something that was received is «received»,
whether the report says «Dokumentasjon mottatt», «Opplysninger fra firma mottatt» or «Dokumentasjon motteken».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bokmal.amounts import DATE
from corpus.documents import Document, Source

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
# What a label means, where it is none of those: one pattern must fit, and no other. Bokmål and nynorsk.
_PAPERS = r"(?:dokumentasjon\w*|opplysning|innsending|søknad|pakke|materiale|data|underlag)"
_WORK = r"(?:saksbehandling|sakshandsaming|arbeid|utredning|utgreiing|vurdering)"
_REPORT = r"(?:rapport|metodevurdering|vurdering|utredning|utgreiing|saken)"
MEANT_FIELDS: tuple[tuple[str, str], ...] = (
    ("order", r"(?:bestillings?(?:nummer|nr\.?)?|saks?(?:nummer|nr\.?)?|tinging|oppdrag|metode(?:-?id|nummer)?)"),
    (
        "company",
        r"(?:innehaver(?:en)? av markedsføringstillatelsen?|innehavar av marknadsføringsløyve|(?:legemiddel)?verksemd"
        r"|søker|tilvirker|produsent|(?:legemiddel)?selskap|company|marketing authori[sz]ation holder|applicant)",
    ),
    ("product", r"(?:salgsnavn|merkenavn|merkenamn|preparatnamn|brand name|product)"),
    (
        "substance",
        r"(?:verkestoff|aktivt (?:virke)?stoff|innhold(?:sstoff)?|substans|generisk navn|INN"
        r"|active (?:substance|ingredient))",
    ),
    (
        "indication",
        r"(?:(?:\w+ )?indikasjon(?:en|sordlyd)?(?: som (?:vurderes|er vurdert|blir vurdert))?|bruksområdet?"
        r"|indication)",
    ),
    (
        "days",
        r"(?:totalt? |samlet )?(?:sakshandsamingstid|antall dager|talet? på dagar|dager totalt|tidsbruk)",
    ),
)
MEANT_DATES: tuple[tuple[str, str], ...] = (
    ("commissioned", r"(?=.*(?:bestillerforum|nye metoder))(?=.*(?:bestilt|bestilling|oppdrag|tinga|tinging))"),
    (
        "ordered",
        rf"(?=.*(?:{_PAPERS}|anmodning|førespurnad|forespørsel))(?=.*\b(?:bestilt|tinga|etterspurt|sendt|utbedt)\b)(?!.*mottatt)",
    ),
    ("ordered", r"(?:bestilling|anmodning|oppdrag|tinging)\w*\s+(?:er\s+)?(?:mottatt|motteken|sendt|kom)"),
    ("received", rf"(?=.*{_PAPERS})(?=.*(?:mottatt|motteken|mottekne|innkommet|komplett|fullstendig|levert|kom inn))"),
    ("started", rf"(?=.*(?:{_WORK}|oppstart))(?=.*(?:start|påbegynt|begynt|byrja|igangsatt|sett i gang))"),
    ("finished", rf"(?=.*{_REPORT})(?=.*(?:ferdig|oversendt|avsluttet|avslutta|avgitt|levert|sendt til))"),
)
_FIELDS = tuple((event, re.compile(words, re.IGNORECASE)) for event, words in MEANT_FIELDS)
_DATES = tuple((event, re.compile(words, re.IGNORECASE)) for event, words in MEANT_DATES)
LONGEST_LABEL = 8  # words
UNPARTED = re.compile(rf"(?P<label>[A-ZÆØÅ][^\d:\t]{{2,60}}?)\s+(?P<value>{DATE}|ID\s?\d{{4}}[_-]\d{{3}})$")
# A label that print set beside the middle of its value, and reading put inside it: «… voksne som ikke Indikasjon har …»
INSIDE = re.compile(
    r"(?P<one>[A-ZÆØÅ][^\t:]{20,}?[^.\s:])\s(?P<label>Indikasjon|Bruksområde)\s(?P<other>[a-zæøå][^\t:]+)"
)
BEFORE_DATE = re.compile(rf"(?P<value>{DATE})\s+(?P<rest>[a-zæøå]+(?:\s[a-zæøå]+){{0,3}})$")


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the log: what it is about, its label and value as printed, and its place. «other»: an unknown label."""

    event: str
    label: str
    value: str
    source: Source


def log_of(document: Document) -> Iterator[LogRow]:
    """The lines of the log: «label: value», a table row, or a label with its value on the next line."""
    for page in document.pages[:25]:
        for lines in () if page.ocr else _logs_on(page.text):
            taken = -1  # the line that is the value of the one above it
            for place, (start, line) in enumerate(lines):
                meant = list(_meant(document, page.number, lines, place))
                yield from meant
                known = bool(meant) or any(_labels(line)) or place == taken
                if not known and (other := OTHER_FIELD.fullmatch(line)):
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


def _meant(document: Document, page: int, lines: list[tuple[int, str]], place: int) -> Iterator[LogRow]:
    """The fields of a line whose label is none of those in use, by what the label means."""
    for event, label, value, start, end in _meanings(lines, place):
        yield LogRow(event, label, value, document.source(page, start, end))


def _meanings(lines: list[tuple[int, str]], place: int) -> Iterator[tuple[str, str, str, int, int]]:
    """(event, label, value, start, end) of a line, or of two lines that print parted one label over."""
    start, line = lines[place]
    if any(_labels(line)) and ("\t" in line or ":" in line or not UNPARTED.match(line)):
        return
    end = start + len(line)
    parted = re.match(r"([^\t:]+?)\s*[:\t]\s*(\S.*)$", line)
    before = lines[place - 1][1].strip() if place else ""
    if parted:
        label, value = parted[1], parted[2]
    elif match := UNPARTED.match(line.strip()):
        label, value = match["label"], match["value"]
    elif (match := BEFORE_DATE.match(line.strip())) and re.fullmatch(r"[A-ZÆØÅ][a-zæøå]+(?: \w+)?", before):
        label, value, start = f"{before} {match['rest']}", match["value"], lines[place - 1][0]
    elif match := INSIDE.fullmatch(" ".join(line.split())):
        label, value = match["label"], f"{match['one']} {match['other']}"
    else:
        return
    if event := _meaning(label.strip(), value):
        yield event, label.strip(), " ".join(value.split()), start, end


def _meaning(label: str, value: str) -> str:
    """The event that a label tells, where its value is what such a field holds; empty where two fit, or none does."""
    if len(label.split()) > LONGEST_LABEL:
        return ""
    if re.match(rf"(?:{DATE})(?!\d)", value, re.IGNORECASE):
        found = {event for event, pattern in _DATES if pattern.match(label)}
        found = found - {"ordered"} if "commissioned" in found else found
        known = [event for event, _ in _labels(f"{label}:")]
        return found.pop() if len(found) == 1 else known[0] if known else ""
    found = {event for event, pattern in _FIELDS if pattern.fullmatch(label)}
    if "order" in found and not re.search(r"\bID\s?\d{4}", value):
        return ""
    return found.pop() if len(found) == 1 else ""


def _parted(line: str) -> bool:
    parted = re.match(r"([^\t:]+?)\s*[:\t]\s*(\S.*)$", line)
    return bool(parted and _meaning(parted[1].strip(), parted[2]))


def _logs_on(text: str) -> Iterator[list[tuple[int, str]]]:
    """(offset, line) of the parts of a page that are a log: between headings and captions, with enough fields.

    A table in it of which only the head reads as a field, over rows of its own, is another table.
    """
    parts: list[list[tuple[int, str]]] = [[]]
    for start, block in ((match.start(), match[0]) for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text)):
        lines = [(start + match.start(), match[0]) for match in re.finditer(r"[^\n]+", block)]
        fields = [place for place, (_, line) in enumerate(lines) if any(_labels(line)) or _parted(line)]
        if "\t" in block and fields == [0] and len(lines) > 2:
            continue
        for offset, line in lines:
            if ENDS_LOG.match(line):
                parts.append([])
            parts[-1].append((offset, line))
    for part in parts:
        known = {event for _, line in part for event, _ in _labels(line)}
        known |= {event for place in range(len(part)) for event, *_ in _meanings(part, place)}
        if len(known) >= FEWEST_FIELDS:
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
