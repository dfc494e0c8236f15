"""Days of case handling against the dates of the process table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from corpus.notes.note import PriceNote
from drafting.findings import Finding, Severity


def day_counts(note: PriceNote) -> Iterator[Finding]:
    """Days of case handling against the dates, and days that nothing explains."""
    dates = {name: date.fromisoformat(day) for name, day in note.process.dates.items() if len(day) == 10}
    total, waiting = note.process.total_days, note.process.waiting_days
    negotiating, net = note.process.negotiation_days, note.process.net_days
    asked = dates.get("inquiry_sent", dates.get("report_received"))
    spans = (
        ("Saksbehandlingstiden", total, dates.get("report_received"), dates.get("note_finished")),
        ("Ventetiden", waiting, asked, dates.get("prices_received")),
        ("Forhandlingstiden", negotiating, dates.get("prices_received"), dates.get("agreement_negotiated")),
    )
    for what, days, start, end in spans:
        if days is not None and start and end and (end - start).days != days:
            counted = (end - start).days
            message = f"{what} er oppgitt til {days} dager, men datoene gir {counted}."
            yield Finding("P003", "error", "prosess", message, str(counted), str(days))
    if total is None:
        return
    rest = total - (waiting or 0) - (negotiating or 0)
    if net is not None and net != rest:
        message = f"Reell saksbehandlingstid er oppgitt til {net} dager, men {rest} dager gjenstår."
        yield Finding("P003", "error", "prosess", message, str(rest), str(net))
    if net is None and (waiting or negotiating) and rest:
        # With waiting alone the rest is plainly our own handling; with negotiation told too, the reader expects a sum.
        severity: Severity = "warning" if negotiating else "info"
        yield Finding("P004", severity, "prosess", f"{rest} av {total} dager er ikke forklart.", found=str(rest))
