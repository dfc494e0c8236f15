"""Cost-utility: IKER at a price, and the price at which a given IKER is met. No verdict is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from corpus.errors import InvalidCalculation
from drafting.calculations.figures import Figure, Number, computed
from drafting.calculations.inputs import Inputs
from drafting.calculations.prices import BASES, BASIS_NAMES
from drafting.case import Case

LAW = "(legemiddelkostnad × pris / Maks-AUP + andre merkostnader) / vunne kvalitetsjusterte leveår"
NEGATIVE = "brøken har negativ nytte i nevneren og kan ikke leses som en vanlig IKER"


def icer_figures(inputs: Inputs, prices: Mapping[str, Figure]) -> Iterator[Figure]:
    """`icer.max_aup|rhf_aup` in NOK/QALY; at RHF-AUP only when it is clear which package the drug cost is of.

    Raises:
        InvalidCalculation: when the incremental QALYs are zero; names the key.
    """
    block = inputs.case.cost_utility
    if block is None:
        return
    drug, other, qaly = _leaves(inputs)
    item = priced_item(inputs.case)
    for basis in BASES:
        cost: Number = drug
        if basis == "rhf_aup":
            if item is None:
                continue
            cost = drug * prices[f"price.{item}.rhf_aup"] / prices[f"price.{item}.max_aup"]
        yield computed(
            f"icer.{basis}",
            f"IKER til {BASIS_NAMES[basis]}",
            (cost + other) / qaly,
            "NOK/QALY",
            reference=LAW,
            remark=NEGATIVE if block.incremental_qaly < 0 else "",
        )


def icer_at_price(inputs: Inputs, prices: Mapping[str, Figure], price: Decimal) -> Figure:
    """IKER if a package cost `price` NOK incl. VAT. Raises InvalidCalculation naming the key."""
    drug, other, qaly = _leaves(inputs)
    wanted = Figure("what_if.price", "pris per pakning", price, "NOK", reference="valgt av brukeren")
    return computed(
        "icer.at_price",
        f"IKER ved {wanted.display} per pakning",
        (drug * wanted / _max_aup(inputs, prices) + other) / qaly,
        "NOK/QALY",
        reference=LAW,
    )


def price_at_icer(inputs: Inputs, prices: Mapping[str, Figure], icer: Decimal) -> Figure:
    """The price of a package at which the IKER is `icer`; may be negative, which says that no price meets it.

    Raises:
        InvalidCalculation: without cost-utility or package, or with zero QALYs (the IKER has then no price).
    """
    drug, other, qaly = _leaves(inputs)
    wanted = Figure("what_if.icer", "ønsket IKER", icer, "NOK/QALY", reference="valgt av brukeren")
    term = (wanted * qaly - other) * _max_aup(inputs, prices) / drug
    return computed(
        "icer.price_at_icer",
        f"pris per pakning som gir IKER {wanted.display}",
        term,
        "NOK",
        reference=LAW,
        remark="ingen pris over null gir denne IKER-en" if term.value < 0 else "",
    )


def priced_item(case: Case) -> str | None:
    """The package whose price the drug cost follows: the treatment's, the dosing's, or the only one offered."""
    for block in (case.treatment, case.dosing):
        if block is not None:
            return block.package
    packages = case.offer.packages if case.offer else ()
    return packages[0].item_number if len(packages) == 1 else None


def _max_aup(inputs: Inputs, prices: Mapping[str, Figure]) -> Figure:
    item = priced_item(inputs.case)
    if item is None:
        raise InvalidCalculation(
            "Det er ikke klart hvilken pakning legemiddelkostnaden gjelder.",
            where="treatment.package",
            remedy="Legg inn treatment med pakningen.",
        )
    return prices[f"price.{item}.max_aup"]


def _leaves(inputs: Inputs) -> tuple[Figure, Figure, Figure]:
    block = inputs.case.cost_utility
    if block is None:
        raise InvalidCalculation("Saken mangler cost_utility.", where="cost_utility", remedy="Legg inn blokken.")
    drug = inputs.amount(
        "cost_utility.drug_cost_max_aup", "merkostnad for legemidler til Maks-AUP", block.drug_cost_max_aup
    )
    other = inputs.amount("cost_utility.other_incremental_cost", "andre merkostnader", block.other_incremental_cost)
    qaly = inputs.number(
        "cost_utility.incremental_qaly", "vunne kvalitetsjusterte leveår", block.incremental_qaly, "QALY"
    )
    return drug, other, qaly
