"""Tables with a column for DMP's values and one for the company's: each number is the fact of its own column's voice.

DMP's number is the fact; the company's must agree with it, or stands beside it as the company's. A row that is not
understood is named, with its page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.bokmal.amounts import money, number, plain, scaled
from corpus.reports.report import Report
from corpus.reports.tables import PrintedTable, Row
from drafting.facts.amounts.costs import COMPARATOR, cost_name
from drafting.facts.amounts.duration import DURATION, MONTHS, NO_MEAN, ON_TREATMENT
from drafting.facts.amounts.results import row_factor
from drafting.facts.amounts.threshold import EQUAL, UNDISCOUNTED
from drafting.facts.choices import comparator_names
from drafting.facts.fact.fact import Claimed, Fact, Found, Warned
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import basis_and_vat
from drafting.facts.fact.scope import Scope, objections
from drafting.facts.fact.scope_reading import scope_at
from drafting.facts.fact.table_voices import voice_columns

YEARS = re.compile(r"\bår\b|\(år\)", re.IGNORECASE)
PER_QALY = re.compile(r"\bIKER\b|per\s+(?:vunnet\s+)?(?:QALY|godt\s+leveår)|/QALY", re.IGNORECASE)
GAINED = re.compile(r"gevinst|vunne[tn]?e?\b|inkrementell|flere|differanse|merverdi|økning", re.IGNORECASE)
COST = re.compile(r"kostnad|\bkoster|\bpris\b", re.IGNORECASE)
LASTS = re.compile(r"varighet|terskel|break-?even|innspar|tjen\w*\s+inn|\bår\s+til\b", re.IGNORECASE)
DISCOUNTING = re.compile(r"\bdiskont", re.IGNORECASE)
# Rows whose numbers rest on no price, by their labels.
UNPRICED = (
    (re.compile(r"prognosetap|\bAPT\b", re.IGNORECASE), "severity.absolute_shortfall"),
    (re.compile(r"\bdiskonteringsrente|\bkalkulasjonsrente", re.IGNORECASE), "discount_rate"),
    (re.compile(rf"{ON_TREATMENT}|{DURATION.pattern}", re.IGNORECASE), "duration.treatment"),
    (re.compile(r"^(?!.*(?:kostnad|\bIKER\b|per\s|/QALY)).*(?:\bQALY|gode\s+leveår)", re.I), "qaly.gain.{voice}"),
)


def value_columns(report: Report) -> Found:
    """Facts of every row of such tables; the rows that gave none are named once a table."""
    for table in report.printed:
        columns = voice_columns(table, report)
        if table.ocr or not columns:
            continue
        left: list[Row] = []
        for row in table.rows[1:]:
            found = list(_row(report, table, row, columns))
            if not any(isinstance(item, Fact | Claimed) for item in found) and re.search(
                r"\d", " ".join(row.cells[1:])
            ):
                left.append(row)
            yield from found
        if left:
            names = ", ".join(f"«{row.label}»" for row in left)
            yield Warned(f"{names} i tabellen på side {left[0].page} er ikke brukt.")


@dataclass(frozen=True, slots=True)
class _Read:
    """What a row tells: the fact's key, with «{voice}» where it has one, its unit, scope, and what a cell counts."""

    key: str
    unit: str
    scope: Scope
    factor: Decimal = Decimal(1)


def _row(report: Report, table: PrintedTable, row: Row, columns: Mapping[int, str]) -> Found:
    read = _read(report, table, row)
    if read is None:
        return
    for place, voice in columns.items():
        cell = row.cells[place].strip() if place < len(row.cells) else ""
        bare = re.sub(r"\s*(?:(?:NOK|kr\.?|kroner)(?:\s*(?:/|per)\s*QALY)?|QALYs?|år|måneder|%)$", "", cell)
        value = money(bare) if "NOK" in read.unit else number(bare)
        if value is None:
            continue
        key = read.key.replace("{voice}", voice)
        source = report.document.source(row.page, row.start, row.end)
        own = "company" if voice == "company" and "{voice}" not in read.key else ""
        step = step_of(cell, factor=read.factor)
        fact = Fact(key, plain(scaled(value, read.factor)), read.unit, source, "", "", read.scope, step, own)
        yield Claimed(fact) if own else fact


def _read(report: Report, table: PrintedTable, row: Row) -> _Read | None:
    """What the row's label tells; None where it is not sure what, at which price, or in which unit."""
    unpriced = next((key for words, key in UNPRICED if words.search(row.label)), None)
    if unpriced:
        return _unpriced(row.label, unpriced)
    named = basis_and_vat(row.label, table.caption, table.lead)
    return _priced(report, table, row, named) if named else None


def _unpriced(label: str, key: str) -> _Read | None:
    if key == "duration.treatment":
        unit = next((sign for sign in MONTHS if re.search(rf"\b{sign}(?:r|åned\w*|nd)\b", label)), "")
        sure = unit and not NO_MEAN.search(label)
        return _Read(key, "måneder", Scope(), MONTHS[unit]) if sure else None
    if key.startswith("qaly") and not GAINED.search(label):
        return None
    return _Read(key, "%" if key == "discount_rate" else "QALY", Scope())


def _priced(report: Report, table: PrintedTable, row: Row, named: tuple[str, str]) -> _Read | None:
    """A threshold, an IKER or a cost, at the price basis and VAT that are named."""
    label, (factor, _) = row.label, row_factor(table, row)
    scope, at = Scope(basis=named[0], vat=named[1]), ".".join(named)
    if YEARS.search(label) and LASTS.search(label) and EQUAL.search(f"{table.caption} {label}"):
        undiscounted = UNDISCOUNTED.search(label) or re.search(r"\bikke\s+diskontert", label, re.IGNORECASE)
        sure = undiscounted or DISCOUNTING.search(label)
        return _Read(f"threshold.{at}.years{'.undiscounted' if undiscounted else ''}", "år", scope) if sure else None
    if factor is None:
        return None
    if PER_QALY.search(label):
        return _Read(f"icer.{{voice}}.{at}", "NOK/QALY", scope, factor)
    return _cost(report, label, named, scope, factor) if COST.search(label) else None


def _cost(report: Report, label: str, named: tuple[str, str], at: Scope, factor: Decimal) -> _Read | None:
    """A yearly cost or that of a treatment, of the drug or of the comparator that the label names."""
    names = [name for name in (report.product, report.substance) if name]
    drug = any(name.casefold() in label.casefold() for name in names)
    other = bool(COMPARATOR.search(label)) or any(
        name.casefold() in label.casefold() for name in comparator_names(report)
    )
    if drug == other or re.search(r"\bmerkostnad|\bdifferanse|\bandre\b|\btotal", label, re.IGNORECASE):
        return None
    scope = scope_at(label, len(label), len(label))
    key = f"cost.{cost_name('comparator' if other else 'drug', scope)}.{'.'.join(named)}"
    if objections(key, scope):
        return None
    return _Read(key, "NOK", replace(scope, basis=at.basis, vat=at.vat), factor)
