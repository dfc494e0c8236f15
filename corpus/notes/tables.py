"""Tables of a price note that stand in running text, and the hidden cells of any table.

Text taken from a PDF gives a table one cell a line, with an empty cell simply gone; which column a lone amount
belongs to follows from the head: what is hidden in a published note is what was negotiated, never the maximum price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.bokmal.amounts import GAP, NUMBER
from corpus.bokmal.price_terms import MAXIMUM, NEGOTIATED, VAT
from corpus.documents import Table
from corpus.notes.lines import Line, join

HIDDEN = "[sladdet]"
PRICE_COLUMN = re.compile(rf"(?:{MAXIMUM.pattern}|{NEGOTIATED.pattern})(?:\s*\(?{VAT}\.?\)?)?", re.IGNORECASE)
YEARS_HEAD = re.compile(r"^(?:År \d{1,2}\s*){2,}$|^(?:20\d\d\s+){1,}20\d\d$")
PRICE_HEAD = re.compile(r"^Varen(?:umme)?r\.?\b", re.IGNORECASE)
BUDGET_HEAD = re.compile(r"^Pris\b[^.:]{0,40}$")
CELL_AMOUNT = re.compile(
    rf"(?<![\d,.])(?:\d{{1,3}}(?:{GAP}\d{{3}})+(?:,\d+)?(?:\s*(?:NOK|kr\b\.?))?|\d+(?:,\d+)?\s*(?:NOK|kr\b\.?))"
)
LONGEST = 200  # lines of a table in a note; a limit, so that a damaged file does not cost quadratic time
VERB = re.compile(r"\b(?:er|har|vil|kan|skal|blir|ble|må|viser|presenteres|beregnet|tilkommer)\b")


@dataclass(frozen=True, slots=True)
class HiddenCell:
    """A cell that the public version blanked: the row's label and the column's."""

    row: str
    column: str


@dataclass(frozen=True, slots=True)
class TableText:
    """A table and the lines `start` … `end` (exclusive) of the section that it was read from."""

    table: Table
    start: int
    end: int


def text_tables(lines: Sequence[Line], wrapped: bool) -> tuple[TableText, ...]:
    """Every table that stands in the lines of one section, in order."""
    found: list[TableText] = []
    place = 0
    while place < len(lines):
        end = _end(lines, place, wrapped) if _may_start(lines, place) else place
        table = _table(lines, place, end) if end > place + 1 else None
        if table:
            found.append(TableText(table, place, end))
        place = end if table else place + 1
    return tuple(found)


def _may_start(lines: Sequence[Line], place: int) -> bool:
    head = lines[place].text
    known = PRICE_HEAD.match(head) or YEARS_HEAD.match(head) or BUDGET_HEAD.match(head)
    return bool(known) or (place > 0 and lines[place - 1].text.endswith(":") and len(head) < 60)


def _end(lines: Sequence[Line], start: int, wrapped: bool) -> int:
    last = min(len(lines), start + LONGEST)
    for place in range(start + 1, last):
        text = lines[place].text
        if (wrapped and lines[place].gap) or (len(text) > 45 and VERB.search(text)):
            return place
    return last


def _table(lines: Sequence[Line], start: int, end: int) -> Table | None:
    head, cells = lines[start].text, _cells(lines[start:end])
    if PRICE_HEAD.match(head):
        return _price_table(lines[start].page, cells)
    if YEARS_HEAD.match(head):
        return _years_table(lines[start].page, cells)
    if BUDGET_HEAD.match(head) and not VERB.search(head):
        return _two_columns(lines[start].page, cells)
    if start and lines[start - 1].text.endswith(":") and len(head) < 60:
        return _cost_table(lines[start].page, cells)
    return None


def _cells(lines: Sequence[Line]) -> list[str]:
    """The cells: lines that no empty line parts are one cell."""
    cells: list[str] = []
    for line in lines:
        if cells and not line.new_cell:
            cells[-1] = join(cells[-1], line.text)
        else:
            cells.append(line.text)
    return cells


def _price_table(page: int, cells: list[str]) -> Table | None:
    text = " ".join(cells)
    first = re.search(r"\b\d{6}\b", text)
    if not first:
        return None
    columns = [match[0].strip() for match in PRICE_COLUMN.finditer(text[: first.start()])]
    if not columns:
        return None
    rows = [("Varenummer", "Pakning", *columns)]
    for piece in re.split(r"(?<!\d)(?<!\d[ ])(?=\d{6}\b(?![,\d]))", text[first.start() :]):
        if match := re.match(r"(\d{6})\s+(.*)$", piece.strip(), re.DOTALL):
            amounts = list(CELL_AMOUNT.finditer(match[2]))[-len(columns) :]
            description = match[2][: amounts[0].start()] if amounts else match[2]
            values = _placed([found[0] for found in amounts], columns)
            rows.append((match[1], " ".join(description.split()), *values))
    return Table(page, tuple(rows), pages=(page,))


def _placed(amounts: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The amounts of a row in their columns; amounts that are missing are those that were negotiated."""
    if len(amounts) == len(columns):
        return tuple(amounts)
    public = [column for column in columns if not NEGOTIATED.search(column)]
    if len(amounts) != len(public):
        return ("",) * len(columns)
    left = iter(amounts)
    return tuple("" if NEGOTIATED.search(column) else next(left) for column in columns)


def _years_table(page: int, cells: list[str]) -> Table:
    columns = re.findall(r"År \d{1,2}|20\d\d", cells[0])
    rows = [("", *columns)]
    for cell in cells[1:]:
        values = re.findall(rf"(?<![\d,.])[-−–]?{NUMBER}", cell)
        label = cell
        if len(values) == len(columns):
            label = re.split(rf"[-−–]?{re.escape(values[0])}", cell, maxsplit=1)[0].strip()
        else:
            values = [""] * len(columns)
        rows.append((label, *values))
    return Table(page, tuple(rows), pages=(page,))


def head_of_years(text: str, width: int) -> tuple[str, ...] | None:
    """The head «År 1 År 2 …» of a table with `width` columns, when that is what the line holds."""
    columns = re.findall(r"År \d{1,2}|20\d\d", text)
    return ("", *columns) if YEARS_HEAD.match(text.strip()) and len(columns) == width - 1 else None


def _two_columns(page: int, cells: list[str]) -> Table | None:
    head = re.split(r"\s{2,}|\t", cells[0])
    columns = head if len(head) == 2 else cells[0].split(" ", 1)
    if len(columns) != 2 or len(cells) < 2:
        return None
    rows = [tuple(columns)]
    for cell in cells[1:]:
        amount = CELL_AMOUNT.search(cell)
        label = (cell[: amount.start()] if amount else cell).strip()
        if not label and amount and not rows[-1][1]:
            rows[-1] = (rows[-1][0], amount[0])
        else:
            rows.append((label, amount[0] if amount else ""))
    return Table(page, tuple(rows), pages=(page,)) if any(row[1] for row in rows[1:]) else None


def _cost_table(page: int, cells: list[str]) -> Table | None:
    """A table with labels and several price columns, such as a cost per cycle and body surface."""
    first = next((place for place, cell in enumerate(cells) if CELL_AMOUNT.search(cell)), None)
    if not first:
        return None
    labels, columns = _heads(cells[:first])
    if len(columns) < 2:
        return None
    rows = [(labels, *columns)]
    label, amounts = "", list[str]()
    for cell in cells[first:]:
        if amounts and not CELL_AMOUNT.match(cell):
            rows.append((label, *_placed(amounts, columns)))
            label, amounts = "", []
        found = list(CELL_AMOUNT.finditer(cell))
        label = f"{label} {cell[: found[0].start()] if found else cell}".strip()
        amounts += [match[0] for match in found]
    rows.append((label, *_placed(amounts, columns)))
    return Table(page, tuple(rows), pages=(page,))


def _heads(cells: list[str]) -> tuple[str, list[str]]:
    """What stands over the labels, and the head of each price column, before the first row."""
    columns: list[str] = []
    labels: list[str] = []
    for cell in cells:
        matches = list(PRICE_COLUMN.finditer(cell))
        if len(matches) == 1:
            columns.append(cell)
        elif matches:
            labels.append(cell[: matches[0].start()].strip())
            columns += [match[0].strip() for match in matches]
        elif not columns:
            labels.append(cell)
    if labels and not re.match(r"\d", cells[-1]) and cells[-1] not in columns and columns:
        labels = labels[:]  # a label cell after the heads belongs to the first row, and is read there
    return " ".join(label for label in labels if label), columns


def redacted(table: Table, lead: str = "") -> tuple[Table, tuple[HiddenCell, ...]]:
    """The table with `[sladdet]` in its hidden cells, and these. `lead` is the sentence or caption above it.

    A cell is hidden when it is empty and its column or its row names a negotiated price, or when every value of the
    table is gone and the caption says that it was made with negotiated prices. An empty cell anywhere else stays so.
    """
    rows = table.rows
    if len(rows) < 2:
        return table, ()
    first = _first_value_column(rows)
    all_gone = all(not cell.strip() for row in rows[1:] for cell in row[first:])
    told = f"{table.caption} {lead}"
    made_secret = all_gone and bool(NEGOTIATED.search(told)) and not MAXIMUM.search(table.caption)
    found: list[HiddenCell] = []
    shown: list[tuple[str, ...]] = [rows[0]]
    for row in rows[1:]:
        label = " ".join(cell for cell in row[:first] if cell.strip())
        values = list(row)
        for place in range(first, len(row)):
            column = rows[0][place] if place < len(rows[0]) else ""
            if not row[place].strip() and label and _hidden(label, column, row[first:], made_secret, all_gone):
                values[place] = HIDDEN
                found.append(HiddenCell(label, column))
        shown.append(tuple(values))
    return replace(table, rows=tuple(shown)), tuple(found)


def _hidden(label: str, column: str, values: Sequence[str], made_secret: bool, all_gone: bool) -> bool:
    if made_secret:
        return True
    if MAXIMUM.search(column):
        return False
    if NEGOTIATED.search(column):
        # A row without any value is a heading inside the table, unless the head has one value column only.
        return len(values) == 1 or all_gone or any(value.strip() for value in values)
    return bool(NEGOTIATED.search(label)) and not MAXIMUM.search(label)


def _first_value_column(rows: tuple[tuple[str, ...], ...]) -> int:
    """The first column that holds amounts, or that its head says should."""
    for place, head in enumerate(rows[0]):
        if place and (PRICE_COLUMN.search(head) or re.match(r"År \d|20\d\d", head)):
            return place
    for place in range(1, max(len(row) for row in rows)):
        if any(
            place < len(row) and re.fullmatch(rf"[-−–]?{NUMBER}(?:\s*\w+)?", row[place].strip()) for row in rows[1:]
        ):
            return place
    return 1
