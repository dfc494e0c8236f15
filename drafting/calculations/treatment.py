"""Treatment: the cost of a one-off treatment, and of a continuous one a year and over its mean duration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from corpus.errors import InvalidCalculation
from drafting.calculations.coverage import PART_REMARK, key_prefix
from drafting.calculations.figures import Figure, Term, computed
from drafting.calculations.inputs import Inputs
from drafting.calculations.prices import BASES, BASIS_NAMES
from drafting.case import Treatment

DAYS_A_YEAR = Decimal("365.25")  # Source: DESIGN.md, «Treatment, continuous»
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
        price = prices[f"price.{treatment.package}.{basis}"]
        name = BASIS_NAMES[basis]
        if treatment.kind == "one_off":
            yield computed(
                f"{prefix}treatment.{basis}",
                f"behandlingskostnad til {name}",
                price * package_count(inputs, treatment),
                "NOK",
                reference="Engangsbehandling: pris × pakninger",
                remark=remark,
            )
            continue
        annual = computed(
            f"{prefix}treatment.annual.{basis}",
            f"årlig behandlingskostnad til {name}",
            annual_cost(inputs, treatment, price),
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


def package_count(inputs: Inputs, treatment: Treatment) -> Figure:
    """Packages of a one-off treatment, or of a period. Raises InvalidCalculation for half packages of a one-off."""
    whole = treatment.packages == treatment.packages.to_integral_value()
    if treatment.packages <= 0 or (treatment.kind == "one_off" and not whole):
        raise InvalidCalculation(
            "En engangsbehandling må ha et helt antall pakninger, minst én.",
            where="treatment.packages",
            remedy="Rett antallet.",
        )
    return inputs.number("treatment.packages", "antall pakninger", treatment.packages, "pakninger")


def annual_cost(inputs: Inputs, treatment: Treatment, price: Figure) -> Term:
    """Packages × price × 365.25 / period in days. Raises InvalidCalculation without a period above zero."""
    if not treatment.period_days or treatment.period_days <= 0:
        raise InvalidCalculation(
            "En løpende behandling trenger en periode over null dager.",
            where="treatment.period_days",
            remedy="Legg inn perioden.",
        )
    period = inputs.number("treatment.period_days", "dager mellom hver gang", treatment.period_days, "dager")
    return package_count(inputs, treatment) * price * DAYS_A_YEAR / period


def duration(inputs: Inputs, months: Decimal) -> Figure:
    return inputs.number("treatment.mean_duration_months", "gjennomsnittlig varighet", months, "måneder")


def cost_per_price(inputs: Inputs) -> Term | Figure:
    """What the treatment costs for each krone that a package costs: treatment cost = price × this.

    Raises:
        InvalidCalculation: without a treatment, or for a continuous one without a duration; names the key.
    """
    treatment = inputs.case.treatment
    if treatment is None:
        raise InvalidCalculation("Saken mangler behandling.", where="treatment", remedy="Legg inn treatment.")
    if key_prefix(inputs.case, "treatment"):
        raise InvalidCalculation(
            "Behandlingen i saken er bare en del av den som vurderes.",
            where="treatment",
            remedy="Regn ut prisen for hånd, av den samlede kostnaden.",
        )
    if treatment.kind == "one_off":
        return package_count(inputs, treatment)
    if treatment.mean_duration_months is None:
        raise InvalidCalculation(
            "Behandlingen mangler varighet.", where="treatment.mean_duration_months", remedy="Legg inn varigheten."
        )
    one = Figure("what_if.price", "én krone per pakning", Decimal(1), "NOK")
    return annual_cost(inputs, treatment, one) * duration(inputs, treatment.mean_duration_months) / MONTHS_A_YEAR
