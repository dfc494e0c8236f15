"""The budget impact of a year as a sentence tells it: «Budsjettvirkningen er om lag 64 mill. NOK i år fem»."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.bokmal.amounts import AMOUNT, amount, plain
from corpus.bokmal.counted import is_unit
from corpus.reports.report import Report, Statement
from drafting.facts.amounts.results import NOT_MAIN
from drafting.facts.fact.fact import Claimed, Fact, Found, Warned
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import at_negotiated_price, bases, vats
from drafting.facts.fact.scope import not_used, objections
from drafting.facts.fact.scope_reading import scope_at
from drafting.facts.fact.voices import other_voice

IMPACT = re.compile(
    r"\bbudsjett(?:virkning|konsekvens|effekt)\w*|\bmerutgift\w*|\bmerkostnad\w*.*\bbudsjett", re.IGNORECASE
)
NOT_IMPACT = re.compile(r"\buten\s+innføring|\bkomparator|\bper\s+pasient", re.IGNORECASE)


def budget_in_prose(report: Report) -> Found:
    """`budget.year<t>.impact` from sentences; one that names no price basis must agree, but is not the fact."""
    for statement in report.own_statements:
        text = statement.text
        if not statement.ocr and IMPACT.search(text) and not NOT_MAIN.search(text) and not NOT_IMPACT.search(text):
            yield from _statement(report, statement)


def _statement(report: Report, statement: Statement) -> Found:
    text = statement.text
    amounts = [match for match in re.finditer(AMOUNT, text, re.IGNORECASE) if not is_unit(text, *match.span())]
    voice = other_voice(statement)
    company = bool(voice)
    secret = at_negotiated_price(text, statement.paragraph)
    for match in amounts:
        scope = scope_at(text, *match.span())
        value, key = amount(match[0]), f"budget.year{scope.year or 1}.impact"
        reasons = objections(key, scope)
        if scope.period == "one_year" and not scope.year:
            reasons = (*reasons, "ikke sier hvilket år det gjelder")
        if reasons or value is None:
            if not company:
                yield Warned(not_used("Budsjettvirkningen", "" if secret else match[0], statement.page, reasons))
            continue
        basis, vat = (_one(named(text)) or _one(named(statement.paragraph)) for named in (bases, vats))
        source, step = statement.source(report.document, match[0]), step_of(match[0], about=scope.bound == "about")
        fact = Fact(key, plain(value), "NOK", source, "", "", replace(scope, basis=basis, vat=vat), step, voice)
        if basis == "max_aup" and not company:
            yield fact
        elif basis in ("", "max_aup") and not secret:
            yield Claimed(fact)
        if not basis and not company and not secret:
            yield Warned(
                f"Budsjettvirkningen «{' '.join(match[0].split())}» på side {statement.page} oppgir ikke entydig "
                "prisgrunnlag, og er bare brukt til kontroll."
            )


def _one(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ""
