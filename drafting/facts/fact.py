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
        corrected: who read it anew and when («Kari Nordmann, 14.05.2025»); empty as the program read it.
        read: what the program had read, where it was corrected; empty when it had found nothing.
    """

    key: str
    value: str
    unit: str
    source: Source
    corrected: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that the report gives several values: one fact for each value, none of them taken as the right one."""

    key: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that looks like a fact and cannot be one, or a printed error: one sentence of bokmål.

    `source` is where it stands, and `numbers` are those of it, as printed, that are to be repeated nowhere.
    """

    text: str
    source: Source | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the company says of something that DMP has its own number for: never the fact, but a conflict with it."""

    fact: Fact


Found: TypeAlias = Iterator[Fact | Warned | Claimed]


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a report.

    A key that the report itself gives two values has no fact. Where DMP and the company differ, DMP's value is the
    fact, and the difference stands in `conflicts` with both quotes. `doubted` are the warnings that facts gave.
    """

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...] = ()
    warnings: tuple[str, ...] = ()
    doubted: tuple[Warned, ...] = ()

    def get(self, key: str) -> Fact | None:
        """The fact with that key, or None."""
        return next((fact for fact in self.facts if fact.key == key), None)


def agreed(found: Iterable[Fact | Warned | Claimed]) -> Facts:
    """Facts by key: one value is a fact, at its first place; two values are a conflict."""
    by_key: dict[str, dict[str, Fact]] = {}
    claims: dict[str, dict[str, Fact]] = {}
    warnings: dict[Warned, None] = {}
    for item in found:
        if isinstance(item, Warned):
            warnings[item] = None
        else:
            fact, kept = (item.fact, claims) if isinstance(item, Claimed) else (item, by_key)
            kept.setdefault(fact.key, {}).setdefault(same(fact.value), fact)
    facts = tuple(next(iter(values.values())) for values in by_key.values() if len(values) == 1)
    conflicts = []
    for key, values in by_key.items():
        everyone = {**values, **{value: fact for value, fact in claims.get(key, {}).items() if value not in values}}
        if len(everyone) > 1:
            conflicts.append(Conflict(key, tuple(everyone.values())))
    texts = tuple(dict.fromkeys(item.text for item in warnings))
    return Facts(facts, tuple(conflicts), texts, tuple(warnings))


def same(value: str) -> str:
    """What two values are compared by: «8.3» is «8.30»; letter case and a closing full stop do not count."""
    if re.fullmatch(r"-?\d+\.\d+", value):
        return value.rstrip("0").rstrip(".")
    return " ".join(value.split()).rstrip(".").casefold()
