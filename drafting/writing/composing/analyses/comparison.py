"""Kostnadssammenligning and kostnadsminimering: yearly costs beside each other, without words about who is dearer."""

from __future__ import annotations

from typing import TypeAlias

from drafting.checks.draft.gaps import gap
from drafting.note.note import Block, NoteTable, Paragraph
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrases import MAX_AUP, RHF_AUP, comparator_name, listed, table

Row: TypeAlias = tuple[str, str, str]
HEAD: Row = ("Behandling", MAX_AUP, RHF_AUP)
NOT_GIVEN = "ikke oppgitt"


def cost_comparison(material: Material) -> tuple[Block, ...]:
    """The blocks of a cost comparison with one comparator, and with the alternatives of the case where it has any."""
    alternatives = bool(material.case.comparison)
    text = (
        f"Kostnadssammenligningen omfatter legemiddelkostnaden ved behandling med {material.treated_with} og ved "
        f"{comparator_name(material)}. Tabellen viser kostnadene ved Maks-AUP og ved tilbudt RHF-AUP."
    )
    return (
        Paragraph(text, sources=material.where("comparator.name")),
        *(() if alternatives and not material.told("comparator.name") else (_beside_comparator(material),)),
        *(_alternatives(material) if alternatives else ()),
    )


def cost_minimisation(material: Material) -> tuple[Block, ...]:
    """The blocks of a cost minimisation: the drug beside each alternative."""
    text = (
        "Når effekten antas å være tilsvarende, er det kostnaden som skiller alternativene. Tabellen viser "
        f"legemiddelkostnaden for {material.treated_with} og for hvert alternativ."
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
                f"{material.treated_with}, {{{{case.dosing.groups.{g}.label}}}}, {{{{case.dosing.courses.{c}.label}}}}",
                f"dosing.{group.key}.{course.key}",
            )
            for g, group in enumerate(dosing.groups, start=1)
            for c, course in enumerate(dosing.courses, start=1)
        ]
    if treatment and treatment.kind == "continuous":
        return [_row(material, f"{material.treated_with}, per år", "treatment.annual")]
    return [_row(material, f"{material.treated_with}, per pasient", "treatment")]


def _row(material: Material, label: str, key: str) -> Row:
    public, secret = (material.figure(f"{key}.{basis}", material.cost_gap) for basis in ("max_aup", "rhf_aup"))
    return (label, public, secret)


def _other(material: Material, name: str, key: str, missing: str) -> Row:
    """A row for a comparator or alternative; one without a negotiated price is said to have none."""
    negotiated = f"{{{{{key}.rhf_aup}}}}" if material.has(f"{key}.rhf_aup") else NOT_GIVEN
    return (f"{name}, per år", material.figure(f"{key}.max_aup", missing), negotiated)


def _beside_comparator(material: Material) -> NoteTable:
    name = comparator_name(material)
    rows = [
        HEAD,
        *_own_costs(material),
        _other(material, name, "comparator.annual", "comparator.annual_cost_max_aup"),
    ]
    return table(rows, "Legemiddelkostnad per pasient", numeric=(1, 2))


def _alternatives(material: Material) -> tuple[Block, ...]:
    """Cost at both prices beside each alternative, and the difference from each where there is one."""
    numbers = range(1, len(material.case.comparison) + 1)
    others = [
        _other(material, f"{{{{case.comparison.{n}.name}}}}", f"comparison.{n}.annual", "comparison") for n in numbers
    ]
    costs = table([HEAD, *_own_costs(material), *others], "Legemiddelkostnad per pasient", numeric=(1, 2))
    differences = [
        _row(material, f"{{{{case.comparison.{n}.name}}}}", f"comparison.{n}.difference")
        for n in numbers
        if material.has(f"comparison.{n}.difference.max_aup", f"comparison.{n}.difference.rhf_aup")
    ]
    if not differences:
        return (costs,)
    made = table(
        [("Sammenlignet med", MAX_AUP, RHF_AUP), *differences],
        f"Forskjell i årlig legemiddelkostnad: {material.treated_with} minus alternativet",
        numeric=(1, 2),
    )
    compared = {n: material.figures.get(f"comparison.{n}.difference.rhf_aup") for n in numbers}
    at_max = [n for n, figure in compared.items() if figure and figure.remark]
    if not at_max:
        return (costs, made)
    names = listed([f"{{{{case.comparison.{n}.name}}}}" for n in at_max])
    said = f"For {names} er det ved RHF-AUP regnet med Maks-AUP, siden RHF-AUP ikke er oppgitt."
    return (costs, made, Paragraph(said))
