"""What the analysis found: gain in QALYs, IKER, costs, absolute shortfall."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from corpus.bokmal.amounts import NUMBER, SCALE, SIGNED, money, number, plain, scaled
from corpus.bokmal.counted import label_unit
from corpus.reports.chapters import concludes
from corpus.reports.report import Report, Statement
from corpus.reports.speakers import COMPANY_NAMED
from corpus.reports.tables import PrintedTable, Row
from drafting.facts.fact.fact import Fact, Found, Warned
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import at_negotiated_price, bases, basis_and_vat, vats
from drafting.facts.fact.scope import Scope, not_used, objections
from drafting.facts.fact.scope_reading import scope_at
from drafting.facts.fact.several import bases_and_vats, numbers_named
from drafting.facts.fact.table_voices import voice_columns
from drafting.facts.fact.voices import part_voice

LARGEST = 10**9  # NOK per QALY: more is a misprint
PER_QALY = (
    r"(?:NOK|kroner|kr\.?)\s*(?:/|per|pr\.?)\s*(?:vunne[tn]?\s+)?(?:QALY|gode?\s+leveår|kvalitetsjustert\w*\s+leveår)"
)
TO_ICER = re.compile(
    rf"\b(?:IKER\w*|merkostnad\w*\s+per\s+(?:vunne[tn]\s+)?(?:QALY|godt\s+leveår)(?:\s*\(IKER\))?)[^.;\d]{{0,60}}?"
    rf"\b(?:til|på|er|blir)\s+(?:om\s+lag\s+|ca\.?\s+)?({SIGNED}(?:\s*{SCALE})?)\s*(?:NOK|kroner|kr\b)",
    re.IGNORECASE,
)
ICER = re.compile(
    rf"({SIGNED}(?:\s*{SCALE})?)\s*{PER_QALY}|(?:NOK|kr\.?)\s*({SIGNED})\s*(?:/|per|pr\.?)\s*(?:vunne[tn]?\s+)?QALY",
    re.IGNORECASE,
)
GAIN_WORDS = (
    r"(?:helsegevinst\w*|QALY-gevinst\w*|gevinst\w*|vunne[tn]e?\s+(?:QALY\w*|gode\s+leveår)|merverdi\w*|inkrementell\w*\s+QALY\w*"
    r"|økning\w*\s+i\s+QALY\w*|flere\s+(?:QALY\w*|gode\s+leveår))"
)
QALYS = r"(?:QALYs?|gode\s+leveår|kvalitetsjusterte\s+leveår)(?!\w)"
# Up to the number: a full stop only where it belongs to an abbreviation.
_UP_TO = r"(?:[^.;]|(?<=\bca)\.|(?<=\bmva)\.|(?<=\binkl)\.|(?<=\beks)\.)"
SHORTFALL = re.compile(
    rf"\b(?:absolutte?\s+prognosetap(?:et)?|APT)\b(?:\s*\(APT\))?{_UP_TO}{{0,110}}?"
    rf"(?<![\d,.–-])(?P<value>{NUMBER})\s*{QALYS}",
    re.IGNORECASE,
)
ANY_QALYS = re.compile(rf"(?<![\d,.–-])({NUMBER})\s*{QALYS}", re.IGNORECASE)
# What is said of another case than the main one, or of another time, product or premise.
NOT_MAIN = re.compile(
    r"\b(?:undergruppe|subgruppe|sensitivitetsanalyse|følsomhetsanalyse|scenario|dersom|hvis|forutsatt|tidligere|reduser"
    r"|rabatt på|terskel|grense|alternativkostnad|alternativ anta|eksempel|ved en pris|ved å)\w*",
    re.IGNORECASE,
)
GAIN = re.compile(
    rf"\b{GAIN_WORDS}{_UP_TO}{{0,80}}?(?<![\d,.–-])({SIGNED})\s+{QALYS}|(?<![\d,.–-])({SIGNED})\s+(?:vunne[tn]e?|flere|ekstra)\s+{QALYS}",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"(?:mellom|fra)\s+{NUMBER}\s*(?:{QALYS}\s*)?(?:og|til|[-–])|{NUMBER}\s*[-–]\s*{NUMBER}", re.IGNORECASE
)


def results(report: Report) -> Found:
    """Facts of the health-economic analysis, from sentences and result tables."""
    for statement in report.own_statements:
        if re.search(r"\bQALY|gode leveår|prognosetap|\bAPT\b|\bIKER\b", statement.text):
            yield from _statement(report, statement)
    for table in report.printed:
        yield from _table(report, table)


def _statement(report: Report, statement: Statement) -> Found:
    if statement.ocr:
        if re.search(r"\d", statement.text):
            yield Warned(f"Side {statement.page} er lest med tegngjenkjenning; tallene der er ikke brukt.")
        return
    yield from _shortfall(report, statement)
    yield from _gain(report, statement)
    yield from _icer(report, statement)


def voice_in(statement: Statement, report: Report) -> str:
    """Who says the sentence's number: by its own subject, else by heading, else DMP in summary and closing chapter."""
    names = ["firma\\w*", "\\w*verksemd\\w*", "legemiddelfirma\\w*", "produsent\\w*", "innsende[rt]\\w*"]
    names += [re.escape(report.company.split()[0])] if report.company else []
    company = rf"\b(?:{'|'.join(names)})\b"
    told_dmp = bool(re.search(r"\b(?:DMPs?|SLVs?|Legemiddelverkets?|vår\w*)\b", statement.text))
    told_company = bool(re.search(company, statement.text, re.IGNORECASE))
    if told_dmp != told_company:
        return "dmp" if told_dmp else "company"
    if told_dmp or statement.speaker == "other":
        return ""
    if statement.voice:
        return statement.voice
    return "dmp" if any(map(concludes, statement.headings)) else ""


def _shortfall(report: Report, statement: Statement) -> Found:
    found = {match["value"]: match.span("value") for match in SHORTFALL.finditer(statement.text)}
    if not found:
        return
    printed, span = next(iter(found.items()))
    value, scope = number(printed), scope_at(statement.text, *span)
    reasons = objections("severity.absolute_shortfall", _in_range(scope, statement))
    if reasons:
        yield Warned(not_used("Absolutt prognosetap", printed, statement.page, reasons))
    elif len({match[1] for match in ANY_QALYS.finditer(statement.text)}) > 1 or value is None:
        told = f"Flere absolutte prognosetap i samme setning på side {statement.page}; ingen av dem er brukt."
        yield Warned(told, statement.source(report.document), about="severity")
    elif _for_subgroup(statement):
        yield Warned(f"Absolutt prognosetap på side {statement.page} gjelder ikke hovedanalysen og er ikke brukt.")
    elif voice_in(statement, report) != "company":
        source, step = statement.source(report.document, printed), step_of(printed)
        yield Fact("severity.absolute_shortfall", plain(value), "QALY", source, scope=scope, step=step)


def _in_range(scope: Scope, statement: Statement) -> Scope:
    """The scope; a range where the sentence tells one, also away from the number itself."""
    return replace(scope, bound="range") if RANGE.search(statement.text) else scope


def _for_subgroup(statement: Statement) -> bool:
    return bool(NOT_MAIN.search(statement.text))


def _gain(report: Report, statement: Statement) -> Found:
    spans = [match.span(1 if match[1] else 2) for match in GAIN.finditer(statement.text)]
    numbers = {statement.text[start:end]: (start, end) for start, end in spans}
    if not numbers or _for_subgroup(statement) or re.search("prognosetap", statement.text):
        return
    voice = voice_in(statement, report)
    printed, span = next(iter(numbers.items()))
    value, scope = number(printed), scope_at(statement.text, *span)
    reasons = objections("qaly.gain.dmp", _in_range(scope, statement))
    if reasons and voice != "company":
        yield Warned(not_used("QALY-gevinsten", printed, statement.page, reasons))
    elif not reasons and (len(numbers) > 1 or value is None or not voice):
        told = f"QALY-gevinst på side {statement.page} kan ikke knyttes sikkert til DMP eller firma."
        yield Warned(told, statement.source(report.document, printed), about="qaly")
    elif not reasons and value is not None:
        source, step = statement.source(report.document, printed), step_of(printed)
        yield Fact(f"qaly.gain.{voice}", plain(value), "QALY", source, scope=scope, step=step)


def _icer(report: Report, statement: Statement) -> Found:
    spans = [match.span(1 if match[1] else 2) for match in ICER.finditer(statement.text)]
    spans = spans or [match.span(1) for match in TO_ICER.finditer(statement.text)]
    if not spans or _for_subgroup(statement) or not _says_icer(statement):
        return
    numbers = [statement.text[start:end] for start, end in spans]
    scope = scope_at(statement.text, *spans[0])
    reasons = objections("icer.dmp", _in_range(scope, statement))
    values = {money(text) for text in numbers}
    value, voice = values.pop(), voice_in(statement, report)
    if reasons:
        if voice != "company":
            secret = at_negotiated_price(statement.text, statement.paragraph)
            yield Warned(not_used("IKER", "" if secret else numbers[0], statement.page, reasons))
    elif values:
        yield from _icers(report, statement, spans)
    elif value is None:
        yield Warned(f"IKER på side {statement.page} kan ikke leses som ett tall, og er ikke brukt.")
    elif value >= LARGEST:
        yield Warned(
            f"Side {statement.page}: IKER er trykt som «{' '.join(numbers[0].split())} NOK per QALY», som ville være "
            f"{plain(value)} NOK per QALY. Det er trolig en trykkfeil; tallet er ikke brukt."
        )
    else:
        named = basis_and_vat(statement.text, statement.paragraph)
        source = statement.source(report.document, numbers[0])
        step = step_of(numbers[0], about=scope.bound == "about")
        yield from _icer_fact(named, Fact(f"icer.{voice}", plain(value), "NOK/QALY", source, scope=scope, step=step))


def _icers(report: Report, statement: Statement, spans: list[tuple[int, int]]) -> Found:
    """Several IKERs of a sentence, each with a speaker, price basis and VAT of its own; else a warning with them."""
    text, facts = statement.text, []
    for span, named in zip(spans, bases_and_vats(text, spans, statement.paragraph), strict=True):
        printed, scope = text[slice(*span)], scope_at(text, *span)
        value = money(printed)
        voice = part_voice(text, *span, report.company) or voice_in(statement, report)
        if value is None or named is None or not voice or value >= LARGEST or objections("icer.dmp", scope):
            break
        source, step = statement.source(report.document, printed), step_of(printed, about=scope.bound == "about")
        at = replace(scope, basis=named[0], vat=named[1])
        facts.append(Fact(f"icer.{voice}.{'.'.join(named)}", plain(value), "NOK/QALY", source, scope=at, step=step))
    if len({fact.key for fact in facts}) == len(spans):
        yield from facts
    else:
        told = numbers_named([text[slice(*span)] for span in spans], at_negotiated_price(text, statement.paragraph))
        yield Warned(f"Flere IKER i samme setning på side {statement.page}{told}; ingen av dem er brukt.")


def _says_icer(statement: Statement) -> bool:
    return bool(
        re.search(r"\bIKER|inkrementell\w*|merkostnad\w*|kostnadseffektivitet\w*ratio", statement.text, re.IGNORECASE)
    )


def _icer_fact(named: tuple[str, str] | None, fact: Fact) -> Found:
    """The IKER as the fact of its speaker («icer.dmp»), at its price basis and VAT; a warning where one is not told."""
    page = fact.source.page
    if fact.key == "icer.":
        told = f"IKER på side {page} kan ikke knyttes sikkert til DMP eller firma, og er ikke brukt."
        yield Warned(told, fact.source, about="icer")
    elif named is None:
        told = f"IKER på side {page} oppgir ikke entydig prisgrunnlag og merverdiavgift, og er ikke brukt."
        yield Warned(told, fact.source, about="icer")
    else:
        scope = replace(fact.scope or Scope(), basis=named[0], vat=named[1])
        yield replace(fact, key=f"{fact.key}.{named[0]}.{named[1]}", scope=scope)


def _table(report: Report, table: PrintedTable) -> Found:
    """A table of results: rows for QALYs and IKER, the difference in the last or a named column."""
    about = f"{table.caption} {table.lead}"
    if table.ocr or not re.search(
        r"\bresultat|\bIKER|kostnadseffektivitet|\bQALY|hovedanalyse|basecase", about, re.IGNORECASE
    ):
        return
    voice = "company" if re.search(rf"{COMPANY_NAMED.pattern}|innsendt", table.caption, re.IGNORECASE) else ""
    if re.search(r"\bDMPs?\b|\bSLVs?\b", table.caption):
        voice = "dmp" if not voice else ""
    if re.search(r"følsomhet|sensitivitet|scenario|undergruppe|subgruppe", table.caption, re.IGNORECASE):
        return
    if voice_columns(table, report):
        return  # each column has a voice of its own (`value_columns`)
    column = difference_column(table)
    for row in table.rows[1:]:
        yield from _table_row(report, table, row, voice, column)


def _icer_columns(report: Report, table: PrintedTable, row: Row, voice: str) -> Found:
    """A row of IKERs under heads that name each column's price basis or VAT; a warning where they do not part them."""
    factor, why = row_factor(table, row)
    facts, filled = [], [place for place, cell in enumerate(row.cells) if place and cell.strip()]
    for place in filled:
        value, head = money(row.cells[place]), table.head[place] if place < len(table.head) else ""
        named = basis_and_vat(head, row.label, table.caption, table.lead) if bases(head) or vats(head) else None
        if value is None or named is None or factor is None or not voice:
            break
        key, step = f"icer.{voice}.{'.'.join(named)}", step_of(row.cells[place], factor=factor)
        source = report.document.source(row.page, row.start, row.end)
        scope = Scope(basis=named[0], vat=named[1])
        facts.append(Fact(key, plain(scaled(value, factor)), "NOK/QALY", source, scope=scope, step=step))
    if len({fact.key for fact in facts}) == len(filled):
        yield from facts
    else:
        why = why or "det går ikke fram hva hver kolonne gjelder"
        yield Warned(f"IKER i tabellen på side {row.page} er ikke brukt: {why}.")


def row_factor(table: PrintedTable, row: Row) -> tuple[Decimal | None, str]:
    """What a row's amounts are counted in, by its label or else by the table; None, and why, where that is unclear."""
    own, whole = label_unit(row.label), table.unit()
    if own.factor is None or whole.factor is None:
        return None, own.why or whole.why
    if own.declared and whole.declared and own.factor != whole.factor:
        return None, "det er nevnt flere enheter"
    return Decimal(own.factor if own.declared else whole.factor), ""


def difference_column(table: PrintedTable) -> int | None:
    """The column of differences, by its head."""
    found = [
        place
        for place, cell in enumerate(table.head)
        if place and re.search(r"differanse|forskjell|inkrementell|gevinst|Δ", cell, re.IGNORECASE)
    ]
    return found[0] if len(found) == 1 else None


def _table_row(report: Report, table: PrintedTable, row: Row, voice: str, column: int | None) -> Found:
    filled = [cell for cell in row.cells[1:] if cell.strip()]
    cell = (
        filled[0] if len(filled) == 1 else row.cells[column] if column is not None and column < len(row.cells) else ""
    )
    source = report.document.source(row.page, row.start, row.end)
    if re.search(r"\bIKER\b|per (?:vunnet )?(?:QALY|godt leveår)|/QALY", row.label, re.IGNORECASE):
        if not cell and len(filled) > 1:
            yield from _icer_columns(report, table, row, voice)
            return
        cell = filled[-1] if filled and len(filled) == 1 else cell
        value = money(
            re.sub(r"\s*(?:NOK|kr\.?|kroner)?\s*(?:/|per)\s*(?:vunnet )?QALY$", "", cell, flags=re.IGNORECASE)
        )
        factor, why = row_factor(table, row)
        if value is not None and factor is None:
            yield Warned(f"IKER i tabellen på side {row.page} er ikke brukt: {why}.")
        elif value is not None and factor is not None:
            named = basis_and_vat(row.label, table.caption, table.lead)
            step = step_of(cell, factor=factor)
            said = plain(scaled(value, factor))
            fact = Fact(f"icer.{voice}", said, "NOK/QALY", source, scope=Scope(), step=step)
            yield from _icer_fact(named, fact)
    elif re.search(r"\bQALY|gode leveår", row.label, re.IGNORECASE) and not re.search(
        r"per|/|kostnad", row.label, re.IGNORECASE
    ):
        value = number(re.sub(rf"\s*{QALYS}$", "", cell, flags=re.IGNORECASE))
        if value is not None and voice and (column is not None or re.search(GAIN_WORDS, row.label, re.IGNORECASE)):
            yield Fact(f"qaly.gain.{voice}", plain(value), "QALY", source, scope=Scope(), step=step_of(cell))
