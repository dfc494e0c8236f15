"""Treatment: the cost of a one-off treatment, and of a continuous one a year and over its mean duration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from corpus.errors import InvalidCalculation
from drafting.calculations.graph.figures import Figure, Term, apply, computed
from drafting.calculations.graph.inputs import Inputs
from drafting.calculations.treatment.coverage import PART_REMARK, key_prefix
from drafting.calculations.treatment.prices import BASES, BASIS_NAMES
from drafting.case.case import Treatment, TreatmentPart

DAYS_A_YEAR = Decimal("365.25")  # Source: docs/rules.md, «Treatment, continuous»
MONTHS_A_YEAR = 12


def treatment_figures(inputs: Inputs, prices: Mapping[str, Figure]) -> Iterator[Figure]:
    """`treatment.annual.max_aup|rhf_aup` (continuous) and `treatment.max_aup|rhf_aup`; none without a treatment.

    With `part.` before the keys where they are only a part of the treatment's cost (`coverage`).

    Raises:
        InvalidCalculation: for half packages of a one-off treatment, or without a period; names the key.
    """
    treatment = inputs.case.treatment
    if treatment is None:
        return
    prefix = key_prefix(inputs.case, "treatment")
    remark = PART_REMARK if prefix else ""
    for basis in BASES:
        price = {part.package: prices[f"price.{part.package}.{basis}"] for part in treatment.all_parts}
        name = BASIS_NAMES[basis]
        if treatment.kind == "one_off":
            costs = [price[part.package] * package_count(inputs, place) for place, part in _parts(treatment)]
            yield computed(
                f"{prefix}treatment.{basis}",
                f"behandlingskostnad til {name}",
                _added(costs),
                "NOK",
                reference="Engangsbehandling: pris × pakninger",
                remark=remark,
            )
            continue
        annual = computed(
            f"{prefix}treatment.annual.{basis}",
            f"årlig behandlingskostnad til {name}",
            _added([annual_cost(inputs, place, price[part.package]) for place, part in _parts(treatment)]),
            "NOK",
            reference="Pakninger × pris × 365,25 / periode",
            remark=remark,
        )
        yield annual
        if treatment.mean_duration_months is not None:
            yield computed(
                f"{prefix}treatment.{basis}",
                f"behandlingskostnad til {name}",
                annual * duration(inputs, treatment.mean_duration_months) / MONTHS_A_YEAR,
                "NOK",
                reference="Årlig kostnad × måneder / 12, udiskontert",
                remark=remark,
            )


def _parts(treatment: Treatment) -> Iterator[tuple[int, TreatmentPart]]:
    return enumerate(treatment.all_parts, start=1)


def _added(costs: list[Term]) -> Term:
    return costs[0] if len(costs) == 1 else apply("add", *costs)


def _part(inputs: Inputs, place: int) -> tuple[TreatmentPart, str, str]:
    """A part of the treatment, where the case file has it, and what its labels end in."""
    treatment = inputs.case.treatment
    assert treatment is not None
    part = treatment.all_parts[place - 1]
    return (part, f"treatment.parts.{place}", f" ({part.package})") if treatment.parts else (part, "treatment", "")


def package_count(inputs: Inputs, place: int = 1) -> Figure:
    """Packages of a one-off treatment, or of a period. Raises InvalidCalculation for half packages of a one-off."""
    part, path, name = _part(inputs, place)
    one_off = inputs.case.treatment is not None and inputs.case.treatment.kind == "one_off"
    whole = part.packages == part.packages.to_integral_value()
    if part.packages <= 0 or (one_off and not whole):
        raise InvalidCalculation(
            "En engangsbehandling må ha et helt antall pakninger, minst én.",
            where=f"{path}.packages",
            remedy="Rett antallet.",
        )
    return inputs.number(f"{path}.packages", f"antall pakninger{name}", part.packages, "pakninger")


def annual_cost(inputs: Inputs, place: int, price: Figure) -> Term:
    """Packages × price × 365.25 / period in days. Raises InvalidCalculation without a period above zero."""
    part, path, name = _part(inputs, place)
    if not part.period_days or part.period_days <= 0:
        raise InvalidCalculation(
            "En løpende behandling trenger en periode over null dager.",
            where=f"{path}.period_days",
            remedy="Legg inn perioden.",
        )
    period = inputs.number(f"{path}.period_days", f"dager mellom hver gang{name}", part.period_days, "dager")
    return package_count(inputs, place) * price * DAYS_A_YEAR / period


def duration(inputs: Inputs, months: Decimal) -> Figure:
    return inputs.number("treatment.mean_duration_months", "gjennomsnittlig varighet", months, "måneder")


def cost_per_price(inputs: Inputs) -> Term | Figure:
    """What the treatment costs for each krone that a package costs: treatment cost = price × this.

    Raises:
        InvalidCalculation: without a treatment, for one of several packages or a part of one, or for a continuous one
            without a duration; names the key.
    """
    treatment = inputs.case.treatment
    if treatment is None:
        raise InvalidCalculation("Saken mangler behandling.", where="treatment", remedy="Legg inn treatment.")
    if key_prefix(inputs.case, "treatment") or len(treatment.all_parts) > 1:
        raise InvalidCalculation(
            "Behandlingskostnaden følger ikke prisen på én pakning alene.",
            where="treatment",
            remedy="Regn ut prisen for hånd, av den samlede kostnaden.",
        )
    if treatment.kind == "one_off":
        return package_count(inputs)
    if treatment.mean_duration_months is None:
        raise InvalidCalculation(
            "Behandlingen mangler varighet.", where="treatment.mean_duration_months", remedy="Legg inn varigheten."
        )
    one = Figure("what_if.price", "én krone per pakning", Decimal(1), "NOK")
    return annual_cost(inputs, 1, one) * duration(inputs, treatment.mean_duration_months) / MONTHS_A_YEAR
