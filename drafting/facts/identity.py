"""Who and what: method id, title, dates, track, product, substance, company, ATC, indication, the log."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.bokmal.amounts import DATE, METHOD_ID, iso_day, plain
from corpus.bokmal.names import named_in
from corpus.bokmal.number_style import numeric_date
from corpus.documents import Page, Source
from corpus.reports.report import Report
from corpus.reports.title_page import report_date
from drafting.facts.fact.fact import Fact, Found, Warned
from drafting.facts.fact.scope import not_used, objections
from drafting.facts.fact.scope_reading import scope_at

DAYS = re.compile(r"(\d+)\s+(?:kalender)?dag|^(\d+)(?=\s*(?:\(|$))")
FULL_DATE = len("åååå-mm-dd")
DATED = {"commissioned", "ordered", "received", "started", "finished", "updated"}
ATC = re.compile(r"\b[A-Z]\d{2}[A-Z]{2}\d{2}\b|\b[A-Z]\d{2}[A-Z]{1,2}\b")
TRACKS: tuple[tuple[str, str], ...] = (
    (
        "no_health_economics",
        r"ut[ea]n\s+helseøkonomisk(?:e)?\s+(?:analyse|vurdering|evaluering)|ut[ea]n\s+helseøkonomi\b"
        r"|(?:avgrenset|avgrensa|begrenset)\s+til\s+(?:en\s+vurdering\s+av\s+)?budsjett\w*",
    ),
    ("threshold", r"terskelanalyse\w*"),
    ("cost_minimisation", r"kostnadsminimering\w*"),
    ("cost_comparison", r"kostnadssammenligning\w*"),
    (
        "cost_utility",
        r"\bCUA\b|kostnad(?:er)?\s+og\s+nytte\b|kostnad[-–\s]*(?:nytte|per[-\s](?:vunnet\s+)?QALY|effekt)\w*[-\s]*(?:analyse\w*)?|kostnadseffektivitetsanalyse\w*|kostnadsnytteanalyse\w*",
    ),
)
DENIED = re.compile(r"\b(?:ikke|ikkje|ingen|aldri|uten|utan)\b[^.;,]{0,40}$", re.IGNORECASE)
COMMISSIONED = re.compile(
    r"\bBestillerforum\b.*\b(?:ga|gav|bestilte|i\s+oppdrag|tinga)\b|\bbestilling\w*\s+(?:ble|vart)\s+(?:gjort|gitt)\b"
    r".*\bBestillerforum\b",
    re.IGNORECASE,
)
NAMED = {"product": "preparatet", "substance": "virkestoffet"}
CARRIED_OUT = (
    r"(?:i\s+oppdrag\s+å|har\s+(?:\w+\s+)?(?:gjort|utført|gjennomført|laget|vurdert\s+innsendt)|er\s+(?:gjort|utført|gjennomført|vurdert)"
    r"|vurderes|gjennomføres|rapporten\s+er|bestilt(?:e|\s+som)?)"
)


def identity(report: Report) -> Found:
    """Facts of the title page and the log."""
    yield from _title_page(report)
    yield from _log(report)
    yield from _log_left(report)
    yield from _track(report)
    yield from _indication(report)
    yield from _commissioned(report)


def _commissioned(report: Report) -> Found:
    """The day that Bestillerforum gave the order, where a sentence tells it with one date and the log does not."""
    if report.logged("commissioned"):
        return
    for statement in report.own_statements:
        dates = re.findall(rf"(?<!\d){DATE}(?!\d)", statement.text, re.IGNORECASE)
        if COMMISSIONED.search(statement.text) and len(dates) == 1 and not statement.ocr:
            if not DENIED.search(statement.text) and len(iso_day(dates[0])) == FULL_DATE:
                yield Fact("log.commissioned", iso_day(dates[0]), "", statement.source(report.document, dates[0]))
            return


def _title_page(report: Report) -> Found:
    page = next((page for page in report.document.pages if page.text.strip()), None)
    if page is None or page.ocr:
        return
    if match := METHOD_ID.search(page.text):
        place = report.document.source(page.number, match.start(), match.end())
        yield Fact("method_id", f"ID{match[1]}_{match[2]}", "", place)
    if report.title and (source := _where(report, page.number, report.title)):
        yield Fact("title", report.title, "", source)
        yield from _names(report, source)
    yield from _dated_page(report, page)


def _names(report: Report, source: Source) -> Found:
    """Product and substance out of the title, where the log does not name them; a warning where the title is unsure."""
    logged = {row.event for row in report.log}
    names = named_in(report.title, "\n".join(page.text for page in report.document.pages))
    for key, value in (("product", names.product), ("substance", names.substance)):
        place = re.search(re.escape(value), source.quote, re.IGNORECASE) if value else None
        if place and key not in logged:
            start = source.start + place.start()
            yield Fact(key, value, "", report.document.source(source.page, start, start + len(value)))
    missing = [name for key, name in NAMED.items() if key not in logged and not getattr(names, key)]
    if missing:
        why = f", for {names.doubt}" if names.doubt else ""
        yield Warned(f"Fant ikke {' og '.join(missing)} sikkert i tittelen på side {source.page}{why}.")


def _dated_page(report: Report, page: Page) -> Found:
    """The date of a title page: the one that says what it is, that stands alone, or that the log confirms."""
    finished = report.logged("finished")
    found = report_date(page.text, iso_day(finished.value) if finished else "")
    if found:
        place = report.document.source(page.number, found.start, found.end)
        yield Fact("dated", found.value.isoformat(), "", place)
        days = {iso_day(row.value) for row in report.log if row.event in ("finished", "updated")}
        if finished and len(iso_day(finished.value)) == FULL_DATE and found.value.isoformat() not in days:
            yield Warned(
                f"Rapporten er datert {numeric_date(found.value)} på side {page.number}, men loggen på side "
                f"{finished.source.page} har «{finished.label}» {finished.value}. Kontroller datoen.",
                place,
            )
    elif page.text:
        yield Warned(f"Fant ingen entydig dato for rapporten på side {page.number}.")


def _where(report: Report, page: int, text: str) -> Source | None:
    """Where a text that was put on one line stands on a page."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    match = re.search(words, report.document.pages[page - 1].text)
    return report.document.source(page, match.start(), match.end()) if match else None


def _log(report: Report) -> Found:
    for row in report.log:
        if row.event in ("product", "substance", "company", "indication"):
            value = row.value if row.event != "substance" else row.value[:1].lower() + row.value[1:]
            yield Fact(row.event, value, "", row.source)
        elif row.event == "atc":
            codes = ATC.findall(row.value)
            if len(codes) == 1:
                yield Fact("atc", codes[0], "", row.source)
            else:
                yield Warned(f"Fant ingen entydig ATC-kode i loggen (side {row.source.page}).")
        elif row.event in DATED:
            yield from _dated(row.event, row.value, row.source)
        elif row.event == "days" and (match := DAYS.search(row.value)):
            days, scope = match[1] or match[2], scope_at(row.value, *match.span(1 if match[1] else 2))
            if reasons := objections("log.days", scope):
                yield Warned(not_used("Saksbehandlingstiden", days, row.source.page, reasons))
            else:
                yield Fact("log.days", plain(Decimal(days)), "dager", row.source, scope=scope)
        elif row.event == "order" and (match := METHOD_ID.search(row.value)):
            yield Fact("method_id", f"ID{match[1]}_{match[2]}", "", row.source)


def _log_left(report: Report) -> Found:
    """The lines of the log with labels that no fact is made of, named once a page."""
    left: dict[int, dict[str, None]] = {}
    for row in report.log:
        if row.event == "other":
            left.setdefault(row.source.page, {})[row.label] = None
    for page, labels in left.items():
        told = [f"«{label}»" for label in labels]
        named = f"{', '.join(told[:-1])} og {told[-1]}" if len(told) > 1 else told[0]
        yield Warned(f"{named} i loggen på side {page} er ikke brukt.")


def _dated(event: str, value: str, source: Source) -> Found:
    found = iso_day(value)
    if len(found) == FULL_DATE:
        yield Fact(f"log.{event}", found, "", source)
    else:
        yield Warned(f"Fant ingen dato ved «{source.quote.split(':')[0].strip()[:60]}» i loggen (side {source.page}).")


def _track(report: Report) -> Found:
    """The track, from the title page or from a sentence that says what was carried out."""
    pages = report.document.pages[:2]
    for page in pages:
        named = [] if page.ocr else tracks_in(page.text)
        if len(named) == 1:
            track, start, end = named[0]
            yield Fact("track", track, "", report.document.source(page.number, *_whole_words(page.text, start, end)))
            return
    for statement in report.statements:
        named = tracks_in(statement.text)
        told = re.search(CARRIED_OUT, statement.text, re.IGNORECASE) and re.search(
            r"\bDMP|\bSLV|rapport|analyse", statement.text
        )
        if named and DENIED.search(statement.text[: named[0][1]]):  # «det er ikke gjort noen kostnad–nytte-analyse»
            continue
        if named and told and not statement.ocr and statement.voice != "company" and len(named) == 1:
            yield Fact("track", named[0][0], "", statement.source(report.document))
            return


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to the ends of its words, across hyphens: «Kostnad-nytte-» of «Kostnad-nytte-vurdering»."""
    inside = re.compile(r"[\w-]")
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    while start and inside.match(text[start - 1]):
        start -= 1
    while end < len(text) and inside.match(text[end]):
        end += 1
    return start, end


def tracks_in(text: str) -> list[tuple[str, int, int]]:
    """(track, start, end) of the tracks that a text names. A threshold analysis is a comparison of costs: it wins."""
    found = [
        (track, match.start(), match.end())
        for track, words in TRACKS
        if (match := re.search(words, text, re.IGNORECASE))
    ]
    names = {track for track, _, _ in found}
    if "threshold" in names:
        found = [item for item in found if item[0] != "cost_comparison"]
    if "no_health_economics" in names:
        found = [item for item in found if item[0] == "no_health_economics"]
    return found


def _indication(report: Report) -> Found:
    """«X er indisert …» in running text, where the log does not give the indication."""
    if report.logged("indication") or not report.product:
        return
    pattern = re.compile(rf"\b{re.escape(report.product)}\b[^«»]{{0,40}}?\s+er\s+indisert\b[^»]*")
    for statement in report.statements:
        page, start, end = statement.places[0]
        match = pattern.search(report.document.pages[page - 1].text, start, end)
        if match and not statement.ocr and len(statement.places) == 1:
            source = report.document.source(page, match.start(), match.start() + len(match[0].rstrip()))
            yield Fact("indication", " ".join(match[0].split()), "", source)
            return
