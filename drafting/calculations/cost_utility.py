"""Cost-utility: IKER at a price, and the price at which a given IKER is met. No verdict is given.

Each drug cost is scaled from the price basis that it was given at by the ratio of its own packages' prices: the new
drug's by the offered package's, the comparator's by that of `comparator.annual_cost_rhf_aup` to `annual_cost_max_aup`.
Source: docs/rules.md, «IKER at a price basis».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.errors import InvalidCalculation
from drafting.calculations.comparison import AT_MAX
from drafting.calculations.graph.figures import Figure, Figures, Number, Operand, Term, apply, computed
from drafting.calculations.graph.inputs import Inputs, price_decimals
from drafting.calculations.treatment.coverage import priced_item
from drafting.calculations.treatment.prices import BASES, BASIS_NAMES, Basis
from drafting.case.case import Case, CostUtility, DrugCost

LAW = "(legemiddelkostnad − komparators legemiddelkostnad + andre merkostnader) / vunne kvalitetsjusterte leveår"
OLD_LAW = "(legemiddelkostnad × pris / Maks-AUP + andre merkostnader) / vunne kvalitetsjusterte leveår"
SCALED = "Kostnaden × prisen på prisgrunnlaget / prisen den er regnet med"
NEGATIVE = "brøken har negativ nytte i nevneren og kan ikke leses som en vanlig IKER"
NOT_SPLIT = "komparator til Maks-AUP, siden komparatorens legemiddelkostnad ikke er oppgitt for seg"


def icer_figures(inputs: Inputs, so_far: Figures) -> Iterator[Figure]:
    """`icer.max_aup|rhf_aup` in NOK/QALY, and behind them `icer.<basis>.drug_cost.<n>` and `….comparator_drug_cost`.

    A basis is left out when a drug cost cannot be had at it; `cost_utility_findings` says why.

    Raises:
        InvalidCalculation: when the incremental QALYs are zero; names the key.
    """
    block = inputs.case.cost_utility
    if block is None:
        return
    for basis in BASES:
        drugs = [_drug_cost(inputs, so_far, place, basis) for place in range(1, parts_of(block) + 1)]
        other = _comparator_cost(inputs, so_far, basis)
        if other is None or any(drug is None for drug in drugs):
            continue
        made = [drug for drug in drugs if drug is not None]
        remark = "; ".join(part for part in (other.remark, NEGATIVE if block.incremental_qaly < 0 else "") if part)
        yield computed(
            f"icer.{basis}",
            f"IKER til {BASIS_NAMES[basis]}",
            _icer(inputs, made, other),
            "NOK/QALY",
            reference=LAW if block.drug_cost else OLD_LAW,
            remark=remark,
        )
        # An older file's cost is the net of both: it has no figures of its own.
        yield from (part for part in (*made, other.cost) if isinstance(part, Figure) and part.key.startswith("icer."))


def icer_at_price(
    inputs: Inputs, so_far: Figures, price: Decimal, basis: Basis = "rhf_aup", item: str | None = None
) -> Figure:
    """IKER if a package cost `price` NOK incl. VAT.

    Args:
        so_far: the price figures and the comparator's.
        basis: what the comparator and other packages are counted at.
        item: the package, where the drug cost follows several.

    Raises:
        InvalidCalculation: without cost-utility, or where a cost is not known; names the key.
    """
    place, drugs, other = _whole(inputs, so_far, basis, item)
    wanted = Figure(
        "what_if.price", "pris per pakning", price, "NOK", reference="valgt av brukeren", decimals=price_decimals(price)
    )
    drugs[place - 1] = _per_price(inputs, so_far, place) * wanted
    return computed(
        "icer.at_price",
        f"IKER ved {wanted.display} per pakning",
        _icer(inputs, drugs, other),
        "NOK/QALY",
        reference=LAW,
        remark=other.remark,
    )


def price_at_icer(
    inputs: Inputs, so_far: Figures, icer: Decimal, basis: Basis = "rhf_aup", item: str | None = None
) -> Figure:
    """The price of a package at which the IKER is `icer`; may be negative, which says that no price meets it.

    Args and errors as `icer_at_price`; zero QALYs are one too (the IKER has then no price).
    """
    place, drugs, other = _whole(inputs, so_far, basis, item)
    wanted = Figure("what_if.icer", "ønsket IKER", icer, "NOK/QALY", reference="valgt av brukeren")
    left = wanted * _qaly(inputs) - _other_cost(inputs)
    if other.cost is not None:
        left = left + other.cost
    for drug in [drug for n, drug in enumerate(drugs, start=1) if n != place]:
        left = left - drug
    term = left / _per_price(inputs, so_far, place)
    none = "ingen pris over null gir denne IKER-en" if term.value < 0 else ""
    return computed(
        "icer.price_at_icer",
        f"pris per pakning som gir IKER {wanted.display}",
        term,
        "NOK",
        reference=LAW,
        remark="; ".join(part for part in (none, other.remark) if part),
    )


def comparator_reservation(case: Case) -> str:
    """What the comparator is counted at in the IKER at RHF-AUP, where that is not RHF-AUP and it costs anything."""
    block, comparator = case.cost_utility, case.comparator
    if block is None:
        return ""
    cost = block.comparator_drug_cost
    if cost is None:
        return NOT_SPLIT
    known = comparator and comparator.annual_cost_max_aup and comparator.annual_cost_rhf_aup
    return AT_MAX if cost.basis == "max_aup" and cost.amount.value and not known else ""


def parts_of(block: CostUtility) -> int:
    """The number of parts of the new drug's cost."""
    return len(block.drug_cost) or 1


@dataclass(frozen=True, slots=True)
class _ComparatorCost:
    """The comparator's drug cost at a basis (None: it is in the net cost, or there is none), and what to say of it."""

    cost: Operand | None
    remark: str = ""


def _icer(inputs: Inputs, drugs: list[Operand], other: _ComparatorCost) -> Term:
    total: Number = drugs[0] if len(drugs) == 1 else apply("add", *drugs)
    if other.cost is not None:
        total = total - other.cost
    return (total + _other_cost(inputs)) / _qaly(inputs)


def _drug_cost(inputs: Inputs, so_far: Figures, place: int, basis: Basis) -> Operand | None:
    """One part of the new drug's cost at a basis; None when it is not clear which package it follows."""
    block = _block(inputs)
    leaf, given = _leaf(inputs, place)
    item = followed_item(inputs.case, place)
    if basis == given:
        scaled: Operand = leaf
    elif item is None:
        return None
    else:
        scaled = leaf * so_far[f"price.{item}.{basis}"] / so_far[f"price.{item}.{given}"]
    if not block.drug_cost:
        return scaled
    term = scaled if isinstance(scaled, Term) else apply("same", scaled)
    part = f" ({item})" if item and len(block.drug_cost) > 1 else ""
    label = f"legemiddelkostnad til {BASIS_NAMES[basis]}{part}"
    return computed(f"icer.{basis}.drug_cost.{place}", label, term, "NOK", reference=SCALED)


def _comparator_cost(inputs: Inputs, so_far: Figures, basis: Basis) -> _ComparatorCost | None:
    """The comparator's drug cost at a basis; None when the case cannot give it at Maks-AUP."""
    cost = _block(inputs).comparator_drug_cost
    remark = comparator_reservation(inputs.case) if basis == "rhf_aup" else ""
    if cost is None:
        return _ComparatorCost(None, remark)
    label = f"komparators legemiddelkostnad til {BASIS_NAMES[cost.basis]}, oppgitt"
    leaf = inputs.amount("cost_utility.comparator_drug_cost.amount", label, cost.amount)
    term = apply("same", leaf)
    if cost.basis != basis and cost.amount.value:
        to, given = (so_far.get(f"comparator.annual.{name}") for name in (basis, cost.basis))
        if to is not None and given is not None:
            term = leaf * to / given
        elif basis == "max_aup":
            return None
    label = f"komparators legemiddelkostnad til {BASIS_NAMES[basis]}"
    return _ComparatorCost(
        computed(f"icer.{basis}.comparator_drug_cost", label, term, "NOK", reference=SCALED, remark=remark), remark
    )


def _whole(
    inputs: Inputs, so_far: Figures, basis: Basis, item: str | None
) -> tuple[int, list[Operand], _ComparatorCost]:
    """The place of the part that follows `item`, all parts and the comparator. Raises InvalidCalculation."""
    block = _block(inputs)
    items = [followed_item(inputs.case, place) for place in range(1, parts_of(block) + 1)]
    wanted = [n for n, found in enumerate(items, start=1) if found is not None and item in (None, found)]
    drugs = [_drug_cost(inputs, so_far, place, basis) for place in range(1, len(items) + 1)]
    if len(wanted) != 1 or None in items:
        raise InvalidCalculation(
            "Det er ikke klart hvilken pakning legemiddelkostnaden gjelder.",
            where="cost_utility.drug_cost" if block.drug_cost else "treatment.package",
            remedy="Oppgi package i drug_cost." if block.drug_cost else "Legg inn treatment med pakningen.",
        )
    other = _comparator_cost(inputs, so_far, basis)
    if other is None:
        raise InvalidCalculation(
            "Komparators legemiddelkostnad er ikke kjent til Maks-AUP.",
            where="comparator.annual_cost_max_aup",
            remedy="Legg inn kostnaden per år til begge priser.",
        )
    return wanted[0], [drug for drug in drugs if drug is not None], other


def _per_price(inputs: Inputs, so_far: Figures, place: int) -> Term:
    """What a part of the drug cost is for each krone that its package costs."""
    leaf, given = _leaf(inputs, place)
    return leaf / so_far[f"price.{followed_item(inputs.case, place)}.{given}"]


def followed_item(case: Case, place: int) -> str | None:
    """The package that a part of the drug cost follows; None where it is not clear."""
    block = case.cost_utility
    if block and block.drug_cost and (named := block.drug_cost[place - 1].package):
        return named
    # Two parts cannot both follow «the» package of the case.
    return priced_item(case) if block and parts_of(block) == 1 else None


def _leaf(inputs: Inputs, place: int) -> tuple[Figure, Basis]:
    """One part of the new drug's cost as given, and the basis that it was given at."""
    block = _block(inputs)
    if not block.drug_cost:
        assert block.drug_cost_max_aup is not None  # the case is validated
        key, label = "cost_utility.drug_cost_max_aup", "merkostnad for legemidler til Maks-AUP"
        return inputs.amount(key, label, block.drug_cost_max_aup), "max_aup"
    cost: DrugCost = block.drug_cost[place - 1]
    label = f"legemiddelkostnad til {BASIS_NAMES[cost.basis]}, oppgitt"
    label += f" (del {place})" if len(block.drug_cost) > 1 else ""
    return inputs.amount(f"cost_utility.drug_cost.{place}.amount", label, cost.amount), cost.basis


def _other_cost(inputs: Inputs) -> Figure:
    block = _block(inputs)
    return inputs.amount("cost_utility.other_incremental_cost", "andre merkostnader", block.other_incremental_cost)


def _qaly(inputs: Inputs) -> Figure:
    gained = _block(inputs).incremental_qaly
    return inputs.number("cost_utility.incremental_qaly", "vunne kvalitetsjusterte leveår", gained, "QALY")


def _block(inputs: Inputs) -> CostUtility:
    block = inputs.case.cost_utility
    if block is None:
        raise InvalidCalculation("Saken mangler cost_utility.", where="cost_utility", remedy="Legg inn blokken.")
    return block
