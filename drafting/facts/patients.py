"""How many patients: in Norway now, new a year, and year by year."""

from __future__ import annotations

import re

from corpus.bokmal import NUMBER, number, plain, two_ways
from corpus.counted import unit_of
from corpus.report_tables import PrintedTable
from corpus.reports import Report, Statement
from drafting.facts.fact import Claimed, Fact, Found, Warned
from drafting.facts.year_columns import year_columns

COUNT = rf"(?<![\d,.–-])(?P<count>{NUMBER})(?!\s*(?:[-–]|%|prosent|NOK|kr))"
WHO = r"(?:nye\s+)?(?:aktuelle\s+|norske\s+|voksne\s+)*pasient(?:er)?\b"
PER_YEAR = re.compile(r"\b(?:per|pr\.?|i|hvert)\s+år(?:et)?\b|\bårlig(?:e)?\b|\bhvert\s+år\b", re.IGNORECASE)
NOW = re.compile(
    r"\b(?:i\s+dag|nå|per\s+i\s+dag|for\s+tiden|prevalen\w*|totalt\s+i\s+Norge|lever\s+med)\b", re.IGNORECASE
)
CLAUSE = re.compile(rf"{COUNT}\s+{WHO}", re.IGNORECASE)
ELIGIBLE = re.compile(
    r"aktuell|behandl|kandidat|anslå|anslag|estimer|forvente|oppfyller|egnet|i\s+Norge", re.IGNORECASE
)
NOT_OURS = re.compile(
    r"stud(?:ie|ien)|random|inkludert|behandlingsarm|kontrollarm|andel|median|datakutt|oppfølging", re.IGNORECASE
)


def patients(report: Report) -> Found:
    """Patient numbers from sentences in which DMP, or the report itself, counts patients, and from tables by year."""
    for statement in report.own_statements:
        if re.search(r"\bpasient", statement.text) and re.search(r"\d", statement.text):
            yield from _statement(report, statement)
    for table in report.printed:
        yield from _table(report, table)


def _statement(report: Report, statement: Statement) -> Found:
    if not ELIGIBLE.search(statement.text) or NOT_OURS.search(statement.text):
        return
    company = statement.voice == "company" or bool(re.search(r"\bfirma(?:et|ets)?\b", statement.text, re.IGNORECASE))
    for match in CLAUSE.finditer(statement.text):
        clause = clause_around(statement.text, match.start(), match.end())
        key, value = _key(clause), None if two_ways(match["count"]) else number(match["count"])
        if not key or value is None:
            continue
        if statement.ocr:
            yield Warned(f"Side {statement.page} er lest med tegngjenkjenning; tallene der er ikke brukt.")
        elif re.search(rf"{NUMBER}\s*(?:[-–]|til|og|eller)\s*{re.escape(match['count'])}(?!\d)", clause):
            yield Warned(f"Pasientantallet på side {statement.page} er et spenn, og er ikke brukt.")
        else:
            fact = Fact(key, plain(value), "pasienter", statement.source(report.document, match["count"]))
            yield Claimed(fact) if company else fact


def clause_around(text: str, start: int, end: int) -> str:
    """The clause that holds text[start:end]: between commas, semicolons and «og» or «hvorav»."""
    before = max(
        (match.end() for match in re.finditer(r"[;:]|,\s|\bhvorav\b|\bog\s+(?:deretter|at|det)\b", text[:start])),
        default=0,
    )
    after = re.search(r"[;:]|,\s|\bhvorav\b|\bog\s+(?:deretter|at|det|om)\b", text[end:])
    return text[before : end + after.start() if after else len(text)]


def _key(clause: str) -> str:
    year = re.search(r"\b(?:år\s+(\d)|(første|andre|tredje|fjerde|femte)\s+år(?:et)?)\b", clause, re.IGNORECASE)
    if year:
        ordinals = ("første", "andre", "tredje", "fjerde", "femte")
        return f"patients.year{year[1] or ordinals.index(year[2].lower()) + 1}"
    yearly, now = bool(PER_YEAR.search(clause)), bool(NOW.search(clause))
    if yearly == now:
        return ""
    return "patients.per_year" if yearly else "patients.now"


def _table(report: Report, table: PrintedTable) -> Found:
    """A row of patient numbers under years: «Nye pasienter», or «Antall pasienter» where that is the only such row."""
    years = year_columns(table)
    if table.ocr or len(years) < 2:
        return
    rows = [row for row in table.rows[1:] if re.search(r"pasient", row.label, re.IGNORECASE)]
    fresh = [row for row in rows if re.search(r"\bnye\b", row.label, re.IGNORECASE)]
    treated = [row for row in rows if not re.search(r"\bnye\b|komparator|ikke|kostnad|NOK", row.label, re.IGNORECASE)]
    chosen = treated if len(treated) == 1 else fresh if len(fresh) == 1 and not treated else []
    if not chosen and rows and not re.search("kostnad", table.caption, re.IGNORECASE):
        yield Warned(f"Tabellen på side {table.rows[0].page} har flere rader med pasientantall; ingen av dem er brukt.")
    unit = unit_of([table.caption, table.head[0]])
    if chosen and unit.factor != 1 and not re.search(r"\b(?:NOK|kr|kroner|MNOK|kNOK|TNOK)\b", table.about):
        yield Warned(f"Pasienttabellen på side {table.rows[0].page} er ikke brukt: det er uklart hva den er oppgitt i.")
        return
    for row in chosen:
        for place, year in years:
            text = row.cells[place] if place < len(row.cells) else ""
            value = None if two_ways(text) else number(text)
            if value is None or value < 0:
                yield Warned(
                    f"Pasienttabellen på side {row.page}: «{text}» i raden «{row.label}», år {year}, kan ikke "
                    "leses som ett antall, og er ikke brukt."
                )
            else:
                source = report.document.source(row.page, row.start, row.end)
                yield Fact(f"patients.year{year}", plain(value), "pasienter", source)
