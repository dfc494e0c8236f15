"""Kostnadssammenligning and kostnadsminimering: yearly costs beside each other, without words about who is dearer."""

from __future__ import annotations

from drafting.checks.gaps import gap
from drafting.note import Block, NoteTable, Paragraph
from drafting.writing.material import Material
from drafting.writing.phrases import MAX_AUP, RHF_AUP, table
from drafting.writing.sections.background import comparator_name


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


def _own_cost(material: Material) -> tuple[str, str, str]:
    """What the row is called, and the drug's cost at both prices: a year's when treatment is continuous."""
    treatment = material.case.treatment
    if treatment and treatment.kind == "continuous":
        keys, label = "treatment.annual", "per år"
    else:
        keys, label = "treatment", "per pasient, engangskostnad"
    costs = (material.figure(f"{keys}.{basis}", "treatment", "value") for basis in ("max_aup", "rhf_aup"))
    return (f"{material.drug}, {label}", *(f"{cost} NOK" for cost in costs))  # type: ignore[return-value]


def _beside_comparator(material: Material) -> NoteTable:
    rows = [
        ("Behandling", MAX_AUP, RHF_AUP),
        _own_cost(material),
        (
            f"{comparator_name(material)}, per år",
            f"{material.figure('comparator.annual.max_aup', 'comparator.annual_cost_max_aup', 'value')} NOK",
            f"{material.figure('comparator.annual.rhf_aup', 'comparator.annual_cost_rhf_aup', 'value')} NOK",
        ),
    ]
    return table(rows, "Legemiddelkostnad per pasient", numeric=(1, 2))


def _alternatives(material: Material) -> tuple[NoteTable, NoteTable]:
    """Two tables: yearly cost at both prices, and the difference from each alternative."""
    numbers = range(1, len(material.case.comparison) + 1)
    costs = [
        (
            f"{{{{case.comparison.{n}.name}}}}",
            f"{material.figure(f'comparison.{n}.annual.max_aup', 'comparison', 'value')} NOK",
            f"{material.figure(f'comparison.{n}.annual.rhf_aup', 'comparison.annual_cost_rhf_aup', 'value')} NOK",
        )
        for n in numbers
    ]
    differences = [
        (
            f"{{{{case.comparison.{n}.name}}}}",
            f"{material.figure(f'comparison.{n}.difference.max_aup', 'treatment', 'value')} NOK",
            f"{material.figure(f'comparison.{n}.difference.rhf_aup', 'treatment', 'value')} NOK",
        )
        for n in numbers
    ]
    return (
        table(
            [("Behandling", MAX_AUP, RHF_AUP), _own_cost(material), *costs],
            "Legemiddelkostnad per pasient og år",
            numeric=(1, 2),
        ),
        table(
            [("Sammenlignet med", MAX_AUP, RHF_AUP), *differences],
            f"Forskjell i årlig legemiddelkostnad: {material.drug} minus alternativet",
            numeric=(1, 2),
        ),
    )
