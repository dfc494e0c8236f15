"""Threshold analysis: the duration that breaks even, and the price at which a given duration does.

Beside `threshold.<basis>.years` (at the case's point of payment) stand the alternatives
`threshold.<basis>.years.undiscounted|start_of_year|mid_year|end_of_year`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from corpus.errors import InvalidCalculation, NotEarnedBack
from drafting.calculations.comparison import AtBasis, at_basis
from drafting.calculations.graph.discounting import LONGEST_YEARS
from drafting.calculations.graph.figures import Figure, Term, apply, computed
from drafting.calculations.graph.inputs import Inputs
from drafting.calculations.treatment.prices import BASES, BASIS_NAMES, Basis
from drafting.calculations.treatment.treatment import cost_per_price
from drafting.case.case import Case
from drafting.findings import Finding

POINTS = {"start_of_year": Decimal(0), "mid_year": Decimal("0.5"), "end_of_year": Decimal(1)}
POINT_NAMES = {
    "start_of_year": "betaling ved starten av året",
    "mid_year": "betaling midt i året",
    "end_of_year": "betaling ved slutten av året",
}
UNDISCOUNTED = ", udiskontert"
DISCOUNT_RATES = ("diskonteringsrente_0_39", "diskonteringsrente_40_74", "diskonteringsrente_75")
LAW = "Diskontert kostnad av komparator = behandlingskostnad; Finansdepartementet, rundskriv R-109/2021"


def threshold_figures(inputs: Inputs, so_far: Mapping[str, Figure]) -> Iterator[Figure]:
    """Break-even durations at both prices; none without threshold, treatment cost and comparator.

    A duration that is not reached within the discount table is absent, and `threshold_findings` says so.

    Raises:
        InvalidCalculation: when a cost makes no sense; names the keys.
        MissingRate: without discount rates on the note's date.
    """
    if inputs.case.threshold is None:
        return
    payment = inputs.case.threshold.payment
    for basis in BASES:
        cost, comparator = so_far.get(f"treatment.{basis}"), at_basis(so_far, "comparator.annual", basis)
        if cost is None or comparator is None:
            continue
        key, label = f"threshold.{basis}.years", f"kostnadsnøytral varighet til {BASIS_NAMES[basis]}"
        ratio = cost / comparator.figure
        remark = _remark(inputs, comparator)
        chosen = _point(inputs, payment)
        with suppress(NotEarnedBack):
            yield computed(key, label, break_even(inputs, ratio, chosen), "år", reference=LAW, remark=remark)
        yield computed(
            f"{key}.undiscounted",
            f"{label}{UNDISCOUNTED}",
            ratio,
            "år",
            reference="Uten diskontering",
            remark=comparator.remark,
        )
        for name in POINTS:
            with suppress(NotEarnedBack):
                term = break_even(inputs, ratio, alternative_point(name))
                alternative = f"{label}, {POINT_NAMES[name]}"
                yield computed(f"{key}.{name}", alternative, term, "år", reference=LAW, remark=remark)


def threshold_findings(case: Case, figures: Mapping[str, Figure]) -> tuple[Finding, ...]:
    """Durations that are absent because no duration makes up for the cost (T001)."""
    absent = [basis for basis in BASES if f"threshold.{basis}.years.undiscounted" in figures]
    return tuple(
        Finding(
            "T001",
            "warning",
            "kostnadseffektivitet",
            f"Behandlingskostnaden tjenes ikke inn innen {LONGEST_YEARS} år til {BASIS_NAMES[basis]}, så varigheten "
            "står ikke i notatet. Kontroller prisen og komparatorens kostnad per år.",
            secret=figures[f"threshold.{basis}.years.undiscounted"].confidential,
        )
        for basis in absent
        if case.threshold and f"threshold.{basis}.years" not in figures
    )


class _Labelled(Protocol):
    @property
    def label(self) -> str: ...


_F = TypeVar("_F", bound=_Labelled)


class Duration(NamedTuple):
    """A duration that the costs call for, reached or not: its name, and the key of the undiscounted one beside it."""

    label: str
    undiscounted: str


def durations(figures: Mapping[str, _F]) -> dict[str, Duration]:
    """Every break-even duration that the known costs call for, by key. Which of them is reached may tell a price."""
    found: dict[str, Duration] = {}
    for basis in BASES:
        key = f"threshold.{basis}.years"
        if f"{key}.undiscounted" in figures:
            label = figures[f"{key}.undiscounted"].label.removesuffix(UNDISCOUNTED)
            found[key] = Duration(label, f"{key}.undiscounted")
            found |= {
                f"{key}.{name}": Duration(f"{label}, {POINT_NAMES[name]}", f"{key}.undiscounted") for name in POINTS
            }
    return found


def unreached(figures: Mapping[str, _F]) -> dict[str, Duration]:
    """The durations that no effect within the table reaches: they have no figure."""
    return {key: duration for key, duration in durations(figures).items() if key not in figures}


def break_even(inputs: Inputs, ratio: Term, point: Figure) -> Term:
    """The years whose discounted yearly payments are worth `ratio` payments today."""
    return apply("break_even", ratio, point, *rates(inputs))


def rates(inputs: Inputs) -> tuple[Figure, ...]:
    """The three discount rates on the note's date. Raises MissingRate."""
    return tuple(inputs.rate(key) for key in DISCOUNT_RATES)


def price_at_duration(inputs: Inputs, so_far: Mapping[str, Figure], years: Decimal, basis: Basis) -> Figure:
    """The price of a package at which `years` of effect just break even, with the comparator at `basis`.

    Args:
        years: duration of effect, 0 or more, within the discount table.

    Raises:
        InvalidCalculation: names the key that is missing or cannot be used.
    """
    comparator = at_basis(so_far, "comparator.annual", basis)
    if comparator is None:
        raise InvalidCalculation(
            "Saken mangler komparatorens kostnad.", where="comparator", remedy="Legg inn kostnaden per år."
        )
    payment = inputs.case.threshold.payment if inputs.case.threshold else "mid_year"
    wanted = Figure("what_if.years", "ønsket varighet", years, "år", reference="valgt av brukeren")
    discounted = apply("discounted_years", wanted, _point(inputs, payment), *rates(inputs))
    return computed(
        f"threshold.{basis}.price_at_duration",
        f"pris per pakning som gir kostnadsnøytralitet ved {wanted.display}",
        comparator.figure * discounted / cost_per_price(inputs),
        "NOK",
        reference=LAW,
        remark=_remark(inputs, comparator),
    )


def _remark(inputs: Inputs, comparator: AtBasis) -> str:
    """What a reader must know of the comparator and the rates."""
    unconfirmed = "ubekreftet diskonteringsrente" if any(rate.remark for rate in rates(inputs)) else ""
    return "; ".join(filter(None, (comparator.remark, unconfirmed)))


def alternative_point(name: str) -> Figure:
    """A point of payment that is not the case's own, so that a note can show all three beside each other."""
    return Figure(f"threshold.payment.{name}", POINT_NAMES[name], POINTS[name], "år", reference="alternativ")


def _point(inputs: Inputs, payment: str) -> Figure:
    return inputs.number("threshold.payment", POINT_NAMES[payment], POINTS[payment], "år")
