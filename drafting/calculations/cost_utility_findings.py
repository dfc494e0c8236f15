"""What a reviewer must know of the IKER: what it does not follow, and why it is missing at a price basis."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.calculations.cost_utility import (
    NEGATIVE,
    NOT_SPLIT,
    comparator_reservation,
    followed_item,
    parts_of,
)
from drafting.calculations.graph.figures import Figures
from drafting.case.case import Case
from drafting.findings import Finding, Severity

PLACE = "kostnadseffektivitet"
SPLIT_UNKNOWN = (
    "Fordelingen av legemiddelkostnaden på nytt legemiddel og komparator er ikke kjent. I IKER ved RHF-AUP gjelder at "
    "komparator er regnet til Maks-AUP. Fyll inn drug_cost og comparator_drug_cost i cost_utility (amount: 0 dersom "
    "komparator ikke har noen legemiddelkostnad)."
)
AT_MAXIMUM = (
    "I IKER ved RHF-AUP gjelder at komparator er regnet til Maks-AUP, siden forholdet mellom komparators RHF-AUP og "
    "Maks-AUP ikke er kjent. Fyll inn annual_cost_max_aup og annual_cost_rhf_aup i comparator."
)
UNCLEAR = (
    "Det er ikke klart hvilken pakning legemiddelkostnaden i cost_utility følger, så IKER er bare regnet på det "
    "prisgrunnlaget kostnaden er oppgitt på. Oppgi package i drug_cost, én linje for hver pakning."
)
NO_MAXIMUM = (
    "Komparators legemiddelkostnad er oppgitt til RHF-AUP og kan ikke regnes om til Maks-AUP. Fyll inn "
    "annual_cost_max_aup og annual_cost_rhf_aup i comparator."
)


def cost_utility_findings(case: Case, figures: Figures) -> Iterator[Finding]:
    """U001 split not known · U002 comparator at Maks-AUP · U003 package not clear · U004 no comparator at Maks-AUP.

    U005 negative QALYs.
    """
    block = case.cost_utility
    if block is None:
        return
    reservation = comparator_reservation(case)
    if reservation:
        split = reservation == NOT_SPLIT
        yield _finding("U001" if split else "U002", "warning", SPLIT_UNKNOWN if split else AT_MAXIMUM)
    unclear = any(followed_item(case, place) is None for place in range(1, parts_of(block) + 1))
    if unclear:
        yield _finding("U003", "error", UNCLEAR)
    elif "icer.max_aup" not in figures:
        yield _finding("U004", "error", NO_MAXIMUM)
    if block.incremental_qaly < 0:
        yield _finding("U005", "warning", f"Nytten i cost_utility er negativ: {NEGATIVE}. Omtal det i avsnittet.")


def _finding(code: str, severity: Severity, message: str) -> Finding:
    return Finding(code, severity, PLACE, message)
