"""Bakgrunn: what the note rests on, what DMP assessed, the approved indication, DMP's own words, earlier decisions."""

from __future__ import annotations

from corpus.bokmal.number_style import round_half_up
from corpus.documents import Source
from drafting.calculations.graph.figures import Figure
from drafting.checks.draft.gaps import gap
from drafting.facts.told.topics import BY_KEY
from drafting.note.note import Block, Paragraph
from drafting.writing.composing.material.agency_words import agency_words
from drafting.writing.composing.material.material import Material, page_of
from drafting.writing.composing.material.phrases import agree, comparator_name, counted, sentences, sources_of

SHORTFALL = "severity.absolute_shortfall"
GROUP = "alvorlighetsgruppe {{severity.group}}"


def background(material: Material) -> tuple[Block, ...]:
    """The blocks of Bakgrunn."""
    return (
        _basis(material),
        _assessment(material),
        Paragraph("Godkjent indikasjon:", "subheading"),
        _indication(material),
        *agency_words(material, "treatment"),
        *_conclusion(material, "severity"),
        *_severity(material),
        *_conclusion(material, "benefit"),
        *_earlier_decisions(material),
    )


def _basis(material: Material) -> Paragraph:
    fact = None if material.told("report.dated") else material.fact("dated")
    dated = material.fact_slot("dated") if fact else material.said("report.dated")
    updated = " og oppdatert {{case.report.updated}}" if material.told("report.updated") else ""
    text = (
        f"Prisnotatet bygger på metodevurderingsrapporten fra {material.agency_in_full}, datert {dated}{updated}, "
        "og på godkjent preparatomtale for {{case.product.name}}."
    )
    if short := material.worded("report", "", material.agency_in_full, dated).removesuffix("."):
        text = f"{short}{updated}, samt til godkjent preparatomtale for {{{{case.product.name}}}}."
    if not updated:  # the whole of the house's sentence says nothing of an update
        text = material.worded("report", text, material.agency_in_full, dated, "{{case.product.name}}")
    return Paragraph(text, sources=(*material.where("report.dated", "report.updated"), *sources_of(fact)))


def _assessment(material: Material) -> Paragraph:
    """The sentence that differs with the track, and that introduces the drug's name."""
    agency, drug, other = material.agency, material.drug_introduced, comparator_name(material)
    text = {
        "cost_utility": f"{agency} har vurdert prioriteringskriteriene for behandling med {drug} sammenlignet med "
        f"{other}, og har utført en kostnad-nytte-analyse. Resultatet er en inkrementell kostnadseffektivitetsratio "
        "(IKER), merkostnaden per vunnet kvalitetsjusterte leveår (QALY).",
        "cost_comparison": f"{agency} har utført en kostnadssammenligning, der kostnaden ved behandling med {drug} er "
        f"holdt opp mot kostnaden ved {other}.",
        "threshold": f"{agency} har vurdert behandling med {drug} sammenlignet med {other}, og har utført en "
        "terskelanalyse. Den viser hvor lenge effekten må vare for at legemiddelkostnadene skal være like store.",
        "cost_minimisation": f"{agency} har utført en kostnadsminimeringsanalyse for {drug}. Alternativene antas å ha "
        "tilsvarende effekt, og analysen omfatter derfor bare kostnadene.",
        "no_health_economics": f"Metodevurderingen av {drug} er gjort uten helseøkonomisk analyse: {agency} har "
        "vurdert prioriteringskriteriene kvalitativt.",
    }[material.track]
    if material.track in ("cost_minimisation", "no_health_economics"):
        return Paragraph(text, sources=sources_of(material.fact("track")))
    return Paragraph(text, sources=(*_comparator_sources(material), *sources_of(material.fact("track"))))


def _comparator_sources(material: Material) -> tuple[Source, ...]:
    if material.told("comparator.name") or material.case.comparison:
        return material.where("comparator.name", "comparison.1.name")
    return sources_of(material.fact("comparator"))


def _indication(material: Material) -> Paragraph:
    fact = None if material.told("product.indication") else material.fact("indication")
    text = material.fact_slot("indication") if fact else material.said("product.indication")
    return Paragraph(text, sources=(*material.where("product.indication"), *sources_of(fact)))


def _severity(material: Material) -> tuple[Paragraph, ...]:
    """Absolute shortfall, as DMP states it and as the case's numbers give it; never a verdict.

    Source: Magnussen 2015 for the groups; Meld. St. 38 (2020-21): no official cost limits follow from them.
    """
    fact = material.fact(SHORTFALL)
    figure = material.figures.get(SHORTFALL)
    years = counted(material.fact_slot(SHORTFALL, "value"), fact.value, "godt leveår", "gode leveår") if fact else ""
    stated = f"{years}{page_of(fact)}" if fact else ""
    grouped = figure is not None and "severity.group" in material.figures
    if fact and figure and grouped and agree(fact.value, figure.value):
        # With the page stands the report's number, in the report's digits.
        text = f"Absolutt prognosetap (APT) er {stated}, som svarer til {GROUP}."
        return (Paragraph(text, sources=(fact.source,)),)
    name = "APT" if fact else "absolutt prognosetap (APT)"
    text = sentences(
        f"{material.agency} anslår absolutt prognosetap (APT) til {stated}." if fact else "",
        f"Tallene i saken gir et {name} på {_shortfall(figure)}, som svarer til {GROUP}." if figure and grouped else "",
    )
    return (Paragraph(text, sources=sources_of(fact)),) if text else ()


def _shortfall(figure: Figure) -> str:
    slot = "{{severity.absolute_shortfall|value}}"
    return counted(slot, round_half_up(figure.value, figure.shown_decimals), "godt leveår", "gode leveår")


def _conclusion(material: Material, topic: str) -> list[Paragraph]:
    """DMP's own words on a criterion, or the gap for them."""
    return agency_words(material, topic) or [Paragraph(f"Om {BY_KEY[topic].subject}: {gap(f'conclusion.{topic}')}")]


def _earlier_decisions(material: Material) -> list[Paragraph]:
    decisions = material.case.earlier_decisions
    if not decisions:
        return []
    intro = "{{case.product.name}} er tidligere behandlet i Nye metoder:"
    return [Paragraph(intro), *(block for n in range(1, len(decisions) + 1) for block in _decision(material, n))]


def _decision(material: Material, n: int) -> list[Paragraph]:
    """One earlier decision: its indication as a bullet, forum, date and id, and the decision in its own words."""
    path = f"earlier_decisions.{n}"
    where = material.where(f"{path}.dated", f"{path}.method_id")
    decided = f"{{{{case.{path}.forum}}}} {{{{case.{path}.dated}}}}, {{{{case.{path}.method_id}}}}:"
    if material.told(f"{path}.indication"):
        head = [Paragraph(f"{{{{case.{path}.indication}}}}", "bullet", material.where(f"{path}.indication"))]
        head.append(Paragraph(f"Beslutning i {decided}", sources=where))
    else:
        head = [Paragraph(f"Beslutning i {decided}", "bullet", where)]
    return [*head, Paragraph(f"«{{{{case.{path}.text}}}}»", "quote", material.where(f"{path}.text"))]
