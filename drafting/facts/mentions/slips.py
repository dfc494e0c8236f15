"""Numbers of a report that cannot all be right: told with both values and their pages, never settled.

A total that is not the sum of its years, a cost of a QALY that is not cost over gain, a price with VAT that is not 1.25
times the one without, two amounts of one thing that differ in a digit, days that no two dates are apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

from corpus.bokmal.amounts import cell_amount, plain
from corpus.bokmal.number_style import decimals_as_entered, number
from corpus.reports.report import Report
from corpus.reports.tables import PrintedTable
from corpus.reports.year_columns import COUNTED, SUM, year_columns
from drafting.facts.amounts.budget_labels import named_role
from drafting.facts.fact.fact import Fact, Facts, Found, Warned
from drafting.facts.fact.precision import digits_swapped, step_of
from drafting.facts.fact.price_basis import at_negotiated_price, vats
from drafting.facts.mentions.mention import Mention
from drafting.facts.mentions.prose import is_secret

NEARLY = Decimal("0.0005")  # of the number itself: no rounding and no chance brings two amounts so near
INCREMENTAL = ("cost.incremental.", "cost.model_incremental.")
LEAST = 10_000  # kroner
VAT = Decimal("1.25")  # source: merverdiavgiftsloven § 5-1, the general rate of 25 %
VAT_ROOM = Decimal("0.002")
BUDGET = re.compile(r"budsjett|mei?rutgift", re.IGNORECASE)


def contradictions(report: Report, mentions: Sequence[Mention], found: Facts) -> Found:
    """A warning for each pair or sum of numbers that cannot be right."""
    told = [{fact.amount for fact in conflict.facts} for conflict in found.conflicts]
    yield from _quotient(found)
    yield from _nearly_same([mention for mention in mentions if not is_secret(mention)], told)
    for table in report.printed:
        if not table.ocr and not at_negotiated_price(table.caption, *table.head):
            yield from _sums(table)
            yield from _vat(table)
    yield from _total_in_prose(report, mentions, found)
    yield from _days(found)


def _quotient(found: Facts) -> Iterator[Warned]:
    """DMP's cost of a QALY against DMP's cost and gain, all as they are printed: outside what rounding allows."""
    gain = found.get("qaly.gain.dmp")
    for cost in (fact for fact in found.facts if fact.key.startswith(INCREMENTAL)):
        ratio = found.get("icer.dmp." + ".".join(cost.key.split(".")[2:]))
        if not (gain and ratio and gain.amount and ratio.amount and cost.amount):
            continue
        low, high = gain.amount - gain.precision / 2, gain.amount + gain.precision / 2
        if low <= 0 or cost.amount <= 0:
            continue
        least, most = (cost.amount - cost.precision / 2) / high, (cost.amount + cost.precision / 2) / low
        if not least <= ratio.amount + ratio.precision / 2 or not ratio.amount - ratio.precision / 2 <= most:
            yield Warned(
                f"IKER {shown(ratio.amount)} NOK på side {ratio.source.page} stemmer ikke med merkostnaden "
                f"{shown(cost.amount)} NOK (side {cost.source.page}) og gevinsten {shown(gain.amount)} QALY "
                f"(side {gain.source.page}): det gir {shown(_whole(cost.amount / gain.amount))} NOK per QALY."
            )


def _nearly_same(mentions: Sequence[Mention], told: Sequence[set[Decimal | None]]) -> Iterator[Warned]:
    """Two amounts of one side's, or of the same kind of result, that are nearly but not quite the same."""
    exact = [
        mention
        for mention in mentions
        if mention.kind in ("money", "per_qaly")
        and abs(mention.value) >= LEAST
        and mention.step <= 1
        and not mention.elsewhere
    ]
    seen: set[frozenset[Decimal]] = set()
    for one, other in combinations(exact, 2):
        pair = frozenset((abs(one.value), abs(other.value)))
        off = abs(abs(one.value) - abs(other.value))
        same_thing = one.kind == other.kind and (one.arm == other.arm or "" in (one.arm, other.arm))
        if not off or off > NEARLY * max(pair) or one.source == other.source or not same_thing or pair in seen:
            continue
        if any({one.value, other.value} <= values for values in told) or digits_swapped(one.value, other.value):
            continue
        seen.add(pair)
        yield Warned(
            f"«{one.printed}» på side {one.source.page} og «{other.printed}» på side {other.source.page} er nesten "
            "like, men ikke helt. Kontroller hvilket av tallene som er riktig."
        )


def _sums(table: PrintedTable) -> Iterator[Warned]:
    """A printed sum of years that the years do not add up to: of a row of sums, or of a column."""
    down = [row for row in table.rows[1:] if COUNTED.match(row.label) or re.match(r"20\d\d\b", row.label)]
    sums = [row for row in table.rows[1:] if SUM.match(row.label)]
    if len(down) > 2 and len(sums) == 1:
        for place in range(1, len(table.head)):
            cells = [row.cells[place] if place < len(row.cells) else "" for row in (*down, *sums)]
            yield from _sum_of(cells, table.head[place], sums[0].page)
    years = [place for place, _ in year_columns(table)]
    last = [place for place, head in enumerate(table.head) if SUM.match(head)]
    if len(years) > 2 and len(last) == 1:
        for row in table.rows[1:]:
            cells = [row.cells[place] if place < len(row.cells) else "" for place in (*years, *last)]
            yield from _sum_of(cells, row.label, row.page)


def _sum_of(cells: Sequence[str], name: str, page: int) -> Iterator[Warned]:
    values = [cell_amount(cell) for cell in cells]
    known = [value for value in values if value is not None]
    if len(known) != len(cells):
        return
    *years, total = known
    room = sum((step_of(cell) for cell in cells), Decimal(0)) / 2
    if abs(sum(years) - total) > room:
        yield Warned(
            f"Summen av årene for «{name}» på side {page} er {shown(sum(years, Decimal(0)))}, men det står "
            f"{shown(total)} i tabellen. Kontroller tallene."
        )


def _vat(table: PrintedTable) -> Iterator[Warned]:
    """Two columns of one price, with VAT and without, that are not 1.25 apart."""
    named = {place: names[0] for place, head in enumerate(table.head) if len(names := vats(head)) == 1}
    pairs = [(one, other) for one in named for other in named if named[one] == "inc_vat" and named[other] == "ex_vat"]
    for row in table.rows[1:] if len(pairs) == 1 else ():
        one, other = pairs[0]
        cells = [row.cells[place] if place < len(row.cells) else "" for place in (one, other)]
        values = [cell_amount(cell) for cell in cells]
        if values[0] and values[1] and abs(values[0] / values[1] - VAT) > VAT_ROOM:
            yield Warned(
                f"«{cells[0]}» med mva. og «{cells[1]}» uten mva. i raden «{row.label}» på side {row.page} passer ikke "
                f"sammen: med 25 % mva. svarer {shown(values[0])} til {shown(_whole(values[0] / VAT))} uten."
            )


def _total_in_prose(report: Report, mentions: Sequence[Mention], found: Facts) -> Iterator[Warned]:
    """A sum over all years in a sentence that is not the table's, or that the impacts of the years do not add up to."""
    printed = list(_printed_totals(report))
    for total, room, page in printed or _added_up(found):
        yield from _other_total(mentions, total, room, page)


def _added_up(found: Facts) -> Iterator[tuple[Decimal, Decimal, int]]:
    impacts = [fact for year in range(1, 6) if (fact := found.get(f"budget.year{year}.impact"))]
    if len(impacts) == 5:
        total = sum((fact.amount or Decimal(0) for fact in impacts), Decimal(0))
        yield total, sum((fact.precision for fact in impacts), Decimal(0)) / 2, impacts[0].source.page


def _printed_totals(report: Report) -> Iterator[tuple[Decimal, Decimal, int]]:
    """(total, how exact, page) of the impact over all years as budget tables print it."""
    for table in report.printed:
        factor = table.unit().factor
        heads = [place for place, head in enumerate(table.head) if named_role(head, report) == "impact"]
        sums = [row for row in table.rows[1:] if SUM.match(row.label)]
        if factor and len(heads) == 1 and len(sums) == 1 and heads[0] < len(sums[0].cells) and not table.ocr:
            cell = sums[0].cells[heads[0]]
            if (value := cell_amount(cell)) is not None and BUDGET.search(f"{table.caption} {table.under}"):
                yield value * factor, step_of(cell, factor=Decimal(factor)) / 2, sums[0].page


def _other_total(mentions: Sequence[Mention], total: Decimal, room: Decimal, page: int) -> Iterator[Warned]:
    for mention in mentions:
        own = mention.who != "company" and not mention.elsewhere and not mention.table and not is_secret(mention)
        over_all = mention.scope.period == "years" and re.search(r"\b(?:fem|5)\s+år|årene", mention.text)
        if mention.kind == "money" and own and over_all and BUDGET.search(mention.text):
            off = abs(abs(mention.value) - abs(total))
            if off < abs(total) and off > max(room, mention.step / 2):
                yield Warned(
                    f"«{mention.printed}» over fem år på side {mention.source.page} stemmer ikke med tabellen på side "
                    f"{page}, der årene til sammen er {shown(total)} NOK."
                )


def _days(found: Facts) -> Iterator[Warned]:
    """Days of case handling that lie between no two of the log's dates that they can be counted from."""
    days, end = found.get("log.days"), _day(found.get("log.finished"))
    starts = {name: _day(found.get(f"log.{name}")) for name in ("started", "received", "ordered")}
    if not (days and days.amount and end and starts["started"]):
        return
    counted = [(end - start).days for start in starts.values() if start]
    if all(abs(days.amount - one) > 1 for one in counted) and "hvorav" not in days.source.quote:
        yield Warned(
            f"Saksbehandlingstiden på side {days.source.page} er {plain(days.amount)} dager, men fra oppstart til "
            f"ferdig rapport er det {counted[0]} dager."
        )


def shown(value: Decimal) -> str:
    """A number with the decimals that it has: «33,8», never «34»."""
    return number(value, decimals_as_entered(value))


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1))


def _day(fact: Fact | None) -> date | None:
    return date.fromisoformat(fact.value) if fact and re.fullmatch(r"\d{4}-\d{2}-\d{2}", fact.value) else None
