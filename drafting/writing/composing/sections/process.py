"""Prosess: the dates of the case and the days it took, as a table."""

from __future__ import annotations

from dataclasses import replace

from corpus.bokmal.institutions import SYKEHUSINNKJOP
from drafting.note.note import Block
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrases import counted, listed, sentences, table
from drafting.writing.composing.sections.agreement import agreement_name, negotiated_on

# Source: the public process table of the house; the keys are those of the case file.
ROWS = (
    ("report_received", "Underlag for forhandlinger mottatt fra {agency}"),
    ("inquiry_sent", "Henvendelse til leverandør om prisopplysninger"),
    ("prices_received", "Fullstendige prisopplysninger mottatt fra leverandør"),
    ("agreement_negotiated", "Forhandling av {agreement} avsluttet"),
    ("note_finished", f"Prisnotat ferdigstilt av {SYKEHUSINNKJOP.full}"),
)
NO_INQUIRY = "Ingen egen henvendelse registrert"


def process(material: Material) -> tuple[Block, ...]:
    """The process table. A stage that the case has no use for is left out or said to be absent."""
    rows = [
        (label.format(agency=material.agency, agreement=agreement_name(material)), _date(material, key))
        for key, label in ROWS
        if key != "agreement_negotiated" or material.case.agreement or material.told(f"process.{key}")
    ]
    rows.append((f"Saksbehandlingstid hos {SYKEHUSINNKJOP.full}", handling_time(material)))
    made = table(rows)
    paths = [f"process.{key}" for key, _ in ROWS]
    return (replace(made, heading=False, sources=material.where(*paths)),)


def _date(material: Material, key: str) -> str:
    path = f"process.{key}"
    if key == "inquiry_sent" and not material.told(path):
        return NO_INQUIRY
    if key == "agreement_negotiated":
        return negotiated_on(material, first=path)
    return material.said(path)


def handling_time(material: Material) -> str:
    """Total days, the days spent on others, and what is left."""
    if not material.has("process.total_days"):
        return material.figure("process.total_days", "process")
    stages = [
        f"{_days(material, key)} {what}"
        for key, what in (
            ("process.waiting_days", "i påvente av prisopplysninger fra leverandør"),
            ("process.negotiation_days", "til forhandling om avtale"),
        )
        if material.has(key) and material.figures[key].value
    ]
    total = _days(material, "process.total_days")
    if not stages or not material.has("process.net_days"):
        return f"{total}."
    return sentences(
        f"{total}, hvorav {listed(stages)}.",
        f"Den reelle saksbehandlingstiden hos {SYKEHUSINNKJOP.full} er {_days(material, 'process.net_days')}.",
        f"Ventetiden er {remark}." if (remark := _waiting_remark(material)) else "",
    )


def _waiting_remark(material: Material) -> str:
    """From when waiting was counted, where that is not the inquiry; in the calculation's own words."""
    figure = material.figures.get("process.waiting_days")
    return figure.remark if figure and figure.value else ""


def _days(material: Material, key: str) -> str:
    return counted(f"{{{{{key}|value}}}}", material.figures[key].value, "dag", "dager")
