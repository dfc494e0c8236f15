"""How long a patient is treated on average, by the report: `duration.treatment`, in months.

A median is no mean, and a time in the study or until progression is no time on treatment: those are none.
"""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.bokmal.amounts import NUMBER, number, plain
from corpus.reports.report import Report, Statement
from drafting.facts.amounts.results import NOT_MAIN
from drafting.facts.fact.fact import Claimed, Fact, Found, Warned
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.scope import not_used, objections
from drafting.facts.fact.scope_reading import scope_at
from drafting.facts.fact.voices import voice_of_number

MEAN = r"(?:gjennomsnittlig\w*|forventet|snittet\s+for|middel)"
ON_TREATMENT = (
    r"(?:behandlings(?:tid|varighet|lengde|periode)\w*|varighet\w*\s+(?:av|på)\s+behandling\w*"
    r"|tid(?:en)?\s+på\s+behandling\w*)"
)
DURATION = re.compile(
    rf"\b{MEAN}\s+(?:\w+\s+){{0,2}}?{ON_TREATMENT}|\b{ON_TREATMENT}\s+(?:\w+\s+){{0,4}}?(?:i\s+)?(?:gjennomsnitt|snitt)\b"
    r"|\b(?:behandles|behandlet|behandling\w*\s+varer?)\s+(?:\w+\s+){0,2}?i\s+(?:gjennomsnitt|snitt)\b"
    r"|\bi\s+(?:gjennomsnitt|snitt)\s+(?:behandles|varer\s+behandling\w*)",
    re.IGNORECASE,
)
NO_MEAN = re.compile(r"\bmedian\w*|\bminste?\b|\bmaksimal\w*|\boppfølging\w*|\bventetid", re.IGNORECASE)
TIME = re.compile(rf"(?<![\d,.])(?P<time>{NUMBER})\s+(?P<unit>måned(?:er)?|mnd\.?|år)(?!\s+(?:gamle?|alder))\b", re.I)
MONTHS = {"å": Decimal(12), "m": Decimal(1)}


def duration(report: Report) -> Found:
    """The mean time on treatment: DMP's or the report's own is the fact, the company's must agree with it."""
    for statement in report.own_statements:
        if not statement.ocr and DURATION.search(statement.text) and not NOT_MAIN.search(statement.text):
            yield from _statement(report, statement)


def _statement(report: Report, statement: Statement) -> Found:
    text = statement.text
    for match in TIME.finditer(text):
        value, scope = number(match["time"]), scope_at(text, *match.span("time"))
        reasons = objections("duration.treatment", scope)
        if NO_MEAN.search(text):
            reasons = (*reasons, "ikke er et gjennomsnitt av behandlingstiden")
        if reasons or value is None:
            yield Warned(not_used("Behandlingstiden", match[0], statement.page, reasons))
            continue
        voice = voice_of_number(statement, *match.span(), company=report.company)
        months = value * MONTHS[match["unit"][0].lower()]
        step = step_of(match["time"]) * MONTHS[match["unit"][0].lower()]
        source = statement.source(report.document, match["time"])
        fact = Fact("duration.treatment", plain(months), "måneder", source, "", "", scope, step, voice)
        yield Claimed(fact) if voice else fact
