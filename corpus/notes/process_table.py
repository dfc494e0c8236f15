"""The process table of a price note: dates of the stages and the case-handling time, under the case file's names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.bokmal.amounts import DATE, iso_day

# Stage → words of its label. They come in this order, and each label ends where its value begins.
STAGES: tuple[tuple[str, str], ...] = (
    ("report_received", r"mottatt\s+underlag|rapport\s+mottatt|underlag\s+(?:til\s+\w+\s+)?.{0,30}mottatt"),
    ("inquiry_sent", r"Henvendelse\s+til\s+leverandør"),
    ("prices_received", r"Fullstendige\s+prisopplysninger"),
    ("agreement_negotiated", r"Forhandling\w*\s+(?:om|av)|avtale\w*\s+ferdigforhandlet|forhandling\w*\s+fullført"),
    ("note_finished", r"Prisnotat\s+ferdigstilt"),
    ("handling", r"Saksbehandlingstid"),
)


@dataclass(frozen=True, slots=True)
class Process:
    """Dates as ISO (empty where the note says «n.a.»), days as numbers (None where the note does not say)."""

    dates: dict[str, str] = field(default_factory=dict)
    total_days: int | None = None
    waiting_days: int | None = None
    negotiation_days: int | None = None
    net_days: int | None = None
    remarks: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def json(self) -> dict[str, Any]:
        days = {name: getattr(self, name) for name in ("total_days", "waiting_days", "negotiation_days", "net_days")}
        return {
            **self.dates,
            **{name: value for name, value in days.items() if value is not None},
            "remarks": list(self.remarks),
            "rows": [{"label": label, "value": value} for label, value in self.rows],
        }


def process_in(lines: Sequence[str]) -> Process:
    """The process table from its lines, cell for cell or row for row."""
    text = " ".join(" ".join(lines).replace("\t", " ").split())
    starts = sorted((match.start(), name) for name, words in STAGES if (match := re.search(words, text, re.IGNORECASE)))
    found = Process()
    if not starts:
        return found
    bounds = [
        _label_start(text, place, before)
        for (place, _), before in zip(starts, [0, *(p for p, _ in starts)], strict=False)
    ]
    rows: list[tuple[str, str]] = []
    dates: dict[str, str] = {}
    days: dict[str, int] = {}
    remarks: list[str] = []
    for (_, name), start, end in zip(starts, bounds, [*bounds[1:], len(text)], strict=True):
        label, value = _split(text[start:end].strip(), name)
        rows.append((label, value))
        if name == "handling":
            days = _days(value)
        else:
            dates[name] = iso_day(value)
            if "*" in value:
                remarks.append(value.split("*", 2)[-1].strip())
    return Process(dates, rows=tuple(rows), remarks=tuple(remarks), **days)


def _label_start(text: str, place: int, before: int) -> int:
    """Where the label around `place` starts: after the value before it (a date, «n.a.»), else with its first word."""
    last = 0
    for match in re.finditer(rf"{DATE}|\bn\.a\.|\bikke aktuelt\b", text[:place], re.IGNORECASE):
        last = match.end()
    return max(last, 0) if last >= before else last


def _split(row: str, name: str) -> tuple[str, str]:
    value = r"\d+\s+dager" if name == "handling" else rf"(?<!\d)(?:{DATE})|\bn\.a\.|\bikke aktuelt\b|\[sladdet\]"
    match = re.search(value, row, re.IGNORECASE)
    if not match:
        return row, ""
    return row[: match.start()].strip(" :"), row[match.start() :].strip()


def _days(text: str) -> dict[str, int]:
    """«19 dager hvorav 9 dager i påvente av …, og 105 dager til forhandling …; reell … på 10 dager»."""
    patterns = {
        "total_days": r"^\D{0,20}(\d+)\s+dag",
        "waiting_days": r"(\d+)\s+dag\w*\s+i\s+påvente",
        "negotiation_days": r"(\d+)\s+dag\w*\s+(?:til|i|med)\s+forhandling",
        "net_days": r"reelle?\s+saksbehandlingstid[^.]*?(\d+)\s+dag",
    }
    return {name: int(match[1]) for name, words in patterns.items() if (match := re.search(words, text, re.IGNORECASE))}
