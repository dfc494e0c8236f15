"""Case-handling time: days from receipt to finished note, and what they went to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from drafting.calculations.graph.figures import Figure, apply, computed
from drafting.calculations.graph.inputs import Inputs
from drafting.case.case import Case
from drafting.findings import Finding

LAW = "Datoene under Prosess"
FROM_RECEIPT = "regnet fra mottak, siden dato for henvendelse ikke er oppgitt"
NAMES = {
    "report_received": "underlag mottatt fra DMP",
    "inquiry_sent": "henvendelse til leverandør",
    "prices_received": "fullstendige prisopplysninger mottatt",
    "agreement_negotiated": "avtale ferdig forhandlet",
    "note_finished": "prisnotat ferdigstilt",
}
STAGES = tuple(NAMES)


def process_figures(inputs: Inputs) -> Iterator[Figure]:
    """`process.total_days|waiting_days|negotiation_days|net_days`, each when its dates are there."""
    process = inputs.case.process
    day = {name: _day(inputs, name, value) for name in STAGES if (value := getattr(process, name)) is not None}
    asked = "inquiry_sent" if "inquiry_sent" in day else "report_received"
    remark = "" if asked == "inquiry_sent" else FROM_RECEIPT
    total = _between(("report_received", "note_finished"), "total_days", "saksbehandlingstid i alt", day)
    waiting = _between((asked, "prices_received"), "waiting_days", "dager i påvente av prisopplysninger", day, remark)
    negotiation = _between(
        ("prices_received", "agreement_negotiated"), "negotiation_days", "dager til forhandling", day
    )
    yield from (figure for figure in (total, waiting, negotiation) if figure is not None)
    if total is not None:
        others = [figure for figure in (waiting, negotiation) if figure is not None]
        term = total - apply("add", *others) if others else apply("same", total)
        yield computed("process.net_days", "reell saksbehandlingstid", term, "dager", reference=LAW)


def handling_findings(case: Case) -> tuple[Finding, ...]:
    """H001 days that no stage explains, H002 waiting counted from receipt, H003 dates in the wrong order.

    Days are unexplained when a negotiation is listed and days remain: the house's sentence then gives total, waiting
    and negotiation, and nothing says what the rest went to. Without a negotiation it gives the net days itself.
    """
    wrong = tuple(_wrong_order(case))
    if wrong:
        return wrong
    found = []
    figures = {figure.key: figure for figure in process_figures(Inputs(case))}
    net, negotiation = figures.get("process.net_days"), figures.get("process.negotiation_days")
    if net is not None and negotiation is not None and net.value > 0:
        total, waiting = figures["process.total_days"], figures.get("process.waiting_days")
        parts = [
            f"{figure.display} {name}"
            for figure, name in ((waiting, "venting"), (negotiation, "forhandling"))
            if figure
        ]
        found.append(
            Finding(
                "H001",
                "warning",
                "prosess",
                f"Av {total.display} er {' og '.join(parts)} forklart; si hva de siste {net.display} gikk til.",
            )
        )
    if (waiting := figures.get("process.waiting_days")) is not None and waiting.remark:
        found.append(Finding("H002", "info", "process.inquiry_sent", f"Ventetiden er {FROM_RECEIPT}."))
    return tuple(found)


def _wrong_order(case: Case) -> Iterator[Finding]:
    """Stages that are dated before an earlier one."""
    dated: list[tuple[str, date]] = [
        (name, value) for name in STAGES if (value := getattr(case.process, name)) is not None
    ]
    for (earlier, first), (later, second) in pairwise(dated):
        if second < first:
            yield Finding(
                "H003",
                "error",
                f"process.{later}",
                f"«{NAMES[later]}» ({second:%d.%m.%Y}) er før «{NAMES[earlier]}» ({first:%d.%m.%Y}). "
                "Rett en av datoene.",
            )


def _day(inputs: Inputs, name: str, value: date) -> Figure:
    return inputs.day(f"process.{name}", NAMES[name], value)


def _between(ends: tuple[str, str], key: str, label: str, day: Mapping[str, Figure], remark: str = "") -> Figure | None:
    """Days from one date to another; None when either is missing."""
    start, end = (day.get(name) for name in ends)
    if start is None or end is None:
        return None
    return computed(f"process.{key}", label, end - start, "dager", reference=LAW, remark=remark)
