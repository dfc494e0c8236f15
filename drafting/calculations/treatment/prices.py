"""Prices: the offer's figures, discount, and AUP from AIP and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal, TypeAlias

from corpus.errors import InvalidCalculation
from drafting.calculations.graph.figures import Figure, Term, apply, computed
from drafting.calculations.graph.inputs import Inputs, price_decimals, rate_figure
from drafting.calculations.graph.rates import rate

Basis: TypeAlias = Literal["max_aup", "rhf_aup"]
BASES: tuple[Basis, ...] = ("max_aup", "rhf_aup")
BASIS_NAMES = {"max_aup": "Maks-AUP", "rhf_aup": "RHF-AUP"}
PRICE_LAW = {
    "max_aup": "Legemiddelforskriften kap. 12 (maksimalpris fastsatt av DMP), inkl. mva.",
    "rhf_aup": "Tilbudt pris, inkl. mva.; offentleglova § 13 jf. forvaltningsloven § 13 første ledd nr. 2",
}
CENT = Decimal("0.01")


def price_figures(inputs: Inputs) -> Iterator[Figure]:
    """`price.<item>.max_aup|rhf_aup|discount_percent` of every offered package."""
    offer = inputs.case.offer
    for package in offer.packages if offer else ():
        item = package.item_number
        prices = []
        for basis in BASES:
            amount = getattr(package, basis)
            leaf = inputs.amount(f"offer.packages.{item}.{basis}", f"{BASIS_NAMES[basis]} i tilbudet ({item})", amount)
            figure = computed(
                f"price.{item}.{basis}",
                f"{BASIS_NAMES[basis]} per pakning ({item})",
                apply("same", leaf),
                "NOK",
                reference=PRICE_LAW[basis],
                decimals=price_decimals(amount.value),
            )
            prices.append(figure)
            yield figure
        yield computed(
            f"price.{item}.discount_percent",
            f"rabatt ({item})",
            discount_percent(*prices),
            "%",
            reference="100 × (1 − RHF-AUP / Maks-AUP)",
        )


def discount_percent(max_aup: Figure, rhf_aup: Figure) -> Term:
    """100 × (1 − RHF-AUP / Maks-AUP), in per cent; negative when RHF-AUP is the higher."""
    return 100 * (1 - rhf_aup / max_aup)


def aup_from_aip(aip: Decimal, *, on: date, cold: bool = False, ab: bool = False) -> Figure:
    """AUP incl. VAT of one package, rounded half up to 0.10 NOK as the rule itself says.

    Args:
        aip: apotekets innkjøpspris, NOK excl. VAT, 0 or more.
        on: the day whose rates count.
        cold: cold-chain product.
        ab: A or B preparation (narcotic or addictive); unconfirmed term.

    Raises:
        InvalidCalculation: for a negative AIP.
        MissingRate: for a day whose whole rule is not known (before 1.7.2019).

    Source: dmp.no, «Apotekavanse», from 1.7.2019.
    """
    if aip < 0:
        raise InvalidCalculation("AIP kan ikke være negativ.", where="aip", remedy="Rett prisen.")
    leaf = Figure("aip", "AIP", aip, "NOK", reference="oppgitt", decimals=price_decimals(aip))
    margin, fixed, vat, step, remark = _rule(on, cold, ab)
    raw = (leaf * (1 + margin) + fixed) * (1 + vat)
    return computed(
        "aup",
        "AUP inkl. mva.",
        apply("round_to", raw, step),
        "NOK",
        reference="dmp.no, «Apotekavanse»",
        remark=remark,
        decimals=2,
    )


@dataclass(frozen=True, slots=True)
class AipRange:
    """The AIPs in whole øre, from `low` to `high`, both included, that round to one AUP."""

    low: Decimal
    high: Decimal
    remark: str = ""

    @property
    def count(self) -> int:
        return int((self.high - self.low) / CENT) + 1


def aip_from_aup(aup: Decimal, *, on: date, cold: bool = False, ab: bool = False) -> AipRange:
    """Every AIP in whole øre that gives this AUP: the inverse of `aup_from_aip`.

    Raises:
        InvalidCalculation: when no AIP gives this AUP: not a multiple of 0.10 NOK, or below the fixed parts.
        MissingRate: as `aup_from_aip`.
    """
    margin, fixed, vat, step, remark = _rule(on, cold, ab)
    if aup % step.value:
        raise InvalidCalculation("AUP er ikke et helt antall 0,10 NOK.", where="aup", remedy="Rett prisen.")
    half = step.value / 2
    low, above = (((edge / (1 + vat.value)) - fixed.value) / (1 + margin.value) for edge in (aup - half, aup + half))
    lowest = max(Decimal(0), (low / CENT).to_integral_value(rounding=ROUND_CEILING) * CENT)
    highest = (above / CENT).to_integral_value(rounding=ROUND_FLOOR) * CENT
    if highest == above:  # half is rounded up, so the upper edge belongs to the next AUP
        highest -= CENT
    if highest < lowest:
        raise InvalidCalculation(
            "Ingen AIP gir denne AUP-en: den er lavere enn de faste tilleggene.", where="aup", remedy="Rett prisen."
        )
    return AipRange(lowest, highest, remark)


def aip_term(aup: Figure, *, on: date, cold: bool = False, ab: bool = False) -> Term:
    """The AIP behind an AUP, give or take the rounding of the AUP: what anybody can work out. Raises MissingRate."""
    margin, fixed, vat, _, _ = _rule(on, cold, ab)
    return (aup / (1 + vat) - fixed) / (1 + margin)


def _rule(on: date, cold: bool, ab: bool) -> tuple[Term, Term, Figure, Figure, str]:
    """Margin share, fixed NOK, VAT share, rounding step and remark on a day. Raises MissingRate."""
    margins = ["apotekavanse"] + ["apotekavanse_kjolevare"] * cold
    additions = ["apotekavanse_kronetillegg"] + ["apotekavanse_ab_tillegg"] * ab
    rates = {key: rate_figure(rate(key, on=on)) for key in [*margins, *additions, "merverdiavgift", "aup_avrunding"]}
    unconfirmed = [figure.label for figure in rates.values() if figure.remark]
    remark = f"ubekreftet: {', '.join(unconfirmed)}" if unconfirmed else ""
    margin, fixed = (apply("add", *(rates[key] for key in keys)) for keys in (margins, additions))
    return margin, fixed, rates["merverdiavgift"], rates["aup_avrunding"], remark
