"""Budsjettkonsekvenser: patients, the first year, and the table of years at Maks-AUP and at RHF-AUP."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from drafting.calculations.agreement_terms import paid_at_once
from drafting.checks.draft.gaps import gap
from drafting.note.note import Block, NoteTable, Paragraph
from drafting.writing.composing.analyses.stated import ROWS, stated_budget
from drafting.writing.composing.material.material import Material, page_of
from drafting.writing.composing.material.phrases import (
    BASES,
    agreeing,
    counted,
    listed,
    reservation,
    sentences,
    sources_of,
    table,
)

if TYPE_CHECKING:
    from drafting.facts import Fact

# More years than this, and the years become rows: a page has no room for the columns.
MOST_COLUMNS = 6


def budget(material: Material) -> tuple[Block, ...]:
    """The blocks of Budsjettkonsekvenser; one sentence where no budget was made."""
    if material.case.budget is None:
        none = material.worded("no_budget", "Budsjettkonsekvenser er ikke beregnet for denne saken.")
        stated = stated_budget(material)
        return (*stated, _patients(material)) if stated else (Paragraph(none), _patients(material))
    if not material.has("budget.max_aup.year1.impact"):
        told = material.has("budget.max_aup.year1.intervention")
        missing = gap("comparator.annual_cost_max_aup" if told else material.cost_gap)
        return (Paragraph(patients(material)), Paragraph(f"Budsjettkonsekvenser: {missing}."))
    return (
        Paragraph(
            sentences(
                "Budsjettkonsekvensene er beregnet for spesialisthelsetjenestens legemiddelbudsjett, udiskontert og "
                "inkl. mva.",
                _when_paid(material),
            )
        ),
        _patients(material),
        Paragraph("Budsjettvirkningen det første året etter innføring:"),
        _first_year(material),
        Paragraph(
            sentences(
                "Tabellene under viser budsjettvirkningen år for år.",
                reservation(material, "budget.rhf_aup.year1.impact"),
            )
        ),
        *(_years(material, basis, price) for basis, price in BASES),
    )


def _when_paid(material: Material) -> str:
    """When the calculation takes a one-off treatment to be paid, where the agreement does not have it so."""
    treatment = material.case.treatment
    if treatment is None or treatment.kind != "one_off" or paid_at_once(material.case):
        return ""
    return "Hele kostnaden er regnet i året behandlingen gis, uten hensyn til betalingsvilkårene i avtalen."


def patients(material: Material) -> str:
    """How many patients, as the case says it, else as DMP's report does; else the gap."""
    estimated = estimated_patients(material)
    if estimated and not material.told("patients.statement"):
        return estimated
    told = material.case.patients
    apt = agreeing(told.statement if told else "", "aktuell", "aktuelle")
    return f"Det antas at {material.said('patients.statement')} vil være {apt} for behandlingen."


def estimated_patients(material: Material) -> str:
    """«DMP anslår om lag 40 aktuelle pasienter i dag (s. 9) og 24 nye pasienter per år (s. 19).»

    Patients of each year whom the report does not call new are in a sentence of their own, without that word.
    """
    yearly = material.fact("patients.per_year")
    new = yearly is not None and (yearly.scope is None or yearly.scope.flow == "new")
    wanted = (
        (material.fact("patients.now"), ("aktuell pasient", "aktuelle pasienter"), "i dag"),
        (yearly if new else None, ("ny pasient", "nye pasienter"), "per år"),
    )
    parts = [_counted(fact, nouns, when) for fact, nouns, when in wanted if fact]
    other = "" if new or not yearly else f"Rapporten oppgir {_counted(yearly, ('pasient', 'pasienter'), 'per år')}."
    return sentences(f"{material.agency} anslår {listed(parts)}." if parts else "", other)


def _counted(fact: Fact, nouns: tuple[str, str], when: str) -> str:
    return f"{_about(fact)}{counted(f'{{{{fact.{fact.key}|value}}}}', fact.value, *nouns)} {when}{page_of(fact)}"


def _about(fact: Fact) -> str:
    """The report's own reservation, where it makes one."""
    return "om lag " if "om lag" in fact.source.quote else ""


def _patients(material: Material) -> Paragraph:
    """The patients of the case, DMP's own estimate beside them, and what the calculation uses."""
    said = patients(material)
    estimated = estimated_patients(material)
    text = sentences(said, estimated if estimated != said else "", _new_patients(material), _persistence(material))
    facts = sources_of(material.fact("patients.now"), material.fact("patients.per_year"))
    return Paragraph(text, sources=(*material.where("patients.statement"), *facts))


def _new_patients(material: Material) -> str:
    """The patient numbers of the calculation, in one sentence when the later years are alike."""
    new = material.case.budget.new_patients if material.case.budget else ()
    if not new:
        return ""
    first = f"I beregningen er det brukt {_new(1, new)} det første året"
    if len(new) == 1:
        return f"{first}."
    if len(set(new[1:])) == 1:
        return f"{first} og {_new(2, new)} hvert av de påfølgende årene."
    return f"{first}; antallet i hvert av årene står i tabellene."


def _persistence(material: Material) -> str:
    """The share still treated in each year after the start, where the case gives it."""
    shares = material.case.budget.persistence if material.case.budget else ()
    if not shares:
        return ""
    shown = "; ".join(f"{{{{case.budget.persistence.{n}}}}}" for n in range(1, len(shares) + 1))
    treatment = material.case.treatment
    # Of a treatment that is given once, the share is of those in whom it still works: they need no comparator.
    what = "har effekt av behandlingen" if treatment and treatment.kind == "one_off" else "er i behandling"
    return f"Andelen som fortsatt {what}, regnet fra startåret og år for år, er satt til {shown}."


def _new(year: int, new: tuple[Decimal, ...]) -> str:
    return counted(f"{{{{case.budget.new_patients.{year}}}}}", new[year - 1], "ny pasient", "nye pasienter")


def _first_year(material: Material) -> NoteTable:
    rows = [(price, material.figure(f"budget.{basis}.year1.impact", "budget")) for basis, price in BASES]
    return table([("Pris", "Budsjettvirkning det første året"), *rows], numeric=(1,))


def _years(material: Material, basis: str, price: str) -> NoteTable:
    """Intervention, comparator and impact per year, and the total impact, at one price."""
    new = material.case.budget.new_patients if material.case.budget else ()
    years = range(1, len(new) + 1)
    columns = [
        ("", "Nye pasienter", *(label for _, label in ROWS)),
        *(
            (
                f"År {t}",
                f"{{{{case.budget.new_patients.{t}}}}}",
                *(material.figure(f"budget.{basis}.year{t}.{kind}", "budget", "value") for kind, _ in ROWS),
            )
            for t in years
        ),
        ("Sum", "", "", "", material.figure(f"budget.{basis}.total.impact", "budget", "value")),
    ]
    rows = columns if len(new) > MOST_COLUMNS else list(zip(*columns, strict=True))
    return table(rows, f"Budsjettvirkning per år i NOK ved {price}, udiskontert", numeric=range(1, len(rows[0])))
