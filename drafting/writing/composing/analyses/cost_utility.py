"""Kostnad-nytte: DMP's results as DMP states them, and IKER at Maks-AUP and at RHF-AUP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.calculations.cost_utility import comparator_reservation, followed_item, parts_of
from drafting.calculations.treatment.prices import BASIS_NAMES
from drafting.case.case import CostUtility
from drafting.checks.draft.gaps import gap
from drafting.note.note import Block, NoteTable, Paragraph
from drafting.writing.composing.analyses.stated import BASIS, VAT
from drafting.writing.composing.material.material import Material, page_of
from drafting.writing.composing.material.phrases import (
    MAX_AUP,
    RHF_AUP,
    agree,
    comparator_name,
    listed,
    sentences,
    table,
)

if TYPE_CHECKING:
    from drafting.facts import Fact


def cost_utility(material: Material) -> tuple[Block, ...]:
    """The blocks of a cost-utility analysis."""
    return (*_gain(material), *_stated(material), *_calculated(material))


def _gain(material: Material) -> tuple[Paragraph, ...]:
    given, fact = material.case.cost_utility, material.fact("qaly.gain.dmp")
    if given:
        same = fact is not None and agree(fact.value, given.incremental_qaly)
        text = (
            f"Kostnad-nytte-analysen gir en forventet helsegevinst på {{{{case.cost_utility.incremental_qaly}}}} QALY "
            f"per pasient ved behandling med {material.drug}{page_of(fact) if fact and same else ''}."
        )
        return (Paragraph(text, sources=(fact.source,) if fact and same else ()),)
    if not fact:
        return ()
    text = (
        f"{material.agency} anslår helsegevinsten til {material.fact_slot(fact.key, 'value')} QALY per pasient"
        f"{page_of(fact)}."
    )
    return (Paragraph(text, sources=(fact.source,)),)


def _stated(material: Material) -> tuple[Paragraph, ...]:
    """IKER as DMP's report states it, always with its price basis: the bases must never be mixed up."""
    keys = [f"icer.dmp.{basis}.{vat}" for basis in BASIS for vat in VAT]
    facts = [fact for key in keys if (fact := material.fact(key))]
    return tuple(Paragraph(_icer(material, fact), sources=(fact.source,)) for fact in facts)


def _icer(material: Material, fact: Fact) -> str:
    basis, vat = fact.key.split(".")[2:4]
    return (
        f"I rapporten anslår {material.agency} IKER til {material.fact_slot(fact.key)} ved "
        f"{BASIS[basis]} {VAT[vat]}{page_of(fact)}."
    )


def _calculated(material: Material) -> tuple[Paragraph | NoteTable, ...]:
    if not (material.has("icer.max_aup") or material.has("icer.rhf_aup")):
        return (Paragraph(f"Beregnet IKER: {gap('cost_utility')}."),)
    made = table(
        [
            ("Prisgrunnlag", "IKER, NOK/QALY"),
            (MAX_AUP, material.figure("icer.max_aup", _missing(material), "value")),
            (RHF_AUP, material.figure("icer.rhf_aup", _missing(material), "value")),
        ],
        numeric=(1,),
    )
    reservation = icer_reservation(material)
    return (Paragraph(_premises(material)), made, *((Paragraph(reservation),) if reservation else ()))


def icer_reservation(material: Material) -> str:
    """That the comparator is not at RHF-AUP in the IKER there, and why; nothing where it is, or where there is none."""
    remark = comparator_reservation(material.case)
    return f"Ved RHF-AUP er det regnet med {remark}." if remark and material.has("icer.rhf_aup") else ""


def _missing(material: Material) -> str:
    """The gap for an IKER that is missing at one price basis only."""
    block = material.case.cost_utility
    if block and any(followed_item(material.case, place) is None for place in range(1, parts_of(block) + 1)):
        return "cost_utility.drug_cost"
    return f"comparator.annual_cost_{'rhf' if material.told('comparator.annual_cost_max_aup') else 'max'}_aup"


def _premises(material: Material) -> str:
    """What goes into the IKER, each drug cost with the price basis that it is given at."""
    block = material.case.cost_utility
    assert block is not None
    then = "Med disse tallene blir IKER:"
    other = "{{case.cost_utility.other_incremental_cost}}"
    if not block.drug_cost:
        return (
            "I beregningen er merkostnaden for legemidler ved Maks-AUP {{case.cost_utility.drug_cost_max_aup}} og "
            f"øvrige merkostnader {other} per pasient. {then}"
        )
    return sentences(
        f"I beregningen er legemiddelkostnaden per pasient med {_drugs(material)} {_drug_costs(block)}.",
        _comparator_cost(material, block),
        f"Øvrige merkostnader er {other} per pasient.",
        then,
    )


def _drugs(material: Material) -> str:
    return "{{case.cost_utility.drugs}}" if material.told("cost_utility.drugs") else material.drug


def _drug_costs(block: CostUtility) -> str:
    """«1 350 000 NOK ved Maks-AUP», or one a package: «… ved Maks-AUP for varenummer 100001 og …»."""
    several = len(block.drug_cost) > 1
    return listed(
        [
            f"{{{{case.cost_utility.drug_cost.{n}.amount}}}} ved {BASIS_NAMES[cost.basis]}"
            + (f" for varenummer {{{{case.cost_utility.drug_cost.{n}.package}}}}" if several and cost.package else "")
            for n, cost in enumerate(block.drug_cost, start=1)
        ]
    )


def _comparator_cost(material: Material, block: CostUtility) -> str:
    cost = block.comparator_drug_cost
    if cost is None:
        return ""
    amount = f"{{{{case.cost_utility.comparator_drug_cost.amount}}}} ved {BASIS_NAMES[cost.basis]}"
    return f"Med {comparator_name(material)} er den {amount}."
