"""Which later decision takes the place of what was known of a matter: one rule, for the register and for answers.

A decision takes the place of an earlier one, and of what a document said before it, when it is on the same method, or
on the same substance for the same patients. What is ongoing or unreadable takes no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from corpus.archive.passages import About

Row: TypeAlias = Mapping[str, Any]  # a row of the register
PATIENTS = r"(?: som \w+)? (?:til|ved|for)(?: (?:vedlikeholds)?behandling av)? (.+?)"
DECIDED_FOR = re.compile(rf"\binnføres(?: ikke)?{PATIENTS}(?:\.|:|$| under følgende| dersom )")
TITLED_FOR = re.compile(rf"^[^()]+ \([^()]+\){PATIENTS}\.?$")
UNDECIDED = ("pågående", "ukjent")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision or a document is about.

    Attributes:
        patients: whom the substance is for, in the words of decisions and titles, folded.
    """

    method_id: str
    substance: str = ""
    patients: frozenset[str] = frozenset()

    def is_decided_in(self, row: Row) -> bool:
        """Whether a decision is on this matter."""
        if self.method_id and self.method_id == row["method_id"]:
            return True
        same_substance = bool(self.substance) and self.substance == row["substance"].casefold()
        return same_substance and not self.patients.isdisjoint(_folded(patients_of(row["text"])))


def matter_of_row(row: Row) -> Matter:
    """What a decision is about."""
    return Matter(row["method_id"], row["substance"].casefold(), _folded(patients_of(row["text"])))


def matter_of_document(about: About, rows: Iterable[Row]) -> Matter:
    """What a document is about: its title's patients, and those of the decisions on its method."""
    titled = TITLED_FOR.match(" ".join(about.title.split()))
    patients = _folded(titled[1] if titled else "")
    for row in rows:
        if row["method_id"] == about.method_id:
            patients |= _folded(patients_of(row["text"]))
    return Matter(about.method_id, about.substance.casefold(), patients)


def latest_after(rows: Iterable[Row], matter: Matter, day: str) -> Row | None:
    """The last decision on a matter after an ISO date; None when there is none, or the date is not known."""
    later = [
        row for row in rows if row["date"] > day > "" and row["outcome"] not in UNDECIDED and matter.is_decided_in(row)
    ]
    return max(later, key=lambda row: row["date"], default=None)


def patients_of(text: str) -> str:
    """«X (Y) innføres (ikke) til behandling av Z. …» → «Z»; empty when a decision is not so written."""
    match = DECIDED_FOR.search(" ".join(text.split()))
    return match[1].strip() if match else ""


def _folded(patients: str) -> frozenset[str]:
    return frozenset({patients.casefold()} - {""})
