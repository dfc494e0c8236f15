"""What labels say of how often and how long a dose is given, and whether the entered steps say the same.

A step without an interval means every day. Where a label tells of another interval, of doses rather than days, or of
a time that the days do not fill, it is not sure that every day was meant: the sentence is then left out, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from drafting.case.case import Case, Cycle, Dosing, Step
from drafting.findings import Finding

# group, cycle and step, each counted from 1
Place: TypeAlias = tuple[int, int, int]

NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "en ei én ett et første",
            "to annen annet andre",
            "tre tredje",
            "fire fjerde",
            "fem femte",
            "seks sjette",
            "sju syv sjuende syvende",
            "åtte åttende",
            "ni niende",
            "ti tiende",
            "elleve ellevte",
            "tolv tolvte",
        ),
        start=1,
    )
    for word in words.split()
}
DAYS = {"dag": 1, "døgn": 1, "uke": 7, "måned": 30, "år": 365}
# How much a time may differ from the days of a label: a month is no fixed number of days, a year 365 or 366.
SLACK = {"dag": 0, "døgn": 0, "uke": 0, "måned": 1, "år": 1}
NUMBER = rf"\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
UNIT = r"(?P<unit>dag|døgn|uke|måned|år)(?:e?rs?|s|e?ne?|a)?"
INTERVAL = re.compile(
    rf"\bhver(?:t)?\s+(?:(?P<number>{NUMBER})\.?\s+)?(?P<unit>dag|døgn|uke|måned|år)\b", re.IGNORECASE
)
ALTERNATE = re.compile(
    r"\bannen?hver(?:t)?\s+(?P<unit>dag|døgn|uke|måned|år)\b|\bannethvert\s+(?P<year>år)\b", re.IGNORECASE
)
ADVERB = re.compile(r"\b(?P<adverb>daglige?|ukentlige?|månedlige?|årlige?)\b", re.IGNORECASE)
SHORT = re.compile(r"\bq(?P<number>\d*)(?P<unit>[dw])\b", re.IGNORECASE)
ADVERBS = {"daglig": 1, "ukentlig": 7, "månedlig": 30, "årlig": 365}
TIMES = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?:gang(?:er)?|doser?)\s+(?:daglig|(?:per|pr\.?|om|i)\s+(?:dag(?:en)?|døgnet?))(?!\w)",
    re.IGNORECASE,
)
PER_WEEK = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?:gang(?:er)?|doser?)\s+(?:per|pr\.?|om|i)\s+(?P<unit>uke|måned|år)(?:e?n|et)?(?!\w)",
    re.IGNORECASE,
)
OTHER = 0  # an interval that the case format cannot say: «to ganger i uken»
LASTS = re.compile(rf"\b(?P<number>{NUMBER})(?:\s*|-){UNIT}(?!\w)", re.IGNORECASE)
PER_YEAR = re.compile(r"\b(?:per|pr\.?|i)\s+år(?:et)?\b", re.IGNORECASE)
WEEKS = re.compile(r"\buke(?:ne)?\s+(\d+(?:\s*(?:,|og|-|–)\s*\d+)+)", re.IGNORECASE)
DOSES = re.compile(r"\b(?:doser?|dosene|gang(?:er)?)\b", re.IGNORECASE)


def unclear_steps(case: Case) -> dict[Place, str]:
    """The steps whose interval is not sure, with why, in bokmål."""
    dosing = case.dosing
    if dosing is None:
        return {}
    description = case.package(dosing.package).description
    steps = [step for group in dosing.groups for cycle in group.cycles for step in cycle.steps]
    described = intervals_in(description)
    elsewhere = bool(described) and not described & {step.interval for step in steps}
    found: dict[Place, str] = {}
    for g, group in enumerate(dosing.groups, start=1):
        courses = _unfilled_courses(dosing, group.cycles)
        for c, cycle in enumerate(group.cycles, start=1):
            for s, step in enumerate(cycle.steps, start=1):
                why = _against_label(cycle, step) or (_unsure(cycle, courses) if _may_be_days_apart(step) else "")
                if not why and elsewhere:
                    why = f"pakningen heter «{description}», som sier noe annet enn trinnene"
                if why:
                    found[g, c, s] = why
    return found


def dosing_findings(case: Case) -> Iterator[Finding]:
    """D005: a step whose sentence is left out, once for each cycle label and reason."""
    told: set[tuple[str, str]] = set()
    for (g, c, _), why in unclear_steps(case).items():
        assert case.dosing is not None
        cycle = case.dosing.groups[g - 1].cycles[c - 1]
        if (cycle.label, why) in told:
            continue
        told.add((cycle.label, why))
        yield Finding(
            "D005",
            "warning",
            "pristilbud",
            f"Doseringen i «{cycle.label}» er ikke skrevet, for det er ikke sikkert hvor ofte dosen gis: {why}. Oppgi "
            "every_days (1 for hver dag), every_weeks, times_per_day eller weeks i trinnet, eller rett teksten. "
            "Kontroller også antall pakninger.",
        )


def intervals_in(text: str) -> set[int]:
    """Days between doses that a text tells of: «hver 3. uke» → {21}; empty where it tells of none."""
    found = {_number(m["number"] or "1") * DAYS[m["unit"].lower()] for m in INTERVAL.finditer(text)}
    found |= {2 * DAYS[(m["unit"] or m["year"]).lower()] for m in ALTERNATE.finditer(text)}
    found |= {ADVERBS[m["adverb"].lower().removesuffix("e")] for m in ADVERB.finditer(text)}
    found |= {int(m["number"] or 1) * {"d": 1, "w": 7}[m["unit"].lower()] for m in SHORT.finditer(text)}
    for match in PER_WEEK.finditer(text):
        found.add(DAYS[match["unit"].lower()] if _number(match["number"]) == 1 else OTHER)
    return found | ({1} if TIMES.search(text) else set())


def _against_label(cycle: Cycle, step: Step) -> str:
    """What the cycle's label says that the step does not; «» where they agree or the label says nothing."""
    label = cycle.label
    weeks = _weeks_in(label)
    if weeks is not None:
        given = {week for one in cycle.steps for week in one.weeks}
        return "" if given == weeks else f"etiketten «{label}» nevner uker som ikke er ukene i trinnet"
    intervals = intervals_in(label)
    if intervals and step.interval not in intervals and not _monthly(intervals, step.interval):
        return f"etiketten «{label}» sier et annet intervall enn trinnet"
    times = {_number(match["number"]) for match in TIMES.finditer(label)}
    if times and (step.times_per_day or 1) not in times:
        return f"etiketten «{label}» sier et annet antall ganger per dag enn trinnet"
    return ""


def _monthly(intervals: set[int], interval: int) -> bool:
    """Whether a label's month is meant by an interval in days."""
    return 28 <= interval <= 31 and 30 in intervals


def _may_be_days_apart(step: Step) -> bool:
    """Whether a step has several days and does not say how far apart they are."""
    return step.dosing_days > 1 and not (step.weeks or step.every_days or step.every_weeks)


def _unsure(cycle: Cycle, courses: list[str]) -> str:
    """Why it is not sure that a step without an interval is meant daily; «» where nothing speaks against it."""
    label = cycle.label
    if intervals_in(label):
        return ""  # it is daily, and says so
    if DOSES.search(label):
        return f"etiketten «{label}» teller doser, mens trinnet har et antall dager uten intervall"
    if not _fills(label, _span(cycle)):
        return f"dagene i trinnene fyller ikke tiden i etiketten «{label}»"
    return f"dagene i syklusene fyller ikke tiden i behandlingsløpet «{courses[0]}»" if courses else ""


def _unfilled_courses(dosing: Dosing, cycles: tuple[Cycle, ...]) -> list[str]:
    """The labels of courses that tell of another time than the days of their cycles."""
    found = []
    for course in dosing.courses:
        left, days = course.cycles, 0
        for cycle in cycles:
            taken = min(left, cycle.count)
            left, days = left - taken, days + taken * _span(cycle)
        if not _fills(course.label, days):
            found.append(course.label)
    return found


def _span(cycle: Cycle) -> int:
    """The days that the steps of a cycle take, one after the other, up to when the next dose would be given."""
    return sum(
        7 * (step.weeks[-1] - step.weeks[0]) + 1 if step.weeks else step.dosing_days * step.interval
        for step in cycle.steps
    )


def _fills(label: str, days: int) -> bool:
    """Whether a number of days is a time that the label tells of; true where it tells of none."""
    told = [(_number(m["number"]), m["unit"].lower()) for m in LASTS.finditer(label)]
    if not told and PER_YEAR.search(label):
        told = [(1, "år")]
    # An interval in words («hver 3. uke») is no length of time.
    return not told or any(abs(days - n * DAYS[unit]) <= n * SLACK[unit] for n, unit in told)


def _weeks_in(label: str) -> set[int] | None:
    """«uke 0, 2 og 6» → {0, 2, 6}; «uke 1–3» → {1, 2, 3}; None where no weeks are listed."""
    match = WEEKS.search(label)
    if match is None:
        return None
    found: set[int] = set()
    for piece in re.split(r"\s*(?:,|og)\s*", match[1]):
        first, _, last = re.sub(r"\s*[-–]\s*", "-", piece).partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text.lower()]
