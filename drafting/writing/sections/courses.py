"""Without a health-economic analysis: what a course of treatment costs, from the lowest to the highest group."""

from __future__ import annotations

from decimal import Decimal

from drafting.checks.gaps import gap
from drafting.note import Block, Paragraph
from drafting.writing.material import Material
from drafting.writing.phrases import sentences


def no_health_economics(material: Material) -> tuple[Block, ...]:
    """The blocks where no cost-effectiveness was calculated."""
    text = (
        "Kostnadseffektivitet er ikke beregnet i denne saken. Den kvalitative vurderingen av prioriteringskriteriene "
        f"står i metodevurderingsrapporten fra {material.agency}."
    )
    return (Paragraph(text), *course_costs(material))


def course_costs(material: Material) -> tuple[Paragraph, ...]:
    """One paragraph a course, at Maks-AUP and at RHF-AUP; nothing when the case has no dosing."""
    dosing = material.case.dosing
    if dosing is None:
        return () if material.case.treatment else (Paragraph(f"Kostnad per pasient: {gap('treatment')}."),)
    return tuple(
        Paragraph(sentences(_course(material, n, "max_aup", "Maks-AUP"), _course(material, n, "rhf_aup", "RHF-AUP")))
        for n in range(1, len(dosing.courses) + 1)
    )


def _course(material: Material, n: int, basis: str, price: str) -> str:
    """«Ved Maks-AUP koster … fra om lag … til om lag … per pasient»; groups of equal cost give one number."""
    dosing = material.case.dosing
    assert dosing is not None
    course = dosing.courses[n - 1]
    low, high = _lowest_and_highest(material, course.key)
    what = (
        f"Ved {price} er legemiddelkostnaden per pasient for {{{{case.dosing.courses.{n}.label}}}}"
        if basis == "max_aup"
        else f"Ved tilbudt {price} er den tilsvarende kostnaden"
    )
    if not material.has(f"{low}.{basis}", f"{high}.{basis}"):
        return f"{what} {gap('dosing.courses')}."
    if low == high:
        return f"{what} om lag {{{{{low}.{basis}|om_lag}}}}, inkl. mva."
    first, last = (f" for {_label(material, key)}" if basis == "max_aup" else "" for key in (low, high))
    return (
        f"{what} fra om lag {{{{{low}.{basis}|om_lag}}}}{first} til om lag {{{{{high}.{basis}|om_lag}}}}{last}, "
        "inkl. mva."
    )


def _lowest_and_highest(material: Material, course: str) -> tuple[str, str]:
    """The figure keys of the groups with fewest and most packages: the order of cost at any price."""
    dosing = material.case.dosing
    assert dosing is not None
    keys = [f"dosing.{group.key}.{course}" for group in dosing.groups]
    counted = [key for key in keys if f"{key}.packages" in material.figures] or keys
    order = sorted(counted, key=lambda key: _packages(material, key))
    return order[0], order[-1]


def _packages(material: Material, key: str) -> Decimal:
    figure = material.figures.get(f"{key}.packages")
    return figure.value if figure else Decimal(0)


def _label(material: Material, key: str) -> str:
    """The slot of the label of the group that a figure key belongs to."""
    dosing = material.case.dosing
    assert dosing is not None
    place = [group.key for group in dosing.groups].index(key.split(".")[1]) + 1
    return f"{{{{case.dosing.groups.{place}.label}}}}"
