"""Every public figure of the case against the report's fact of the same meaning, price basis and VAT (`pairs.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from drafting.calculations.graph.figures import Figure
from drafting.calculations.graph.rates import rate
from drafting.case.case import Case
from drafting.facts import Facts
from drafting.facts.amounts.printed_amounts import tells_enough
from drafting.facts.fact.fact import Fact
from drafting.facts.fact.precision import digits_swapped, rounds_to
from drafting.findings import Finding
from drafting.report_agreement.pairs import PAIRS, Pair
from drafting.report_agreement.texts import disagreement
from drafting.report_agreement.vat import amounts_without_vat, beside_unsaid_vat, beside_without_vat
from drafting.report_agreement.wording import SWAPPED, shown


def number_disagreements(case: Case, facts: Facts, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Figures that differ from their facts by more than the rounding of the printed number."""
    values = public_values(case, figures)
    sides = _Sides(case, facts, values, 1 + rate("merverdiavgift", on=case.note_date).value)
    told: dict[tuple[str, str], list[Finding]] = {}
    places = set()
    for pair in PAIRS:
        for figure in values:
            keys = pair.keys(figure)
            if keys is None:
                continue
            for finding in _compared(pair, figure, keys, sides):
                if finding.code == "F035":  # once for all years and arms
                    told.setdefault((pair.code, finding.message.split(" ", 3)[2]), []).append(finding)
                else:
                    places.add(finding.place)
                    yield finding
    yield from (finding for finding in amounts_without_vat(case, facts) if finding.place not in places)
    for same in told.values():
        more = f" Det gjelder også {len(same) - 1} andre tall av samme slag." if len(same) > 1 else ""
        yield replace(same[0], message=f"{same[0].message}{more}")


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is compared: the case with its public values, the report's facts, and 1 + the VAT rate."""

    case: Case
    facts: Facts
    values: Mapping[str, Decimal]
    factor: Decimal


def _compared(pair: Pair, figure: str, keys: tuple[str, str, str, str], sides: _Sides) -> Iterator[Finding]:
    """The findings on one figure beside the report's fact of the same meaning, with, without or of unsaid VAT."""
    key, name, place, either = keys
    case, facts, values, value = sides.case, sides.facts, sides.values, sides.values[figure]
    fact = _fact(facts, key, case)
    if by_company := _of_company(facts, key, value, pair, fact):
        yield _company_value(place, name, (value, by_company), fact)
        return
    proportional = sides.factor if pair.taxed else None
    if fact is None and ".inc_vat" in key:
        if (without := facts.get(key.replace(".inc_vat", ".ex_vat"))) is not None:
            yield from beside_without_vat(pair.code, place, name, (value, without), proportional)
        return
    if fact is None or fact.amount is None or fact.scope is None or not _same_years(figure, fact, case):
        return
    basis = pair.price_basis(figure)
    if basis and fact.scope.basis != basis:
        if not fact.scope.basis and basis == "max_aup":
            message = (
                f"Rapporten sier ikke hvilken pris tallet for {name} på side {fact.source.page} bygger på; det er "
            )
            yield Finding("F035", "info", place, f"{message}ikke sammenlignet med saken.")
        return
    if pair.vat and fact.scope.vat != pair.vat:
        beside = beside_without_vat if fact.scope.vat == "ex_vat" else beside_unsaid_vat
        yield from beside(pair.code, place, name, (value, fact), proportional)
        return
    meant = [value, *([values[either]] if either in values else [])]
    if not any(rounds_to(one, fact.amount, pair.roundings * fact.precision) for one in meant):
        found = disagreement(pair.code, place, name, fact, (shown(value), shown(fact.amount)))
        yield _with_hint(found, value, fact)


def _of_company(facts: Facts, key: str, value: Decimal, pair: Pair, dmps: Fact | None) -> Fact | None:
    """The company's number, where the case has it and DMP's is another or none."""
    step = pair.roundings
    if dmps and dmps.amount is not None and rounds_to(value, dmps.amount, step * dmps.precision):
        return None
    others = [fact for fact in facts.others if fact.key == key and fact.voice == "company"]
    others += [fact] if ".dmp" in key and (fact := facts.get(key.replace(".dmp", ".company"))) else []
    basis, vat = pair.basis and "max_aup", pair.vat
    return next(
        (
            fact
            for fact in others
            if fact.amount is not None
            and rounds_to(value, fact.amount, step * fact.precision)
            and (not basis or (fact.scope is not None and fact.scope.basis in ("", basis)))
            and (not vat or (fact.scope is not None and fact.scope.vat in ("", vat)))
        ),
        None,
    )


def _company_value(place: str, name: str, said: tuple[Decimal, Fact], dmps: Fact | None) -> Finding:
    """F033: the case has the company's number and not DMP's."""
    value, firms = said
    message = f"Saken har firmaets tall for {name}: «{shown(value)}», side {firms.source.page} i rapporten."
    own = shown(dmps.amount) if dmps and dmps.amount is not None else ""
    if dmps and own:
        message += f" DMP har «{own}», side {dmps.source.page}."
    else:
        message += " Det er ikke funnet noe tall fra DMP."
    return Finding("F033", "warning", place, message, own, shown(value))


def _same_years(figure: str, fact: Fact, case: Case) -> bool:
    """Whether a sum over years is over as many years as the case has."""
    if ".total." not in figure:
        return True
    years = len(case.budget.new_patients) if case.budget else 0
    return fact.scope is None or not years or fact.scope.year in (0, years)


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
    if case.treatment and case.treatment.mean_duration_months:
        values["treatment.mean_duration_months"] = case.treatment.mean_duration_months
    values |= _ranges(case, values)
    return values


def _ranges(case: Case, values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The lowest and highest cost of a course by its number of cycles, as a report names it."""
    courses = case.dosing.courses if case.dosing else ()
    found = {}
    for course in courses:
        names = [str(course.cycles)] if sum(one.cycles == course.cycles for one in courses) == 1 else []
        for name in [*names, *(["course"] if len(courses) == 1 else [])]:
            for end in ("lowest", "highest"):
                if (value := values.get(f"dosing_range.{course.key}.{end}.max_aup")) is not None:
                    found[f"range.{name}.{end}.max_aup"] = value
    return found


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


def _with_hint(finding: Finding, value: Decimal, fact: Fact) -> Finding:
    printed = fact.amount
    if printed is None or not digits_swapped(value, printed, fact.precision):
        return finding
    return Finding(
        finding.code, finding.severity, finding.place, finding.message + SWAPPED, finding.expected, finding.found
    )
