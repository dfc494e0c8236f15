"""Every public figure of the case against the report's fact of the same meaning, price basis and VAT (`pairs.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from corpus.bokmal.number_style import number
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.facts import Facts
from drafting.facts.amounts.printed_amounts import tells_enough
from drafting.facts.fact.fact import Fact
from drafting.facts.fact.precision import digits_swapped, rounds_to, step_of_value
from drafting.findings import Finding
from drafting.report_agreement.pairs import PAIRS
from drafting.report_agreement.texts import disagreement

MOST_DECIMALS = 2  # shown of a computed number
SWAPPED = " To sifre kan være byttet om."


def number_disagreements(case: Case, facts: Facts, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Figures that differ from their facts by more than the rounding of the printed number."""
    values = public_values(case, figures)
    for pair in PAIRS:
        for figure, value in values.items():
            keys = pair.keys(figure)
            fact = _fact(facts, keys[0], case) if keys else None
            if (
                keys is None
                or fact is None
                or fact.amount is None
                or not _comparable(fact, pair.price_basis(figure), pair.vat)
            ):
                continue
            _, name, place, either = keys
            meant = [value, *([values[either]] if either in values else [])]
            if not any(rounds_to(one, fact.amount, pair.roundings * fact.precision) for one in meant):
                found = disagreement(pair.code, place, name, fact, (shown(value), shown(fact.amount)))
                yield _with_hint(found, value, fact)


def misprinted_figures(facts: Facts, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """F029: public amounts of the case that the report prints with two neighbouring digits changed about.

    An amount that the report has elsewhere as computed is told once, by the reading of the report (F021).
    """
    told = [one for one in facts.amounts if tells_enough(one.value, one.step)]
    for key, figure in figures.items():
        if (
            figure.confidential
            or figure.unit != "NOK"
            or any(rounds_to(figure.value, one.value, one.step) for one in told)
        ):
            continue
        for one in told:
            if digits_swapped(figure.value, one.value, one.step):
                message = (
                    f"Rapporten har «{one.printed}» på side {one.page}; sakens tall {key} er {shown(figure.value)}."
                    f"{SWAPPED}"
                )
                yield Finding("F029", "warning", key, message, one.printed, shown(figure.value))


def public_values(case: Case, figures: Mapping[str, Figure]) -> dict[str, Decimal]:
    """The public numbers that a report may also tell: computed figures, and what the case gives as it stands."""
    values = {key: figure.value for key, figure in figures.items() if not figure.confidential}
    if case.comparator and (cost := case.comparator.annual_cost_max_aup) and not cost.secret:
        values.setdefault("comparator.annual.max_aup", cost.value)
    if case.cost_utility:
        values["cost_utility.incremental_qaly"] = case.cost_utility.incremental_qaly
    for year, count in enumerate(case.budget.new_patients if case.budget else (), start=1):
        values[f"budget.new_patients.{year}"] = count
    return values


def _fact(facts: Facts, key: str, case: Case) -> Fact | None:
    """The fact; the price of the report's only package is that of an item when its row names the item number.

    A price that a sentence tells «per pakning» is that of the item where the case has one package only.
    """
    fact = facts.get(key)
    if fact or not key.startswith("cost.package_"):
        return fact
    item, _, rest = key.removeprefix("cost.package_").partition(".")
    only = facts.get(f"cost.package.{rest}")
    if only is None:
        return None
    one_package = case.offer is not None and len(case.offer.packages) == 1
    return only if item in only.source.quote or ("\t" not in only.source.quote and one_package) else None


def _comparable(fact: Fact, basis: str, vat: str) -> bool:
    """Whether the fact rests on the pair's price basis and VAT; a fact whose key tells them has them there."""
    scope = fact.scope
    return (not basis or (scope is not None and scope.basis == basis)) and (
        not vat or (scope is not None and scope.vat == vat)
    )


def _with_hint(finding: Finding, value: Decimal, fact: Fact) -> Finding:
    printed = fact.amount
    if printed is None or not digits_swapped(value, printed, fact.precision):
        return finding
    return Finding(
        finding.code, finding.severity, finding.place, finding.message + SWAPPED, finding.expected, finding.found
    )


def shown(value: Decimal) -> str:
    """A number as written in a message: with the decimals it has, at most two."""
    exponent = step_of_value(value.normalize()).as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return number(value, decimals if abs(value) < 1000 else min(MOST_DECIMALS, decimals))
