"""Oppsummering: what it is about, the headline of the track, patients and budget, and from when."""

from __future__ import annotations

from drafting.note.note import Block, Paragraph
from drafting.writing.composing.analyses.cost_utility import icer_reservation
from drafting.writing.composing.analyses.courses import course_costs
from drafting.writing.composing.analyses.threshold import break_even
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrases import comparator_name, sentences
from drafting.writing.composing.sections.budget import patients
from drafting.writing.composing.sections.procurement import availability, start


def summary(material: Material) -> tuple[Block, ...]:
    """The blocks of Oppsummering: nothing that was not said before."""
    what = f"Saken gjelder behandling med {material.drug} ({{{{case.product.name}}}}) fra {{{{case.product.company}}}}."
    return (
        Paragraph(sentences(what, _assessed(material)), sources=material.where("product.company", "comparator.name")),
        *_headline(material),
        Paragraph(sentences(patients(material), _budget(material)), sources=material.where("patients.statement")),
        Paragraph(
            sentences(availability(material), start(material)),
            sources=material.where("decision.forum_date", "decision.available_from"),
        ),
    )


def _assessed(material: Material) -> str:
    agency = material.agency
    return {
        "cost_utility": f"{agency} har utført en kostnad-nytte-analyse mot {{other}}.",
        "cost_comparison": f"{agency} har sammenlignet kostnaden med kostnaden ved {{other}}.",
        "threshold": f"{agency} har utført en terskelanalyse mot {{other}}.",
        "cost_minimisation": f"{agency} har utført en kostnadsminimeringsanalyse.",
        "no_health_economics": f"{agency} har vurdert prioriteringskriteriene kvalitativt, uten helseøkonomisk "
        "analyse.",
    }[material.track].replace("{other}", comparator_name(material))


def _headline(material: Material) -> tuple[Paragraph, ...]:
    """The track's main result once more, in the same words and slots as above."""
    if material.track == "threshold":
        return (Paragraph(break_even(material)),)
    if material.track == "cost_utility" and material.has("icer.max_aup", "icer.rhf_aup"):
        said = "Beregnet IKER er {{icer.max_aup}} ved Maks-AUP og {{icer.rhf_aup}} ved tilbudt RHF-AUP, inkl. mva."
        return (Paragraph(sentences(said, icer_reservation(material))),)
    if material.case.dosing and material.case.dosing.courses and not material.dosing_is_part:
        return course_costs(material)
    return _treatment_cost(material)


def _treatment_cost(material: Material) -> tuple[Paragraph, ...]:
    treatment = material.case.treatment
    keys, label = ("treatment.annual", "per år") if treatment and treatment.kind == "continuous" else ("treatment", "")
    if not material.has(f"{keys}.max_aup", f"{keys}.rhf_aup"):
        return ()
    text = (
        f"Legemiddelkostnaden per pasient{' ' + label if label else ''} er {{{{{keys}.max_aup}}}} ved "
        f"Maks-AUP og {{{{{keys}.rhf_aup}}}} ved tilbudt RHF-AUP, inkl. mva."
    )
    covers = f"Kostnaden omfatter {material.treated_with}." if material.told("treatment.drugs") else ""
    return (Paragraph(sentences(text, covers, _comparator_cost(material))),)


def _comparator_cost(material: Material) -> str:
    if material.track != "cost_comparison" or not material.has(
        "comparator.annual.max_aup", "comparator.annual.rhf_aup"
    ):
        return ""
    return (
        f"Med {comparator_name(material)} er den {{{{comparator.annual.max_aup}}}} per år ved Maks-AUP og "
        "{{comparator.annual.rhf_aup}} per år ved RHF-AUP."
    )


def _budget(material: Material) -> str:
    if material.case.budget is None:
        return "Budsjettkonsekvenser er ikke beregnet."
    if not material.has("budget.max_aup.year1.impact", "budget.rhf_aup.year1.impact"):
        return ""
    return (
        "Budsjettvirkningen det første året er {{budget.max_aup.year1.impact}} ved Maks-AUP og "
        "{{budget.rhf_aup.year1.impact}} ved tilbudt RHF-AUP, inkl. mva."
    )
