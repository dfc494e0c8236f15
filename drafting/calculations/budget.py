"""Budget impact: years 1-n, undiscounted, incl. VAT, with uptake and persistence.

Beside the keys of docs/rules.md stands `budget.year<t>.patients`: the patients on treatment in year t (patient-years).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from corpus.errors import InvalidCalculation
from drafting.calculations.comparison import AtBasis, at_basis
from drafting.calculations.graph.figures import Figure, Term, apply, computed
from drafting.calculations.graph.inputs import Inputs
from drafting.calculations.treatment.prices import BASES, BASIS_NAMES, Basis

LAW = "Regneregel for budsjettvirkning: udiskontert, inkl. mva."


def budget_figures(inputs: Inputs, so_far: Mapping[str, Figure]) -> Iterator[Figure]:
    """Intervention, comparator and impact of each year at both prices, and the total impact.

    What lacks its cost is left out: no treatment, no intervention; no comparator, no impact.

    Raises:
        InvalidCalculation: for a persistence outside 0-1, or too few years; names the key.
    """
    budget, treatment = inputs.case.budget, inputs.case.treatment
    if budget is None:
        return
    _check_persistence(budget.persistence, len(budget.new_patients))
    new = [
        inputs.number(f"budget.new_patients.{year}", f"nye pasienter år {year}", value, "pasienter")
        for year, value in enumerate(budget.new_patients, start=1)
    ]
    treated = [
        computed(f"budget.year{year}.patients", f"pasienter i år {year}", term, "pasienter", reference=LAW)
        for year, term in enumerate(patient_years(inputs, new), start=1)
    ]
    yield from treated
    one_off = treatment is not None and treatment.kind == "one_off"
    for basis in BASES:
        cost = so_far.get(f"treatment.{basis}" if one_off else f"treatment.annual.{basis}")
        yield from _at(basis, new if one_off else treated, treated, cost, at_basis(so_far, "comparator.annual", basis))


def _at(
    basis: Basis, started: list[Figure], treated: list[Figure], cost: Figure | None, comparator: AtBasis | None
) -> Iterator[Figure]:
    """The figures of one price: `started` patients pay the treatment, `treated` would have cost the comparator."""
    impacts = []
    remark = comparator.remark if comparator else ""
    for year, (starting, patients) in enumerate(zip(started, treated, strict=True), start=1):
        key, when = f"budget.{basis}.year{year}", f"år {year} til {BASIS_NAMES[basis]}"
        intervention = replaced = None
        if cost is not None:
            intervention = computed(
                f"{key}.intervention", f"kostnad av intervensjon {when}", starting * cost, "NOK", reference=LAW
            )
            yield intervention
        if comparator is not None:
            replaced = computed(
                f"{key}.comparator",
                f"kostnad av komparator {when}",
                patients * comparator.figure,
                "NOK",
                reference=LAW,
                remark=remark,
            )
            yield replaced
        if intervention is not None and replaced is not None:
            impact = computed(
                f"{key}.impact",
                f"budsjettvirkning {when}",
                intervention - replaced,
                "NOK",
                reference=LAW,
                remark=remark,
            )
            impacts.append(impact)
            yield impact
    if impacts:
        yield computed(
            f"budget.{basis}.total.impact",
            f"samlet budsjettvirkning år 1–{len(impacts)} til {BASIS_NAMES[basis]}",
            apply("add", *impacts),
            "NOK",
            reference=LAW,
            remark=remark,
        )


def patient_years(inputs: Inputs, new: list[Figure]) -> list[Term]:
    """Σ new(s) × persistence(t − s) for each year t; persistence is 1 when the case gives none."""
    budget = inputs.case.budget
    shares = budget.persistence if budget else ()
    kept = [
        inputs.number(f"budget.persistence.{place}", f"andel i behandling i {place}. år", share, "andel")
        for place, share in enumerate(shares, start=1)
    ]
    return [apply("add", *((new[s] * kept[t - s] if kept else new[s]) for s in range(t + 1))) for t in range(len(new))]


def _check_persistence(persistence: tuple[Decimal, ...], years: int) -> None:
    for place, share in enumerate(persistence, start=1):
        if not 0 <= share <= 1:
            raise InvalidCalculation(
                "Andelen som er i behandling, må være mellom 0 og 1.",
                where=f"budget.persistence.{place}",
                remedy="Skriv 0.6 for 60 %.",
            )
    if persistence and len(persistence) != years:
        raise InvalidCalculation(
            "persistence må ha like mange år som new_patients.", where="budget.persistence", remedy="Rett listen."
        )
