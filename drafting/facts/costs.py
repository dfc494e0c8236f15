"""Costs that a report states with price basis and VAT: per package, year or treatment, for drug and comparator."""

from __future__ import annotations

import re

from corpus.bokmal import AMOUNT, money, plain
from corpus.report_tables import PrintedTable
from corpus.reports import Report, Statement
from drafting.facts.fact import Fact, Found, Warned
from drafting.facts.price_basis import basis_and_vat
from drafting.facts.results import NOT_MAIN

COST = re.compile(
    r"\b(?:legemiddelkostnad\w*|behandlingskostnad\w*|merkostnad\w*|årskostnad\w*|kostnad(?:en|er|ene)?\s+per\s+pasient)\b",
    re.IGNORECASE,
)
COMPARATOR = re.compile(r"\bkomparator|\bdagens behandling|\bstandardbehandling", re.IGNORECASE)
# «årskostnaden for docetaksel»: a cost of something that is neither the drug nor called comparator.
OF_ANOTHER = re.compile(
    rf"{COST.pattern}(?:\s+per\s+\w+){{0,2}}\s+(?:for|med|av|ved)\s+"
    r"(?!maks|RHF|AUP|hele|anbefal|en\b|ett\b|et\b|behandling|dette|denne|pasient|år\b|tilbudt|dagens|inkl|uten|mva)",
    re.IGNORECASE,
)


def costs(report: Report) -> Found:
    """`cost.<what>.…`: package, annual, treatment, comparator (a year), comparator_treatment, incremental."""
    for statement in report.own_statements:
        if not statement.ocr and statement.voice != "company" and COST.search(statement.text):
            yield from _statement(report, statement)
    for table in report.printed:
        yield from _packages(report, table)


def _statement(report: Report, statement: Statement) -> Found:
    amounts = [match[0] for match in re.finditer(AMOUNT, statement.text, re.IGNORECASE)]
    what = cost_name(statement, report)
    if not amounts or not what or re.search(r"QALY|IKER|leveår", statement.text) or NOT_MAIN.search(statement.text):
        return
    named = basis_and_vat(statement.text, statement.paragraph)
    value = money(amounts[0])
    if len(set(amounts)) > 1 or value is None:
        yield Warned(f"Flere kostnader i samme setning på side {statement.page}; ingen av dem er brukt.")
    elif named is None:
        yield Warned(f"Kostnaden på side {statement.page} oppgir ikke entydig prisgrunnlag og mva., og er ikke brukt.")
    else:
        source = statement.source(report.document, amounts[0])
        yield Fact(f"cost.{what}.{named[0]}.{named[1]}", plain(value), "NOK", source)


def cost_name(statement: Statement, report: Report) -> str:
    """What a sentence's cost is of; empty when its words do not say, or say two things."""
    text = statement.text
    if re.search(r"\bmerkostnad|\binkrementell|\bdifferanse|\bforskjell", text, re.IGNORECASE):
        return "incremental" if re.search(r"\bmerkostnad|\binkrementell", text, re.IGNORECASE) else ""
    if re.search(r"\bfirma|\bbudsjett|\btotalt for|\bsamlet for|\balle pasient", text, re.IGNORECASE):
        return ""
    yearly = bool(re.search(r"\bårlig|\bper år\b|\bårskostnad|\bi året\b", text, re.IGNORECASE))
    whole = bool(
        re.search(
            r"\bbehandlingsløp|\bengangs|\bhele behandling|\bper behandling\b|\bfull behandling", text, re.IGNORECASE
        )
    )
    names = [name for name in (report.product, report.substance) if name]
    drug = any(re.search(rf"\b{re.escape(name)}", text, re.IGNORECASE) for name in names)
    other = bool(COMPARATOR.search(text))
    unnamed = not drug and not other and not COMPARATOR.search(statement.paragraph) and not OF_ANOTHER.search(text)
    if yearly == whole or (drug and other) or not (drug or other or unnamed):
        return ""
    if other:
        return "comparator" if yearly else "comparator_treatment"
    return "annual" if yearly else "treatment"


def _packages(report: Report, table: PrintedTable) -> Found:
    """The price per package from a table with item numbers: `cost.package.…` when there is one package only."""
    heads = [cell.lower() for cell in table.head]
    item = next((place for place, cell in enumerate(heads) if re.match(r"varen", cell)), None)
    prices = [place for place, cell in enumerate(table.head) if re.search(r"AUP|pris", cell, re.IGNORECASE)]
    if table.ocr or item is None or not prices:
        return
    rows = [row for row in table.rows[1:] if item < len(row.cells) and re.fullmatch(r"\d{6}", row.cells[item])]
    unit = table.unit()
    if rows and unit.factor != 1:
        why = unit.why or "prisene er oppgitt i tusen eller millioner"
        yield Warned(f"Pristabellen på side {table.rows[0].page} er ikke brukt: {why}.")
        return
    for row in rows:
        what = "package" if len(rows) == 1 else f"package_{row.cells[item]}"
        for place in prices:
            value = money(row.cells[place]) if place < len(row.cells) else None
            named = basis_and_vat(table.head[place], table.caption)
            if value is not None and named:
                source = report.document.source(row.page, row.start, row.end)
                yield Fact(f"cost.{what}.{named[0]}.{named[1]}", plain(value), "NOK", source)
            elif value is not None:
                yield Warned(f"Pristabellen på side {row.page} oppgir ikke entydig prisgrunnlag og mva.; ikke brukt.")
