"""Random cases of all tracks, what is told of them as structure and as text, and a checker that knows no equation.

The checker holds each quantity as a black box: a Python function of the two unknowns, rising or falling in each. What
fits all statements is convex, so the ends of a secret's interval are found by halving along one unknown, with the other
halved inside. Nothing here imports the audit, and the texts come from a small generator of its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

Quantity: TypeAlias = Callable[[float, float], float]
STEPS = 48


@dataclass(frozen=True)
class Told:
    """A true statement: the figure's key (empty when no figure shows it), its box of values, and the same as a text."""

    key: str
    of: Quantity
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True)
class World:
    """A case as a dictionary, its two secrets, how high they can be, and its quantities by figure key."""

    case: dict[str, Any]
    truth: tuple[float, float]
    most: tuple[float, float]
    quantities: dict[str, Quantity]
    words: dict[str, tuple[str, str]]  # key → how a sentence speaks of it, and its unit


def world(random_: random.Random, track: str) -> World:
    """A case of a track with random secrets: the price, and the other drug's yearly cost where there is one."""
    most_p = random_.randrange(20_000, 900_000)
    p = round(most_p * random_.uniform(0.3, 0.9))
    most_c = random_.randrange(40_000, 400_000)
    c = round(most_c * random_.uniform(0.3, 0.9))
    secret = {"secret": p, "owner": "Alfa"}
    package = {"item_number": "000001", "description": "Alfagen", "max_aup": most_p, "rhf_aup": secret}
    case: dict[str, Any] = {
        "method_id": "ID2099_900", "title": "Tilfeldig sak", "note_date": date(2025, 5, 14),
        "product": {"name": "Alfagen", "substance": "alfagenib", "company": "Alfa"},
        "report": {"track": track}, "offer": {"packages": [package]},
    }  # fmt: skip
    other = {"name": "Betafaktor", "annual_cost_max_aup": most_c, "annual_cost_rhf_aup": {"secret": c, "owner": "Beta"}}
    quantities: dict[str, Quantity] = {"price.000001.rhf_aup": lambda p, c: p}
    words = {"price.000001.rhf_aup": ("Prisen for en pakning Alfagen", "NOK")}
    if track == "no_health_economics":
        days = random_.randrange(3, 20)
        steps = [{"dose": 40, "days": days}]
        case["offer"]["packages"][0]["strength"] = {"amount": 50, "unit": "mg"}
        case["dosing"] = {
            "package": "000001", "rule": {"max_days_per_preparation": 1},
            "groups": [{"key": "alle", "label": "alle", "cycles": [{"label": "syklus 1", "steps": steps}]}],
        }  # fmt: skip
        quantities["dosing.alle.cycle1.rhf_aup"] = lambda p, c: days * p
        words["dosing.alle.cycle1.rhf_aup"] = ("Én syklus med Alfagen", "NOK")
        return World(case, (p, c), (most_p, most_c), quantities, words)
    one_off = track == "threshold"
    period = random_.choice([21, 28, 30])
    yearly = 1.0 if one_off else 365.25 / period
    kind = "treatment.rhf_aup" if one_off else "treatment.annual.rhf_aup"
    case["treatment"] = (
        {"kind": "one_off", "package": "000001", "packages": 1}
        if one_off
        else {"kind": "continuous", "package": "000001", "packages": 1, "period_days": period}
    )
    quantities[kind] = lambda p, c: yearly * p
    words[kind] = ("Behandlingen med Alfagen" if one_off else "Årskostnaden for Alfagen", "NOK")
    if track == "cost_minimisation":
        case["comparison"] = [other]
        name = "comparison.1.annual.rhf_aup"
        quantities["comparison.1.difference.rhf_aup"] = lambda p, c: yearly * p - c
    else:
        case["comparator"] = other
        name = "comparator.annual.rhf_aup"
        new = [random_.randrange(1, 40) for _ in range(2)]
        case["budget"] = {"new_patients": new}
        so_far = (new[0], new[0] + new[1])
        treated = new if one_off else so_far
        for year in (1, 2):
            n, m = treated[year - 1], so_far[year - 1]
            key = f"budget.rhf_aup.year{year}.impact"
            quantities[key] = lambda p, c, n=n, m=m: n * yearly * p - m * c
            words[key] = (f"Budsjettvirkningen år {year}", "NOK")
    quantities[name] = lambda p, c: c
    words[name] = ("Årskostnaden for Betafaktor", "NOK")
    if one_off:
        case["threshold"] = {"payment": "mid_year"}
        quantities["threshold.rhf_aup.years.undiscounted"] = lambda p, c: p / max(c, 1e-9)
        words["threshold.rhf_aup.years.undiscounted"] = ("Udiskontert er behandlingen kostnadsnøytral etter", "år")
    if track == "cost_utility":
        cost = random_.randrange(100_000, 900_000)
        case["cost_utility"] = {
            "incremental_qaly": Decimal("0.5"),
            "drug_cost_max_aup": cost,
            "other_incremental_cost": 10_000,
        }
        quantities["icer.rhf_aup"] = lambda p, c: (cost * p / most_p + 10_000) / 0.5
        words["icer.rhf_aup"] = ("IKER", "NOK per QALY")
    return World(case, (p, c), (most_p, most_c), quantities, words)


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def told(random_: random.Random, place: World) -> list[Told]:
    """One to four true statements with varied wording."""
    return [_told(random_, place) for _ in range(random_.randrange(1, 5))]


def _told(random_: random.Random, place: World) -> Told:
    key = random_.choice(sorted(place.words))
    of = place.quantities[key]
    value = of(*place.truth)
    what, unit = place.words[key]
    basis = random_.choice(["med RHF-AUP", "til avtalt pris", "etter rabatt", "til LIS-AUP", "med tilbudt pris"])
    if unit == "år":
        low, high = round(value, 1) - 0.05, round(value, 1) + 0.05
        return Told(key, of, low, high, f"{what} {round(value, 1):.1f} år {basis}.".replace(".", ",", 1))
    if value < 0:
        what, value, sign = what.replace("Budsjettvirkningen", "Innsparingen"), -value, -1
    else:
        sign = 1
    verb = random_.choice(["er", "blir", "utgjør", "ligger på"])
    size = 10 ** max(0, len(str(int(value))) - random_.choice([2, 3, 3, 4]))
    under, over = int(value // size * size), int(value // size * size + size)
    shape = random_.choice(["exact", "about", "range", "most", "least", "dash", "negated", "thousand"])
    exact = round(value / size) * size
    if shape in ("range", "dash") and under:
        between = (f"mellom {grouped(under)} og {grouped(over)}", f"{grouped(under)}–{grouped(over)}")[shape == "dash"]
        return _turned(key, of, under, over, f"{what} {verb} {between} {unit} {basis}.", sign)
    if shape == "most":
        word = random_.choice(["høyst", "under", "maksimalt", "ikke mer enn", "mindre enn"])
        return _turned(key, of, None, over, f"{what} {verb} {word} {grouped(over)} {unit} {basis}.", sign)
    if shape == "negated":
        return _turned(key, of, None, over, f"{what} overstiger ikke {grouped(over)} {unit} {basis}.", sign)
    if shape == "least" and under:
        word = random_.choice(["minst", "over", "ikke under", "mer enn"])
        return _turned(key, of, under, None, f"{what} {verb} {word} {grouped(under)} {unit} {basis}.", sign)
    if shape == "thousand" and size >= 1000 and exact:
        text = f"{what} {verb} {grouped(exact // 1000)} tusen {unit} {basis}."
        return _turned(key, of, exact - max(size, 1000) / 2, exact + max(size, 1000) / 2, text, sign)
    if shape == "about" and exact:
        word = random_.choice(["om lag", "ca.", "rundt", "omtrent"])
        half = size / 2
        return _turned(
            key, of, exact - half, exact + half, f"{what} {verb} {word} {grouped(exact)} {unit} {basis}.", sign
        )
    whole = round(value)
    return _turned(key, of, whole - 0.5, whole + 0.5, f"{what} {verb} {grouped(whole)} {unit} {basis}.", sign)


def _turned(key: str, of: Quantity, low: float | None, high: float | None, text: str, sign: int) -> Told:
    if sign < 0:
        low, high = (None if high is None else -high), (None if low is None else -low)
    return Told(key, of, low, high, text)


def interval(place: World, statements: Sequence[Told], which: int) -> tuple[float, float]:
    """The least and greatest value of an unknown (0: price, 1: the other's cost) that fits the statements."""

    def turned(a: float, b: float) -> tuple[float, float]:
        return (a, b) if which == 0 else (b, a)

    start, inner = place.truth[which], place.truth[1 - which]
    most, most_inner = place.most[which], place.most[1 - which]

    def feasible(value: float) -> bool:
        low, high = 0.0, most_inner
        for statement in statements:
            ends = _inside(lambda other: statement.of(*turned(value, max(other, 1e-9))), statement, (low, high))  # noqa: B023
            if ends is None:
                return False
            low, high = ends
        return low <= high

    assert feasible(start), (start, inner)
    found = []
    for end in (0.0, most):
        good, bad = start, end
        if feasible(end):
            found.append(end)
            continue
        for _ in range(STEPS):
            middle = (good + bad) / 2
            good, bad = (middle, bad) if feasible(middle) else (good, middle)
        found.append(good)
    return found[0], found[1]


def _inside(
    function: Callable[[float], float], statement: Told, box: tuple[float, float]
) -> tuple[float, float] | None:
    """The part of a box where a monotone function lies between the statement's ends; None when there is none."""
    low, high = box
    at_low, at_high = function(low), function(high)
    rising = at_high >= at_low
    least = -float("inf") if statement.low is None else statement.low
    most = float("inf") if statement.high is None else statement.high
    if max(at_low, at_high) < least or min(at_low, at_high) > most:
        return None
    for bound, is_least in ((least, True), (most, False)):
        a, b = function(low), function(high)
        if not min(a, b) < bound < max(a, b):
            continue
        left, right = low, high
        for _ in range(STEPS):
            middle = (left + right) / 2
            left, right = (middle, right) if (function(middle) < bound) == rising else (left, middle)
        if rising == is_least:
            low = left
        else:
            high = right
    return low, high
