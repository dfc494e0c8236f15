"""Betydning for fremtidig anskaffelse: from when a decision can take effect."""

from __future__ import annotations

from drafting.note.note import Block, Paragraph
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrases import sentences


def procurement(material: Material) -> tuple[Block, ...]:
    """The blocks of Betydning for fremtidig anskaffelse."""
    where = material.where("decision.forum_date", "decision.available_from")
    return (Paragraph(sentences(availability(material), start(material)), sources=where),)


def availability(material: Material) -> str:
    """When treatment can start or the price applies, given a positive decision.

    Source: docs/field.md: new prices take effect on the 1st or the 15th of a month.
    """
    name, forum = "{{case.product.name}}", material.said("decision.forum_date")
    decided = f"Dersom {name} blir besluttet innført av Beslutningsforum for nye metoder {forum},"
    if material.case.decision.available_from == "decision":
        own = f"{decided} kan behandlingen tas i bruk fra beslutningstidspunktet."
        return material.worded("from_decision", own, name, forum)
    if material.told("decision.available_from"):
        own = f"{decided} kan den nye prisen gjelde fra {{{{case.decision.available_from}}}}."
        return material.worded("price_from", own, name, forum, "{{case.decision.available_from}}")
    return f"{decided} kan den nye prisen gjelde fra første mulige prisdato, den første eller den femtende i en måned."


def start(material: Material) -> str:
    """What moreover has to be in place before treatment starts."""
    given = material.case.agreement
    if given is None or given.kind != "gene_and_cell_therapy":
        return ""
    return (
        "Når behandlingen faktisk kan starte, avhenger også av at leveranseavtalen er på plass, og av forberedelsene "
        "ved sykehuset."
    )
