"""The meanings of a rewritten paragraph: none added, none gone, and in the same order but for conditions that turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from drafting.checks.guard.lexicon import Item, slot_kind
from drafting.checks.guard.turning import turned

RESERVATIONS = frozenset({"anta", "anslaa", "om_lag", "forventet"})
OPTIONAL = frozenset({"behandling", "beregning", "sak", "tabell"})
HARMLESS = OPTIONAL - {"behandling"}
DENIALS = frozenset({"ikke", "ingen", "uten", "anbefalt_ikke", "ingen_beslutning", "ikke_undersoekt", "helseokonomi"})
MOST_WAYS = 64


def support(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """Nothing that the paragraph does not hold, and nothing of it gone."""
    used, given = [item for row in own for item in row], [item for row in base for item in row]
    for kind, code, message in (
        ("name", "G007", "Et navn er lagt til, endret eller falt ut."),
        ("quote", "G008", "Et sitat er endret, flyttet eller lagt til."),
        ("page", "G006", "En sidehenvisning er endret, lagt til eller falt ut."),
    ):
        if Counter(i.meaning for i in used if i.kind == kind) != Counter(i.meaning for i in given if i.kind == kind):
            yield code, message
    for kind in ("hard", "mover", "topic", "droppable", "price"):
        extra = _count(used, kind) - _count(given, kind)
        allowed = {item.meaning for item in given if item.kind == kind} | HARMLESS
        if not ({"oppdatert"} & allowed):
            extra["datert"] = 0
        strange = [
            item
            for item in used
            if item.kind == kind and extra[item.meaning] and (kind != "topic" or item.meaning not in allowed)
        ]
        if strange:
            yield "G009", f"«{strange[0].text[:40]}» har ikke støtte i avsnittet."
    if {i.meaning for i in given if i.kind == "topic"} - {i.meaning for i in used if i.kind == "topic"} - OPTIONAL:
        yield "G003", "Noe av det avsnittet handler om, er falt ut."
    missing = {i.meaning for i in given if i.kind == "hard"} - {i.meaning for i in used if i.kind == "hard"}
    if missing & RESERVATIONS or _count(given, "mover") - _count(used, "mover"):
        yield "G011", "Et forbehold er falt ut."


def _count(items: Sequence[Item], kind: str) -> Counter[str]:
    return Counter(item.meaning for item in items if item.kind == kind)


def order(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """The same meanings in the same order, but for a condition that changes sides in its sentence."""
    denied = any(item.kind == "hard" and item.meaning in DENIALS for row in base for item in row)
    strict = denied, _one_date(base), any(i.meaning == "oppdatert" for row in base for i in row)
    loose = _homes(own) == _homes(base)  # each mover in the sentence that it had
    wanted = [meaning for row in base for meaning in _meanings(row, *strict, loose=loose)]
    ways = product(*([_meanings(way, *strict, loose=loose) for way in turned(row)] for row in own))
    if not any([m for row in way for m in row] == wanted for _, way in zip(range(MOST_WAYS), ways, strict=False)):
        yield "G010", "Retning, betingelse, nekting eller rekkefølge er ikke den samme som i avsnittet."


def _one_date(base: list[list[Item]]) -> bool:
    """Whether a paragraph is one sentence with one date: that date may stand anywhere in it."""
    return len(base) == 1 and sum(item.kind == "slot" and slot_kind(item) == "date" for item in base[0]) == 1


def _homes(rows: list[list[Item]]) -> Counter[tuple[str, frozenset[str]]]:
    """The movers, each with what else its sentence says."""
    fixed = ("slot", "quote", "page", "hard", "name")
    return Counter(
        (item.meaning, frozenset(other.meaning for other in row if other.kind in fixed and other.meaning != "datert"))
        for row in rows
        for item in row
        if item.kind == "mover"
    )


def _meanings(row: Sequence[Item], denied: bool, one_date: bool, two_dates: bool, *, loose: bool) -> list[str]:
    """What of a sentence must come in order.

    Args:
        row: the sentence.
        denied: the paragraph denies something; then light words count too.
        one_date: its date may move; two_dates: «datert» tells one date from the other.
        loose: movers may move.
    """
    kept = (
        {"slot", "quote", "page", "hard", "name"} | ({"light"} if denied else set()) | (set() if loose else {"mover"})
    )
    return [
        item.meaning
        for item in row
        if item.kind in kept
        and not (one_date and item.kind == "slot" and slot_kind(item) == "date")
        and not (item.meaning == "datert" and not two_dates)
    ]
