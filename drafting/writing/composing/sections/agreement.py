"""Avtaleverk: where treatment takes place and what must be agreed first. Only for cases with an agreement."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from corpus.bokmal.institutions import SYKEHUSINNKJOP
from drafting.note.note import Block, Paragraph
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrases import sentences

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "gene_and_cell_therapy": "Avtaleverk for gen- og celleterapier",
        "alternative_price": "Alternativ prisavtale",
        "framework": "Rammeavtale",
    }
)
NEGOTIATED = ("agreement.negotiated", "process.agreement_negotiated")
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "gene_and_cell_therapy": "rammeavtale for gen- og celleterapi",
        "alternative_price": "alternativ prisavtale",
        "framework": "rammeavtale",
    }
)


def heading(material: Material) -> str:
    """The section's heading: the kind of agreement."""
    kind = material.case.agreement.kind if material.case.agreement else "framework"
    return TITLES[kind]


def agreement_name(material: Material) -> str:
    return NAMES[material.case.agreement.kind] if material.case.agreement else "avtale"


def agreement(material: Material) -> tuple[Block, ...]:
    """The blocks of Avtaleverk. The case must have an agreement."""
    given = material.case.agreement
    assert given is not None
    negotiated = (
        f"{SYKEHUSINNKJOP.full} har forhandlet fram en {NAMES[given.kind]} om levering av {material.drug}. "
        f"Forhandlingene var ferdige {negotiated_on(material)}."
    )
    if given.kind != "gene_and_cell_therapy":
        return (Paragraph(negotiated, sources=material.where("agreement.negotiated")),)
    site = (
        f"Behandling med {material.drug} skal gis ved {material.said('agreement.site')}, dersom Beslutningsforum for "
        "nye metoder beslutter å innføre den. Flere helseforetak kan komme til senere ved å inngå egen leveranseavtale."
    )
    before = (
        "Før behandlingen kan tas i bruk, må leverandøren, sykehuset og sykehusapoteket være enige om innholdet i "
        "leveranseavtalen."
    )
    return (
        Paragraph(site, sources=material.where("agreement.site")),
        Paragraph(sentences(negotiated, before), sources=material.where("agreement.negotiated")),
    )


def negotiated_on(material: Material, first: str = "agreement.negotiated") -> str:
    """The day the agreement was negotiated, from `first` or the other place where a case can say it; else the gap."""
    given = next((path for path in (first, *NEGOTIATED) if material.told(path)), first)
    return material.said(given, missing="agreement.negotiated")
