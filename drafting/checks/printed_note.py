"""What is wrong in a note as it stands on paper, whoever wrote it: codes P001 to P011, never renumbered.

Reads a `PriceNote`; needs no case. Contradictions are errors, what a reader should look at is a warning, and what was
hidden from the public is information.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from corpus.bokmal import DATE, amount, iso_day
from corpus.notes import PriceNote
from drafting.findings import Finding, Severity
from drafting.number_style import numeric_date

REQUIRED = (
    "bakgrunn",
    "pristilbud",
    "kostnadseffektivitet",
    "budsjettkonsekvenser",
    "anskaffelse",
    "andre_land",
    "oppsummering",
    "prosess",
)
TERMS = (("RHF-AUP", r"\bRHF AUP\b|\bLIS-AUP\b"), ("Maks-AUP", r"\b[Mm]aks AUP\b"))
FORUM = re.compile(rf"Beslutningsforum(?: for nye metoder)? ({DATE})")
VALID_FROM = re.compile(rf"gjelde fra ({DATE})")
OFFERED = re.compile(rf"(?:({DATE})[^.]{{0,40}}\btilbudt\b|\btilbudt\b[^.]{{0,40}}?({DATE})|\bga ({DATE}))")
DOUBLE = re.compile(r"(?<![.…])\.\.(?![.…])|,,|;;|::|\?\?| \.(?=\s|$)|,\.")
URL = re.compile(r"https?://\S+")


def check_printed_note(note: PriceNote) -> tuple[Finding, ...]:
    """Every contradiction and slip in a note that was read, in the order of the checks below."""
    return tuple(finding for check in CHECKS for finding in check(note))


def offer_date(note: PriceNote) -> Iterator[Finding]:
    """The date of the offer in Pristilbud against the day the prices were received in Prosess."""
    received = note.process.dates.get("prices_received", "")
    match = OFFERED.search(_text(note, "pristilbud"))
    offered = iso_day(next(group for group in match.groups() if group)) if match else ""
    if offered and received and offered != received:
        yield Finding(
            "P001",
            "error",
            "pristilbud",
            f"Tilbudet er datert {_day(offered)} under Pristilbud, men {_day(received)} under Prosess.",
            _day(received),
            _day(offered),
        )


def note_date(note: PriceNote) -> Iterator[Finding]:
    """The date of the note against the day it was finished."""
    finished = note.process.dates.get("note_finished", "")
    if note.dated and finished and note.dated != finished:
        message = f"Notatet er datert {_day(note.dated)}, men ferdigstilt {_day(finished)} ifølge Prosess."
        yield Finding("P002", "error", "prosess", message, _day(note.dated), _day(finished))


def day_counts(note: PriceNote) -> Iterator[Finding]:
    """Days of case handling against the dates, and days that nothing explains."""
    dates = {name: date.fromisoformat(day) for name, day in note.process.dates.items() if len(day) == 10}
    total, waiting = note.process.total_days, note.process.waiting_days
    negotiating, net = note.process.negotiation_days, note.process.net_days
    asked = dates.get("inquiry_sent", dates.get("report_received"))
    spans = (
        ("Saksbehandlingstiden", total, dates.get("report_received"), dates.get("note_finished")),
        ("Ventetiden", waiting, asked, dates.get("prices_received")),
        ("Forhandlingstiden", negotiating, dates.get("prices_received"), dates.get("agreement_negotiated")),
    )
    for what, days, start, end in spans:
        if days is not None and start and end and (end - start).days != days:
            counted = (end - start).days
            message = f"{what} er oppgitt til {days} dager, men datoene gir {counted}."
            yield Finding("P003", "error", "prosess", message, str(counted), str(days))
    if total is None:
        return
    rest = total - (waiting or 0) - (negotiating or 0)
    if net is not None and net != rest:
        message = f"Reell saksbehandlingstid er oppgitt til {net} dager, men {rest} dager gjenstår."
        yield Finding("P003", "error", "prosess", message, str(rest), str(net))
    if net is None and (waiting or negotiating) and rest:
        # With waiting alone the rest is plainly our own handling; with negotiation told too, the reader expects a sum.
        severity: Severity = "warning" if negotiating else "info"
        yield Finding("P004", severity, "prosess", f"{rest} av {total} dager er ikke forklart.", found=str(rest))


def decision_dates(note: PriceNote) -> Iterator[Finding]:
    """The forum's date and the first day of the price must be the same wherever they stand."""
    for what, pattern in (("Datoen for Beslutningsforum", FORUM), ("Datoen prisen gjelder fra", VALID_FROM)):
        found = {key: set(pattern.findall(_text(note, key))) for key in ("anskaffelse", "oppsummering")}
        if all(found.values()) and found["anskaffelse"] != found["oppsummering"]:
            message = f"{what} er ikke den samme i oppsummeringen som under anskaffelse."
            expected, printed = (", ".join(sorted(found[key])) for key in ("anskaffelse", "oppsummering"))
            yield Finding("P005", "error", "oppsummering", message, expected, printed)


def price_days(note: PriceNote) -> Iterator[Finding]:
    """New prices take effect on the 1st or the 15th of a month (DOMAIN.md)."""
    for key in ("anskaffelse", "oppsummering"):
        for day in dict.fromkeys(VALID_FROM.findall(_text(note, key))):
            if not day.startswith(("01.", "15.")):
                yield Finding(
                    "P006", "warning", key, f"Prisen gjelder fra {day}, som ikke er den 1. eller 15.", found=day
                )


def budget_sums(note: PriceNote) -> Iterator[Finding]:
    """Intervention − comparator = impact, column by column, within the rounding of one krone."""
    for table in note.tables:
        rows = {row[0].split()[0].lower(): row for row in table.rows if row and row[0].split()}
        three = [rows.get(name) for name in ("intervensjon", "komparator", "budsjettvirkning")]
        if any(row is None for row in three):
            continue
        for place, cells in enumerate(zip(*(row or () for row in three), strict=False)):
            plus, minus, result = (amount(cell) if place else None for cell in cells)
            if plus is not None and minus is not None and result is not None:
                difference = Decimal(plus) - Decimal(minus)
                if abs(difference - Decimal(result)) > 1:
                    message = f"Budsjettvirkningen i kolonne {place} er ikke intervensjon minus komparator."
                    yield Finding("P007", "error", "budsjettkonsekvenser", message, str(difference), str(result))


def punctuation(note: PriceNote) -> Iterator[Finding]:
    """Double signs, and quotation marks that do not come in pairs; links left out."""
    for section in note.sections:
        text = URL.sub("", section.text)
        for match in DOUBLE.finditer(text):
            around = " ".join(text[max(0, match.start() - 25) : match.end()].split())
            yield Finding("P008", "warning", section.key, f"Dobbelt tegnsetting: «{around}».", found=match[0])
        opened, closed = text.count("«"), text.count("»")
        if opened != closed:
            message = f"Anførselstegnene går ikke opp: {opened} « og {closed} »."
            yield Finding("P008", "warning", section.key, message)


def terms(note: PriceNote) -> Iterator[Finding]:
    """One term for one thing: a variant beside the house's own spelling, told once with the sections it stands in."""
    for term, variants in TERMS:
        found = {section.key: match[0] for section in note.sections if (match := re.search(variants, section.text))}
        if found:
            first, variant = next(iter(found.items()))
            yield Finding(
                "P009", "warning", first, f"Skriv «{term}», ikke «{variant}» ({', '.join(found)}).", term, variant
            )


def missing_sections(note: PriceNote) -> Iterator[Finding]:
    """Sections that every note has."""
    keys = {section.key for section in note.sections}
    for key in REQUIRED:
        if key not in keys:
            yield Finding("P010", "warning", key, f"Fant ikke avsnittet «{key}».")


def blanks(note: PriceNote) -> Iterator[Finding]:
    """What was hidden from the public: information, not a fault."""
    for blank in note.blanks:
        message = f"Sladdet mellom «{blank.before}» og «{blank.after}»."
        yield Finding("P011", "info", blank.section, message)


CHECKS: tuple[Callable[[PriceNote], Iterator[Finding]], ...] = (
    offer_date,
    note_date,
    day_counts,
    decision_dates,
    price_days,
    budget_sums,
    punctuation,
    terms,
    missing_sections,
    blanks,
)


def _text(note: PriceNote, key: str) -> str:
    return next((section.text for section in note.sections if section.key == key), "")


def _day(iso: str) -> str:
    return numeric_date(date.fromisoformat(iso)) if len(iso) == 10 else iso
