"""Kostnad-nytte: DMP's results as DMP states them, and IKER at Maks-AUP and at RHF-AUP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.checks.gaps import gap
from drafting.note import Block, NoteTable, Paragraph
from drafting.writing.material import Material, page_of
from drafting.writing.phrases import MAX_AUP, RHF_AUP, table
from drafting.writing.sections.background import agree
from drafting.writing.sections.stated import BASIS, VAT

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
    if not material.has("icer.max_aup"):
        return (Paragraph(f"Beregnet IKER: {gap('cost_utility')}."),)
    return (
        Paragraph(
            "I beregningen er legemiddelkostnaden ved Maks-AUP {{case.cost_utility.drug_cost_max_aup}} og øvrige "
            "merkostnader {{case.cost_utility.other_incremental_cost}} per pasient. Med disse tallene blir IKER:"
        ),
        table(
            [
                ("Prisgrunnlag", "IKER, NOK/QALY"),
                (MAX_AUP, "{{icer.max_aup|value}}"),
                (RHF_AUP, material.figure("icer.rhf_aup", "cost_utility", "value")),
            ],
            numeric=(1,),
        ),
    )
