"""Where the report disagrees with itself, or was read otherwise by a person: F020–F022, F030."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

from drafting.facts import Facts
from drafting.facts.fact.fact import VOICES, Conflict, Fact
from drafting.facts.fact.precision import digits_swapped
from drafting.findings import Finding
from drafting.report_agreement.numbers import SWAPPED, shown

NOT_USED = re.compile(r"^(?:«|\d+ tall ).* er ikke brukt\.$|ingen tall er hentet derfra\.$")


def own_disagreements(facts: Facts) -> Iterator[Finding]:
    """What the report says in two ways, what it prints wrongly, and what a person has corrected."""
    yield from _conflicts(facts)
    yield from _days(facts)
    yield from _corrections(facts)
    for warning in facts.warnings:
        # What gave no fact, for no known reason, is information: nothing is wrong with it.
        yield Finding("F021", "info" if NOT_USED.search(warning) else "warning", "report", warning)


def _conflicts(facts: Facts) -> Iterator[Finding]:
    for conflict in facts.conflicts:
        pages = " og ".join(str(fact.source.page) for fact in conflict.facts)
        said = "; ".join(f"«{_said(fact)}» på side {fact.source.page}{_voice(fact)}" for fact in conflict.facts)
        secret = "rhf_aup" in conflict.key or any(
            fact.scope and fact.scope.basis == "rhf_aup" for fact in conflict.facts
        )
        told = f", på side {pages}." if secret else f": {said}."  # what is said at RHF-AUP is as secret as the price
        message = f"Rapporten gir ulike verdier for {conflict.key}{told}"
        yield Finding(
            "F020", "warning", f"fact.{conflict.key}", message + (SWAPPED if _digits_swapped(conflict) else "")
        )


def _voice(fact: Fact) -> str:
    """Who gives the number, where it is not DMP: «(firmaets tall)»."""
    return f" ({VOICES[fact.voice]} tall)" if fact.voice else ""


def _said(fact: Fact) -> str:
    return shown(fact.amount) if fact.amount is not None and fact.unit else fact.value


def _digits_swapped(conflict: Conflict) -> bool:
    """Whether two of the values differ by two neighbouring digits, at the coarser of their printed precisions."""
    return any(
        one.amount is not None
        and other.amount is not None
        and digits_swapped(one.amount, other.amount, max(one.precision, other.precision))
        for one, other in combinations(conflict.facts, 2)
    )


def _days(facts: Facts) -> Iterator[Finding]:
    """DMP's own days of case handling: never more than from the first date of its log to the last.

    Fewer are no error: days in which the case rested are left out by custom. Both end days may be counted.
    """
    days = facts.get("log.days")
    finished = _day(facts.get("log.finished"))
    begun = [day for key in ("ordered", "received", "started") if (day := _day(facts.get(f"log.{key}")))]
    if days is None or days.amount is None or finished is None or not begun:
        return
    longest = (finished - min(begun)).days + 1
    if days.amount > longest:
        message = (
            f"Rapporten oppgir {shown(days.amount)} dagers saksbehandlingstid på side {days.source.page}, men fra "
            f"første til siste dato i loggen er det {shown(Decimal(longest))} dager."
        )
        yield Finding("F030", "warning", "fact.log.days", message, str(longest), days.value)


def _day(fact: Fact | None) -> date | None:
    return date.fromisoformat(fact.value) if fact else None


def _corrections(facts: Facts) -> Iterator[Finding]:
    """What a person has read otherwise than the program: information, so that the reviewer knows."""
    for fact in facts.facts:
        if fact.corrected:
            message = f"{fact.key} er rettet av {fact.corrected}, etter side {fact.source.page} i rapporten."
            yield Finding("F022", "info", f"fact.{fact.key}", message)
