"""What everybody knows of the secrets beforehand: no cost below zero, no negotiated price above its Maks-AUP."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from drafting.calculations.graph.figures import Figure
from drafting.case.case import LARGEST_AMOUNT, Case
from drafting.confidentiality.audit.equations import Affine
from drafting.confidentiality.audit.intervals import Box, Row


def prior(case: Case, inputs: Mapping[str, Figure]) -> tuple[Box, list[Row]]:
    """What everybody knows of the secret inputs: not below zero, and no negotiated price above its Maks-AUP."""
    box: Box = {}
    rows: list[Row] = []
    for key, leaf in inputs.items():
        least = -LARGEST_AMOUNT if key.endswith("other_incremental_cost") else Decimal(0)
        box[key] = (Fraction(least), Fraction(LARGEST_AMOUNT))
        most = maximum(case, key)
        if most is None or most[1] < leaf.value:
            continue
        if most[0] in inputs:
            rows.append(Row(Affine(Fraction(0), {key: Fraction(1), most[0]: Fraction(-1)}), None, Fraction(0)))
        else:
            box[key] = (Fraction(least), Fraction(most[1]))
    return box, rows


def maximum(case: Case, key: str) -> tuple[str, Decimal] | None:
    """The Maks-AUP that stands beside a negotiated amount in the case file: its key and value."""
    steps = key.split(".")
    name = {"rhf_aup": "max_aup", "annual_cost_rhf_aup": "annual_cost_max_aup"}.get(steps[-1])
    if name is None:
        return None
    block: object = None
    if steps[0] == "offer" and case.offer:
        block = next((package for package in case.offer.packages if package.item_number == steps[2]), None)
    elif steps[0] == "comparator":
        block = case.comparator
    elif steps[0] == "comparison" and steps[1].isdigit() and int(steps[1]) <= len(case.comparison):
        block = case.comparison[int(steps[1]) - 1]
    amount = getattr(block, name, None)
    return None if amount is None else (".".join((*steps[:-1], name)), amount.value)
