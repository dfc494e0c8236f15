"""What if: one-way sensitivity of a figure to price, patients, dose weight, comparator, QALYs and discount rate.

Exact, in Decimal, on the figures' own graphs; `scenarios.py` does the same for thousands of cases at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.errors import InvalidCalculation
from drafting.calculations.graph.figures import Figure, Owners, fold
from drafting.calculations.graph.operations import OPERATIONS

SPREAD = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Lever:
    """Figures that are moved together: key, name in bokmål, and which keys they have."""

    key: str
    label: str
    pattern: str


# A price is moved at the figure's own price basis: see `_leaves_of`. In an IKER a price moves the drug cost at it.
LEVERS = (
    Lever(
        "price",
        "pris",
        r"offer\.packages\.\d+\.{basis}|cost_utility\.drug_cost_{basis}|icer\.{basis}\.drug_cost\.\d+",
    ),
    Lever("patients", "antall pasienter", r"budget\.new_patients\.\d+"),
    Lever("dose_weight", "kroppsvekt eller kroppsoverflate", r"dosing\.groups\.\d+\.(weight_kg|body_surface_m2)"),
    Lever(
        "comparator_cost", "kostnad av komparator", r"comparator\.annual_cost_\w+|icer\.{basis}\.comparator_drug_cost"
    ),
    Lever("discount_rate", "diskonteringsrente", r"rates\.diskonteringsrente_\w+"),
    Lever("qaly", "vunne kvalitetsjusterte leveår", r"cost_utility\.incremental_qaly"),
    Lever("duration", "behandlingsvarighet", r"treatment\.mean_duration_months"),
)


@dataclass(frozen=True, slots=True)
class Swing:
    """One bar of a tornado: the figure when a lever is moved down and up by `spread` (a share).

    `low` and `high` are None where the figure cannot be computed («tjenes ikke inn»). `owners` is whose secret the
    row is: the figure's.
    """

    lever: str
    label: str
    spread: Decimal
    base: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    owners: Owners

    @property
    def width(self) -> Decimal:
        """How far the figure moves in all; infinite where an end cannot be computed."""
        if self.low is None or self.high is None:
            return Decimal("Infinity")
        return max(self.low, self.high, self.base) - min(self.low, self.high, self.base)


def recomputed(figure: Figure, values: Mapping[str, Decimal]) -> Decimal:
    """The figure's value if inputs (or intermediate figures) had these values, by key. Exact.

    Raises:
        InvalidCalculation: as the operations do.
    """

    def leaf(part: Figure) -> Decimal | None:
        if part.key in values:
            return values[part.key]
        return part.value if part.term is None else None

    return fold(figure, leaf, lambda value: value, lambda op, args: OPERATIONS[op].compute(*args))


def one_way(figure: Figure, spread: Decimal = SPREAD, levers: Sequence[Lever] = LEVERS) -> tuple[Swing, ...]:
    """The figure with each lever moved down and up by `spread`, the widest swing first.

    Levers that do not move the figure are left out.

    Raises:
        InvalidCalculation: for a spread outside 0-1.
    """
    if not 0 < spread < 1:
        raise InvalidCalculation("Utslaget må være mellom 0 og 1.", where="spread", remedy="Skriv 0.2 for 20 %.")
    swings = []
    for lever in levers:
        moved = _leaves_of(figure, lever)
        low, high = (_moved(figure, moved, 1 + sign * spread) for sign in (-1, 1))
        if moved and (low != figure.value or high != figure.value):
            swings.append(Swing(lever.key, lever.label, spread, figure.value, low, high, figure.unit, figure.owners))
    return tuple(sorted(swings, key=lambda swing: -swing.width))


def _moved(figure: Figure, leaves: Sequence[Figure], factor: Decimal) -> Decimal | None:
    try:
        return recomputed(figure, {leaf.key: leaf.value * factor for leaf in leaves})
    except InvalidCalculation:
        return None


def _leaves_of(figure: Figure, lever: Lever) -> list[Figure]:
    basis = "rhf_aup" if "rhf_aup" in figure.key else "max_aup"
    pattern = lever.pattern.replace("{basis}", basis)
    return list(_uppermost(figure, lambda part: re.fullmatch(pattern, part.key) is not None))


def inputs_of(figure: Figure) -> tuple[Figure, ...]:
    """Every leaf that the figure rests on, each once."""
    return _uppermost(figure, lambda part: part.term is None)


def _uppermost(figure: Figure, wanted: Callable[[Figure], bool]) -> tuple[Figure, ...]:
    """The figures behind a figure that are wanted, each once; nothing behind one of them is looked at."""
    found: dict[str, Figure] = {}
    seen: set[int] = set()

    def collect(part: Figure) -> None:
        if id(part) in seen:
            return
        seen.add(id(part))
        if wanted(part):
            found.setdefault(part.key, part)
            return
        for inner in part.inputs:
            collect(inner)

    collect(figure)
    return tuple(found.values())
