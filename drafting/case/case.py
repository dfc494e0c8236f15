"""Case: the case file of one note, validated. Amounts are NOK incl. VAT; field names are those of the file.

Its blocks stand in the modules beside this one. Amounts that are always negotiated (`rhf_aup`, `annual_cost_rhf_aup`)
are secret even when written as plain numbers.
"""

from __future__ import annotations

import re
from datetime import date

from drafting.case.analyses import CostUtility, DrugCost, Severity, Threshold
from drafting.case.dosing import Course, Cycle, Dosing, DosingGroup, Step
from drafting.case.offer import Offer, Package, Product, Strength
from drafting.case.paths import walk
from drafting.case.patients import Budget, Patients
from drafting.case.proceedings import (
    RHF,
    Agreement,
    CountryStatus,
    Decision,
    EarlierDecision,
    OtherCountry,
    Process,
    Recipient,
    Report,
    Signature,
    Track,
)
from drafting.case.treatment import Alternative, Comparator, Treatment, TreatmentPart
from drafting.case.values import LARGEST_AMOUNT, Amount, Block, Day, MethodId, Text

__all__ = [
    "ALWAYS_SECRET",
    "LARGEST_AMOUNT",
    "Amount",
    "Case",
    "Comparator",
    "CostUtility",
    "CountryStatus",
    "Course",
    "Cycle",
    "Dosing",
    "DosingGroup",
    "DrugCost",
    "Package",
    "Step",
    "Strength",
    "Track",
    "Treatment",
    "TreatmentPart",
    "file_name",
    "later_than_note",
]
ALWAYS_SECRET = frozenset({"rhf_aup", "annual_cost_rhf_aup"})
# Dates that may lie ahead of the note; every other date of a case tells of what has happened.
AHEAD = frozenset({"note_date", "decision.forum_date", "decision.available_from"})


class Case(Block):
    """The case file of one price note. Only what every note needs is required; the rest may come later."""

    method_id: MethodId
    title: Text
    note_date: Day
    product: Product
    report: Report
    decision: Decision = Decision()
    offer: Offer | None = None
    dosing: Dosing | None = None
    treatment: Treatment | None = None
    comparator: Comparator | None = None
    comparison: tuple[Alternative, ...] = ()
    threshold: Threshold | None = None
    cost_utility: CostUtility | None = None
    severity: Severity | None = None
    budget: Budget | None = None
    patients: Patients | None = None
    agreement: Agreement | None = None
    process: Process = Process()
    earlier_decisions: tuple[EarlierDecision, ...] = ()
    other_countries: tuple[OtherCountry, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[Recipient, ...] = RHF

    def package(self, item_number: str) -> Package:
        """The offered package with that item number. Raises KeyError."""
        for package in self.offer.packages if self.offer else ():
            if package.item_number == item_number:
                return package
        raise KeyError(item_number)

    @property
    def secrets(self) -> dict[str, Amount]:
        """Every secret amount by its place in the case file («offer.packages.557865.rhf_aup»)."""
        amounts = ((place.path, place.value) for place in walk(self))
        return {path: value for path, value in amounts if isinstance(value, Amount) and value.secret}


def later_than_note(case: Case) -> list[tuple[str, date]]:
    """Dates of what already happened that lie after the note's own date, with their keys."""
    dated = ((place.path, place.value) for place in walk(case) if place.path not in AHEAD)
    return [(path, day) for path, day in dated if isinstance(day, date) and day > case.note_date]


def file_name(method_id: str) -> str:
    """The method id, proven safe as part of a path. Raises ValueError."""
    if not re.fullmatch(r"ID\d{4}_\d{3}", method_id):
        raise ValueError(method_id)
    return method_id
