"""Institutions of the field, in one table: full name, short name, what running text calls them, and when they were it.

What reads them in a text uses the expressions below, which are made from the table; what writes them uses the names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution.

    Attributes:
        short: its short name, as the house writes it.
        full: its name in full.
        common: its name in running text, where that is neither of the two; empty where there is none.
        since, until: the first day of the name, and the day it ended; None where it always was, or still is.
    """

    short: str
    full: str
    common: str = ""
    since: date | None = None
    until: date | None = None


# Source: docs/field.md; Statens legemiddelverk became Direktoratet for medisinske produkter on 1 January 2024.
RENAMED = date(2024, 1, 1)
DMP = Institution("DMP", "Direktoratet for medisinske produkter", "Direktoratet", since=RENAMED)
SLV = Institution("SLV", "Statens legemiddelverk", "Legemiddelverket", until=RENAMED)
BESLUTNINGSFORUM = Institution("Beslutningsforum", "Beslutningsforum for nye metoder")
BESTILLERFORUM = Institution("Bestillerforum", "Bestillerforum for nye metoder")
SYKEHUSINNKJOP = Institution("Sykehusinnkjøp", "Sykehusinnkjøp HF")
AGENCIES = (DMP, SLV)  # who assesses: the one of today first
INSTITUTIONS = (*AGENCIES, BESLUTNINGSFORUM, BESTILLERFORUM, SYKEHUSINNKJOP)
# The regional health authorities that decide together, in the order of a note's recipients.
RHF_NAMES = tuple(f"Helse {region} RHF" for region in ("Nord", "Vest", "Sør-Øst", "Midt-Norge"))


def agency_on(day: date | None) -> Institution:
    """Who the agency was on a day; today's where the day is not known."""
    return next((one for one in AGENCIES if day and one.until and day < one.until), DMP)


def agency_named(text: str) -> Institution | None:
    """The agency that a text is one of the names of; None where it is none."""
    name = " ".join(text.split()).casefold()
    return next((one for one in AGENCIES if name and name in _names(one)), None)


def _names(one: Institution) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (one.short, one.full, one.common))


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _either_case(name: str) -> str:
    return f"[{name[0].upper()}{name[0].lower()}]{name[1:]}"


def _spoken(one: Institution) -> str:
    """Its name in running text, with the rest of the full name where that goes on from it: «direktoratet (for …)»."""
    rest = one.full.removeprefix(one.common)
    return _either_case(one.common) + (f"(?:{rest})?" if rest != one.full else "")


# Regular expressions, to be put into others.
AGENCY_IN_FULL = "|".join(_spaced(one.full) for one in AGENCIES)
AGENCY_SHORT = rf"\b(?:{'|'.join(one.short for one in AGENCIES)})\b"
# What takes the genitive s in a heading: «DMPs vurdering», «Legemiddelverkets vurdering».
AGENCY_HEADING = rf"(?:{'|'.join(one.short for one in AGENCIES)}|{SLV.common})"
# Any way that running text names the agency.
AGENCY = rf"(?:{'|'.join(one.short for one in AGENCIES)}|{'|'.join(_spoken(one) for one in AGENCIES)})"
OLD_AGENCY = rf"\b(?:{SLV.short}|{SLV.common})\b"
FORUM = rf"{BESLUTNINGSFORUM.short}(?:{BESLUTNINGSFORUM.full.removeprefix(BESLUTNINGSFORUM.short)})?"
