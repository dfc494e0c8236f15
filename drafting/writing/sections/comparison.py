"""Kostnadssammenligning and kostnadsminimering: yearly costs beside each other, without words about who is dearer."""

from __future__ import annotations

from typing import TypeAlias

from drafting.checks.gaps import gap
from drafting.note import Block, NoteTable, Paragraph
from drafting.writing.material import Material
from drafting.writing.phrases import MAX_AUP, RHF_AUP, table
from drafting.writing.sections.background import comparator_name

Row: TypeAlias = tuple[str, str, str]


def cost_comparison(material: Material) -> tuple[Block, ...]:
    """The blocks of a cost comparison with one comparator, and with the alternatives of the case where it has any."""
    text = (
        f"Kostnadssammenligningen omfatter legemiddelkostnaden ved behandling med {material.drug} og ved "
        f"{comparator_name(material)}. Tabellen viser kostnadene ved Maks-AUP og ved tilbudt RHF-AUP."
    )
    return (
        Paragraph(text, sources=material.where("comparator.name")),
        _beside_comparator(material),
        *(_alternatives(material) if material.case.comparison else ()),
    )


def cost_minimisation(material: Material) -> tuple[Block, ...]:
    """The blocks of a cost minimisation: the drug beside each alternative."""
    text = (
        f"Når effekten antas å være tilsvarende, er det kostnaden som skiller alternativene. Tabellen viser "
        f"legemiddelkostnaden per år for {material.drug} og for hvert alternativ."
    )
    if not material.case.comparison:
        return (Paragraph(f"Alternativer i kostnadsminimeringsanalysen: {gap('comparison')}."),)
    return (Paragraph(text), *_alternatives(material))


def _own_costs(material: Material) -> list[Row]:
    """The drug's rows: a year's cost when treatment is continuous, one treatment's, or each group's courses."""
    treatment, dosing = material.case.treatment, material.case.dosing
    if treatment is None and dosing is not None and dosing.courses:
        return [
            _row(
                material,
                f"{material.drug}, {{{{case.dosing.groups.{g}.label}}}}, {{{{case.dosing.courses.{c}.label}}}}",
                f"dosing.{group.key}.{course.key}",
            )
            for g, group in enumerate(dosing.groups, start=1)
            for c, course in enumerate(dosing.courses, start=1)
        ]
    if treatment and treatment.kind == "continuous":
        return [_row(material, f"{material.drug}, per år", "treatment.annual")]
    return [_row(material, f"{material.drug}, per pasient", "treatment")]


def _row(material: Material, label: str, key: str) -> Row:
    public, secret = (material.figure(f"{key}.{basis}", "treatment") for basis in ("max_aup", "rhf_aup"))
    return (label, public, secret)


def _beside_comparator(material: Material) -> NoteTable:
    rows = [
        ("Behandling", MAX_AUP, RHF_AUP),
        *_own_costs(material),
        (
            f"{comparator_name(material)}, per år",
            f"{material.figure('comparator.annual.max_aup', 'comparator.annual_cost_max_aup')}",
            f"{material.figure('comparator.annual.rhf_aup', 'comparator.annual_cost_rhf_aup')}",
        ),
    ]
    return table(rows, "Legemiddelkostnad per pasient", numeric=(1, 2))


def _alternatives(material: Material) -> tuple[NoteTable, ...]:
    """Two tables: yearly cost at both prices, and the difference from each alternative where it has one."""
    numbers = range(1, len(material.case.comparison) + 1)
    costs = [
        (
            f"{{{{case.comparison.{n}.name}}}}",
            f"{material.figure(f'comparison.{n}.annual.max_aup', 'comparison')}",
            f"{material.figure(f'comparison.{n}.annual.rhf_aup', 'comparison.annual_cost_rhf_aup')}",
        )
        for n in numbers
    ]
    differences = [
        (
            f"{{{{case.comparison.{n}.name}}}}",
            f"{material.figure(f'comparison.{n}.difference.max_aup', 'treatment')}",
            f"{material.figure(f'comparison.{n}.difference.rhf_aup', 'treatment')}",
        )
        for n in numbers
        if material.has(f"comparison.{n}.difference.max_aup")
    ]
    costs_table = table(
        [("Behandling", MAX_AUP, RHF_AUP), *_own_costs(material), *costs],
        "Legemiddelkostnad per pasient og år",
        numeric=(1, 2),
    )
    if not differences:
        return (costs_table,)
    return (
        costs_table,
        table(
            [("Sammenlignet med", MAX_AUP, RHF_AUP), *differences],
            f"Forskjell i årlig legemiddelkostnad: {material.drug} minus alternativet",
            numeric=(1, 2),
        ),
    )
