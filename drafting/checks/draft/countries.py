"""The countries that every note looks at, in house order, and a finding for each that a case leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from drafting.case.case import Case
from drafting.findings import Finding

# Source: docs/field.md, «Section order of a note».
HOUSE_COUNTRIES: Mapping[str, str] = MappingProxyType(
    {"Sverige": "NT-rådet", "Danmark": "Medicinrådet", "Skottland": "SMC", "England": "NICE"}
)


def country_findings(case: Case) -> tuple[Finding, ...]:
    """One N012 per country of the house order that the case does not list."""
    listed = {item.country for item in case.other_countries}
    return tuple(
        Finding(
            "N012",
            "warning",
            "andre_land",
            f"{country} står ikke i saksfilen. Slå opp status hos {body} og fyll inn other_countries.",
        )
        for country, body in HOUSE_COUNTRIES.items()
        if country not in listed
    )
