"""A printed note against its case: days, prices, and every amount that the case or its figures should know.

Messages name the key and the place, never a number at RHF-AUP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from corpus.bokmal.amounts import DATE, day, number
from corpus.bokmal.number_style import numeric_date
from corpus.notes.house_sections import BODY
from corpus.notes.note import PriceNote
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.checks.printed.claims import Claim, claims, is_stated
from drafting.checks.printed.dates import AVAILABLE, IF_DECIDED, OFFERED, OFFERED_BY
from drafting.checks.printed.prices import amount_of
from drafting.checks.printed.printed_text import Printed, amounts, own_words, text_of
from drafting.findings import Finding

SECTIONS = (*BODY, "oppsummering")
# A claim's quantity → the figures that it may be. A claim of another quantity is checked by its amount only.
FIGURES: Mapping[str, str] = {
    "icer": r"icer\.{basis}",
    "annual": r"(?:treatment|comparator|comparison\.\d+)\.annual\.{basis}",
    "difference": r"comparison\.\d+\.difference\.{basis}",
    "price": r"price\.\d{6}\.{basis}",
}
DAYS = ("total_days", "waiting_days", "negotiation_days", "net_days")
STAGES = ("report_received", "inquiry_sent", "prices_received", "agreement_negotiated", "note_finished")
SMALLEST = 1000  # kroner; smaller amounts are mostly examples, not figures
GIVEN_IN_TEXT = re.compile(r"\b\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?|\b\d+(?:,\d+)?")


def check_against_case(note: PriceNote, case: Case, figures: Mapping[str, Figure]) -> tuple[Finding, ...]:
    """What a note says otherwise than its case (P029), and amounts that the case does not know (P030).

    Args:
        note: as `corpus.notes.note.read_note` gives it; what is hidden in it is not judged.
        case: the case of the same method.
        figures: as `calculate` gives them.
    """
    if note.method_id and note.method_id != case.method_id:
        message = f"Notatet gjelder {note.method_id}, men saksfilen gjelder {case.method_id}."
        return (Finding("P029", "error", "method_id", message, case.method_id, note.method_id),)
    told = [*_days(note, case), *_handling(note, figures), *_prices(note, figures), *_quantities(note, figures)]
    placed = {(finding.place, finding.span) for finding in told}
    unknown = [finding for finding in _unknown(note, case, figures) if (finding.place, finding.span) not in placed]
    return (*told, *unknown)


def _days(note: PriceNote, case: Case) -> Iterator[Finding]:
    """The days of the note, wherever they stand, against the case's."""
    yield from _day("note_date", "prosess", day_of(note.dated), case.note_date, None)
    for stage in STAGES:
        yield from _day(
            f"process.{stage}",
            "prosess",
            day_of(note.process.dates.get(stage, "")),
            getattr(case.process, stage, None),
            None,
        )
    offer = case.offer.dated if case.offer else None
    for pattern in (OFFERED, OFFERED_BY):
        if match := pattern.search(text_of(note, "pristilbud")):
            printed = next(group for group in match.groups() if group)
            yield from _day("offer.dated", "pristilbud", day(printed), offer, match.span())
            break
    decided = case.decision
    for key in ("anskaffelse", "oppsummering"):
        text = text_of(note, key)
        for name, pattern in (("forum_date", IF_DECIDED), ("available_from", AVAILABLE)):
            expected = getattr(decided, name, None)
            if (match := pattern.search(text)) and isinstance(expected, date):
                yield from _day(f"decision.{name}", key, day(match[1]), expected, match.span(1))


def day_of(iso: str) -> date | None:
    return date.fromisoformat(iso) if len(iso) == 10 else None


def _day(
    key: str, place: str, printed: date | None, expected: date | None, span: tuple[int, int] | None
) -> Iterator[Finding]:
    if printed and expected and printed != expected:
        right, wrong = numeric_date(expected), numeric_date(printed)
        yield Finding("P029", "error", place, f"Notatet sier {wrong}, saken {right} ({key}).", right, wrong, span)


def _handling(note: PriceNote, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    for name in DAYS:
        printed, figure = getattr(note.process, name), figures.get(f"process.{name}")
        if printed is not None and figure is not None and Decimal(printed) != figure.value:
            message = f"Notatet sier {printed} dager, sakens tall er {figure.value} (process.{name})."
            yield Finding("P029", "error", "prosess", message, str(figure.value), str(printed))


def _prices(note: PriceNote, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    text = text_of(note, "pristilbud")
    for price in note.prices:
        start = text.find(price.item_number)
        span = (start, start + len(price.item_number)) if start >= 0 else None
        if f"price.{price.item_number}.max_aup" not in figures:
            message = f"Varenummer {price.item_number} står ikke i sakens pristilbud."
            yield Finding("P029", "error", "pristilbud", message, found=price.item_number, span=span)
            continue
        for basis in ("max_aup", "rhf_aup"):
            key = f"price.{price.item_number}.{basis}"
            printed, figure = amount_of(getattr(price, basis)), figures.get(key)
            if printed is not None and figure is not None and abs(printed - figure.value) >= Decimal("0.005"):
                yield Finding("P029", "error", "pristilbud", f"Prisen i tabellen er ikke sakens ({key}).", span=span)


def _quantities(note: PriceNote, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    for section in SECTIONS:
        for claim in claims(note, section):
            keys = [] if claim.stated else _keys(claim, figures)
            if keys and not any(claim.printed.agrees(figures[key].value) for key in keys):
                message = f"Beløpet er ikke sakens tall ({' eller '.join(keys[:3])})."
                yield Finding("P029", "error", section, message, span=claim.span)


def _keys(claim: Claim, figures: Mapping[str, Figure]) -> list[str]:
    """The figures that the claim may be; none where it names no price basis or the case does not compute it."""
    if not claim.basis:
        return []
    if claim.quantity.startswith("budget."):
        _, year, row = claim.quantity.split(".")
        return [key] if (key := f"budget.{claim.basis}.{year}.{row}") in figures else []
    pattern = FIGURES.get(claim.quantity, "").replace("{basis}", claim.basis)
    return [key for key in figures if pattern and re.fullmatch(pattern, key)]


def _unknown(note: PriceNote, case: Case, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Amounts in the note's own words that are no figure and no number of the case."""
    known = [figure.value for figure in figures.values()]
    known += _case_numbers(case.model_dump())
    for section in SECTIONS:
        text = own_words(note, section)
        for printed in amounts(text):
            if printed.value >= SMALLEST and not _known(printed, known) and not is_stated(text, printed.start):
                message = "Beløpet finnes ikke blant sakens tall."
                yield Finding("P030", "warning", section, message, span=(printed.start, printed.end))


def _known(printed: Printed, known: list[Decimal]) -> bool:
    return any(printed.agrees(value) for value in known)


def _case_numbers(value: object) -> list[Decimal]:
    """Every number in the case, also those written in its texts."""
    if isinstance(value, Decimal):
        return [value]
    if isinstance(value, int) and not isinstance(value, bool):
        return [Decimal(value)]
    if isinstance(value, str):
        bare = re.sub(DATE, " ", value)
        return [found for match in GIVEN_IN_TEXT.finditer(bare) if (found := number(match[0])) is not None]
    if isinstance(value, dict):
        return [found for item in value.values() for found in _case_numbers(item)]
    if isinstance(value, list | tuple):
        return [found for item in value for found in _case_numbers(item)]
    return []
