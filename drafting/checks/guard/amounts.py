"""Amounts of a rewritten paragraph: each beside its own price basis, «inkl. mva.», «per år» and the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.checks.guard.lexicon import Item, is_priced, slot_kind
from drafting.checks.guard.meaning import HARMLESS

LEADS = frozenset({"ved", "og", "til", "den", "den tilbudte", "henholdsvis", "eller", "mellom", "på"})


def amounts(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """(code, message) of amounts that stand beside something else than in the paragraph."""
    yield from _prices(own, base)
    yield from _movables(own, base)


def _prices(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """Every amount beside the price basis that it has in the paragraph, and no basis more."""
    used, given = _bound(own), _bound(base)
    same = all(
        used[slot] == basis or (basis, used[slot]) == ("RHF_OFFERED", "RHF")
        for slot, basis in given.items()
        if slot in used
    )
    plain = [
        [i.meaning.removesuffix("_OFFERED") for row in rows for i in row if i.kind == "price"] for rows in (own, base)
    ]
    kept = Counter(plain[0]) == Counter(plain[1]) and (bool(given) or plain[0] == plain[1])
    led = all(
        n > 0 and row[n - 1].text.lower() in LEADS for row in own for n, item in enumerate(row) if item.kind == "price"
    )
    if not led or any(row[0].kind == "slot" and is_priced(row[0]) for row in own):
        yield "G013", "Et prisgrunnlag eller et beløp står løst."
    if not same or not kept:
        yield "G010", "Et beløp står ved et annet prisgrunnlag enn i avsnittet."


def _bound(rows: list[list[Item]]) -> dict[str, str]:
    """Amount → the price basis that its sentence ties it to, «» for none."""
    found: dict[str, str] = {}
    for row in rows:
        events = [item for item in row if item.kind == "price" or is_priced(item)]
        amounts = [item for item in events if item.kind == "slot"]
        bases = [item.meaning for item in events if item.kind == "price"]
        if any(item.text.lower() == "henholdsvis" for item in row):
            pairs = zip(amounts, bases, strict=True) if len(amounts) == len(bases) and _in_two_rows(events) else ()
            found |= {item.meaning: "" for item in amounts} | {item.meaning: basis for item, basis in pairs}
            continue
        leads = bool(events) and events[0].kind == "price"
        for n, item in enumerate(events):
            if item.kind != "slot":
                continue
            side = reversed(events[:n]) if leads else iter(events[n + 1 :])
            found[item.meaning] = next((other.meaning for other in side if other.kind == "price"), "")
    return found


def _in_two_rows(events: Sequence[Item]) -> bool:
    """Whether all amounts stand on one side and all bases on the other."""
    kinds = [item.kind for item in events]
    return sum(one != other for one, other in pairwise(kinds)) == 1


def _movables(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """«Inkl. mva.», «per år» and what a sentence is about stay in the sentence of their amounts."""
    for kind in ("movable", "topic"):
        used, given = _beside(own, kind), _beside(base, kind)
        if kind == "movable" and (
            used != given
            or _all(base, kind) - _all(own, kind)
            or (not given and set(_all(own, kind)) != set(_all(base, kind)))
            or _all(_without_numbers(own), kind) - _all(_without_numbers(base), kind)
            or _when(own) != _when(base)
        ):
            yield "G010", "«Inkl. mva.», «per år» eller «per pasient» står ikke ved sitt beløp."
        if kind == "topic" and any(used.get(slot, frozenset()) - told - HARMLESS for slot, told in given.items()):
            yield "G010", "Et beløp gjelder noe annet enn i avsnittet."


def _without_numbers(rows: list[list[Item]]) -> list[list[Item]]:
    return [row for row in rows if not any(item.kind == "slot" and slot_kind(item) == "number" for item in row)]


def _when(rows: list[list[Item]]) -> list[list[str]]:
    """«I dag» and «per år» in the order in which they stand, where both do: then each number has its own."""
    times = {"i_dag", "per_aar"}
    return [[i.meaning for i in row if i.meaning in times] for row in rows if times <= {item.meaning for item in row}]


def _beside(rows: list[list[Item]], kind: str) -> dict[str, frozenset[str]]:
    found, told = dict[str, frozenset[str]](), frozenset[str]()
    for row in rows:
        here = frozenset(other.meaning for other in row if other.kind == kind)
        told = here or (told if kind == "topic" else here)  # «den» is what the sentence before was about
        found |= {item.meaning: told for item in row if item.kind == "slot" and slot_kind(item) == "number"}
    return found


def _all(rows: list[list[Item]], kind: str) -> Counter[str]:
    return Counter(item.meaning for row in rows for item in row if item.kind == kind)
