"""Mention: one number where it stands, with its kind, scope, speaker and the words that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from corpus.documents import Source
from drafting.facts.fact.scope import Scope

Kind: TypeAlias = Literal["money", "per_qaly", "qaly", "patients", "percent"]
Arm: TypeAlias = Literal["", "drug", "comparator", "difference"]
# The names of both sides of a comparison, in small letters: the new drug's, and those of what it is compared with.
Sides: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
UNITS: dict[Kind, str] = {
    "money": "NOK",
    "per_qaly": "NOK/QALY",
    "qaly": "QALY",
    "patients": "pasienter",
    "percent": "%",
}


def side_of(text: str, sides: Sides) -> Arm:
    """Whose name stands in a text; nobody's where both do, or where the text denies the drug («uten Vidda»)."""
    small = text.lower()
    drug, other = (any(name in small for name in names) for names in sides)
    if drug and re.search(r"\b(?:uten|utan|ikke|ikkje|framfor|fremfor|mot)\b", small):
        return ""
    return "" if drug == other else "drug" if drug else "comparator"


@dataclass(frozen=True, slots=True)
class Mention:
    """One number of a report.

    Attributes:
        kind: what sort of number it is, by its unit.
        value: unscaled («1,2 mill. NOK» is 1200000).
        printed: as it is printed.
        step: what its last printed digit counts.
        near: the part of its sentence that is its own; of a cell its row label and its column's heads.
        text: the whole sentence; of a cell its whole row.
        around: the headings over it, innermost last; of a table first its caption.
        source: the sentence or the row.
        scope: whom and how long it counts for; price basis and VAT where they are told.
        who: «dmp», «company», «experts», «unsure» where two are named, or "" where nobody is.
        closing: it stands where DMP sums up.
        elsewhere: why it is not of Norway, now, this assessment and its main case: «gjelder et annet land».
        table: it is a cell.
        arm: whose number it is by the names beside it, or by its row or column: the new drug's, the comparator's.
        sure: of a cell, whether its heads are proved to be its own.
    """

    kind: Kind
    value: Decimal
    printed: str
    step: Decimal
    near: str
    text: str
    around: tuple[str, ...]
    source: Source
    scope: Scope
    who: str
    closing: bool
    elsewhere: tuple[str, ...] = ()
    table: bool = False
    arm: Arm = ""
    sure: bool = True

    @property
    def unit(self) -> str:
        return UNITS[self.kind]
