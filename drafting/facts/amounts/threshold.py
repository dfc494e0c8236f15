"""How long a treatment must last, by the report, to cost as much as the comparator.

Keys: `threshold.<basis>.<vat>.years`, and `….years.undiscounted` where the sentence says so.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.bokmal.amounts import NUMBER, number, plain
from corpus.reports.report import Report, Statement
from drafting.facts.amounts.results import voice_in
from drafting.facts.fact.fact import Fact, Found, Warned
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import basis_and_vat
from drafting.facts.fact.scope import not_used, objections
from drafting.facts.fact.scope_reading import scope_at

EQUAL = re.compile(
    r"\bterskel\w*|\bbreak-?even\w*|\bkostnadsnøytral\w*|\binnspart\b|\btjen\w*\s+inn\b|\blike\s+(?:store|høye|dyre?)\b"
    r"|\bmå\s+(?:\w*(?:effekt|virkning|behandling)\w*|den)\s+(?:\w+\s+)?vare\b|\b\w*(?:effekt|virkning)\w*\s+må\s+vare\b"
    r"|\bsamme\s+kostnad\w*|\butlign\w*|\bkostnad\w*\s+(?:skal\s+)?(?:blir?|er)\s+like\b",
    re.IGNORECASE,
)
YEARS = re.compile(rf"(?<![\d,.])({NUMBER})\s+år(?!\s+(?:gamle?|alder)|et|lig)\b", re.IGNORECASE)
UNDISCOUNTED = re.compile(r"\budiskontert|\buten\s+diskontering", re.IGNORECASE)


def threshold(report: Report) -> Found:
    """The duration from sentences of DMP's own; one without price basis and VAT is a warning."""
    for statement in report.own_statements:
        if not statement.ocr and EQUAL.search(statement.text) and YEARS.search(statement.text):
            yield from _statement(report, statement)


def _statement(report: Report, statement: Statement) -> Found:
    text = statement.text
    found = list(YEARS.finditer(text))
    if voice_in(statement, report) == "company":
        return
    printed, scope = found[0][1], scope_at(text, *found[0].span(1))
    value, named = number(printed), basis_and_vat(text, statement.paragraph)
    reasons = objections("threshold", scope)
    if len(found) > 1:
        reasons = (*reasons, "er ett av flere")
    if reasons or value is None:
        yield Warned(not_used("Terskelen", printed, statement.page, reasons))
    elif named is None:
        yield Warned(f"Terskelen på side {statement.page} oppgir ikke entydig prisgrunnlag og mva., og er ikke brukt.")
    else:
        basis, vat = named
        source, step = statement.source(report.document, printed), step_of(printed)
        scope = replace(scope, basis=basis, vat=vat)
        way = ".undiscounted" if UNDISCOUNTED.search(text) else ""
        yield Fact(f"threshold.{basis}.{vat}.years{way}", plain(value), "år", source, scope=scope, step=step)
