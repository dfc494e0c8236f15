"""What a report says, as facts with page and exact quote. Right, or missing and said to be; never settled by guess.

Two values for one key are a conflict, an amount without price basis or VAT is a warning, a printed error is reported
and left as it stands, and a page read by optical recognition gives no number.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from corpus.reports import Report
from drafting.facts.budget import budget
from drafting.facts.choices import choices
from drafting.facts.conclusions import conclusions
from drafting.facts.costs import costs
from drafting.facts.fact import Conflict, Fact, Facts, agreed
from drafting.facts.identity import identity
from drafting.facts.misprints import misprints
from drafting.facts.patients import patients
from drafting.facts.results import results

__all__ = ["Conflict", "Fact", "Facts", "facts", "facts_json"]


def facts(report: Report) -> Facts:
    """Every fact of the report, in the order of DESIGN.md's keys, with conflicts and warnings."""
    found = agreed(
        chain(
            identity(report),
            choices(report),
            patients(report),
            results(report),
            costs(report),
            budget(report),
            conclusions(report),
            misprints(report),
        )
    )
    return Facts(found.facts, found.conflicts, tuple(dict.fromkeys([*report.warnings, *found.warnings])))


def facts_json(found: Facts) -> dict[str, Any]:
    """The facts as `prisnotat facts` prints them (DESIGN, the command line)."""
    return {
        "facts": [
            {
                "key": fact.key,
                "value": fact.value,
                "unit": fact.unit,
                "page": fact.source.page,
                "quote": fact.source.quote,
            }
            for fact in found.facts
        ],
        "conflicts": [
            {
                "key": conflict.key,
                "values": [
                    {"value": fact.value, "page": fact.source.page, "quote": fact.source.quote}
                    for fact in conflict.facts
                ],
            }
            for conflict in found.conflicts
        ],
        "warnings": list(found.warnings),
    }
