"""How the drug is dosed: groups of patients, cycles, and the steps of a cycle."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from drafting.case.values import Block, Count, ItemNumber, Key, Positive, Text, Week


class Dose(Block):
    """A dose; without a unit it is in the package's strength unit."""

    amount: Positive
    unit: str = ""


def _dose(raw: Any) -> Any:
    return raw if isinstance(raw, dict | Dose) else {"amount": raw}


AnyDose = Annotated[Dose, BeforeValidator(_dose)]


class Step(Block):
    """Doses of one size; exactly one of the three doses is given.

    Attributes:
        days: the number of days on which a dose is given. With no interval, one day after the other.
        every_days, every_weeks: from one such day to the next: `{days: 18, every_days: 3}` is 18 days with a dose,
            each three days after the last. At most one of them. `every_days: 1` says outright that it is every day.
        times_per_day: doses on each such day; the dose is then that of one time.
        weeks: instead of `days`, the weeks in which one dose is given: `[0, 2, 6]`.
        dose, dose_per_m2, dose_per_kg: the dose of a day (of one time with `times_per_day`).
    """

    days: Count | None = None
    every_days: Count | None = None
    every_weeks: Count | None = None
    times_per_day: Count | None = None
    weeks: tuple[Week, ...] = ()
    dose: AnyDose | None = None
    dose_per_m2: AnyDose | None = None
    dose_per_kg: AnyDose | None = None

    @model_validator(mode="after")
    def _one_dose(self) -> Step:
        if sum(dose is not None for dose in (self.dose, self.dose_per_m2, self.dose_per_kg)) != 1:
            raise ValueError("skal ha nøyaktig én av dose, dose_per_m2 og dose_per_kg")
        if (self.days is None) == (not self.weeks):
            raise ValueError("skal ha enten days (antall dager med dose) eller weeks (ukene dosen gis i)")
        if self.weeks and (self.every_days or self.every_weeks or self.times_per_day):
            raise ValueError("kan ikke ha både weeks og every_days, every_weeks eller times_per_day")
        if self.every_days and self.every_weeks:
            raise ValueError("kan ikke ha både every_days og every_weeks")
        if list(self.weeks) != sorted(set(self.weeks)):
            raise ValueError("skal ha ukene i stigende rekkefølge, hver uke én gang")
        return self

    @property
    def interval(self) -> int:
        """Days from one day with a dose to the next; with `weeks`, the fewest."""
        if self.weeks:
            return 7 * min((later - week for week, later in pairwise(self.weeks)), default=1)
        return 7 * self.every_weeks if self.every_weeks else self.every_days or 1

    @property
    def evenly_spaced(self) -> bool:
        """Whether the days with a dose are equally far apart."""
        return len({later - week for week, later in pairwise(self.weeks)}) <= 1

    @property
    def dosing_days(self) -> int:
        """The number of days on which a dose is given."""
        return self.days or len(self.weeks)


class Cycle(Block):
    label: Text
    count: Count = 1
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class DosingGroup(Block):
    key: Key
    label: Text
    body_surface_m2: Positive | None = None
    weight_kg: Positive | None = None
    cycles: Annotated[tuple[Cycle, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _measures(self) -> DosingGroup:
        steps = [step for cycle in self.cycles for step in cycle.steps]
        if self.body_surface_m2 is None and any(step.dose_per_m2 for step in steps):
            raise ValueError("mangler body_surface_m2, som dose_per_m2 trenger")
        if self.weight_kg is None and any(step.dose_per_kg for step in steps):
            raise ValueError("mangler weight_kg, som dose_per_kg trenger")
        return self


class Course(Block):
    key: Key
    label: Text
    cycles: Count

    @model_validator(mode="after")
    def _not_a_cycle(self) -> Course:
        if re.fullmatch(r"cycle\d+", self.key):
            raise ValueError("kan ikke ha en key på formen cycle1, som er navnet på en enkelt syklus")
        return self


class DosingRule(Block):
    max_days_per_preparation: Count | None = None
    sharing: Literal["none", "full"] = "none"


class Dosing(Block):
    package: ItemNumber
    rule: DosingRule = DosingRule()
    groups: Annotated[tuple[DosingGroup, ...], Field(min_length=1)]
    courses: tuple[Course, ...] = ()
