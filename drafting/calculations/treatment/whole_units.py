"""Whole units: what is swallowed or put on whole is never divided between intakes, and a package is so many units.

A dose is given from whole units (tablets, pens, vials) unless the case says that preparations are shared. Where the
case's strength is the whole package's, units are not seen; they are counted only where that makes no difference.
Nothing here looks at a price.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.bokmal import number_style
from corpus.errors import InvalidCalculation
from drafting.calculations.treatment.units import conversion
from drafting.case.case import Case, DosingGroup, Package, Step
from drafting.findings import Finding

# «filmdrasjerte tabletter», «depottablett», «harde kapsler», «stikkpiller», «depotplaster»
SOLID = re.compile(r"tabl(?:ett|\b)|kaps(?:el|l|\b)|pille|plaster|\bdrops|dosepose", re.IGNORECASE)


def swallowed_whole(package: Package) -> bool:
    """Whether the description, or the strength's unit, tells of a form that is given whole: «tabletter», «kapsler»."""
    return any(SOLID.search(text) for text in (package.description, package.strength.unit if package.strength else ""))


def intakes(case: Case) -> Iterator[tuple[DosingGroup, Step, Decimal]]:
    """Every step with its group, and the dose of one intake in the strength's unit; units that do not fit left out."""
    strength = case.package(case.dosing.package).strength if case.dosing else None
    for group in case.dosing.groups if case.dosing and strength else ():
        for step in (step for cycle in group.cycles for step in cycle.steps):
            measured = (
                (step.dose, Decimal(1)),
                (step.dose_per_m2, group.body_surface_m2),
                (step.dose_per_kg, group.weight_kg),
            )
            for dose, measure in measured:
                if dose is None or measure is None or strength is None:
                    continue
                try:
                    yield group, step, dose.amount * conversion(dose.unit, strength.unit, "") * measure
                except InvalidCalculation:  # the calculation itself says so
                    continue


def hides_units(case: Case, unit: Decimal, count: int) -> bool:
    """Whether a package of `count` units of size `unit`, entered as one strength, would be counted wrongly.

    It would where the package's whole strength is more doses, or lasts otherwise, than its units do.
    """
    if case.dosing is None or case.dosing.rule.sharing == "full":
        return False
    if case.dosing.rule.max_days_per_preparation is not None:
        return True  # how long a preparation keeps is of one unit
    whole = swallowed_whole(case.package(case.dosing.package))
    return any(_intakes_held(dose, unit, count, whole) != (unit * count) // dose for _, _, dose in intakes(case))


def _intakes_held(dose: Decimal, unit: Decimal, count: int, whole: bool) -> Decimal:
    """How many intakes `count` units hold: several from each where they may be divided, else whole ones for each."""
    if dose <= unit:
        return count * (Decimal(1) if whole else unit // dose)
    return count // (dose / unit).to_integral_value(rounding="ROUND_CEILING")


def whole_unit_findings(case: Case) -> Iterator[Finding]:
    """D013: a dose of what is given whole is no whole number of units; each intake is counted upwards."""
    if case.dosing is None or case.dosing.rule.sharing == "full":
        return
    package = case.package(case.dosing.package)
    strength = package.strength
    if strength is None or not swallowed_whole(package):
        return
    told: set[Decimal] = set()
    for group, _, dose in intakes(case):
        if dose % strength.amount and dose not in told and strength.units:
            told.add(dose)
            yield Finding(
                "D013",
                "warning",
                "pristilbud",
                f"Dosen {_shown(dose)} {strength.unit} ({group.label}) er ikke et helt antall enheter à "
                f"{_shown(strength.amount)} {strength.unit}. Hver gang er regnet som hele enheter, rundet opp. Se på "
                "dosen og styrken, eller skriv sharing: full dersom enhetene kan deles.",
            )


def _shown(value: Decimal) -> str:
    return number_style.number(value, min(2, max(0, -int(value.normalize().as_tuple().exponent))))
