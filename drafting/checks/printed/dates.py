"""Dates that disagree, cannot be, come in the wrong order, or are no meeting days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from datetime import date
from itertools import pairwise

from corpus.bokmal.amounts import DATE, day, iso_day
from corpus.bokmal.institutions import FORUM as DECIDING_FORUM
from corpus.bokmal.number_style import numeric_date
from corpus.notes.note import PriceNote
from drafting.checks.printed.printed_text import dates, own_words, text_of
from drafting.findings import Finding

FORUM = re.compile(rf"{DECIDING_FORUM},? ({DATE})")
VALID_FROM = re.compile(rf"gjelde fra ({DATE})")
AVAILABLE = re.compile(rf"(?:gjelde|(?:tas|ta) i bruk) fra ({DATE})")
IF_DECIDED = re.compile(rf"[Dd]ersom [^.]{{0,200}}?{DECIDING_FORUM},? ({DATE})")
OFFERED = re.compile(
    rf"(?:({DATE})[^.]{{0,40}}\b(?:tilbudt|bekreftet|gitt)\b|\btilbudt\b[^.]{{0,40}}?({DATE})|\bga ({DATE}))"
)
OFFERED_BY = re.compile(rf"\bga [^.\n:]{{2,60}}? ({DATE})[^.\n]{{0,30}}\b(?:pristilbud|priser)\b")
REPORTED = re.compile(
    rf"\b[Rr]apport\w*[^.\n]{{0,90}}?datert ({DATE})|\bmetodevurderingsrapport\w*[^.\n]{{0,90}}?({DATE})"
)
DECIDED = re.compile(rf"(ID\d{{4}}_\d{{3}})\s*\(({DATE})\)|({DATE}),?\s*\(?(ID\d{{4}}_\d{{3}})\b")
NUMERIC = re.compile(r"(?<![\d./_-])\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?![\d/_-])")
STAGES = (
    ("report_received", "Underlaget fra DMP"),
    ("inquiry_sent", "Henvendelsen til leverandør"),
    ("prices_received", "Prisopplysningene"),
    ("agreement_negotiated", "Forhandlingene"),
    ("note_finished", "Ferdigstilt prisnotat"),
)


def offer_date(note: PriceNote) -> Iterator[Finding]:
    """The date of the offer in Pristilbud against the day the prices were received in Prosess."""
    received = note.process.dates.get("prices_received", "")
    match = _offer(note)
    offered = iso_day(next(group for group in match.groups() if group)) if match else ""
    if match and offered and received and offered != received:
        message = f"Tilbudet er datert {_day(offered)} under Pristilbud, men {_day(received)} under Prosess."
        yield Finding("P001", "error", "pristilbud", message, _day(received), _day(offered), match.span())


def _offer(note: PriceNote) -> re.Match[str] | None:
    text = text_of(note, "pristilbud")
    return OFFERED.search(text) or OFFERED_BY.search(text)


def note_date(note: PriceNote) -> Iterator[Finding]:
    """The date of the note against the day it was finished."""
    finished = note.process.dates.get("note_finished", "")
    if note.dated and finished and note.dated != finished:
        message = f"Notatet er datert {_day(note.dated)}, men ferdigstilt {_day(finished)} ifølge Prosess."
        yield Finding("P002", "error", "prosess", message, _day(note.dated), _day(finished))


def decision_dates(note: PriceNote) -> Iterator[Finding]:
    """The forum's date and the first day of the price must be the same wherever they stand."""
    for what, pattern in (("Datoen for Beslutningsforum", FORUM), ("Datoen prisen gjelder fra", VALID_FROM)):
        found = {key: set(pattern.findall(text_of(note, key))) for key in ("anskaffelse", "oppsummering")}
        if all(found.values()) and found["anskaffelse"] != found["oppsummering"]:
            message = f"{what} er ikke den samme i oppsummeringen som under anskaffelse."
            expected, printed = (", ".join(sorted(found[key])) for key in ("anskaffelse", "oppsummering"))
            place = pattern.search(text_of(note, "oppsummering"))
            yield Finding("P005", "error", "oppsummering", message, expected, printed, place.span(1) if place else None)


def price_days(note: PriceNote) -> Iterator[Finding]:
    """New prices take effect on the 1st or the 15th of a month (docs/field.md)."""
    for key in ("anskaffelse", "oppsummering"):
        for match in VALID_FROM.finditer(text_of(note, key)):
            found = day(match[1])
            if found and found.day not in (1, 15):
                message = f"Prisen gjelder fra {match[1]}, som ikke er den 1. eller 15."
                yield Finding("P006", "warning", key, message, found=match[1], span=match.span(1))


def decision_with_two_dates(note: PriceNote) -> Iterator[Finding]:
    """A decision told again outside Bakgrunn has the date that Bakgrunn gives it."""
    known: dict[str, set[str]] = {}
    for decision in note.decisions:
        known.setdefault(decision.method_id, set()).add(decision.dated)
    for section in note.sections:
        if section.key in ("bakgrunn", "prosess"):
            continue
        for match in DECIDED.finditer(own_words(note, section.key)):
            method_id, printed = (match[1], match[2]) if match[1] else (match[4], match[3])
            told = known.get(method_id, set()) - {""}
            if told and iso_day(printed) not in told:
                expected = ", ".join(_day(iso) for iso in sorted(told))
                message = f"Beslutningen i {method_id} er datert {printed} her, men {expected} under Bakgrunn."
                yield Finding("P013", "error", section.key, message, expected, printed, match.span())


def impossible_dates(note: PriceNote) -> Iterator[Finding]:
    """«31.06.2025» is no day."""
    for section in note.sections:
        for match in NUMERIC.finditer(own_words(note, section.key)):
            if day(match[0]) is None:
                message = f"{match[0]} er ingen dato."
                yield Finding("P023", "error", section.key, message, found=match[0], span=match.span())


def countries_after_note(note: PriceNote) -> Iterator[Finding]:
    """A decision that another country has made is older than the note."""
    for entry in note.countries:
        if note.dated and len(entry.dated) == 10 and entry.dated > note.dated:
            place = text_of(note, "andre_land").find(_day(entry.dated))
            message = f"{entry.country}: beslutningen er datert {_day(entry.dated)}, etter notatet."
            span = (place, place + 10) if place >= 0 else None
            yield Finding("P024", "warning", "andre_land", message, found=_day(entry.dated), span=span)


def order_of_dates(note: PriceNote) -> Iterator[Finding]:
    """Report, inquiry, prices, agreement, note, forum, first day of the price: each no earlier than the one before."""
    stages = [(name, _date(note.process.dates.get(key, ""))) for key, name in STAGES]
    known = [(name, found) for name, found in stages if found]
    for (before, first), (after, second) in pairwise(known):
        if second < first:
            message = (
                f"{after} ({numeric_date(second)}) kommer før {before[0].lower()}{before[1:]} ({numeric_date(first)})."
            )
            yield Finding("P025", "error", "prosess", message)
    noted = _date(note.dated)
    if noted is None:
        return
    for key, pattern, what in (
        ("bakgrunn", REPORTED, "Metodevurderingsrapporten"),
        ("pristilbud", OFFERED, "Pristilbudet"),
        ("pristilbud", OFFERED_BY, "Pristilbudet"),
        ("bakgrunn", FORUM, "En tidligere beslutning"),
    ):
        for match in pattern.finditer(own_words(note, key)):
            printed = next(group for group in match.groups() if group)
            found = day(printed)
            if found and found > noted:
                message = f"{what} er datert {printed}, etter notatet ({numeric_date(noted)})."
                yield Finding("P025", "error", key, message, found=printed, span=match.span())
    for key in ("anskaffelse", "oppsummering"):
        text = text_of(note, key)
        forum, start = IF_DECIDED.search(text), AVAILABLE.search(text)
        meets, starts = day(forum[1]) if forum else None, day(start[1]) if start else None
        if forum and meets and meets < noted:
            message = f"Beslutningsforum {forum[1]} er før notatets dato ({numeric_date(noted)})."
            yield Finding("P025", "error", key, message, found=forum[1], span=forum.span(1))
        if start and starts and meets and starts < meets:
            message = f"Prisen gjelder fra {start[1]}, før Beslutningsforum {numeric_date(meets)}."
            yield Finding("P025", "error", key, message, found=start[1], span=start.span(1))


def meeting_days(note: PriceNote, calendar: Set[date]) -> Iterator[Finding]:
    """The forum's dates are meeting days, as far as the calendar reaches."""
    if not calendar:
        return
    first, last = min(calendar), max(calendar)
    for section in note.sections:
        text = own_words(note, section.key)
        for match in FORUM.finditer(text):
            found = next((when for when, start, _ in dates(text) if start == match.start(1)), None)
            if found and first <= found <= last and found not in calendar:
                message = f"{match[1]} er ingen møtedag i kalenderen."
                yield Finding("P022", "error", section.key, message, found=match[1], span=match.span(1))


def _date(iso: str) -> date | None:
    return date.fromisoformat(iso) if len(iso) == 10 else None


def _day(iso: str) -> str:
    found = _date(iso)
    return numeric_date(found) if found else iso
