"""Budsjettkonsekvenser: patients, the first year, and the table of years at Maks-AUP and at RHF-AUP."""

from __future__ import annotations

from decimal import Decimal

from corpus.documents import Source
from drafting.checks.gaps import gap
from drafting.note import Block, NoteTable, Paragraph
from drafting.writing.material import Material, page_of
from drafting.writing.phrases import BASES, counted, sentences, sources_of, table

ROWS = (("intervention", "Intervensjon"), ("comparator", "Komparator"), ("impact", "Budsjettvirkning"))
# More years than this, and the years become rows: a page has no room for the columns.
MOST_COLUMNS = 6


def budget(material: Material) -> tuple[Block, ...]:
    """The blocks of Budsjettkonsekvenser; one sentence where no budget was made."""
    if material.case.budget is None:
        text = sentences("Budsjettkonsekvenser er ikke beregnet for denne saken.", patients(material))
        return (Paragraph(text, sources=_patient_sources(material)),)
    if not material.has("budget.max_aup.year1.impact"):
        return (Paragraph(patients(material)), Paragraph(f"Budsjettkonsekvenser: {gap('budget')}."))
    return (
        Paragraph(
            "Budsjettkonsekvensene er beregnet for spesialisthelsetjenestens legemiddelbudsjett, udiskontert og "
            "inkl. mva."
        ),
        Paragraph(
            sentences(patients(material), _new_patients(material), _persistence(material)),
            sources=_patient_sources(material),
        ),
        Paragraph("Budsjettvirkningen det første året etter innføring:"),
        _first_year(material),
        Paragraph(f"Tabellene under viser budsjettvirkningen år for år{_until(material)}."),
        *(_years(material, basis, price) for basis, price in BASES),
    )


def patients(material: Material) -> str:
    """How many patients, as the case says it, else as DMP's report does; else the gap."""
    if material.told("patients.statement"):
        return "Det antas at {{case.patients.statement}} vil være aktuelle for behandlingen."
    for key, when in (("patients.per_year", "hvert år"), ("patients.now", "i dag")):
        fact = material.fact(key)
        if fact:
            number = material.fact_slot(key, "value")
            return f"{material.agency} anslår at {number} pasienter er aktuelle for behandlingen {when}{page_of(fact)}."
    return f"Det antas at {gap('patients.statement')} vil være aktuelle for behandlingen."


def _patient_sources(material: Material) -> tuple[Source, ...]:
    if material.told("patients.statement"):
        return material.where("patients.statement")
    return sources_of(material.fact("patients.per_year") or material.fact("patients.now"))


def _new_patients(material: Material) -> str:
    """The patient numbers of the calculation, in one sentence when the later years are alike."""
    new = material.case.budget.new_patients if material.case.budget else ()
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
    listed = "; ".join(f"{{{{case.budget.persistence.{n}}}}}" for n in range(1, len(shares) + 1))
    return f"Andelen som fortsatt er i behandling, regnet fra startåret og år for år, er satt til {listed}."


def _new(year: int, new: tuple[Decimal, ...]) -> str:
    return counted(f"{{{{case.budget.new_patients.{year}}}}}", new[year - 1], "ny pasient", "nye pasienter")


def _until(material: Material) -> str:
    return "" if material.has("budget.rhf_aup.year1.impact") else " ved Maks-AUP"


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
