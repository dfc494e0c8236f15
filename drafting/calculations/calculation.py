"""A case to its figures: every number of a price note, each with its derivation.

Keys are those of docs/rules.md, «Figure keys», and these:
`dosing_range.<course>.lowest|highest.max_aup|rhf_aup` · `threshold.<basis>.years.undiscounted|start_of_year|mid_year|
end_of_year` · `budget.year<t>.patients` · `comparison.<n|new>.rank.<basis>`. What a user asks for («at this price»,
«at this duration») are functions: `with_rhf_aup`, `price_at_duration`, `icer_at_price`, `price_at_icer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from corpus.errors import InvalidCalculation, MissingRate
from drafting.calculations import cost_utility, threshold
from drafting.calculations.budget import budget_figures
from drafting.calculations.comparison import comparator_figures, comparison_figures
from drafting.calculations.graph.figures import Figure
from drafting.calculations.graph.inputs import Inputs
from drafting.calculations.handling_time import process_figures
from drafting.calculations.severity import severity_figures
from drafting.calculations.treatment.dosing import dosing_figures
from drafting.calculations.treatment.prices import Basis, price_figures
from drafting.calculations.treatment.treatment import treatment_figures
from drafting.case.case import Amount, Case
from drafting.case.file import CaseFile
from drafting.case.mistakes import place_in

Chapter: TypeAlias = Callable[[Inputs, Mapping[str, Figure]], Iterator[Figure]]
# In the order of a note; each chapter may use the figures before it.
CHAPTERS: tuple[Chapter, ...] = (
    lambda inputs, _: price_figures(inputs),
    dosing_figures,
    treatment_figures,
    lambda inputs, _: comparator_figures(inputs),
    comparison_figures,
    threshold.threshold_figures,
    budget_figures,
    cost_utility.icer_figures,
    lambda inputs, _: severity_figures(inputs),
    lambda inputs, _: process_figures(inputs),
)


def calculate(case: Case) -> dict[str, Figure]:
    """Every figure that the case allows, by key, in the order of a note.

    Raises:
        InvalidCalculation: an input makes no sense; names its key, never its value.
        MissingRate: a dated rate is not known on the note's date.
    """
    inputs = Inputs(case)
    figures: dict[str, Figure] = {}
    for chapter in CHAPTERS:
        figures.update(_by_key(chapter(inputs, figures)))
    return figures


def calculate_file(case_file: CaseFile) -> dict[str, Figure]:
    """As `calculate`, with file and line in the errors: «sak.yaml, linje 41, treatment.packages: …»."""
    try:
        return calculate(case_file.case)
    except (InvalidCalculation, MissingRate) as error:
        raise type(error)(error.what, where=_place(case_file, error.where), remedy=error.remedy) from None


def _place(case_file: CaseFile, keys: str) -> str:
    """File, line and key of an error; the line is that of the first key's nearest block in the file."""
    first, *_ = keys.split(", ")
    offered = [package.item_number for package in case_file.case.offer.packages] if case_file.case.offer else []
    path = tuple(offered.index(str(step)) if step in offered else step for step in first.split("."))
    steps = tuple(int(step) - 1 if isinstance(step, str) and step.isdigit() else step for step in path)
    place = place_in(case_file.name, case_file.lines, steps)
    return f"{place}, {keys}" if keys else case_file.name


def with_rhf_aup(case: Case, item_number: str, price: Decimal) -> dict[str, Figure]:
    """All figures as they would be if the package cost `price` at RHF-AUP: for the slider of the internal view.

    The owner stays. Raises InvalidCalculation for a package that is not offered, or a price of zero or less.
    """
    return calculate(case_with_rhf_aup(case, item_number, price))


def case_with_rhf_aup(case: Case, item_number: str, price: Decimal) -> Case:
    """The case with another RHF-AUP for one package. Raises InvalidCalculation as `with_rhf_aup`."""
    where = f"offer.packages.{item_number}.rhf_aup"
    if case.offer is None or item_number not in {package.item_number for package in case.offer.packages}:
        raise InvalidCalculation("Varenummeret er ikke i tilbudet.", where=where, remedy="Velg en pakning i tilbudet.")
    if not price.is_finite() or price <= 0:
        raise InvalidCalculation("Prisen må være over null.", where=where, remedy="Velg en høyere pris.")
    packages = tuple(
        package.model_copy(update={"rhf_aup": Amount(value=price, owner=package.rhf_aup.owner)})
        if package.item_number == item_number
        else package
        for package in case.offer.packages
    )
    changed = case.model_copy(update={"offer": case.offer.model_copy(update={"packages": packages})})
    return _with_drug_costs_at(changed, item_number, price / case.package(item_number).rhf_aup.value)


def _with_drug_costs_at(case: Case, item_number: str, factor: Decimal) -> Case:
    """The case with the drug costs that are given at RHF-AUP and follow the package moved as its price was."""
    utility = case.cost_utility
    if utility is None or not utility.drug_cost:
        return case
    costs = tuple(
        cost.model_copy(update={"amount": cost.amount.model_copy(update={"value": cost.amount.value * factor})})
        if cost.basis == "rhf_aup" and cost_utility.followed_item(case, place) == item_number
        else cost
        for place, cost in enumerate(utility.drug_cost, start=1)
    )
    return case.model_copy(update={"cost_utility": utility.model_copy(update={"drug_cost": costs})})


def price_at_duration(case: Case, years: Decimal, basis: Basis = "rhf_aup") -> Figure:
    """The price of a package at which `years` of effect just break even. Raises as `threshold.price_at_duration`."""
    inputs = Inputs(case)
    return threshold.price_at_duration(inputs, _by_key(comparator_figures(inputs)), years, basis)


def icer_at_price(case: Case, price: Decimal, basis: Basis = "rhf_aup", item: str | None = None) -> Figure:
    """The IKER if a package cost `price`. Arguments and errors as `cost_utility.icer_at_price`."""
    inputs = Inputs(case)
    return cost_utility.icer_at_price(inputs, _costs(inputs), price, basis, item)


def price_at_icer(case: Case, icer: Decimal, basis: Basis = "rhf_aup", item: str | None = None) -> Figure:
    """The price of a package at which the IKER is `icer`. Arguments and errors as `cost_utility.price_at_icer`."""
    inputs = Inputs(case)
    return cost_utility.price_at_icer(inputs, _costs(inputs), icer, basis, item)


def _costs(inputs: Inputs) -> dict[str, Figure]:
    """What an IKER is scaled by: the offer's prices and the comparator's yearly costs."""
    return _by_key(price_figures(inputs)) | _by_key(comparator_figures(inputs))


def _by_key(figures: Iterator[Figure]) -> dict[str, Figure]:
    return {figure.key: figure for figure in figures}
