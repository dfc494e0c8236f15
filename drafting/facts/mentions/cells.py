"""The numbers of tables as mentions: each cell with its row's label, its column's heads, the caption and the chapter.

Whose column a cell stands in is told by its head, or proved by arithmetic: in a table of two arms and their difference
the first less the second is the third, in every row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from corpus.bokmal.amounts import AMOUNT, cell_amount, number, scaled
from corpus.bokmal.counted import label_unit, said_everywhere
from corpus.bokmal.institutions import AGENCY
from corpus.reports.chapters import concludes
from corpus.reports.report import Report
from corpus.reports.speakers import COMPANY_NAMED
from corpus.reports.tables import PrintedTable, Row
from corpus.reports.year_columns import SUM, year_columns, years_across
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import bases, vats
from drafting.facts.fact.scope import Per, Period, Scope
from drafting.facts.fact.setting import elsewhere
from drafting.facts.fact.table_voices import table_voice, voice_columns
from drafting.facts.mentions.mention import Arm, Kind, Mention, Sides, side_of
from drafting.facts.mentions.prose import NOT_NOW, PEOPLE

ABOUT = re.compile(
    r"kostnad|utgift|budsjett|\bpris|\bAUP\b|\bAIP\b|QALY|leveår|\bIKER\b|\bICER\b|pasient|brukere|brukarar|resultat"
    r"|hovedanalyse|hovudanalyse|\bcost|budget|patients",
    re.IGNORECASE,
)
STUDY = re.compile(
    r"\(n\s*=|n \(%\)|\bstudie|inklusjon|bivirkning|biverknad|deltaker|baseline|egenskaper|respons", re.I
)
VARIED = re.compile(
    r"følsomhet|sensitivitet|scenario|forutsetning|føresetnad|undergruppe|subgruppe|alternative\b|enveis|endret", re.I
)
PER_QALY = re.compile(
    r"\b(?:IKER|ICER)\b|(?:per|pr\.?|/)\s*(?:vunne[nt]?\s+)?(?:QALY|godt?e?\s+leveår|kvalitetsjust)", re.I
)
QALY = re.compile(r"\bQALYs?\b|gode\s+leveår|kvalitetsjustert", re.IGNORECASE)
LIFE_YEARS = re.compile(r"^\W*(?:vunne\s+)?leveår|life years", re.IGNORECASE)
NO_VALUE = re.compile(r"^\W*(?:antall|tal|mengde|kilde|kjelde|endring|avvik)\b", re.IGNORECASE)
COUNT = re.compile(rf"{PEOPLE}|\bpasienttall|\bbrukere|\bantall\b|\btalet på\b|\bpatients\b", re.IGNORECASE)
MONEY = re.compile(
    r"kostnad|utgift|\bpris|\bAUP\b|\bAIP\b|\bNOK\b|\bkr\b|kroner|legemid|medisin|\bsum\b|total|samla|i alt|budsjett"
    r"|\bcost|innføres|tatt? i bruk|tas i bruk|netto",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(r"differanse|forskjell|skilnad|inkrement|gevinst|merverdi|Δ|difference|endring", re.IGNORECASE)
COMPARATOR = re.compile(r"komparator|dagens|standard|placebo|comparator|kontroll", re.IGNORECASE)
OF_AMOUNTS = re.compile(r"\b(?:tabell\w*|beløp\w*|tall(?:ene)?|tala|kostnad\w*|utgift\w*|pris\w*)\b", re.IGNORECASE)
YEARLY = re.compile(r"\bårlig|\bårleg|\bper\s+år\b|årskostnad", re.IGNORECASE)
PATIENT = re.compile(r"\bper\s+pasient|per\s+patient", re.IGNORECASE)


def in_tables(report: Report, sides: Sides) -> Iterator[Mention]:
    """The mentions of every table that is about costs, QALYs or patients and is no study's."""
    everywhere = said_everywhere(page.text for page in report.document.pages)
    for table in (*report.printed, *report.doubtful):
        words = " ".join([table.caption, table.under, *table.head, *(row.label for row in table.rows[1:])])
        study = STUDY.search(" ".join([table.caption, *table.head, table.rows[1].label]))
        if not table.ocr and ABOUT.search(words) and not study:
            sure = not (table.doubt or table.splits_numbers)
            turned = years_across(table)
            yield from _of(report, turned, everywhere, sides, sure=sure)
            sums = [row for row in table.rows[1:] if SUM.match(row.label)]
            if turned is not table and sums:  # the row of sums is none of the years
                yield from _of(report, replace(table, rows=[table.rows[0], *sums]), everywhere, sides, sure=sure)


def _of(
    report: Report, table: PrintedTable, everywhere: tuple[str, ...], sides: Sides, *, sure: bool
) -> Iterator[Mention]:
    arms = arms_of(table, sides)
    years = dict(year_columns(table)) if sure else {}
    who, columns = _who(table) or table_voice(table, report), voice_columns(table, report)
    unit = table.unit(everywhere)
    about = f"{table.caption} {table.under}"
    why = elsewhere(table.caption, len(table.caption), len(table.caption), report.dated)
    why += (NOT_NOW,) if VARIED.search(f"{about} {' '.join(table.head)}") else ()
    for row in table.rows[1:]:
        for place, cell in enumerate(row.cells[1:], 1):
            head = table.head[place] if place < len(table.head) else ""
            kind = _kind(table, row, head)
            value = _value(cell, kind)
            if kind is None or value is None:
                continue
            own = label_unit(f"{row.label} {head}")
            factor = own.factor if own.declared else unit.factor
            if kind in ("qaly", "patients", "percent"):
                factor = 1
            if factor is None:
                continue
            arm, own_row = arms.get(place, ""), _row_arm(row.label, sides)
            what, whose = (head, row.label) if own_row and not arm else (row.label, head)
            near = f"{what}: {whose}" if what and whose else what or whose
            source = report.document.source(*row.place(place))
            yield Mention(
                kind,
                scaled(value, Decimal(factor)),
                cell.strip(),
                step_of(cell, factor=Decimal(factor)),
                near,
                " | ".join(one for one in row.cells if one),
                (table.caption, table.under),
                source,
                _scope(table, row, head, years.get(place, 0)),
                columns.get(place, who),
                concludes(table.under),
                why,
                table=True,
                arm=arm or own_row,
                sure=sure and (kind != "per_qaly" or factor == 1),
            )


def _row_arm(label: str, sides: Sides) -> Arm:
    """Whose row it is, in a table with a row for each arm and one for their difference."""
    return "difference" if DIFFERENCE.match(label) else side_of(label, sides)


def _who(table: PrintedTable) -> str:
    company = bool(COMPANY_NAMED.search(table.caption)) or bool(re.search(r"innsendt", table.caption, re.IGNORECASE))
    dmp = bool(re.search(rf"\b{AGENCY}s?\b", table.caption))
    return "unsure" if company and dmp else "company" if company else "dmp" if dmp else ""


def _kind(table: PrintedTable, row: Row, head: str) -> Kind | None:
    """What a cell counts: by its row's label, else by its column's head, else by the caption."""
    if NO_VALUE.search(head) and not COUNT.search(f"{head} {table.caption}".replace("Antall", "")):
        return None
    for text in (row.label, head, table.caption):
        tests: tuple[tuple[Kind | None, bool], ...] = (
            ("per_qaly", bool(PER_QALY.search(text))),
            (None, bool(LIFE_YEARS.search(text))),
            ("qaly", bool(QALY.search(text)) and not re.search("kostnad", text, re.IGNORECASE)),
            ("percent", bool(re.search(r"(?<!\d)(?<!\d\s)%|prosent|\bandel", text, re.IGNORECASE))),
            ("patients", bool(COUNT.search(text)) and not MONEY.search(text)),
            ("money", bool(MONEY.search(text))),
        )
        if found := [kind for kind, told in tests if told]:
            return found[0]
    return None


def _value(cell: str, kind: Kind | None) -> Decimal | None:
    text = re.sub(
        r"\s*(?:NOK|kr\.?|kroner)?\s*(?:(?:/|per)\s*(?:vunnet )?QALY|QALYs?|%)$", "", cell.strip(), flags=re.I
    )
    return cell_amount(text) if kind in ("money", "per_qaly") else number(text)


def _scope(table: PrintedTable, row: Row, head: str, year: int) -> Scope:
    texts = (row.label, head, table.caption, *said_of(table))
    terms = []
    for named in (bases, vats):
        said = next((names for text in texts if (names := named(text))), ())
        terms.append(said[0] if len(said) == 1 else "")
    words = f"{row.label} {head} {table.caption}"
    per: Per = "patient" if PATIENT.search(words) else ""
    period: Period = "one_year" if year else "year" if YEARLY.search(words) else ""
    if re.search(r"\b(?:sum|totalt)\b.*\b(?:to|tre|fire|fem)\s+år|kumul", words, re.IGNORECASE):
        period = "years"
    return Scope(per, period, year=year, basis=terms[0], vat=terms[1])


def said_of(table: PrintedTable) -> tuple[str, ...]:
    """The sentences beside a table that tell of its amounts as a whole: «Beløpene er uten mva.», and name none."""
    sentences = (one for text in table.beside for one in re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])", text))
    return tuple(one for one in sentences if OF_AMOUNTS.search(one) and not re.search(AMOUNT, one, re.IGNORECASE))


def arms_of(table: PrintedTable, sides: Sides) -> dict[int, Arm]:
    """Whose column each one is: by its head, and where the heads leave it open by arithmetic."""
    found: dict[int, Arm] = {}
    for place, head in enumerate(table.head[1:], 1):
        if DIFFERENCE.search(head):
            found[place] = "difference"
        elif arm := side_of(head, sides):
            found[place] = arm
        elif re.match(r"intervensjon|intervention", head, re.IGNORECASE):
            found[place] = "drug"
        elif COMPARATOR.search(head):
            found[place] = "comparator"
    open_ones = [place for place in range(1, len(table.head)) if place not in found and table.head[place]]
    roles = list(found.values())
    three = len(table.head) == 4 and roles.count("difference") == 1 and len(open_ones) <= 2
    rows = _subtract(table, found) if three else []
    if rows and sum(rows) < max(1, len(rows) - 1):
        return {}  # print, or reading, has gone wrong: nobody's column is sure
    if len(rows) > 1:
        first, second = (place for place in range(1, 4) if found.get(place) != "difference")
        if found.get(first) != "comparator" and found.get(second) != "drug":
            return {**found, first: "drug", second: "comparator"}
    return found if roles.count("drug") == 1 else {place: arm for place, arm in found.items() if arm == "difference"}


def _subtract(table: PrintedTable, arms: dict[int, Arm]) -> list[bool]:
    """Of each row with three figures, whether the first less the second is the difference, within the last digit."""
    last = next(place for place, arm in arms.items() if arm == "difference")
    first, second = (place for place in range(1, 4) if place != last)
    return [
        abs(one - other - both) <= step_of(row.cells[last]) * 2
        for row in table.rows[1:]
        if len(row.cells) > 3
        and (one := cell_amount(row.cells[first])) is not None
        and (other := cell_amount(row.cells[second])) is not None
        and (both := cell_amount(row.cells[last])) is not None
    ]
