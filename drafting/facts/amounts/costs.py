"""Costs that a report states with price basis and VAT: per package, year or treatment, for drug and comparator."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.bokmal.amounts import AMOUNT, CURRENCY, NUMBER, SCALE, money, plain
from corpus.bokmal.price_terms import ABOUT
from corpus.reports.report import Report, Statement
from corpus.reports.speakers import COMPANY_NAMED
from corpus.reports.tables import PrintedTable
from drafting.facts.amounts.results import NOT_MAIN
from drafting.facts.choices import comparator_names
from drafting.facts.fact.fact import Fact, Found, Warned
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import at_negotiated_price, basis_and_vat
from drafting.facts.fact.scope import Scope, not_used, objections
from drafting.facts.fact.scope_reading import CARDINALS, scope_at
from drafting.facts.fact.several import bases_and_vats, numbers_named
from drafting.facts.fact.voices import number_part

COST = re.compile(
    r"\b(?:legemiddelkostnad\w*|behandlingskostnad\w*|merkostnad\w*|årskostnad\w*|engangskostnad\w*|kostnad(?:en|er|ene)?\s+per\s+pasient)\b",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"\b(?:fra|mellom)\s+(?:{ABOUT.pattern}\s+)?(?:{CURRENCY}\s*)?(?P<low>{NUMBER})(?:\s*(?P<low_scale>{SCALE}))?(?:\s*{CURRENCY})?"
    rf"\s*(?:til|og|[-–—])\s*(?:{ABOUT.pattern}\s+)?(?:{CURRENCY}\s*)?(?P<high>{NUMBER})(?:\s*(?P<scale>{SCALE}))?(?=\s*{CURRENCY})",
    re.IGNORECASE,
)
CYCLE_NUMBERS = {word: str(n) for n, word in enumerate(CARDINALS, start=1)}
CYCLES = re.compile(
    rf"\b({'|'.join(CARDINALS)}|\d{{1,2}})\s+(?:første\s+)?(?:behandlings)?syklus(?:er|ene)?\b", re.IGNORECASE
)
COMPARATOR = re.compile(r"\bkomparator|\bdagens behandling|\bstandardbehandling", re.IGNORECASE)
PRICE = re.compile(r"\b(?:maks-?AUP|RHF-AUP|pris\w*)\s+(?:for|per)\s+(?:én|en|ett|et)?\s*\w+", re.IGNORECASE)
# «årskostnaden for docetaksel»: a cost of something that is neither the drug nor called comparator.
OF_ANOTHER = re.compile(
    rf"{COST.pattern}(?:\s+per\s+\w+){{0,2}}\s+(?:for|med|av|ved)\s+"
    rf"(?!maks|RHF|AUP|hele|alle\b|samtlige|full|anbefal|en\b|ett\b|et\b|behandling|dette|denne|{NUMBER}|pasient|år\b|tilbudt"
    rf"|dagens|inkl|uten|mva|de\s+(?:første|{'|'.join(CARDINALS)})\b|(?:{'|'.join(CARDINALS)})\s+(?:første\s+)?syklus)",
    re.IGNORECASE,
)


def costs(report: Report) -> Found:
    """`cost.<what>.…`: package, unit (a vial), annual, treatment, incremental, comparator, comparator_treatment."""
    for statement in report.own_statements:
        if not statement.ocr and statement.voice != "company" and COST.search(statement.text):
            yield from _statement(report, statement)
        elif not statement.ocr and statement.voice != "company" and PRICE.search(statement.text):
            yield from _unit_price(report, statement)
    for table in report.printed:
        yield from _packages(report, table)


def _statement(report: Report, statement: Statement) -> Found:
    text = statement.text
    amounts = list(re.finditer(AMOUNT, text, re.IGNORECASE))
    if not amounts or re.search(r"QALY|IKER|leveår", text) or NOT_MAIN.search(text) or COMPANY_NAMED.search(text):
        return
    whose = cost_of(statement, report)
    several = len({other[0] for other in amounts}) > 1
    if not whose and not several:
        return
    match = amounts[0]
    scope = scope_at(text, *match.span(), *reversed(statement.headings), indication=_indication(report))
    if several and (scope.bound != "range" or not whose):
        yield from _several(report, statement, amounts)
        return
    if whose == "drug" and (ends := RANGE.search(text)):
        yield from _range(report, statement, ends)
        return
    what, value = cost_name(whose, scope), money(match[0].lstrip("-–—−") if scope.bound == "range" else match[0])
    key = f"cost.{what}.x"
    reasons = objections(key, scope)
    named = basis_and_vat(text, statement.paragraph)
    if reasons or value is None:
        secret = at_negotiated_price(text, statement.paragraph)
        yield Warned(not_used("Kostnaden", "" if secret else match[0].lstrip("-–—− "), statement.page, reasons))
    elif named is None:
        told = f"Kostnaden på side {statement.page} oppgir ikke entydig prisgrunnlag og mva., og er ikke brukt."
        yield Warned(told, statement.source(report.document, match[0]), about="cost")
    else:
        source = statement.source(report.document, match[0])
        step = step_of(match[0], about=scope.bound == "about")
        scope = replace(scope, basis=named[0], vat=named[1])
        yield Fact(f"cost.{what}.{named[0]}.{named[1]}", plain(value), "NOK", source, scope=scope, step=step)


def _several(report: Report, statement: Statement, amounts: list[re.Match[str]]) -> Found:
    """Several costs of a sentence, where each part names the drug or the comparator; else a warning with them."""
    text, facts = statement.text, []
    spans = [match.span() for match in amounts]
    for match, named in zip(amounts, bases_and_vats(text, spans, statement.paragraph), strict=True):
        part = number_part(text, *match.span())
        whose = _named_in(part, report)
        scope = scope_at(text, *match.span(), *reversed(statement.headings), indication=_indication(report))
        key, value = f"cost.{cost_name(whose, scope)}", money(match[0])
        if not whose or named is None or value is None or objections(f"{key}.x", scope):
            break
        source, step = statement.source(report.document, match[0]), step_of(match[0], about=scope.bound == "about")
        at = replace(scope, basis=named[0], vat=named[1])
        facts.append(Fact(f"{key}.{'.'.join(named)}", plain(value), "NOK", source, scope=at, step=step))
    if len({fact.key for fact in facts}) == len(amounts):
        yield from facts
    else:
        told = numbers_named([match[0] for match in amounts], at_negotiated_price(text, statement.paragraph))
        line = f"Flere kostnader i samme setning på side {statement.page}{told}; ingen av dem er brukt."
        yield Warned(line, statement.source(report.document, amounts[0][0]), about="cost")


def _named_in(part: str, report: Report) -> str:
    """«drug» or «comparator», where a part of a sentence names one of them and no difference."""
    names = [name for name in (report.product, report.substance) if name]
    drug = any(re.search(rf"\b{re.escape(name)}", part, re.IGNORECASE) for name in names)
    others = [rf"\b{re.escape(name)}" for name in comparator_names(report)]
    other = any(re.search(words, part, re.IGNORECASE) for words in (COMPARATOR.pattern, *others))
    if drug == other or re.search(r"\bmerkostnad|\bdifferans|\bforskjell|\binkrementell", part, re.IGNORECASE):
        return ""
    return "comparator" if other else "drug"


def _range(report: Report, statement: Statement, ends: re.Match[str]) -> Found:
    """`cost.range.<cycles>.lowest|highest.…`: what a treatment costs from one patient to another.

    `<cycles>` is the number of cycles that the sentence names, or `course`.
    """
    text = statement.text
    scope = scope_at(text, *ends.span(), *reversed(statement.headings), indication=_indication(report))
    cycles = {CYCLE_NUMBERS.get(word.lower(), word) for word in CYCLES.findall(text)}
    counted = cycles.pop() if len(cycles) == 1 else "course" if not cycles else ""
    named = basis_and_vat(text, statement.paragraph)
    reasons = objections("cost.range.x", replace(scope, bound="exact"))
    low = money(f"{ends['low']} {ends['low_scale'] or ends['scale'] or ''}".strip())
    high = money(f"{ends['high']} {ends['scale'] or ''}".strip())
    if reasons or low is None or high is None or low >= high or not counted:
        secret = at_negotiated_price(text, statement.paragraph)
        reasons = reasons or ("er et spenn som ikke er lest sikkert",)
        yield Warned(not_used("Kostnaden", "" if secret else ends[0], statement.page, reasons))
    elif named is None:
        yield Warned(f"Kostnaden på side {statement.page} oppgir ikke entydig prisgrunnlag og mva., og er ikke brukt.")
    else:
        about = scope_at(text, *ends.span("low")).bound == "about" or bool(ABOUT.search(text[: ends.start()]))
        scope = replace(scope, bound="about" if about else "exact", basis=named[0], vat=named[1])
        for end, value in (("lowest", low), ("highest", high)):
            printed = ends["low" if end == "lowest" else "high"]
            scale = ends["low_scale"] or ends["scale"] if end == "lowest" else ends["scale"]
            step = step_of(f"{printed} {scale or ''}", about=about)
            key = f"cost.range.{counted}.{end}.{named[0]}.{named[1]}"
            yield Fact(key, plain(value), "NOK", statement.source(report.document, printed), scope=scope, step=step)


def _unit_price(report: Report, statement: Statement) -> Found:
    """«Maks-AUP for ett hetteglass Vidda er … NOK inkl. mva.»: `cost.unit.…`, where the sentence names the drug."""
    text = statement.text
    amounts, names = list(re.finditer(AMOUNT, text, re.IGNORECASE)), (report.product, report.substance)
    named = basis_and_vat(text)
    if len(amounts) != 1 or named is None or not any(name and name.lower() in text.lower() for name in names):
        return
    match = amounts[0]
    scope, value = replace(scope_at(text, *match.span()), basis=named[0], vat=named[1]), money(match[0])
    key = f"cost.unit.{named[0]}.{named[1]}"
    reasons = objections(key, scope)
    if reasons or value is None:
        secret = at_negotiated_price(text)
        yield Warned(not_used("Prisen", "" if secret else match[0].lstrip("-–—− "), statement.page, reasons))
    else:
        source = statement.source(report.document, match[0])
        yield Fact(key, plain(value), "NOK", source, scope=scope, step=step_of(match[0]))


def cost_of(statement: Statement, report: Report) -> str:
    """Whose cost a sentence tells: «drug», «comparator», «incremental»; empty when its words say another or two."""
    text = statement.text
    if re.search(r"\bmerkostnad|\binkrementell", text, re.IGNORECASE):
        return "incremental"
    if re.search(r"\bdifferanse|\bforskjell", text, re.IGNORECASE):
        return ""
    names = [name for name in (report.product, report.substance) if name]
    drug = any(re.search(rf"\b{re.escape(name)}", text, re.IGNORECASE) for name in names)
    other = bool(COMPARATOR.search(text))
    unnamed = not drug and not other and not COMPARATOR.search(statement.paragraph) and not OF_ANOTHER.search(text)
    if (drug and other) or not (drug or other or unnamed):
        return ""
    return "comparator" if other else "drug"


def cost_name(whose: str, scope: Scope) -> str:
    """The part of the key after «cost.»: whose cost it is, for a year or for a treatment."""
    whole = scope.period in ("course", "once")
    if whose == "comparator":
        return "comparator_treatment" if whole else "comparator"
    return whose if whose == "incremental" else "treatment" if whole else "annual"


def _indication(report: Report) -> str:
    row = report.logged("indication")
    return f"{row.value if row else ''} {report.title}"


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
                scope = Scope("package", basis=named[0], vat=named[1])
                yield Fact(f"cost.{what}.{named[0]}.{named[1]}", plain(value), "NOK", source, scope=scope)
            elif value is not None:
                yield Warned(f"Pristabellen på side {row.page} oppgir ikke entydig prisgrunnlag og mva.; ikke brukt.")
