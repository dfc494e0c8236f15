"""Budget tables year by year, with their arithmetic checked: a printed error is reported, never repaired."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from corpus.bokmal import cell_amount, plain, scaled
from corpus.report_tables import PrintedTable, Row
from corpus.reports import Report
from drafting.facts.budget_prose import budget_in_prose
from drafting.facts.fact import Fact, Found, Warned
from drafting.facts.patients import year_columns
from drafting.facts.precision import step_of
from drafting.facts.price_basis import bases, vats
from drafting.facts.scope import scope_of_key
from drafting.number_style import number as shown

ROLES: tuple[tuple[str, str], ...] = (
    ("impact", r"budsjettvirkning|budsjettkonsekvens|differanse|merkostnad|netto|forskjell"),
    (
        "comparator",
        r"komparator|uten innføring|ikke (?:innført|innføres|anbefal|tatt i bruk)|dagens (?:behandling|praksis)",
    ),
    ("intervention", r"intervensjon|med innføring|innført|innføres|tatt i bruk|anbefales"),
)
# A table or a row that is not what all patients cost in each year.
OTHER_TABLE = re.compile(
    r"\bper\s+(?:pasient|måned|kvartal|pakning|behandling)\w*|\bmånedlig\w*|\b(?:ku|akku)mul\w+|\bandel\w*|\bprosent\b"
    r"|\bundergrupp\w*|\bsubgrupp\w*",
    re.IGNORECASE,
)
LARGEST = Decimal(10) ** 11  # NOK a year; more are two cells that were read as one
SCALES = (("mrd|milliarder", 10**9), ("mill|millioner|MNOK", 10**6), ("tusen|1\\s?000\\s+NOK|TNOK", 10**3))


def budget(report: Report) -> Found:
    """`budget.year<t>.…` from tables of the budget impact over years."""
    tables = []
    for table in report.printed:
        if _is_budget(table):
            other = OTHER_TABLE.search(f"{table.caption} {table.head[0]}")
            if other:
                yield Warned(
                    f"Budsjettabellen på side {table.rows[0].page} er ikke brukt: «{other[0]}» sier at tallene ikke er "
                    "budsjettvirkning per år for alle pasienter."
                )
            else:
                tables.append(table)
    chosen = _chosen(tables)
    if not chosen and tables:
        yield Warned("Rapporten har flere budsjettabeller med ulikt eller ukjent prisgrunnlag; ingen av dem er brukt.")
    for table in chosen:
        yield from _table(report, table)
    yield from budget_in_prose(report)


def _is_budget(table: PrintedTable) -> bool:
    about = f"{table.caption} {table.lead if not table.caption else ''}"
    return (
        not table.ocr
        and len(year_columns(table)) > 1
        and bool(re.search(r"budsjett", about, re.IGNORECASE))
        and any(_role(row, None) == "impact" for row in table.rows[1:])
    )


def _chosen(tables: list[PrintedTable]) -> list[PrintedTable]:
    """The tables that may be read together: those at maximum price where bases differ, else all of them."""
    named = {bases(table.caption) for table in tables}
    if len(named) <= 1:
        return tables
    return [table for table in tables if bases(table.caption) == ("max_aup",)]


def _table(report: Report, table: PrintedTable) -> Found:
    factor = scale_of(table)
    rows = {}
    for row in table.rows[1:]:
        role = _role(row, report)
        if role and OTHER_TABLE.search(row.label):
            yield Warned(f"Raden «{row.label}» i budsjettabellen på side {row.page} er ikke brukt som tall per år.")
            continue
        if role and role in rows:
            yield Warned(f"Budsjettabellen på side {row.page} har to rader for det samme; den er ikke brukt.")
            return
        if role:
            rows[role] = row
    values: dict[tuple[str, int], Decimal] = {}
    basis, vat = _said(bases, table.caption, table.lead), _said(vats, table.caption, table.lead)
    for role, row in rows.items():
        for place, year in year_columns(table):
            value = cell_amount(row.cells[place]) if place < len(row.cells) else None
            if value is not None and factor is not None and abs(value * factor) < LARGEST:
                values[role, year] = scaled(value, factor)
                source = report.document.source(row.page, row.start, row.end)
                key, step = f"budget.year{year}.{role}", step_of(row.cells[place], factor=factor)
                scope = replace(scope_of_key(key), basis=basis, vat=vat)
                yield Fact(key, plain(scaled(value, factor)), "NOK", source, scope=scope, step=step)
    yield from _checked(values, table, factor or Decimal(1))


def _said(named: Callable[[str], tuple[str, ...]], *texts: str) -> str:
    """The price basis or VAT that the nearest text names; empty when it names two or none does."""
    said = next((names for text in texts if (names := named(text))), ())
    return said[0] if len(said) == 1 else ""


def _role(row: Row, report: Report | None) -> str:
    """What a row of a budget table is; nothing when its label names two things (rows that were read as one)."""
    named = [role for role, words in ROLES if re.search(words, row.label, re.IGNORECASE)]
    if named == ["comparator", "intervention"] and re.match(r"intervensjon\s+komparator", row.label, re.IGNORECASE):
        return ""
    if named:
        return named[0]
    names = [name for name in (report.product, report.substance) if name] if report else []
    return "intervention" if any(name.lower() in row.label.lower() for name in names) else ""


def scale_of(table: PrintedTable) -> Decimal | None:
    """What the numbers of the table are counted in, from its caption or corner: 1, 1 000, a million. None: unclear."""
    named = [factor for words, factor in SCALES if re.search(rf"\b(?:{words})\b", table.about, re.IGNORECASE)]
    if len(named) > 1:
        return None
    return Decimal(named[0] if named else 1)


def _checked(values: dict[tuple[str, int], Decimal], table: PrintedTable, factor: Decimal) -> Found:
    """Printed impacts that are not intervention − comparator; half a unit of each part's rounding is allowed for."""
    for (role, year), printed in values.items():
        intervention, comparator = values.get(("intervention", year)), values.get(("comparator", year))
        if role != "impact" or intervention is None or comparator is None:
            continue
        computed = intervention - comparator
        if computed != printed:
            unit = "" if factor == 1 else f" (tabellens tall × {shown(factor)})"
            yield Warned(
                f"Trykkfeil på side {table.rows[0].page}, budsjettabell år {year}: budsjettvirkning er trykt som "
                f"{shown(printed)}, men {shown(intervention)} − {shown(comparator)} er {shown(computed)}{unit}."
            )
