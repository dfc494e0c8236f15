"""Severity: absolute shortfall and group. The group is a description; no verdict follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.bokmal.number_style import round_half_up
from corpus.errors import InvalidCalculation
from drafting.calculations.graph.figures import Figure, apply, computed
from drafting.calculations.graph.inputs import Inputs

# Source: Magnussen-utvalget 2015: groups 0-4, 4-8, 8-12, 12-16, 16-20 and 20+ good life years lost; lower bound
# included (docs/rules.md: 12.00 is group 4).
GROUP_WIDTH, LAST_GROUP = 4, 6
MOST_DECIMALS = 2  # of a shortfall; fewer where the case's own numbers have fewer
LAW = "Meld. St. 38 (2020–2021); Magnussen-utvalget 2015, udiskontert"


def severity_figures(inputs: Inputs) -> Iterator[Figure]:
    """`severity.absolute_shortfall` in good life years, and `severity.group`, 1-6.

    Raises:
        InvalidCalculation: when the prognosis is better than life without the disease; names the key.
    """
    block = inputs.case.severity
    if block is None:
        return
    if block.prognosis_qaly > block.qaly_without_disease:
        raise InvalidCalculation(
            "Prognosen kan ikke være bedre enn leveårene uten sykdommen.",
            where="severity.prognosis_qaly",
            remedy="Kontroller at tallene ikke er byttet om.",
        )
    without = inputs.number(
        "severity.qaly_without_disease", "gode leveår uten sykdommen", block.qaly_without_disease, "QALY"
    )
    prognosis = inputs.number(
        "severity.prognosis_qaly", "gode leveår med dagens behandling", block.prognosis_qaly, "QALY"
    )
    shortfall = computed(
        "severity.absolute_shortfall",
        "absolutt prognosetap",
        without - prognosis,
        "QALY",
        reference=LAW,
        decimals=min(MOST_DECIMALS, max(without.shown_decimals, prognosis.shown_decimals)),
    )
    yield shortfall
    yield computed(
        "severity.group",
        "alvorlighetsgruppe",
        apply("min", LAST_GROUP, apply("floor", shortfall / GROUP_WIDTH) + 1),
        "gruppe",
        reference=LAW,
        remark=_near_bound(shortfall),
    )


def _near_bound(shortfall: Figure) -> str:
    """A remark when the printed shortfall would fall in a higher group than the exact one."""
    printed, last_bound = round_half_up(shortfall.value, shortfall.shown_decimals), GROUP_WIDTH * (LAST_GROUP - 1)
    crosses = printed > shortfall.value and not printed % GROUP_WIDTH and Decimal(0) < printed <= last_bound
    return f"uavrundet prognosetap er like under {int(printed)}" if crosses else ""
