"""The truth files of tests/documents/blind, in our keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("blind")
REPORTS = tuple(sorted(path for path in FOLDER.iterdir() if path.suffix in (".pdf", ".docx")))
# Names that the writers of the truth chose, and the keys that say the same.
SAME = (
    (r"dates\.", "log."),
    (r"process\.total_days", "log.days"),
    (r"cost\.drug\b", "cost.model_drug"),
    (r"cost\.comparator\.annual\b", "cost.comparator"),
    (r"cost\.comparator\.(max_aup|other)", r"cost.model_comparator.\1"),
    (r"price\.", "cost.unit."),
)
# Keys that nobody asks a report for, or that have no name with us.
OUTSIDE = re.compile(r"process\.|severity\.(?:age|qaly|prognosis)|treatment\.|threshold\.qaly|cost\.(?:year|two_years)")


@dataclass(frozen=True)
class Told:
    """One value that a report gives: key, values that are right, whether it is asked for, pages."""

    key: str
    values: tuple[str, ...]
    required: bool
    pages: tuple[int, ...]


def our_key(key: str) -> str:
    for words, ours in SAME:
        key = re.sub(rf"^{words}", ours, key)
    return key


def truth(report: Path) -> dict[str, Any]:
    """The truth file of a report."""
    read: dict[str, Any] = json.loads(report.with_suffix(".truth.json").read_text(encoding="utf-8"))
    return read


def told(report: Path) -> Iterator[Told]:
    """Every value of a report under our key, unscaled."""
    for item in truth(report)["facts"]:
        if not OUTSIDE.match(our_key(item["key"])):
            values = tuple(unscaled(value, scale) for value, scale in item["values"])
            yield Told(our_key(item["key"]), values, item["required"], tuple(item["pages"]))


def unscaled(value: str, scale: int) -> str:
    try:
        return format((Decimal(value) * scale).normalize(), "f")
    except InvalidOperation:
        return value


def equal(found: str, value: str) -> bool:
    """Whether a value is the true one: numbers as numbers; of texts one may be a part of the other."""
    try:
        return Decimal(found) == Decimal(value)
    except InvalidOperation:
        one, other = (" ".join(re.findall(r"\w+", text.casefold())) for text in (found, value))
        short, long = sorted((one, other), key=len)
        return len(short) > 3 and short in long
