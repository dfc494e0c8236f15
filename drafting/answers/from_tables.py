"""Answers that a table of the note gives exactly, the prices of a package; and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from corpus.archive.archive import Archive
from corpus.archive.catalogue import Entry
from corpus.bokmal.price_terms import NEGOTIATED
from corpus.search.coverage import share, subject_words
from corpus.search.quotes import located
from corpus.search.ranking import Question
from corpus.search.search import Found
from drafting.answers.answer import HIDDEN, Answer, Citation, dated_words

PRICE = re.compile(
    r"^\s*(?:hva|kva|hvor mye|kor mykje) (?:koster|kostar)\b|\b(?:hva|kva) er (?:prisen|maks-?\s?aup)"
    r"|\bpris(?:en)? (?:for|på) (?:varenummer|\d{6})|\bmaks-?\s?aup for\b",
    re.IGNORECASE,
)
NOT_A_PACKAGE = re.compile(
    r"\bIKER|\bbudsjett|årskostnad|månedskostnad|\balternativ|\bper år\b|\bi året\b|totalkostnad|sammenlign|syklus"
    r"|\bto år\b|\bkomparator",
    re.IGNORECASE,
)
REDACTED = "[sladdet]"
STRENGTH = re.compile(r"\b(\d+(?:,\d+)?)\s?(mg|µg|mcg|g|ml)\b")


def from_tables(
    asked: Question, archive: Archive, found: Found, *, confidential: bool, before: date | None
) -> Answer | None:
    """The price of a package; None when the question is about none."""
    return _price(asked, archive, confidential, before)


def hidden_value(asked: Question, archive: Archive, *, confidential: bool, before: date | None) -> Answer | None:
    """The refusal for a negotiated price, or a figure computed from it, that is hidden; None when no hole is found."""
    if not (asked.drugs or asked.keys):
        return None
    if PRICE.search(asked.asked) and not NOT_A_PACKAGE.search(asked.asked):
        known = [
            row for row in _prices(asked, archive, confidential, before) if row[1]["rhf_aup"] not in ("", REDACTED)
        ]
        if known:
            return _price_answer(archive, known, "rhf_aup", "RHF-AUP")
    holes = _holes(asked, archive, confidential, before)
    if not holes:
        return None
    entry, blank, source = holes[0]
    what = "Verdien" if NOT_A_PACKAGE.search(asked.asked) or not PRICE.search(asked.asked) else "Prisen"
    text = f"{what} er {HIDDEN} av {entry.about.method_id or entry.name}, side {blank['page']} [1]."
    return Answer(text, abstained=True, citations=(Citation(source, entry.about.method_id, entry.about.dated),))


def documents_asked(
    asked: Question, archive: Archive, confidential: bool, before: date | None
) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """The documents about the drugs or the method ids of a question, the newest first."""
    told = list(archive.catalogue.told(confidential=confidential))
    for entry, what in reversed(told):
        names = {entry.about.product.casefold(), entry.about.substance.casefold()} - {""}
        if before and not ("" < entry.about.dated < before.isoformat()):
            continue
        if any(names & drug for drug in asked.drugs) or entry.about.method_id in asked.keys:
            yield entry, what


def _holes(
    asked: Question, archive: Archive, confidential: bool, before: date | None
) -> list[tuple[Entry, dict[str, Any], Any]]:
    """The blanks of the documents asked about, those that speak of what is asked first, each with its place."""
    words = subject_words(asked.plain)
    found = []
    for entry, told in documents_asked(asked, archive, confidential, before):
        for blank in told.get("blanks", ()):
            context = f"{blank['section']} {blank['before']} {blank['after']} {entry.about.title}"
            source = next(
                (
                    place
                    for text in (_whole_words(blank["before"]), _whole_words(blank["after"]))
                    if (place := located(archive, entry.hash, entry.name, blank["page"], text))
                ),
                None,
            )
            if source:
                found.append((share(words, context), entry, blank, source))
    found.sort(key=lambda item: -item[0])
    return [(entry, blank, source) for _, entry, blank, source in found]


def _prices(
    asked: Question, archive: Archive, confidential: bool, before: date | None
) -> list[tuple[Entry, dict[str, Any]]]:
    """The price rows asked about; of one item number the newest document's only."""
    items = {key for key in asked.keys if key.isdigit()}
    rows: dict[str, tuple[Entry, dict[str, Any]]] = {}
    told = (
        documents_asked(asked, archive, confidential, before)
        if not items
        else reversed(list(archive.catalogue.told(confidential=confidential)))
    )
    for entry, what in told:
        if before and not ("" < entry.about.dated < before.isoformat()):
            continue
        for price in what.get("prices", ()):
            if not items or price["item_number"] in items:
                rows.setdefault(price["item_number"] or f"{entry.hash}{len(rows)}", (entry, price))
    newest = max((entry.about.dated for entry, _ in rows.values()), default="")
    return [row for row in rows.values() if items or row[0].about.dated == newest]


def _price(asked: Question, archive: Archive, confidential: bool, before: date | None) -> Answer | None:
    if not PRICE.search(asked.asked) or NOT_A_PACKAGE.search(asked.asked) or NEGOTIATED.search(asked.asked):
        return None
    rows = [row for row in _prices(asked, archive, confidential, before) if row[1]["max_aup"] not in ("", REDACTED)]
    strengths = STRENGTH.findall(asked.asked)
    rows = [row for row in rows if all(f"{n} {unit}" in row[1]["description"] for n, unit in strengths)]
    words = [word for word in subject_words(asked.plain) if not word.isdigit() and "aup" not in word and word != "pris"]
    rows = [
        row
        for row in rows
        if share(words, f"{row[1]['description']} pakning prisen hetteglass {row[0].about.title}") >= 0.6
    ]
    return _price_answer(archive, rows, "max_aup", "Maks-AUP") if rows else None


def _price_answer(archive: Archive, rows: list[tuple[Entry, dict[str, Any]]], basis: str, shown: str) -> Answer | None:
    sentences, citations = [], []
    for entry, price in rows:
        source = located(archive, entry.hash, entry.name, price["page"], amount_as_printed(price[basis]))
        if source is None:
            continue
        citations.append(Citation(source, entry.about.method_id, entry.about.dated))
        sentences.append(
            f"{shown} inkl. mva. for {price['description']} (varenummer {price['item_number']}) er "
            f"{source.quote} NOK{dated_words(entry.about.dated)} [{len(citations)}]."
        )
    return Answer(" ".join(sentences), abstained=False, citations=tuple(citations)) if sentences else None


def amount_as_printed(value: str) -> str:
    """«34277.30» → «34 277,30»; whole kroner without decimals, as notes print them."""
    whole, _, decimals = value.partition(".")
    grouped = f"{int(whole):,}".replace(",", " ")
    return f"{grouped},{decimals.ljust(2, '0')}" if decimals else grouped


def _whole_words(context: str) -> str:
    """The words beside a hole that are whole: contexts are cut at a number of characters, and hold other holes."""
    nearest = max(context.split(REDACTED), key=len)
    words = nearest.split()
    return " ".join(words[1:-1]) if len(words) > 4 else nearest.strip()
