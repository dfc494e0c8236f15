"""Tables cell by cell: the human's cells that the draft's tables have in the same row and column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rapidfuzz import fuzz

from eval.metrics.compared import BLANK
from eval.metrics.items import Share, items_in

Table: TypeAlias = tuple[tuple[str, ...], ...]
ALIKE = 85.0  # per cent; labels and texts of cells that say the same in other words
RELATED = 50.0  # per cent; below it a row or column has no counterpart


def cells_agreed(human: Sequence[Table], draft: Sequence[Table]) -> Share:
    """The human's cells that agree, summed over tables; each of the draft's tables answers to one of the human's.

    Rows are paired by their first cell, columns by their heading, each once, best first; labels do not count.
    """
    scored = sorted(
        ((_agreed(ours, theirs), h, d) for h, ours in enumerate(human) for d, theirs in enumerate(draft)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    hits, used_human, used_draft = 0, set[int](), set[int]()
    for agreed, h, d in scored:
        if h not in used_human and d not in used_draft:
            hits += agreed
            used_human.add(h)
            used_draft.add(d)
    return Share(hits, sum(len(_cells(table)) for table in human))


def _cells(table: Table) -> list[tuple[int, int]]:
    """Row and column of every cell that says something; the first column and a heading are labels, not cells.

    A first row with a figure in it is no heading.
    """
    headed = not any(item.kind != "name" for cell in table[0][1:] for item in items_in(cell)) and len(table) > 1
    return [
        (r, c) for r, row in enumerate(table) for c, cell in enumerate(row) if cell and c > 0 and (r > 0 or not headed)
    ]


def _agreed(human: Table, draft: Table) -> int:
    """The cells of one table that another has in the paired row and column."""
    rows = _paired([row[0] for row in human], [row[0] for row in draft])
    columns = _paired(list(human[0]), list(draft[0]))
    if len(human[0]) == len(draft[0]):  # a table without a heading: the columns that are left answer by their place
        free = set(range(len(draft[0]))) - set(columns.values())
        columns |= {c: c for c in range(len(human[0])) if c not in columns and c in free}
    return sum(
        same_cell(human[r][c], draft[rows[r]][columns[c]])
        for r, c in _cells(human)
        if r in rows and c in columns and columns[c] < len(draft[rows[r]])
    )


def _paired(human: list[str], draft: list[str]) -> dict[int, int]:
    """Position → position of labels that are most alike, each once; equally alike ones in their order."""
    likeness = sorted(
        (-_likeness(ours, theirs), abs(h - d), h, d) for h, ours in enumerate(human) for d, theirs in enumerate(draft)
    )
    pairs: dict[int, int] = {}
    for negative, _, h, d in likeness:
        if -negative >= RELATED and h not in pairs and d not in pairs.values():
            pairs[h] = d
    return pairs


def _likeness(ours: str, theirs: str) -> float:
    if not ours or not theirs:
        return 100.0 if ours == theirs else 0.0
    return fuzz.token_sort_ratio(ours.casefold(), theirs.casefold())


def same_cell(ours: str, theirs: str) -> bool:
    """Whether a human's cell is said by another: both hidden, its figures there (unit or not), or nearly its words."""
    if BLANK in ours or BLANK in theirs:
        return (BLANK in ours) == (BLANK in theirs)
    mine, other = (frozenset(item for item in items_in(cell) if item.kind != "name") for cell in (ours, theirs))
    if mine or other:
        return bool(mine) and mine <= other
    return fuzz.ratio(ours.casefold(), theirs.casefold()) >= ALIKE
