"""Fact, Conflict, Facts: what a report says, each with the place where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from corpus.documents import Source
from drafting.facts.fact.precision import rounds_to, step_of_value
from drafting.facts.fact.scope import NAMES, Scope

MOST_NAMED = 2  # numbers of one kind on a page that are each named
VOICES = {"company": "firmaets", "experts": "ekspertenes", "unsure": "DMPs eller firmaets"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a report says.

    Attributes:
        key: fact key of docs/rules.md.
        value: unscaled number («1200000»), ISO date, or text as printed on one line.
        unit: «NOK», «NOK/QALY», «QALY», «pasienter», «dager», or empty for text and dates.
        source: the passage that says so, verbatim.
        corrected: who read it anew and when («Kari Nordmann, 14.05.2025»); empty as the program read it.
        read: what the program had read, where it was corrected; empty when it had found nothing.
        scope: what a number counts for; None for text, dates and quotes.
        step: what the last printed digit counts («64,2 mill.»: 100000); None: as the value is written.
        voice: who says it where it is not DMP or the report itself: «company», «experts», «unsure».
    """

    key: str
    value: str
    unit: str
    source: Source
    corrected: str = ""
    read: str = ""
    scope: Scope | None = None
    step: Decimal | None = None
    voice: str = ""

    @property
    def amount(self) -> Decimal | None:
        """The value as a number; None for text and dates."""
        return Decimal(self.value) if re.fullmatch(r"-?\d+(?:\.\d+)?", self.value) else None

    @property
    def precision(self) -> Decimal:
        """What the last printed digit of the number counts."""
        return self.step or step_of_value(self.amount or Decimal(0))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that the report gives several values: one fact for each value, none of them taken as the right one."""

    key: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that looks like a fact and cannot be one, or a printed error: one sentence of bokmål.

    `source` is where it stands, and `numbers` are those of it, as printed, that are to be repeated nowhere. `about` is
    the first part of the keys that it says not to be read: untrue where another reader proves one of them there.
    """

    text: str
    source: Source | None = None
    numbers: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What cannot be the fact itself, but must agree with it: the company's number, one that names no price basis."""

    fact: Fact


Found: TypeAlias = Iterator[Fact | Warned | Claimed]


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """An amount of money somewhere in the report: value in kroner, what its last digit counts, as printed, page.

    `about` is its sentence, or the label of its row; `vat` what is said of VAT there, empty where nothing is, or two.
    """

    value: Decimal
    step: Decimal
    printed: str
    page: int
    about: str = ""
    vat: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a key may be that is not read: a value with its place, and why it is no fact («tallet gjelder per måned»).

    Nothing is written from it until a person has taken it, as a correction.
    """

    key: str
    value: str
    unit: str
    source: Source
    scope: Scope | None
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a report.

    A key that the report itself gives two values has no fact. Where DMP and the company differ, DMP's value is the
    fact, and the difference stands in `conflicts` with both quotes. `doubted` are the warnings that facts gave.
    `others` are numbers that somebody else gives, the company or the experts, whether DMP has one or not.
    `candidates` are what the keys without a fact may be, best first. `amounts` are all amounts of money that the report
    prints, facts or not: to find one that is written with a slip.
    """

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...] = ()
    warnings: tuple[str, ...] = ()
    doubted: tuple[Warned, ...] = ()
    amounts: tuple[PrintedAmount, ...] = ()
    others: tuple[Fact, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    def get(self, key: str) -> Fact | None:
        """The fact with that key, or None."""
        return next((fact for fact in self.facts if fact.key == key), None)


def agreed(found: Iterable[Fact | Warned | Claimed]) -> Facts:
    """Facts by key: one value is a fact, at its first place; two values are a conflict.

    A number that is another one rounded says nothing else: the more exact one is the fact.
    """
    by_key: dict[str, dict[str, Fact]] = {}
    claims: dict[str, dict[str, Fact]] = {}
    warnings: dict[Warned, None] = {}
    for item in found:
        if isinstance(item, Warned):
            warnings[item] = None
        else:
            fact, kept = (item.fact, claims) if isinstance(item, Claimed) else (item, by_key)
            kept.setdefault(fact.key, {}).setdefault(same(fact.value), fact)
    facts, conflicts = [], []
    for key, values in by_key.items():
        told = _without_rounded(values.values())
        if len(told) == 1:
            facts.append(told[0])
        everyone = _without_rounded([*told, *claims.get(key, {}).values()])
        if len(everyone) > 1:
            conflicts.append(Conflict(key, everyone))
    alone = [fact for key, values in claims.items() if key not in by_key for fact in values.values() if fact.voice]
    texts = tuple(dict.fromkeys([*(item.text for item in warnings), *_claims_alone(alone)]))
    others = tuple(fact for values in claims.values() for fact in values.values() if fact.voice)
    return Facts(tuple(facts), tuple(conflicts), texts, tuple(warnings), others=others)


def _claims_alone(facts: list[Fact]) -> Iterator[str]:
    """The warnings for them: one for each number, or for all of one kind on a page where they are many (a table)."""
    groups: dict[tuple[str, int, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((NAMES.get(fact.key.split(".")[0], fact.key), fact.source.page, fact.voice), []).append(fact)
    for (name, page, voice), group in groups.items():
        if len(group) <= MOST_NAMED or voice not in ("company", "experts"):
            yield from map(_claim_alone, group)
        else:
            yield f"{name} på side {page} er {VOICES[voice]} tall ({len(group)} tall), ikke DMPs, og er ikke brukt."


def _claim_alone(fact: Fact) -> str:
    """The warning for a number that somebody else than DMP gives, and DMP does not."""
    secret = fact.scope is not None and fact.scope.basis == "rhf_aup"
    number = "" if secret else f" «{fact.value.replace('.', ',')} {fact.unit}»"
    name = NAMES.get(fact.key.split(".")[0], fact.key)
    if fact.voice == "unsure":
        return f"{name}{number} på side {fact.source.page} er ikke brukt, for det går ikke fram hvem som oppgir det."
    return f"{name}{number} på side {fact.source.page} er {VOICES[fact.voice]} tall, ikke DMPs, og er ikke brukt."


def _without_rounded(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that say something of their own: without those that are another of them, rounded as printed."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: fact.precision):  # the sort is stable: the first place of equals stays
        if not any(_is_rounded(fact, finer) for finer in kept):
            kept.append(fact)
    return tuple(kept)


def _is_rounded(fact: Fact, finer: Fact) -> bool:
    if same(fact.value) == same(finer.value):
        return True
    value, exact = fact.amount, finer.amount
    return value is not None and exact is not None and rounds_to(exact, value, fact.precision)


def same(value: str) -> str:
    """What two values are compared by: «8.3» is «8.30»; letter case and a closing full stop do not count."""
    if re.fullmatch(r"-?\d+\.\d+", value):
        return value.rstrip("0").rstrip(".")
    return " ".join(value.split()).rstrip(".").casefold()
