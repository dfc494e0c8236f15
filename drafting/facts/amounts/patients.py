"""How many patients: in Norway now, new a year, and year by year."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.bokmal.amounts import AMOUNT, NUMBER, number, plain, two_ways
from corpus.bokmal.counted import unit_of
from corpus.reports.report import Report, Statement
from corpus.reports.tables import PrintedTable, Row
from corpus.reports.year_columns import year_columns, years_across
from drafting.facts.amounts.budget_labels import named_role
from drafting.facts.fact.fact import Claimed, Fact, Found, Warned
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.scope import Flow, Scope, not_used, objections, scope_of_key
from drafting.facts.fact.scope_reading import scope_at
from drafting.facts.fact.voices import voice_of_number

COUNT = rf"(?<![\d,._])(?P<count>{NUMBER})(?!\s*(?:%|prosent|NOK|kr))"
WHO = r"(?:nye\s+)?(?:aktuelle\s+|norske\s+|voksne\s+)*pasient(?:er|ene)?\b"
PEOPLE = r"(?:nye\s+)?(?:barn|voksne|kvinner|menn|personer|ungdommer)\b"
CLAUSE = re.compile(rf"{COUNT}\s+(?:{WHO}|(?P<people>{PEOPLE}|av\s+(?:dem|disse)\b))", re.IGNORECASE)
# Who begin treatment, and who are in it: one is never the other.
NEW = re.compile(r"\bnye\b|\bstarter\b|\boppstart\w*|\bbegynner\b", re.IGNORECASE)
TREATED = re.compile(r"\bbehandl(?:es|ede|et)\b|\b(?:i|på|under)\s+behandling\b|\bstår\s+på\b", re.IGNORECASE)
# People who are not called patients are counted only where they are said to be those that the treatment is for.
CANDIDATES = re.compile(r"\baktuelle?\b|\bkandidat|\begnede?\b", re.IGNORECASE)
ELIGIBLE = re.compile(
    r"aktuell|behandl|kandidat|anslå|anslag|estimer|forvente|oppfyller|egnet|i\s+Norge|legger\b.*\btil\s+grunn",
    re.IGNORECASE,
)
ESTIMATED = re.compile(
    r"\baktuell|\banslå|\banslag|\bestimer|\bforvent|\bkandidat|\blegger\b.*\btil\s+grunn", re.IGNORECASE
)
# A row that counts patients otherwise than those of each year: a share, a sum over years, a limit, something else.
OTHER_ROW = re.compile(
    r"\bandel|%|prosent|kumulativ|akkumulert|\bsum\b|\btotalt\s+over|pasient(?:år|kostnad|forløp)|\binntil\b|\bmaksimal"
    r"|per\s+(?:måned|kvartal|uke)|progresjon|\bdød|\brisiko\b|\bstudien?\b|\bdeltak",
    re.IGNORECASE,
)
# A row of patients: «Pasienter», «Antall på sprøyte»; never one that tells what they cost.
COUNTED_ROW = re.compile(
    r"^(?!.*(?:kostnad|utgift|NOK|mill)).*?(?:pasient|\bbrukere|\bbrukarar|\b(?:antall|talet|tal)\s+(?:på|personer|barn|voksne))"
    r"|pasient",
    re.IGNORECASE,
)
SAMPLE = re.compile(r"\((?:n\s*=\s*)?$", re.IGNORECASE)
COUNTED_TABLE = re.compile(
    r"(?:forventet\s+|venta\s+)?(?:antall?|talet?\s+på|pasienttall|pasientgrunnlag|nye\s+pasient|brukere)",
    re.IGNORECASE,
)
NOT_OURS = re.compile(
    r"stud(?:ie|ien)|random|inkludert|behandlingsarm|kontrollarm|andel|median|datakutt|oppfølging", re.IGNORECASE
)


def patients(report: Report) -> Found:
    """Patient numbers from sentences in which DMP, or the report itself, counts patients, and from tables by year."""
    for statement in report.own_statements:
        if CLAUSE.search(statement.text):
            yield from _statement(report, statement)
    for table in map(years_across, report.printed):
        yield from _table(report, table)


def _statement(report: Report, statement: Statement) -> Found:
    text = statement.text
    if not ELIGIBLE.search(text) or NOT_OURS.search(text):
        return
    row = report.logged("indication")
    for match in CLAUSE.finditer(text):
        value = None if two_ways(match["count"]) else number(match["count"])
        if value is None or (match["people"] and not CANDIDATES.search(text)) or re.search(AMOUNT, text, re.IGNORECASE):
            continue
        if statement.ocr:
            yield Warned(f"Side {statement.page} er lest med tegngjenkjenning; tallene der er ikke brukt.")
            continue
        if SAMPLE.search(text[: match.start()]) and text[match.end() :].lstrip().startswith((")", ",", ";")):
            continue  # «(398 pasienter)»: how many a source has seen
        voice = voice_of_number(statement, *match.span("count"), company=report.company)
        flow: Flow = "new" if NEW.search(match[0]) else ""
        scope = scope_at(text, *match.span("count"), indication=f"{row.value if row else ''} {report.title}")
        scope, key = replace(scope, flow=flow), _key(scope)
        reasons = objections(key, scope)
        if reasons and voice != "company" and (scope.period or ESTIMATED.search(text)):
            yield Warned(not_used("Pasientantallet", match["count"], statement.page, reasons))
        elif not reasons:
            source, step = statement.source(report.document, match["count"]), step_of(match["count"])
            fact = Fact(key, plain(value), "pasienter", source, scope=scope, step=step, voice=voice)
            yield Claimed(fact) if voice else fact


def _with_the_drug(report: Report, table: PrintedTable) -> list[Row]:
    """The row of a table of patients that tells of the world with the drug, where no row says «pasienter» itself."""
    rows = [row for row in table.rows[1:] if any(row.cells[1:])]
    found = [row for row in rows if named_role(row.label, report) == "intervention"]
    return found if len(found) == 1 else rows if len(rows) == 1 else []


def _key(scope: Scope) -> str:
    """The key that a number of this scope would stand under, if it fits."""
    if scope.period == "one_year":
        return f"patients.year{scope.year}"
    return "patients.now" if scope.period == "now" else "patients.per_year"


def _table(report: Report, table: PrintedTable) -> Found:
    """A row of patient numbers under years: «Nye pasienter», or «Antall pasienter» where that is the only such row."""
    years = year_columns(table)
    if table.ocr or len(years) < 2:
        return
    rows = [row for row in table.rows[1:] if COUNTED_ROW.search(row.label)]
    if not rows and COUNTED_TABLE.match(table.caption) and not re.search(r"kostnad|utgift", table.caption, re.I):
        rows = _with_the_drug(report, table)
    other = [row for row in rows if OTHER_ROW.search(f"{row.label} {table.caption}")]
    rows = [row for row in rows if row not in other]
    fresh = [row for row in rows if NEW.search(row.label)]
    treated = [
        row
        for row in rows
        if row not in fresh and not re.search(r"komparator|ikke|kostnad|NOK", row.label, re.IGNORECASE)
    ]
    flows: dict[Flow, list[Row]] = {"new": fresh, "treated": treated}
    if len(treated) == 1 and not fresh and not TREATED.search(treated[0].label):
        flows = {"": treated}
    chosen = [(flow, of[0]) for flow, of in flows.items() if len(of) == 1]
    if not chosen and rows and not re.search("kostnad", table.caption, re.IGNORECASE):
        yield Warned(f"Tabellen på side {table.rows[0].page} har flere rader med pasientantall; ingen av dem er brukt.")
    for row in other:
        if len(row.cells) > years[0][0] and not re.search("kostnad|NOK", row.label, re.IGNORECASE):
            said = "er en andel, en sum over flere år, en grense eller ikke et antall pasienter per år"
            yield Warned(
                f"Raden «{row.label}» i tabellen på side {row.page} er ikke brukt som pasientantall, for den {said}."
            )
    unit = unit_of([table.caption, table.head[0]])
    if chosen and unit.factor != 1 and not re.search(r"\b(?:NOK|kr|kroner|MNOK|kNOK|TNOK)\b", table.about):
        yield Warned(f"Pasienttabellen på side {table.rows[0].page} er ikke brukt: det er uklart hva den er oppgitt i.")
        return
    for flow, row in chosen:
        for place, year in years:
            cell = row.cells[place] if place < len(row.cells) else ""
            key = f"patients.treated.year{year}" if flow == "treated" else f"patients.year{year}"
            value = None if two_ways(cell) else number(cell)
            if value is None or value < 0:
                yield Warned(
                    f"Pasienttabellen på side {row.page}: «{cell}» i raden «{row.label}», år {year}, kan ikke "
                    "leses som ett antall, og er ikke brukt."
                )
            else:
                source = report.document.source(*row.place(place))
                scope = replace(scope_of_key(key), flow=flow)
                yield Fact(key, plain(value), "pasienter", source, scope=scope, step=step_of(cell))
