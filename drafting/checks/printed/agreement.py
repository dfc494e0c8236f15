"""One quantity, told twice: the summary against the body, text against table, and how many patients there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.notes.house_sections import BODY
from corpus.notes.note import PriceNote
from drafting.checks.printed.claims import Claim, claims, same
from drafting.checks.printed.printed_text import amounts, numbers_in, own_words, text_of
from drafting.findings import Finding

COUNT = re.compile(
    r"(?<![\d.,/_–-])(?P<low>\d{1,5})(?:[-–](?P<high>\d{1,5}))?(?= (?:[a-zæøå]+ ){0,2}(?:\w*pasienter|pasient)\b)"
)
RANGE = re.compile(
    r"(?<![\d.,/_–-])(\d{1,5})[-–](\d{1,5})(?= (?:[a-zæøå]+ ){0,2}(?:\w*pasienter|år|måneder|uker|dager)\b)"
)
COMPARED = re.compile(r"\b(?:færre|flere|mer|mindre|over|under)(?: enn)? \d{1,5}[-–]\d{1,5}\b", re.IGNORECASE)
# Quantities of which a note has one at each price basis; annual costs and differences differ with the drug.
ONE_VALUE = frozenset({"icer"})
SMALLEST = 10_000  # kroner; smaller amounts in a summary are often rounded or examples


def summary_against_body(note: PriceNote) -> Iterator[Finding]:
    """What the summary says a quantity is, the body says too; and every amount of a table's quantity agrees with it."""
    body = [claim for key in BODY for claim in claims(note, key)]
    everywhere = {value for key in BODY for value in numbers_in(text_of(note, key))}
    for claim in claims(note, "oppsummering"):
        if claim.table or any(same(claim, value, claim.printed.slack) for value in everywhere):
            continue
        told = _told(body, claim)
        if told and not any(same(claim, other.printed.value, other.printed.slack) for other in told):
            yield _disagrees(claim, f"avsnittet «{told[0].section}»", "oppsummering")
    yield from _near_misses(note, everywhere)


def text_against_table(note: PriceNote) -> Iterator[Finding]:
    """A budget or IKER in a sentence is that of the table."""
    found = [claim for key in BODY for claim in claims(note, key)]
    tables = [claim for claim in found if claim.table]
    for claim in found:
        told = _told(tables, claim)
        agrees = any(same(claim, other.printed.value, other.printed.slack) for other in told)
        if not claim.table and claim.basis and told and not agrees:
            yield _disagrees(claim, "tabellen", claim.section)


def _told(among: Sequence[Claim], claim: Claim) -> list[Claim]:
    """The claims about the same quantity at the same price basis; several drugs may have each their annual cost."""
    if claim.quantity not in ONE_VALUE and not claim.quantity.startswith("budget."):
        return []
    return [other for other in among if other.quantity == claim.quantity and other.basis == claim.basis]


def _disagrees(claim: Claim, where: str, key: str) -> Finding:
    message = f"Et annet beløp for {claim.name} enn i {where}."
    return Finding("P015", "error", key, message, span=claim.span)


def _near_misses(note: PriceNote, everywhere: set[Decimal]) -> Iterator[Finding]:
    """An amount of the summary that the body does not have, and has with one digit different or two swapped."""
    known = {format(value, "f") for value in everywhere if value >= SMALLEST}
    for printed in amounts(own_words(note, "oppsummering")):
        written = format(printed.value, "f")
        if printed.value < SMALLEST or any(abs(printed.value - value) <= printed.slack for value in everywhere):
            continue
        if any(_one_slip(written, other) for other in known):
            message = "Beløpet står ikke ellers i notatet, men ligner på ett som gjør det (ett siffer skiller)."
            yield Finding("P015", "error", "oppsummering", message, span=(printed.start, printed.end))


def _one_slip(a: str, b: str) -> bool:
    """One digit different, or two neighbours swapped."""
    if len(a) != len(b) or a == b:
        return False
    wrong = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    return len(wrong) == 1 or swapped


def patients(note: PriceNote) -> Iterator[Finding]:
    """«færre enn 5-10» is no number, «10-5» no range, and the summary's range is the body's."""
    for section in note.sections:
        if section.key == "andre_land":
            continue
        text = own_words(note, section.key)
        for match in COMPARED.finditer(text):
            message = f"«{match[0]}» sammenligner med et spenn; skriv hvilket tall som menes."
            yield Finding("P016", "warning", section.key, message, found=match[0], span=match.span())
        for match in RANGE.finditer(text):
            if int(match[1]) > int(match[2]):
                message = f"Spennet {match[0]} går baklengs."
                yield Finding("P016", "error", section.key, message, found=match[0], span=match.span())
    told = {match[0] for key in BODY for match in COUNT.finditer(own_words(note, key)) if match["high"]}
    for match in COUNT.finditer(own_words(note, "oppsummering")):
        if match["high"] and told and match[0].replace("–", "-") not in {range_.replace("–", "-") for range_ in told}:
            message = f"Oppsummeringen sier {match[0]} pasienter; ellers i notatet står {', '.join(sorted(told))}."
            yield Finding("P016", "error", "oppsummering", message, ", ".join(sorted(told)), match[0], match.span())
