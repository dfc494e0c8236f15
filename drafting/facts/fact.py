"""Fact, Conflict, Facts: what a report says, each with the place where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from corpus.documents import Source


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a report says.

    Attributes:
        key: fact key of DESIGN.md.
        value: unscaled number («1200000»), ISO date, or text as printed on one line.
        unit: «NOK», «NOK/QALY», «QALY», «pasienter», «dager», or empty for text and dates.
        source: the passage that says so, verbatim.
    """

    key: str
    value: str
    unit: str
    source: Source


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that the report gives several values: one fact for each value, none of them taken as the right one."""

    key: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that looks like a fact and cannot be one, or a printed error: one sentence of bokmål."""

    text: str


Found: TypeAlias = Iterator[Fact | Warned]


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a report. A key in `conflicts` is never in `facts`."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...] = ()
    warnings: tuple[str, ...] = ()

    def get(self, key: str) -> Fact | None:
        """The fact with that key, or None."""
        return next((fact for fact in self.facts if fact.key == key), None)


def agreed(found: Iterable[Fact | Warned]) -> Facts:
    """Facts by key: one value is a fact, at its first place; two values are a conflict."""
    by_key: dict[str, dict[str, Fact]] = {}
    warnings: dict[str, None] = {}
    for item in found:
        if isinstance(item, Warned):
            warnings[item.text] = None
        else:
            by_key.setdefault(item.key, {}).setdefault(same(item.value), item)
    facts = tuple(next(iter(values.values())) for values in by_key.values() if len(values) == 1)
    conflicts = tuple(Conflict(key, tuple(values.values())) for key, values in by_key.items() if len(values) > 1)
    return Facts(facts, conflicts, tuple(warnings))


def same(value: str) -> str:
    """What two values are compared by: «8.3» is «8.30»; letter case and a closing full stop do not count."""
    if re.fullmatch(r"-?\d+\.\d+", value):
        return value.rstrip("0").rstrip(".")
    return " ".join(value.split()).rstrip(".").casefold()
