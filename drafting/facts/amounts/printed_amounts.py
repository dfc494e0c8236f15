"""Every amount of money that a report prints, whatever it is of: to find the same number written with a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from corpus.bokmal.amounts import AMOUNT, cell_amount, money
from corpus.bokmal.counted import said_everywhere
from corpus.reports.report import Report
from corpus.reports.tables import PrintedTable, printed_tables
from drafting.facts.fact.fact import Facts, Found, PrintedAmount, Warned
from drafting.facts.fact.precision import digits_swapped, step_of
from drafting.facts.fact.price_basis import at_negotiated_price

MONEY = re.compile(r"\bNOK\b|\bkr(?:oner)?\b|kostnad|\bpris|\bAUP\b|budsjett|\bAIP\b", re.IGNORECASE)
FEWEST_DIGITS = 5  # that say something: fewer are alike by chance
FEWEST_OF_SAME = 3  # digits that say something where both numbers are of one and the same thing
LEAST = 10_000  # kroner
# Words that any amount may stand beside: they make two amounts none of the same thing.
ANY_AMOUNT = re.compile(
    r"kostnad|pasient|legemid|behandl|årlig|total|samlet|maks|budsjett|pris|differanse|virkning|innfør|første|andre|andel",
    re.IGNORECASE,
)


def printed_amounts(report: Report) -> tuple[PrintedAmount, ...]:
    """The amounts in sentences with a currency and in tables about money, at their first place.

    Pages read by OCR are left out, and whatever speaks of a negotiated price: warnings go to files and logs.
    """
    found: dict[Decimal, PrintedAmount] = {}
    for one in (*_in_prose(report), *_in_tables(report)):
        found.setdefault(one.value, one)
    return tuple(found.values())


def _in_prose(report: Report) -> Iterator[PrintedAmount]:
    for statement in report.own_statements:
        left_out = statement.ocr or at_negotiated_price(statement.text, statement.paragraph)
        for match in () if left_out else re.finditer(AMOUNT, statement.text, re.IGNORECASE):
            printed = match[0].strip("-–—− ")
            value = money(printed)
            if value is not None:
                page = statement.source(report.document, match[0]).page
                yield PrintedAmount(value, step_of(printed), " ".join(printed.split()), page, statement.text)


def _in_tables(report: Report) -> Iterator[PrintedAmount]:
    """Also of tables whose columns do not part surely: a warning on a number there says where to look."""
    everywhere = said_everywhere(page.text for page in report.document.pages)
    for table in printed_tables(report.document):
        factor = table.unit(everywhere).factor
        said = (table.about, table.lead, *table.head, *(row.label for row in table.rows))
        if (
            not table.ocr
            and not at_negotiated_price(*said)
            and factor is not None
            and MONEY.search(f"{table.about} {' '.join(table.head)}")
        ):
            yield from _cells(table, Decimal(factor))


def _cells(table: PrintedTable, factor: Decimal) -> Iterator[PrintedAmount]:
    for row in table.rows[1:]:
        for cell in row.cells[1:]:
            value = cell_amount(cell)
            if value is not None:
                yield PrintedAmount(abs(value) * factor, step_of(cell, factor=factor), cell, row.page, row.label)


def tells_enough(value: Decimal, step: Decimal, fewest: int = FEWEST_DIGITS) -> bool:
    """Whether a number has so many digits that another with two of them changed about is no chance."""
    digits = format((value / step).quantize(Decimal(1)), "f").strip("0")
    return value >= LEAST and len(digits) >= fewest


def slips(found: Facts) -> Found:
    """Two amounts of the report that differ by two neighbouring digits; those that are a conflict are told there."""
    told = [{fact.amount for fact in conflict.facts} for conflict in found.conflicts]
    telling = [one for one in found.amounts if tells_enough(one.value, one.step, FEWEST_OF_SAME)]
    for one, other in combinations(telling, 2):
        step = max(one.step, other.step)
        if (
            digits_swapped(one.value, other.value, step)
            and tells_enough(one.value, step, FEWEST_OF_SAME if _of_the_same(one, other) else FEWEST_DIGITS)
            and not any({one.value, other.value} <= values for values in told)
        ):
            yield Warned(
                f"«{one.printed}» på side {one.page} og «{other.printed}» på side {other.page} skiller seg bare ved at "
                "to sifre er byttet om. Kontroller hvilket av tallene som er riktig."
            )


def _of_the_same(one: PrintedAmount, other: PrintedAmount) -> bool:
    """Whether a sentence and a row's label share a word that only one thing bears: a name, not «kostnad»."""
    words = [
        {word for word in re.findall(r"[^\W\d_]{5,}", amount.about.casefold()) if not ANY_AMOUNT.search(word)}
        for amount in (one, other)
    ]
    return one.about != other.about and bool(words[0] & words[1])
