"""The price table against the text, and what must hold between the two prices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.bokmal.amounts import number
from corpus.notes.note import PriceNote
from corpus.notes.pieces import Price
from drafting.checks.printed.claims import claims, same
from drafting.checks.printed.printed_text import own_words
from drafting.findings import Finding

PUBLIC = re.compile(
    r"\boffentlig (?:versjon|utgave)\b|\bsladdet (?:versjon|utgave)\b|\bkan offentliggjøres\b", re.IGNORECASE
)
DISCOUNT = re.compile(r"\brabatt\w* (?:på|er) (?:om lag |ca\. )?(\d{1,2}(?:,\d{1,2})?) ?%", re.IGNORECASE)
HIDDEN = "[sladdet]"


def amount_of(printed: str) -> Decimal | None:
    """A price as read («34277.30»); None where it is hidden or not given."""
    return Decimal(printed) if printed and printed != HIDDEN else None


def price_order(note: PriceNote) -> Iterator[Finding]:
    """The regulated maximum is not below what was negotiated. Source: docs/field.md, «Price vocabulary»."""
    for price in note.prices:
        highest, negotiated = amount_of(price.max_aup), amount_of(price.rhf_aup)
        if highest is not None and negotiated is not None and highest < negotiated:
            message = f"Varenummer {price.item_number}: Maks-AUP er lavere enn RHF-AUP."
            yield Finding("P018", "error", "pristilbud", message, span=_row(note, price))


def negotiated_price_shown(note: PriceNote) -> Iterator[Finding]:
    """A note that calls itself public shows no RHF-AUP; nor does one that hides some and shows others."""
    shown = [price for price in note.prices if amount_of(price.rhf_aup) is not None]
    marked = any(PUBLIC.search(f"{page.header} {page.footer} {page.text[:1500]}") for page in note.document.pages[:1])
    hidden = any(price.rhf_aup == HIDDEN for price in note.prices)
    if shown and (marked or hidden):
        why = "notatet er merket som offentlig" if marked else "andre priser i tabellen er sladdet"
        for price in shown:
            message = f"RHF-AUP for varenummer {price.item_number} er synlig, men {why}."
            yield Finding("P019", "error", "pristilbud", message, span=_row(note, price))
    if marked:
        for section in note.sections:
            for claim in claims(note, section.key):
                if claim.basis == "rhf_aup" and not claim.table:
                    message = "Et beløp med RHF-AUP er synlig, men notatet er merket som offentlig."
                    yield Finding("P019", "error", section.key, message, span=claim.span)


def price_in_text(note: PriceNote) -> Iterator[Finding]:
    """«Prisen per pakning er … med Maks-AUP» is one of the table's prices."""
    for section in note.sections:
        for claim in claims(note, section.key):
            if claim.quantity != "price" or not claim.basis or claim.table:
                continue
            listed = [value for price in note.prices if (value := amount_of(getattr(price, claim.basis))) is not None]
            if listed and not any(same(claim, value, Decimal(0)) for value in listed):
                message = "Pakningsprisen i teksten står ikke i pristabellen."
                yield Finding("P020", "error", section.key, message, span=claim.span)


def discounts(note: PriceNote) -> Iterator[Finding]:
    """A discount in per cent follows from the two prices; the percentage is not repeated here, since it is secret."""
    if len(note.prices) != 1:
        return
    highest, negotiated = amount_of(note.prices[0].max_aup), amount_of(note.prices[0].rhf_aup)
    if not highest or negotiated is None:
        return
    discount = 100 * (1 - negotiated / highest)
    for section in note.sections:
        for match in DISCOUNT.finditer(own_words(note, section.key)):
            said = number(match[1])
            half = Decimal("0.5").scaleb(-len(match[1].partition(",")[2]))
            if said is not None and abs(said - discount) > half + Decimal("0.001"):
                message = "Rabatten i prosent følger ikke av Maks-AUP og RHF-AUP i pristabellen."
                yield Finding("P028", "error", section.key, message, span=match.span(1))


def _row(note: PriceNote, price: Price) -> tuple[int, int] | None:
    text = next((section.text for section in note.sections if section.key == "pristilbud"), "")
    start = text.find(price.item_number)
    return (start, len(text) if (end := text.find("\n", start)) < 0 else end) if start >= 0 else None
