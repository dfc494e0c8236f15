"""Pristilbud: who offered what and when, the price table, and what treatment costs per patient at both prices."""

from __future__ import annotations

from dataclasses import replace

from drafting.calculations.agreement_terms import paid_at_once, payment_sentence
from drafting.calculations.treatment.coverage import given_with_others, outside_packages
from drafting.calculations.treatment.dosing_labels import unclear_steps
from drafting.calculations.treatment.package_content import unsure_content
from drafting.case.case import Case, Dosing, Step, Treatment
from drafting.checks.draft.gaps import gap
from drafting.note.note import Block, NoteTable, Paragraph
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrases import MAX_AUP, RHF_AUP, counted, is_one, listed, sentences, table


def offer(material: Material) -> tuple[Block, ...]:
    """The blocks of Pristilbud."""
    if material.case.offer is None:
        return (Paragraph(f"Pristilbud fra {{{{case.product.company}}}}: {gap('offer')}."),)
    return (_intro(material), _prices(material), *_outside(material), *_costs_of_treatment(material))


def _intro(material: Material) -> Paragraph:
    negotiated = material.case.offer is not None and material.case.offer.negotiated
    dated = material.said("offer.dated")
    text = (
        f"Etter prisforhandling ga {{{{case.product.company}}}} {dated} følgende pristilbud:"
        if negotiated
        else f"{{{{case.product.company}}}} ga {dated} følgende pristilbud:"
    )
    if len({owner.casefold() for owner in _owners_of_prices(material.case)}) > 1:  # no one company gave them all
        after = "Etter prisforhandling foreligger" if negotiated else "Det foreligger"
        return Paragraph(f"{after} følgende pristilbud, datert {dated}:", sources=material.where("offer.dated"))
    kind = "offer_negotiated" if negotiated else "offer"
    text = material.worded(kind, text, "{{case.product.company}}", dated)
    return Paragraph(text, sources=material.where("offer.dated", "product.company"))


def _owners_of_prices(case: Case) -> set[str]:
    """Who the negotiated prices of the offer belong to."""
    return {package.rhf_aup.owner for package in case.offer.packages if package.rhf_aup.owner} if case.offer else set()


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


def _outside(material: Material) -> tuple[Paragraph, ...]:
    """The packages that are offered and that no calculation uses, as the case says."""
    numbers = [package.item_number for package in outside_packages(material.case)]
    if not numbers:
        return ()
    listing = listed([f"{{{{case.offer.packages.{number}.item_number}}}}" for number in numbers])
    return (Paragraph(f"Varenummer {listing} inngår ikke i beregningene."),)


def _costs_of_treatment(material: Material) -> tuple[Block, ...]:
    """What treatment costs; only the gap, with its reason, where the case counts no more than a part of it."""
    if material.withheld:
        return (Paragraph(f"Kostnad per pasient: {gap(material.cost_gap)}."),)
    made = (*_treatment(material), *_dosing(material))
    if not made or not given_with_others(material.case):
        return made
    return (*made, Paragraph("Kostnaden gjelder {{case.product.name}} alene, uten andre legemidler i behandlingen."))


def _treatment(material: Material) -> tuple[Paragraph, ...]:
    treatment = material.case.treatment
    if treatment is None:
        return ()
    where = material.where("treatment.kind")
    if treatment.kind == "one_off":
        then = ", og hele legemiddelkostnaden påløper da" if paid_at_once(material.case) else ""
        terms = payment_sentence(material.case)
        text = (
            f"Behandling med {material.treated_with} gis én gang{then}. {terms + ' ' if terms else ''}"
            f"Kostnaden per pasient, inkl. mva., er {material.figure('treatment.max_aup', 'treatment')} ved Maks-AUP "
            f"og {material.figure('treatment.rhf_aup', 'treatment')} ved tilbudt RHF-AUP."
        )
        return (Paragraph(text, sources=where),)
    return (Paragraph(sentences(_yearly(material), _whole_course(material)), sources=where),)


def _yearly(material: Material) -> str:
    treatment = material.case.treatment
    assert treatment is not None
    uses = listed([_uses(treatment, place) for place in range(1, len(treatment.all_parts) + 1)])
    return (
        f"Behandling med {material.treated_with} er løpende, med {uses}. Legemiddelkostnaden per år, inkl. "
        f"mva., er {material.figure('treatment.annual.max_aup', 'treatment')} ved Maks-AUP og "
        f"{material.figure('treatment.annual.rhf_aup', 'treatment')} ved tilbudt RHF-AUP."
    )


def _uses(treatment: Treatment, place: int) -> str:
    """«2 pakninger per 21 dager», with «av varenummer 100002» where the treatment has several parts."""
    part = treatment.all_parts[place - 1]
    path = f"case.treatment.parts.{place}" if treatment.parts else "case.treatment"
    packages = counted(f"{{{{{path}.packages}}}}", part.packages, "pakning", "pakninger")
    which = f" av varenummer {{{{{path}.package}}}}" if treatment.parts else ""
    days = "dag" if is_one(part.period_days) else f"{{{{{path}.period_days}}}} dager"
    return f"{packages}{which} per {days}"


def _whole_course(material: Material) -> str:
    treatment = material.case.treatment
    if treatment is None or not material.has("treatment.max_aup", "treatment.rhf_aup"):
        return ""
    slot = "{{case.treatment.mean_duration_months}}"
    months = counted(slot, treatment.mean_duration_months, "måned", "måneder")
    return (
        f"Med en gjennomsnittlig behandlingstid på {months} blir den udiskonterte kostnaden per pasient "
        "{{treatment.max_aup}} ved Maks-AUP og {{treatment.rhf_aup}} ved tilbudt RHF-AUP."
    )


def _dosing(material: Material) -> tuple[Block, ...]:
    dosing = material.case.dosing
    if dosing is not None and unsure_content(material.case):
        return (Paragraph(f"Kostnad per syklus: {gap('dosing.content')}."),)
    if dosing is None or material.dosing_is_part:
        return ()
    return (
        Paragraph(_dosing_rule(dosing)),
        _costs(material, dosing),
        Paragraph("Følgende dosering er lagt til grunn:"),
        _doses(material, dosing),
    )


def _dosing_rule(dosing: Dosing) -> str:
    """How packages were counted: a nominal rule, and called so. Source: docs/rules.md, «Dosing»."""
    most = dosing.rule.max_days_per_preparation
    days = counted("{{case.dosing.rule.max_days_per_preparation}}", most, "dag", "dager")
    longest = f"Et preparat varer i høyst {days}." if most else ""
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
        for c in range(1, len(group.cycles) + 1):
            figures = f"dosing.{group.key}.cycle{c}"
            rows.append(
                (
                    f"{{{{case.dosing.groups.{g}.label}}}}",
                    _cycle_label(dosing, g, c),
                    material.figure(f"{figures}.packages", "treatment", "value"),
                    material.figure(f"{figures}.max_aup", "treatment"),
                    material.figure(f"{figures}.rhf_aup", "treatment"),
                )
            )
    return table([head, *rows], "Legemiddelkostnad per pasient og syklus", numeric=(2, 3, 4))


def _cycle_label(dosing: Dosing, g: int, c: int) -> str:
    """«Vedlikehold (5 sykluser)»; a cycle that is given once has its label alone."""
    label = f"{{{{case.dosing.groups.{g}.cycles.{c}.label}}}}"
    return f"{label} ({_cycles(dosing, g, c)})" if dosing.groups[g - 1].cycles[c - 1].count > 1 else label


def _cycles(dosing: Dosing, g: int, c: int) -> str:
    count = dosing.groups[g - 1].cycles[c - 1].count
    return counted(f"{{{{case.dosing.groups.{g}.cycles.{c}.count}}}}", count, "syklus", "sykluser")


def _doses(material: Material, dosing: Dosing) -> NoteTable:
    unclear = unclear_steps(material.case)
    rows = [
        (
            f"{{{{case.dosing.groups.{g}.label}}}}",
            f"{{{{case.dosing.groups.{g}.cycles.{c}.label}}}}",
            ", deretter ".join(
                gap("dosing.every_days")
                if (g, c, s) in unclear
                else _step(material, dosing, step, f"dosing.groups.{g}.cycles.{c}.steps.{s}")
                for s, step in enumerate(cycle.steps, start=1)
            )
            + (f", i hver av {_cycles(dosing, g, c)}" if cycle.count > 1 else ""),
        )
        for g, group in enumerate(dosing.groups, start=1)
        for c, cycle in enumerate(group.cycles, start=1)
    ]
    return table([("Pasientgruppe", "Syklus", "Dosering"), *rows])


def _step(material: Material, dosing: Dosing, step: Step, path: str) -> str:
    """«15 µg/m² per dag i 21 dager», «1,5 mg/kg hver 3. dag, i alt 18 doser», «300 mg i uke 0, 2 og 6», in slots."""
    when = _when(step, path)
    name, per = next(
        (name, per)
        for name, per in (("dose", ""), ("dose_per_m2", "/m²"), ("dose_per_kg", "/kg"))
        if getattr(step, name) is not None
    )
    path = f"{path}.{name}"
    unit = material.said(
        f"{path}.unit" if material.told(f"{path}.unit") else _strength_unit(dosing), missing="dosing.unit"
    )
    return f"{{{{case.{path}.amount}}}} {unit}{per} {when}"


def _when(step: Step, path: str) -> str:
    """How often and how long, as it was entered; every day where no interval is."""
    if step.weeks:
        return f"i uke {listed([f'{{{{case.{path}.weeks.{n}}}}}' for n in range(1, len(step.weeks) + 1)])}"
    slot = f"{{{{case.{path}.days}}}}"
    days = counted(slot, step.days, "dag", "dager")
    often = ""
    if step.times_per_day:
        often = counted(f"{{{{case.{path}.times_per_day}}}}", step.times_per_day, "gang", "ganger") + " "
    apart = _apart(step, path)
    if not apart:
        return f"{often}per dag i {days}"
    if often:
        return f"{often}per dag, {apart}, på i alt {days}"
    return f"{apart}, i alt {counted(slot, step.days, 'dose', 'doser')}"


def _apart(step: Step, path: str) -> str:
    """«hver 3. dag», «hver uke», «hver 3. uke»; nothing for every day."""
    if step.every_weeks:
        return "hver uke" if step.every_weeks == 1 else f"hver {{{{case.{path}.every_weeks}}}}. uke"
    return f"hver {{{{case.{path}.every_days}}}}. dag" if step.every_days and step.every_days > 1 else ""


def _strength_unit(dosing: Dosing) -> str:
    return f"offer.packages.{dosing.package}.strength.unit"
