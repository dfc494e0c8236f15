"""Pristilbud: who offered what and when, the price table, and what treatment costs per patient at both prices."""

from __future__ import annotations

from dataclasses import replace

from drafting.case import Dosing, Step
from drafting.checks.gaps import gap
from drafting.note import Block, NoteTable, Paragraph
from drafting.writing.material import Material
from drafting.writing.phrases import MAX_AUP, RHF_AUP, counted, sentences, table


def offer(material: Material) -> tuple[Block, ...]:
    """The blocks of Pristilbud."""
    if material.case.offer is None:
        return (Paragraph(f"Pristilbud fra {{{{case.product.company}}}}: {gap('offer')}."),)
    return (_intro(material), _prices(material), *_treatment(material), *_dosing(material))


def _intro(material: Material) -> Paragraph:
    negotiated = material.case.offer is not None and material.case.offer.negotiated
    dated = material.said("offer.dated")
    text = (
        f"Etter prisforhandling ga {{{{case.product.company}}}} {dated} følgende pristilbud:"
        if negotiated
        else f"{{{{case.product.company}}}} ga {dated} følgende pristilbud:"
    )
    kind = "offer_negotiated" if negotiated else "offer"
    text = material.worded(kind, text, "{{case.product.company}}", dated)
    return Paragraph(text, sources=material.where("offer.dated", "product.company"))


def _prices(material: Material) -> NoteTable:
    packages = material.case.offer.packages if material.case.offer else ()
    rows = [
        (
            f"{{{{case.offer.packages.{package.item_number}.item_number}}}}",
            f"{{{{case.offer.packages.{package.item_number}.description}}}}",
            material.figure(f"price.{package.item_number}.max_aup", "offer"),
            material.figure(f"price.{package.item_number}.rhf_aup", "offer"),
        )
        for package in packages
    ]
    made = table([("Varenummer", "Pakning", MAX_AUP, RHF_AUP), *rows], numeric=(2, 3))
    numbers = [f"offer.packages.{package.item_number}.item_number" for package in packages]
    return replace(made, sources=material.where(*numbers))


def _treatment(material: Material) -> tuple[Paragraph, ...]:
    treatment = material.case.treatment
    if treatment is None:
        return ()
    where = material.where("treatment.kind")
    if treatment.kind == "one_off":
        text = (
            f"Behandling med {material.drug} gis én gang, og hele legemiddelkostnaden påløper da. "
            f"Kostnaden per pasient, inkl. mva., er {material.figure('treatment.max_aup', 'treatment')} ved Maks-AUP "
            f"og {material.figure('treatment.rhf_aup', 'treatment')} ved tilbudt RHF-AUP."
        )
        return (Paragraph(text, sources=where),)
    return (Paragraph(sentences(_yearly(material), _whole_course(material)), sources=where),)


def _yearly(material: Material) -> str:
    treatment = material.case.treatment
    assert treatment is not None
    packages = counted("{{case.treatment.packages}}", treatment.packages, "pakning", "pakninger")
    days = counted("{{case.treatment.period_days}}", treatment.period_days, "dag", "dager")
    return (
        f"Behandling med {material.drug} er løpende, med {packages} per {days}. Legemiddelkostnaden per år, inkl. "
        f"mva., er {material.figure('treatment.annual.max_aup', 'treatment')} ved Maks-AUP og "
        f"{material.figure('treatment.annual.rhf_aup', 'treatment')} ved tilbudt RHF-AUP."
    )


def _whole_course(material: Material) -> str:
    if not material.has("treatment.max_aup", "treatment.rhf_aup"):
        return ""
    return (
        "Med en gjennomsnittlig behandlingstid på {{case.treatment.mean_duration_months}} måneder blir den "
        "udiskonterte kostnaden per pasient {{treatment.max_aup}} ved Maks-AUP og {{treatment.rhf_aup}} ved tilbudt "
        "RHF-AUP."
    )


def _dosing(material: Material) -> tuple[Block, ...]:
    dosing = material.case.dosing
    if dosing is None:
        return ()
    return (
        Paragraph(_dosing_rule(dosing)),
        _costs(material, dosing),
        Paragraph("Følgende dosering er lagt til grunn:"),
        _doses(material, dosing),
    )


def _dosing_rule(dosing: Dosing) -> str:
    """How packages were counted: a nominal rule, and called so. Source: DESIGN.md, «Dosing»."""
    longest = (
        "Et preparat varer i høyst {{case.dosing.rule.max_days_per_preparation}} dager."
        if dosing.rule.max_days_per_preparation
        else ""
    )
    sharing = (
        "Det er regnet uten deling av pakninger mellom doser, slik at det som blir til overs, er svinn."
        if dosing.rule.sharing == "none"
        else "Det er regnet med at pakninger kan deles mellom dosene i en syklus."
    )
    return sentences(
        "Legemiddelkostnaden avhenger av doseringen i hver pasientgruppe og er beregnet med svinn.",
        longest,
        sharing,
        "Beregningen er nominell: den bruker deklarert innhold i pakningen, uten overfylling.",
    )


def _costs(material: Material, dosing: Dosing) -> NoteTable:
    """One row a group and cycle: packages and cost at both prices."""
    head = (
        "Pasientgruppe",
        "Syklus",
        "Antall pakninger",
        f"Kostnad per syklus, {MAX_AUP}",
        f"Kostnad per syklus, {RHF_AUP}",
    )
    rows = []
    for g, group in enumerate(dosing.groups, start=1):
        for c, _ in enumerate(group.cycles, start=1):
            figures = f"dosing.{group.key}.cycle{c}"
            rows.append(
                (
                    f"{{{{case.dosing.groups.{g}.label}}}}",
                    f"{{{{case.dosing.groups.{g}.cycles.{c}.label}}}}",
                    material.figure(f"{figures}.packages", "treatment", "value"),
                    material.figure(f"{figures}.max_aup", "treatment"),
                    material.figure(f"{figures}.rhf_aup", "treatment"),
                )
            )
    return table([head, *rows], "Legemiddelkostnad per pasient og syklus", numeric=(2, 3, 4))


def _doses(material: Material, dosing: Dosing) -> NoteTable:
    rows = [
        (
            f"{{{{case.dosing.groups.{g}.label}}}}",
            f"{{{{case.dosing.groups.{g}.cycles.{c}.label}}}}",
            ", deretter ".join(
                _step(material, dosing, step, f"dosing.groups.{g}.cycles.{c}.steps.{s}")
                for s, step in enumerate(cycle.steps, start=1)
            ),
        )
        for g, group in enumerate(dosing.groups, start=1)
        for c, cycle in enumerate(group.cycles, start=1)
    ]
    return table([("Pasientgruppe", "Syklus", "Dosering"), *rows])


def _step(material: Material, dosing: Dosing, step: Step, path: str) -> str:
    """«15 µg/m² per dag i 21 dager», in slots."""
    days = counted(f"{{{{case.{path}.days}}}}", step.days, "dag", "dager")
    name, per = next(
        (name, per)
        for name, per in (("dose", ""), ("dose_per_m2", "/m²"), ("dose_per_kg", "/kg"))
        if getattr(step, name) is not None
    )
    path = f"{path}.{name}"
    unit = material.said(
        f"{path}.unit" if material.told(f"{path}.unit") else _strength_unit(dosing), missing="dosing.unit"
    )
    return f"{{{{case.{path}.amount}}}} {unit}{per} per dag i {days}"


def _strength_unit(dosing: Dosing) -> str:
    return f"offer.packages.{dosing.package}.strength.unit"
