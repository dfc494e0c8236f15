"""Region: one table on one page; and what a table's caption looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.reading.layout.sheets import Word

CAPTION = re.compile(r"^(Tabell|Table|TABELL)\s+(\d+(?:[-–.]\d+)?)(?:\s*[:.\-–]\s*|\s+(?=[A-ZÆØÅ]))")


@dataclass(slots=True)
class Region:
    """A table on one page: its place, cells, and the x of its column boundaries."""

    top: float
    bottom: float
    x0: float
    x1: float
    rows: list[list[str]]
    columns: list[float]
    caption: str = ""
    number: str = ""
    words: set[Word] = field(default_factory=set)
