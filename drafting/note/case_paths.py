"""A field of the case by its path in a slot: «offer.packages.557865.description», «other_countries.2.dated»."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from pydantic import BaseModel

from drafting.calculations.treatment.coverage import combination
from drafting.calculations.validity import available_from
from drafting.case.case import Amount, Case

Leaf: TypeAlias = str | date | Decimal | int | Amount


def case_value(case: Case, path: str) -> Leaf | None:
    """The value at a path; list items by item number, key or place from 1. None when absent, empty or no leaf.

    «decision.available_from» is the day it comes to, also where the case leaves it out; «treatment.drugs» and
    «cost_utility.drugs» name what their cost is of, where it is of several drugs.
    """
    if path in ("treatment.drugs", "cost_utility.drugs"):
        return combination(case, "treatment" if path == "treatment.drugs" else "cost_utility") or None
    if path == "decision.available_from":
        return available_from(case)
    value: Any = case
    for step in path.split("."):
        value = _item(value, step) if isinstance(value, tuple) else _field(value, step)
        if value is None:
            return None
    return value if isinstance(value, str | date | Decimal | int | Amount) and value != "" else None


def _field(value: Any, step: str) -> Any:
    return getattr(value, step) if isinstance(value, BaseModel) and step in type(value).model_fields else None


def _item(items: tuple[Any, ...], step: str) -> Any:
    for place, item in enumerate(items, start=1):
        if step in (getattr(item, "item_number", None), getattr(item, "key", None), str(place)):
            return item
    return None
