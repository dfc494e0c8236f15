"""A field of the case by its path in a slot: «offer.packages.557865.description», «other_countries.2.dated»."""

from __future__ import annotations

from drafting.calculations.treatment.coverage import combination
from drafting.calculations.validity import available_from
from drafting.case.case import Case
from drafting.case.paths import Leaf, get


def case_value(case: Case, path: str) -> Leaf | None:
    """The value at a path; list items by item number, key or place from 1. None when absent, empty or no leaf.

    «decision.available_from» is the day it comes to, also where the case leaves it out; «treatment.drugs» and
    «cost_utility.drugs» name what their cost is of, where it is of several drugs.
    """
    if path in ("treatment.drugs", "cost_utility.drugs"):
        return combination(case, "treatment" if path == "treatment.drugs" else "cost_utility") or None
    if path == "decision.available_from":
        return available_from(case)
    value = get(case, path)
    return value if isinstance(value, Leaf) and value != "" else None
