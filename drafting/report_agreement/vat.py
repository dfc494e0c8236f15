"""Amounts of a case, which hold VAT, beside amounts of a report that do not, or do not say.

Of a price or a drug cost the amount with VAT is that without × the rate. A ratio (IKER) or a duration has no such way
from one to the other: it is told that they were not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafting.case.case import Amount, Case
from drafting.case.paths import walk
from drafting.facts.amounts.printed_amounts import tells_enough
from drafting.facts.fact.fact import Fact, Facts
from drafting.facts.fact.precision import rounds_to
from drafting.findings import Finding
from drafting.report_agreement.texts import disagreement
from drafting.report_agreement.wording import shown


def amounts_without_vat(case: Case, facts: Facts) -> Iterator[Finding]:
    """F034: amounts that the case gives, and that the report prints as amounts without VAT and in no other way."""
    without = {one.value: one for one in facts.amounts if one.vat == "ex_vat" and tells_enough(one.value, one.step, 3)}
    for path, value in given_amounts(case):
        if one := without.get(abs(value)):
            message = (
                f"Beløpet «{shown(value)}» i saken er trykt i rapporten som et beløp uten mva. (side {one.page}). "
                "Beløp i saken skal være med mva."
            )
            yield Finding("F034", "warning", path, message, "", shown(value))


def given_amounts(case: Case) -> Iterator[tuple[str, Decimal]]:
    """The public amounts of the case file, with their places."""
    for place in walk(case):
        if isinstance(place.value, Amount) and not place.value.secret:
            yield place.path.removesuffix(".amount"), place.value.value


def beside_without_vat(
    pair_code: str, place: str, name: str, said: tuple[Decimal, Fact], factor: Decimal | None
) -> Iterator[Finding]:
    """Findings on a case's value and a fact without VAT: F034 the same number, F035 not comparable, else `pair_code`.

    Args:
        pair_code, place, name: as for a disagreement.
        said: the case's value, and the report's fact.
        factor: 1 + the VAT rate, for what is proportional to it; None for ratios and durations.
    """
    value, fact = said
    amount = fact.amount
    if amount is None:
        return
    where = f"side {fact.source.page} i rapporten"
    if rounds_to(value, amount, fact.precision):
        message = f"Tallet for {name} i saken, «{shown(value)}», er rapportens tall uten mva. ({where})."
        message += (
            f" Beløp i saken skal være med mva.: {shown(amount * factor)}." if factor else " Saken regner med mva."
        )
        yield Finding("F034", "warning", place, message, shown(amount * factor) if factor else "", shown(value))
    elif factor is None:
        message = f"Rapporten oppgir {name} uten mva. ({where}); tallet er ikke sammenlignet med saken, som har mva."
        yield Finding("F035", "info", place, message)
    elif not rounds_to(value, amount * factor, fact.precision * factor):
        found = disagreement(pair_code, place, name, fact, (shown(value), shown(amount)))
        message = f"{found.message} Rapportens tall er uten mva.; med mva. er det {shown(amount * factor)}."
        yield Finding(found.code, found.severity, place, message, shown(amount * factor), shown(value))


def beside_unsaid_vat(
    pair_code: str, place: str, name: str, said: tuple[Decimal, Fact], factor: Decimal | None
) -> Iterator[Finding]:
    """The same for a fact that does not say whether it holds VAT: F035 where it may be the same, else `pair_code`."""
    value, fact = said
    amount = fact.amount
    if amount is None:
        return
    unsaid = f"Rapporten sier ikke om tallet for {name} på side {fact.source.page} er med eller uten mva."
    if rounds_to(value, amount, fact.precision):
        yield Finding("F035", "info", place, f"{unsaid} Det er lik sakens, som er med mva.")
    elif factor is not None and rounds_to(value, amount * factor, fact.precision * factor):
        yield Finding("F035", "info", place, f"{unsaid} Med mva. lagt til er det lik sakens, så det er trolig uten.")
    else:
        found = disagreement(pair_code, place, name, fact, (shown(value), shown(amount)))
        yield Finding(found.code, found.severity, place, f"{found.message} {unsaid}", shown(amount), shown(value))
