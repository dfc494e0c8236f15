"""Comparator and cost minimisation: annual costs beside each other, differences and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafting.calculations.graph.figures import Figure, apply, computed
from drafting.calculations.graph.inputs import Inputs
from drafting.calculations.treatment.prices import BASES, BASIS_NAMES, Basis
from drafting.case.case import Comparator

AT_MAX = "komparator til Maks-AUP, siden RHF-AUP ikke er oppgitt"
ALTERNATIVE_AT_MAX = "alternativ til Maks-AUP, siden RHF-AUP ikke er oppgitt"


def comparator_figures(inputs: Inputs) -> Iterator[Figure]:
    """`comparator.annual.max_aup|rhf_aup`, each when given."""
    if inputs.case.comparator is not None:
        yield from _annual(inputs, inputs.case.comparator, "comparator", "comparator")


def comparison_figures(inputs: Inputs, so_far: Mapping[str, Figure]) -> Iterator[Figure]:
    """`comparison.<n>.annual.*`, `comparison.<n>.difference.*`, and places `comparison.<n|new>.rank.*`.

    Difference = the new drug's annual cost − the alternative's; place 1 is the cheapest a year. At RHF-AUP an
    alternative without RHF-AUP counts at Maks-AUP, and the figure says so. A one-off treatment has no annual cost,
    so it has no difference.
    """
    annual: dict[str, Figure] = {}
    for number, alternative in enumerate(inputs.case.comparison, start=1):
        for figure in _annual(inputs, alternative, f"comparison.{number}", f"comparison.{number}"):
            annual[figure.key] = figure
            yield figure
    numbers = range(1, len(inputs.case.comparison) + 1)
    for basis in BASES:
        new = so_far.get(f"treatment.annual.{basis}")
        if new is None or not numbers:
            continue
        others = [at_basis(annual, f"comparison.{number}.annual", basis, ALTERNATIVE_AT_MAX) for number in numbers]
        costs = [(other.figure, other.remark) for other in others if other is not None]
        for number, (cost, remark) in enumerate(costs, start=1):
            yield computed(
                f"comparison.{number}.difference.{basis}",
                f"forskjell i årlig kostnad mot {inputs.case.comparison[number - 1].name} til {BASIS_NAMES[basis]}",
                new - cost,
                "NOK",
                reference="Nytt legemiddel − alternativ, per år",
                remark=remark,
            )
        field = [("new", inputs.case.product.name, new)]
        field += [(str(n), inputs.case.comparison[n - 1].name, cost) for n, (cost, _) in enumerate(costs, start=1)]
        remark = next((remark for _, remark in costs if remark), "")
        for name, label, own in field:
            yield computed(
                f"comparison.{name}.rank.{basis}",
                f"plassering etter årlig kostnad til {BASIS_NAMES[basis]} ({label})",
                apply("rank", own, *(cost for _, _, cost in field if cost is not own)),
                "plass",
                reference="Rimeligst per år er nummer 1",
                remark=remark,
            )


@dataclass(frozen=True, slots=True)
class AtBasis:
    """A cost to be used at a price basis, and what to say when it is at another."""

    figure: Figure
    remark: str = ""


def at_basis(figures: Mapping[str, Figure], key: str, basis: Basis, remark: str = AT_MAX) -> AtBasis | None:
    """`key.<basis>`, or at RHF-AUP `key.max_aup` with a remark when no RHF-AUP is given; None without either."""
    found = figures.get(f"{key}.{basis}")
    if found is not None:
        return AtBasis(found)
    fallback = figures.get(f"{key}.max_aup")
    return AtBasis(fallback, remark) if fallback is not None else None


def _annual(inputs: Inputs, comparator: Comparator, path: str, key: str) -> Iterator[Figure]:
    for basis in BASES:
        amount = getattr(comparator, f"annual_cost_{basis}")
        if amount is None:
            continue
        leaf = inputs.amount(
            f"{path}.annual_cost_{basis}",
            f"oppgitt kostnad per år for {comparator.name} til {BASIS_NAMES[basis]}",
            amount,
        )
        yield computed(
            f"{key}.annual.{basis}",
            f"årlig kostnad for {comparator.name} til {BASIS_NAMES[basis]}",
            apply("same", leaf),
            "NOK",
            reference="Komparatorens legemiddelkostnad per pasientår, inkl. mva.",
        )
