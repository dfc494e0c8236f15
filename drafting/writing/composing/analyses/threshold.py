"""Terskelanalyse: how long the effect must last for the costs to be equal, at each price and payment point."""

from __future__ import annotations

from drafting.calculations.agreement_terms import paid_at_once
from drafting.note.note import Block, Paragraph
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrases import BASES, comparator_name, reservation, sentences, table

PAYMENT = {
    "start_of_year": "ved begynnelsen av hvert år",
    "mid_year": "midt i hvert år",
    "end_of_year": "ved slutten av hvert år",
}


def threshold(material: Material) -> tuple[Block, ...]:
    """The blocks of a threshold analysis."""
    text = sentences(
        f"Terskelanalysen viser hvor lenge effekten av {material.drug} må vare for at behandlingen kan regnes som "
        f"kostnadsnøytral sammenlignet med {comparator_name(material)}.",
        _payments(material),
    )
    return (
        Paragraph(text, sources=material.where("comparator.name", "threshold.payment")),
        Paragraph(comparator_cost(material)),
        Paragraph(sentences(break_even(material), _reserved(material))),
        *_alternatives(material),
    )


def _payments(material: Material) -> str:
    """What the calculation assumes about the comparator's payments."""
    point = material.case.threshold.payment if material.case.threshold else None
    when = f" og lagt {PAYMENT[point]}" if point else ""
    treatment = material.case.treatment
    if treatment and treatment.kind == "one_off" and not paid_at_once(material.case):
        # The calculation's own assumption, not a claim of how the agreement has it paid.
        return (
            f"I beregningen er kostnadene til komparator diskontert{when}. Hele kostnaden for "
            f"{material.treated_with} er regnet ved start, uten hensyn til betalingsvilkårene i avtalen."
        )
    return f"I beregningen er kostnadene til komparator diskontert{when}, mens engangskostnaden påløper ved start."


def comparator_cost(material: Material) -> str:
    """The comparator's yearly cost at both prices, or at the one that the case gives."""
    public = material.figure("comparator.annual.max_aup", "comparator.annual_cost_max_aup")
    text = f"Gjennomsnittlig legemiddelkostnad per år med {comparator_name(material)} er {public} ved Maks-AUP"
    if not material.has("comparator.annual.rhf_aup"):
        return f"{text}, inkl. mva."
    return f"{text} og {{{{comparator.annual.rhf_aup}}}} ved RHF-AUP, inkl. mva."


def break_even(material: Material) -> str:
    """Break-even duration at both prices, and what a shorter or longer effect means: conditional, so not telling.

    Where no duration is enough at Maks-AUP, that is all that is said: words on the negotiated price would tell of it.
    """
    if never_earned_back(material):
        return (
            f"Ved Maks-AUP blir behandling med {material.drug} ikke kostnadsnøytral innen de to hundre årene som "
            "beregningen rekker: Behandlingskostnaden er høyere enn summen av de diskonterte kostnadene til komparator."
        )
    missing = _missing(material)
    public, secret = (material.figure(f"threshold.{basis}.years", missing) for basis, _ in BASES)
    return (
        f"Ved Maks-AUP er behandling med {material.drug} kostnadsnøytral dersom effekten varer i om lag {public}. Ved "
        f"tilbudt RHF-AUP er den det dersom effekten varer i om lag {secret}. Dersom effekten varer kortere, blir "
        "behandlingen mer kostbar enn dagens behandling, og dersom den varer lenger, blir behandlingen "
        "kostnadsbesparende."
    )


def _missing(material: Material) -> str:
    """The key of what a duration lacks: the treatment's cost, the comparator's, or how the comparator is paid."""
    if material.withheld or not material.has("treatment.max_aup"):
        return material.cost_gap
    if not material.has("comparator.annual.max_aup"):
        return "comparator.annual_cost_max_aup"
    return "threshold"


def _reserved(material: Material) -> str:
    """The reservation for the duration at RHF-AUP, where the paragraph has one."""
    return "" if never_earned_back(material) else reservation(material, "threshold.rhf_aup.years.undiscounted")


def never_earned_back(material: Material) -> bool:
    """Whether no duration makes up for the cost at Maks-AUP, though both costs are known."""
    return material.has("threshold.max_aup.years.undiscounted") and not material.has("threshold.max_aup.years")


def _alternatives(material: Material) -> tuple[Block, ...]:
    """Break-even at the other payment points and without discounting, where they were calculated."""
    points = (*((point, f"Betaling {when}") for point, when in PAYMENT.items()), ("undiscounted", "Uten diskontering"))
    if never_earned_back(material):
        return ()
    rows = [
        (label, *(material.figure(f"threshold.{basis}.years.{point}", "threshold") for basis, _ in BASES))
        for point, label in points
        if material.has(f"threshold.max_aup.years.{point}")
    ]
    if not rows:
        return ()
    head = ("Betaling for komparator", "Varighet ved Maks-AUP", "Varighet ved RHF-AUP")
    return (
        Paragraph("Resultatet avhenger av når kostnadene til komparator regnes å påløpe, og av diskonteringen:"),
        table([head, *rows], numeric=(1, 2)),
    )
