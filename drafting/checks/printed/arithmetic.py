"""Sums, differences and products that a note prints, computed again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.bokmal.amounts import NUMBER, cell_amount, number
from corpus.documents import Table
from corpus.notes.note import PriceNote
from corpus.notes.pieces import OWNERS
from drafting.checks.printed.claims import BASIS, Claim, claims
from drafting.checks.printed.prices import amount_of
from drafting.checks.printed.printed_text import half_a_unit, own_words, text_of
from drafting.findings import Finding

DAYS_A_YEAR = (Decimal("365.25"), Decimal(365), Decimal(364), Decimal(360))  # a note may count a year in any of these
YEARLY = re.compile(rf"({NUMBER}) pakninger (?:per år|i året|årlig)\b")
PERIODIC = re.compile(rf"({NUMBER}) pakning(?:er)? (?:per|hver) ({NUMBER}) dag(?:er)?\b")
UNITS = re.compile(
    r"(\d{1,3}) (?:tabletter|tablett|kapsler|kapsel|doser|dose) (?:daglig|per dag|om dagen) i (\d{1,3}) (dager|uker)"
    r"[^.\n]{0,40}?(?:til sammen|totalt|tilsvarer|det vil si|altså) (\d{1,5}) (?:tabletter|kapsler|doser)"
)
EXPRESSION = re.compile(rf"(?<![\d,])({NUMBER})(?: NOK)? ?([×*+−–-]) ?({NUMBER})(?: NOK)? ?= ?({NUMBER})")
TOTAL = re.compile(r"^(?:Sum|Totalt|Totalsum|Til sammen)\b", re.IGNORECASE)
NEAR = 260  # characters between a number of packages and what they cost
PARTS = ("intervensjon", "komparator", "budsjettvirkning")


def budget_differences(note: PriceNote) -> Iterator[Finding]:
    """Intervention − comparator = impact, column by column, within the rounding of one krone."""
    for table in note.tables:
        rows = {row[0].split()[0].lower(): row for row in table.rows if row and row[0].split()}
        three = [rows.get(name) for name in PARTS]
        if any(row is None for row in three):
            continue
        for place, cells in enumerate(zip(*(row or () for row in three), strict=False)):
            plus, minus, result = (_number(cell) if place else None for cell in cells)
            if plus is not None and minus is not None and result is not None:
                difference = plus - minus
                if abs(difference - result) > 1:
                    message = f"Budsjettvirkningen i kolonne {place} er ikke intervensjon minus komparator."
                    span = _cell(note, "budsjettkonsekvenser", table, PARTS[2], place)
                    yield Finding("P007", "error", "budsjettkonsekvenser", message, span=span)


def table_sums(note: PriceNote) -> Iterator[Finding]:
    """A column «Sum» adds up its row, a row «Sum» its column; rounding of each term allowed."""
    for table in note.tables:
        key = _section_of(note, table)
        for row in table.rows[1:]:
            for place, head in enumerate(table.rows[0]):
                if place and TOTAL.match(head) and place < len(row) and _off(row[1:place], row[place]):
                    message = f"Summen i raden «{row[0]}» er ikke summen av årene."
                    yield Finding("P017", "error", key, message, span=_cell(note, key, table, row[0], place))
        if not TOTAL.match(table.rows[-1][0]) or any(row[0].lower().startswith(PARTS) for row in table.rows):
            continue
        for place in range(1, len(table.rows[-1])):
            if _off([row[place] for row in table.rows[1:-1] if place < len(row)], table.rows[-1][place]):
                message = f"Summen i kolonnen «{table.rows[0][place]}» stemmer ikke."
                yield Finding("P017", "error", key, message, span=_cell(note, key, table, table.rows[-1][0], place))


def _number(cell: str) -> Decimal | None:
    return cell_amount(OWNERS.sub("", cell))


def _off(cells: list[str] | tuple[str, ...], printed: str) -> bool:
    """Whether a printed sum is not that of the cells; False where a cell is no number."""
    terms = [_number(cell) for cell in cells]
    total = _number(printed)
    if total is None or len(terms) < 2 or any(term is None for term in terms):
        return False
    slack = half_a_unit(printed) * 2 + sum((half_a_unit(cell) for cell in cells), Decimal(0))
    return abs(sum((term for term in terms if term is not None), Decimal(0)) - total) > slack


def packages_times_price(note: PriceNote) -> Iterator[Finding]:
    """What a year costs is packages × price, for a note with one package."""
    if len(note.prices) != 1:
        return
    text = own_words(note, "pristilbud")
    costs = [
        claim for claim in claims(note, "pristilbud") if claim.quantity == "annual" and claim.basis and not claim.table
    ]
    for pattern in (YEARLY, PERIODIC):
        for match in pattern.finditer(text):
            packages, days = number(match[1]), number(match[2]) if pattern is PERIODIC else None
            for claim in costs:
                price = amount_of(getattr(note.prices[0], claim.basis))
                if (
                    price is None
                    or packages is None
                    or days == 0
                    or not -NEAR < claim.printed.start - match.end() < NEAR
                ):
                    continue
                years = [packages * price * year / days for year in DAYS_A_YEAR] if days else [packages * price]
                if not any(_equal(claim, value) for value in years):
                    message = f"Årskostnaden er ikke {match[0]} ganget med prisen i tabellen ({_name(claim.basis)})."
                    yield Finding("P014", "error", "pristilbud", message, span=claim.span)


def _equal(claim: Claim, value: Decimal) -> bool:
    return abs(claim.printed.value - value) <= claim.printed.slack


def _name(basis: str) -> str:
    return {"max_aup": "Maks-AUP", "rhf_aup": "RHF-AUP"}[basis]


def units(note: PriceNote) -> Iterator[Finding]:
    """«2 tabletter daglig i 28 dager, til sammen 56 tabletter»."""
    for section in note.sections:
        for match in UNITS.finditer(own_words(note, section.key)):
            days = int(match[2]) * (7 if match[3] == "uker" else 1)
            if (right := int(match[1]) * days) != int(match[4]):
                message = f"{match[1]} per dag i {match[2]} {match[3]} er {right}, ikke {match[4]}."
                yield Finding("P014", "error", section.key, message, str(right), match[4], match.span(4))


def expressions(note: PriceNote) -> Iterator[Finding]:
    """«7,5 × 43 028 738 = 322 715 535»: an expression that is printed with its result. Numbers are not repeated."""
    for section in note.sections:
        for match in EXPRESSION.finditer(own_words(note, section.key)):
            a, b, printed = number(match[1]), number(match[3]), number(match[4])
            if a is None or b is None or printed is None:
                continue
            right = a * b if match[2] in "×*" else a + b if match[2] == "+" else a - b
            if abs(right - printed) > half_a_unit(match[4]):
                message = "Regnestykket stemmer ikke."
                yield Finding("P014", "error", section.key, message, span=match.span(4))


def package_tables(note: PriceNote) -> Iterator[Finding]:
    """A table with the number of packages: packages × price = cost at each price basis, for a note with one package."""
    if len(note.prices) != 1:
        return
    for table in note.tables:
        head = table.rows[0]
        count = next(
            (place for place, cell in enumerate(head) if re.search(r"\bantall\b.*\bpakninger\b", cell, re.I)), None
        )
        if count is None:
            continue
        for row in table.rows[1:]:
            packages = number(row[count]) if count < len(row) else None
            for place, cell in enumerate(row):
                basis = BASIS.search(head[place]) if place < len(head) else None
                price = amount_of(getattr(note.prices[0], basis.lastgroup or "")) if basis else None
                cost = _number(cell)
                if packages is None or price is None or cost is None or "kostnad" not in head[place].lower():
                    continue
                if abs(packages * price - cost) > half_a_unit(cell):
                    message = f"Kostnaden i raden «{row[0]}» er ikke antall pakninger ganget med prisen."
                    key = _section_of(note, table)
                    yield Finding("P014", "error", key, message, span=_cell(note, key, table, row[0], place))


def _section_of(note: PriceNote, table: Table) -> str:
    rows = "\n".join("\t".join(row) for row in table.rows)
    return next((section.key for section in note.sections if rows in section.text), "tabell")


def _cell(note: PriceNote, key: str, table: Table, label: str, place: int) -> tuple[int, int] | None:
    """Where a cell stands in the section's text."""
    start = text_of(note, key).find("\n".join("\t".join(row) for row in table.rows))
    for row in table.rows if start >= 0 else ():
        if row[0].lower().startswith(label.lower()) and place < len(row):
            begins = start + sum(len(cell) + 1 for cell in row[:place])
            return begins, begins + len(row[place])
        start += len("\t".join(row)) + 1
    return None
