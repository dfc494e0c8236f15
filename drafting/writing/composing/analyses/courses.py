"""Without a health-economic analysis: what a course of treatment costs, from the lowest to the highest group."""

from __future__ import annotations

from decimal import Decimal

from drafting.case.case import Course, Dosing
from drafting.checks.draft.gaps import gap
from drafting.note.note import Block, Paragraph
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrases import sentences


def no_health_economics(material: Material) -> tuple[Block, ...]:
    """The blocks where no cost-effectiveness was calculated."""
    text = (
        "Kostnadseffektivitet er ikke beregnet i denne saken. Den kvalitative vurderingen av prioriteringskriteriene "
        f"står i metodevurderingsrapporten fra {material.agency}."
    )
    return (Paragraph(text), *course_costs(material))


def course_costs(material: Material) -> tuple[Paragraph, ...]:
    """One paragraph a course, at Maks-AUP and at RHF-AUP; nothing where treatment is counted otherwise."""
    dosing = material.case.dosing
    if material.withheld:
        return (Paragraph(f"Kostnad per pasient: {gap(material.cost_gap)}."),)
    if dosing is None or material.dosing_is_part:
        return () if material.case.treatment else (Paragraph(f"Kostnad per pasient: {gap('treatment')}."),)
    return tuple(
        Paragraph(_course(material, dosing, course, f"{{{{case.dosing.courses.{n}.label}}}}"))
        for n, course in enumerate(dosing.courses, start=1)
    )


def _course(material: Material, dosing: Dosing, course: Course, label: str) -> str:
    """«… varierer … fra om lag … i gruppen … til om lag … i gruppen …»; equal groups give one number."""
    low, high = _fewest_and_most(material, dosing, course)
    if not material.has(*(f"{key}.{basis}" for key in (low, high) for basis in ("max_aup", "rhf_aup"))):
        return f"Legemiddelkostnad per pasient for {label}: {gap('dosing.courses')}."
    if _packages(material, low) == _packages(material, high):
        return sentences(
            f"Ved Maks-AUP er legemiddelkostnaden per pasient for {label} om lag {{{{{low}.max_aup|om_lag}}}}, inkl. "
            "mva.",
            f"Ved tilbudt RHF-AUP er den om lag {{{{{low}.rhf_aup|om_lag}}}}, inkl. mva.",
        )
    return sentences(
        f"Ved Maks-AUP varierer legemiddelkostnaden per pasient for {label} fra om lag {{{{{low}.max_aup|om_lag}}}} i "
        f"gruppen {_group(dosing, low)} til om lag {{{{{high}.max_aup|om_lag}}}} i gruppen {_group(dosing, high)}, "
        "inkl. mva.",
        f"Ved tilbudt RHF-AUP varierer den fra om lag {{{{{low}.rhf_aup|om_lag}}}} til om lag "
        f"{{{{{high}.rhf_aup|om_lag}}}}, inkl. mva.",
    )


def _fewest_and_most(material: Material, dosing: Dosing, course: Course) -> tuple[str, str]:
    """The figure keys of the groups with fewest and most packages: the order of cost at any price."""
    keys = sorted(
        (f"dosing.{group.key}.{course.key}" for group in dosing.groups), key=lambda key: _packages(material, key)
    )
    return keys[0], keys[-1]


def _packages(material: Material, key: str) -> Decimal:
    figure = material.figures.get(f"{key}.packages")
    return figure.value if figure else Decimal(0)


def _group(dosing: Dosing, key: str) -> str:
    """The slot of the label of the group that a figure key belongs to."""
    place = [group.key for group in dosing.groups].index(key.split(".")[1]) + 1
    return f"{{{{case.dosing.groups.{place}.label}}}}"
