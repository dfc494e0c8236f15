"""Budget tables year by year, with their arithmetic checked: a printed error is reported, never repaired.

What is not read is said: a table that is not understood, a row that names neither side, a cell that is not one amount,
and a table whose unit is unclear, for a thousandfold error is the worst there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.bokmal.amounts import COUNTED, SCALE, amount, cell_amount, plain, scaled, two_ways
from corpus.bokmal.counted import label_unit, said_everywhere, unit_of
from corpus.bokmal.number_style import number as shown
from corpus.reports.report import Report
from corpus.reports.tables import PrintedTable, Row
from corpus.reports.year_columns import sum_column, year_columns, years_across
from drafting.facts.amounts.budget_labels import ROLE_NAMES, named_role, paired_roles, role_of
from drafting.facts.amounts.budget_prose import budget_in_prose
from drafting.facts.fact.fact import Fact, Found, Warned
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import bases, vats
from drafting.facts.fact.scope import scope_of_key

# A table or a row that is not what all patients cost in each year.
OTHER_TABLE = re.compile(
    r"\bper\s+(?:pasient|måned|kvartal|pakning|behandling)\w*|\bmånedlig\w*|\b(?:ku|akku)mul\w+|\bandel\w*|\bprosent\b"
    r"|\bundergrupp\w*|\bsubgrupp\w*",
    re.IGNORECASE,
)
SPENT = re.compile(r"utgift|kostnad|expen|\bcost", re.IGNORECASE)
# A table that the company handed in, or that varies what DMP assumes: not DMP's own estimate.
VARIED = re.compile(r"følsomhet|sensitivitet|\bscenarioanalyse", re.IGNORECASE)
LARGEST = Decimal(10) ** 11  # NOK a year; more are two cells that were read as one
NO_MONEY = re.compile(r"pasient|brukar|brukere|antall|talet|andel|prosent|%|patients", re.IGNORECASE)
COUNTS = re.compile(r"(?:antall?|tal(?:et)?|nye|tallet|number|andel)\b", re.IGNORECASE)
GROUPED = re.compile(r"\(?\D?\d{1,3}([.,])\d{3}(?:\1\d{3})+\)?")
ONE_DECIMAL = re.compile(r"\D?\s?\d{1,3}(?:\s\d{3})*,\d")  # no sum of kroner is printed so: thousands or millions
GOES_ON = re.compile(r"\b(?:hvis|dersom|når|om|med|uten|ved|av|for|til|og|i|per|ikke)$|[-–]$", re.IGNORECASE)
NOTHING = re.compile(r"[-–—−.…\s]*|i\.?a\.?|n/?a", re.IGNORECASE)  # a cell that says there is no figure


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with its whole label: everything before the first year."""

    row: Row
    label: str


def budget(report: Report) -> Found:
    """`budget.year<t>.…` from tables of the budget impact over years."""
    tables = []
    for table in map(years_across, report.printed):
        if _is_budget(report, table):
            other = OTHER_TABLE.search(f"{table.caption} {table.head[0]}")
            if VARIED.search(table.caption) and not re.search(r"\b(?:DMP|SLV)", table.caption):
                yield Warned(f"Budsjettabellen på side {table.rows[0].page} er ikke brukt: den endrer forutsetningene.")
            elif other:
                yield Warned(
                    f"Budsjettabellen på side {table.rows[0].page} er ikke brukt: «{other[0]}» sier at tallene ikke er "
                    "budsjettvirkning per år for alle pasienter."
                )
            else:
                tables.append(table)
    chosen = _chosen(tables)
    if not chosen and tables:
        yield Warned("Rapporten har flere budsjettabeller med ulikt eller ukjent prisgrunnlag; ingen av dem er brukt.")
    everywhere = said_everywhere(page.text for page in report.document.pages)
    for table in chosen:
        yield from _table(report, table, everywhere)
    yield from budget_in_prose(report)


def speaks_of_budget(table: PrintedTable) -> bool:
    """Whether the caption, the paragraph above a table without one, or the chapter of a table of costs is the budget's.

    In the budget chapter a table of another caption counts where it tells of expenses, or where a row is the impact.
    """
    about = f"{table.caption} {table.lead if not table.caption else ''}"
    if re.search(r"budsjett|budget", about, re.IGNORECASE):
        return True
    cells = " ".join([*table.head, *(row.label for row in table.rows[1:])])
    expenses = SPENT.search(about) or re.search(r"budsjettvirkning|me[ri]+utgift", cells, re.IGNORECASE)
    return bool(re.search(r"budsjett|budget", table.under, re.IGNORECASE) and expenses)


def _is_budget(report: Report, table: PrintedTable) -> bool:
    labels = [line.label for line in _lines(table)] if len(year_columns(table)) > 1 else []
    return (
        not table.ocr
        and len(year_columns(table)) > 1
        and speaks_of_budget(table)
        and _has_sides({named_role(label, report) for label in labels} | set(paired_roles(labels).values()))
    )


def _has_sides(roles: set[str]) -> bool:
    """Whether rows tell the impact, or the world with the drug and the one without it."""
    return "impact" in roles or {"intervention", "comparator"} <= roles


def _chosen(tables: list[PrintedTable]) -> list[PrintedTable]:
    """The tables that may be read together: those at maximum price where bases differ, else all of them."""
    named = {bases(table.caption) for table in tables}
    if len(named) <= 1:
        return tables
    return [table for table in tables if bases(table.caption) == ("max_aup",)]


def _lines(table: PrintedTable) -> list[_Line]:
    """The rows with their labels. A row without figures that reads on from the one above is the rest of its label."""
    first, last = year_columns(table)[0][0], ""
    found: list[_Line] = []
    for row in table.rows[1:]:
        label = " ".join(cell for cell in row.cells[: max(first, 1)] if cell)
        figures = any(cell.strip() for cell in row.cells[max(first, 1) :])
        if found and label and not figures and GOES_ON.search(last):
            found[-1] = _Line(found[-1].row, f"{last} {label}")
        else:
            found.append(_Line(row, label))
        last = found[-1].label
    return found


def _table(report: Report, table: PrintedTable, everywhere: tuple[str, ...]) -> Found:
    rows: dict[str, _Line] = {}
    others: list[_Line] = []
    page = table.rows[0].page
    lines = _lines(table)
    told = {named_role(line.label, report) for line in lines}
    pairs = {} if "intervention" in told else paired_roles([line.label for line in lines])
    told |= set(pairs.values())
    for line in lines:
        role = named_role(line.label, report) or pairs.get(line.label, "")
        if role and COUNTS.match(line.label):  # «Antall pasienter hvis Vidda innføres»
            continue
        if not role and "intervention" not in told:  # beside «Med X» the bare «X» is a part of it
            role = role_of(line.label, report)
        if role and OTHER_TABLE.search(line.label):
            yield Warned(
                f"Raden «{line.label}» i budsjettabellen på side {line.row.page} er ikke brukt som tall per år."
            )
            continue
        if role and role in rows:
            yield Warned(
                f"Budsjettabellen på side {line.row.page} er ikke brukt: det går ikke fram hvilken av radene "
                f"«{rows[role].label}» og «{line.label}» som er tallene for {ROLE_NAMES[role]}."
            )
            return
        if role:
            rows[role] = line
        elif not NO_MONEY.search(line.label) and any(_has_figure(line.row, place) for place, _ in year_columns(table)):
            others.append(line)
    factor, why = _factor(table, [line.label for line in rows.values()], everywhere)
    if factor == 1 and any(
        ONE_DECIMAL.fullmatch(cell.strip()) for line in rows.values() for cell in line.row.cells[1:]
    ):
        factor, why = None, "tallene har én desimal, og det går ikke fram hva de er oppgitt i"
    if factor is None:
        yield Warned(f"Budsjettabellen på side {page} er ikke brukt: {why}.")
        return
    read = _Amounts(table, factor)
    values = {role: dict(read.of(line.row)) for role, line in rows.items()}
    missing = {"intervention", "comparator", "impact"} - set(values) if len(values) == 2 else set()
    if len(others) == 1 and len(missing) == 1 and _completes(dict(read.of(others[0].row)), values, factor):
        role = missing.pop()
        rows[role], values[role] = others[0], dict(read.of(others[0].row))
        others = []
    for role, line in rows.items():
        yield from _facts(report, role, line, values[role], read)
        yield from _total(report, role, line, values[role], read)
    for line in others:
        name = f"Raden «{line.label}»" if line.label else "En rad uten navn"
        yield Warned(
            f"{name} i budsjettabellen på side {line.row.page} er ikke brukt: det går ikke fram om den gjelder "
            "intervensjonen, komparatoren eller differansen."
        )
    flat = {(role, year): value for role, years in values.items() for year, value in years.items()}
    yield from _checked(flat, {role: line.row.page for role, line in rows.items()}, Decimal(factor))


def _has_figure(row: Row, place: int) -> bool:
    return place < len(row.cells) and any(sign.isdigit() for sign in row.cells[place])


def _facts(report: Report, role: str, line: _Line, values: dict[int, Decimal], read: _Amounts) -> Found:
    row = line.row
    columns = {year: place for place, year in read.years if place < len(row.cells)}
    basis, vat = _said(bases, read.table.caption, read.table.lead), _said(vats, read.table.caption, read.table.lead)
    for year, value in values.items():
        key, source = f"budget.year{year}.{role}", report.document.source(*row.place(columns[year]))
        scope, step = (
            replace(scope_of_key(key), basis=basis, vat=vat),
            step_of(row.cells[columns[year]], factor=Decimal(read.factor)),
        )
        yield Fact(key, plain(value), "NOK", source, scope=scope, step=step)
    for place, year in read.years:
        text = row.cells[place] if place < len(row.cells) else ""
        if year not in values and not (text and NOTHING.fullmatch(text)):
            yield Warned(
                f"Budsjettabellen på side {row.page}: «{text}» i raden «{line.label}», år {year}, kan ikke leses som "
                "ett beløp, og er ikke brukt."
            )


def _total(report: Report, role: str, line: _Line, values: dict[int, Decimal], read: _Amounts) -> Found:
    """`budget.total.<role>` of a column of sums; a sum that is not that of the printed years is reported."""
    place = sum_column(read.table)
    text = line.row.cells[place] if place is not None and place < len(line.row.cells) else ""
    if place is None or not text.strip() or NOTHING.fullmatch(text):
        return
    value = read.cell(text)
    if value is None:
        yield Warned(
            f"Budsjettabellen på side {line.row.page}: «{text}» i raden «{line.label}», {read.table.head[place]}, kan "
            "ikke leses som ett beløp, og er ikke brukt."
        )
        return
    basis, vat = _said(bases, read.table.caption, read.table.lead), _said(vats, read.table.caption, read.table.lead)
    step = step_of(text, factor=Decimal(read.factor))
    added, exact = sum(values.values(), Decimal(0)), len(values) == len(read.years)
    # Each of the numbers may be rounded.
    if exact and abs(added - value) > step * (len(values) + 1) / 2:
        yield Warned(
            f"Trykkfeil på side {line.row.page}, budsjettabell, raden «{line.label}»: summen er trykt som "
            f"{shown(value)}, men årene blir {shown(added)} til sammen."
        )
    source = report.document.source(*line.row.place(place))
    scope = replace(scope_of_key("budget.total.impact"), year=len(read.years), basis=basis, vat=vat)
    yield Fact(f"budget.total.{role}", plain(value), "NOK", source, scope=scope, step=step)


class _Amounts:
    """Reads the amounts of one table, in NOK."""

    def __init__(self, table: PrintedTable, factor: int) -> None:
        self.table, self.years, self.factor = table, year_columns(table), factor
        english = any(re.match(r"ye?a?r\b", cell, re.IGNORECASE) for cell in table.head[1:])
        self.point = _thousands_point(
            [cell for row in table.rows[1:] for cell in row.cells[1:]], english and factor == 1
        )
        self.decimals = factor >= 10**6 and not english and not self.point

    def of(self, row: Row) -> Iterator[tuple[int, Decimal]]:
        """(year, NOK) of every cell that is one amount."""
        for place, year in self.years:
            value = self.cell(row.cells[place] if place < len(row.cells) else "")
            if value is not None:
                yield year, value

    def cell(self, text: str) -> Decimal | None:
        """NOK of a cell that is one amount, else None."""
        value = amount(text) if self.decimals and "," in text and two_ways(text) else cell_amount(text, self.point)
        own = re.search(rf"{SCALE}|{COUNTED}", text, re.IGNORECASE)  # «16,9 mill.» in a table in thousands
        if value is None or (own and self.factor != 1) or abs(value * self.factor) >= LARGEST:
            return None
        return scaled(value, Decimal(self.factor))


def _thousands_point(cells: Sequence[str], english: bool) -> str:
    """The sign that parts thousands in this table, where a cell shows it and none uses it for decimals; else ""."""
    shown_by = {match[1] for cell in cells if (match := GROUPED.fullmatch(cell.strip()))}
    if not shown_by and english:
        shown_by = {","}
    decimal = {
        sign for sign in shown_by for cell in cells if re.search(rf"\d{re.escape(sign)}\d{{1,2}}$", cell.strip())
    }
    return shown_by.pop() if len(shown_by) == 1 and not decimal else ""


def _factor(table: PrintedTable, labels: Sequence[str], everywhere: tuple[str, ...]) -> tuple[int | None, str]:
    """What the table is counted in, and why that is unclear: from its texts, and from the labels of its rows."""
    unit = table.unit(everywhere)
    own = [label_unit(label) for label in labels]
    unclear = next((one.why for one in [unit, *own] if one.factor is None), "")
    if unclear:
        return None, unclear
    heads = [label_unit(table.head[place]) for place, _ in year_columns(table)]
    others = {label_unit(cell).factor for place, cell in enumerate(table.head[1:], 1) if label_unit(cell).declared}
    if others and not all(one.declared for one in heads) and others != {unit_of([table.caption, table.head[0]]).factor}:
        return None, "noen kolonner sier hva de er oppgitt i, og andre ikke"
    declared = {one.factor for one in own if one.declared}
    if not declared:
        return unit.factor, ""
    if len(declared) > 1 or (unit.declared and declared != {unit.factor}):
        return None, "det er nevnt flere enheter"
    if not unit.declared and not all(one.declared for one in own):
        return None, "noen rader sier hva de er oppgitt i, og andre ikke"
    return declared.pop(), ""


def _said(named: Callable[[str], tuple[str, ...]], *texts: str) -> str:
    """The price basis or VAT that the nearest text names; empty when it names two or none does."""
    said = next((names for text in texts if (names := named(text))), ())
    return said[0] if len(said) == 1 else ""


def _completes(values: dict[int, Decimal], known: dict[str, dict[int, Decimal]], factor: int) -> bool:
    """Whether a row without a name is the missing side: intervention − comparator = impact in every year.

    Of numbers rounded to thousands or millions the last digit may be off by one, in fewer than half of the years.
    """
    impact = known.get("impact", values)
    intervention, comparator = known.get("intervention", values), known.get("comparator", values)
    same = set(impact) == set(intervention) == set(comparator)
    if not impact or not same:
        return False
    off = [abs(intervention[year] - comparator[year] - impact[year]) for year in impact]
    return max(off) <= (factor if factor > 1 else 0) and 2 * sum(map(bool, off)) < len(off)


def _checked(values: dict[tuple[str, int], Decimal], pages: dict[str, int], factor: Decimal) -> Found:
    """Printed impacts that are not intervention − comparator."""
    for (role, year), printed in values.items():
        intervention, comparator = values.get(("intervention", year)), values.get(("comparator", year))
        if role != "impact" or intervention is None or comparator is None:
            continue
        computed = intervention - comparator
        if computed != printed:
            unit = "" if factor == 1 else f" (tabellens tall × {shown(factor)})"
            yield Warned(
                f"Trykkfeil på side {pages[role]}, budsjettabell år {year}: budsjettvirkning er trykt som "
                f"{shown(printed)}, men {shown(intervention)} − {shown(comparator)} er {shown(computed)}{unit}."
            )
