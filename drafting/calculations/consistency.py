"""What a case says in two places that cannot both be so: prices, time on treatment, dates of offer and negotiation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from corpus.bokmal import number_style
from drafting.case.case import Case
from drafting.findings import Finding

MONTHS_A_YEAR = 12


def consistency_findings(case: Case) -> Iterator[Finding]:
    """D010 RHF-AUP above Maks-AUP · D011 mean duration against persistence · D012 offer before its negotiation."""
    for package in case.offer.packages if case.offer else ():
        if package.rhf_aup.value > package.max_aup.value:
            yield Finding(
                "D010",
                "error",
                "pristilbud",
                f"RHF-AUP er høyere enn Maks-AUP for varenummer {package.item_number}. Maks-AUP er den høyeste lovlige "
                "prisen: rett den ene.",
                secret=True,
            )
    yield from _duration(case)
    if (ended := negotiated_after_offer(case)) and case.offer and case.offer.dated:
        yield Finding(
            "D012",
            "warning",
            "pristilbud",
            f"Tilbudet, som ifølge saken kom etter prisforhandling, er datert "
            f"{number_style.numeric_date(case.offer.dated)}, men forhandlingen av avtalen var ferdig "
            f"{number_style.numeric_date(ended)}. Det kan være riktig når prisen er forhandlet først: kontroller "
            "datoene, eller ta bort negotiated.",
        )


def negotiated_after_offer(case: Case) -> date | None:
    """When the negotiation ended, where that is later than the offer that is said to follow it."""
    if case.offer is None or case.offer.dated is None or not case.offer.negotiated:
        return None
    told = (case.agreement.negotiated if case.agreement else None, case.process.agreement_negotiated)
    return max((day for day in told if day and day > case.offer.dated), default=None)


def _duration(case: Case) -> Iterator[Finding]:
    """Mean time on treatment, and what the shares of the budget add up to, where they differ by more than rounding."""
    treatment, budget = case.treatment, case.budget
    if treatment is None or budget is None or treatment.kind != "continuous" or not treatment.mean_duration_months:
        return
    shares = budget.persistence or (Decimal(1),) * len(budget.new_patients)
    mean, counted = treatment.mean_duration_months, sum(shares) * MONTHS_A_YEAR
    slack = MONTHS_A_YEAR * sum((_rounding(share) for share in shares if share not in (0, 1)), Decimal(0))
    slack += _rounding(mean)
    # Whoever is still treated in the last year goes on after it: the shares then say no more than «at least».
    if counted <= mean + slack and (shares[-1] > 0 or counted >= mean - slack):
        return
    at_least = "minst " if shares[-1] > 0 else ""
    where = "persistence" if budget.persistence else "uten persistence"
    yield Finding(
        "D011",
        "warning",
        "budsjettkonsekvenser",
        f"Behandlingstiden er i gjennomsnitt {_months(mean)} (treatment.mean_duration_months), men budsjettet "
        f"({where}) regner med {at_least}{_months(counted)} per pasient. Kontroller hvilket tall som gjelder.",
    )


def _rounding(value: Decimal) -> Decimal:
    """Half of the last digit that a number is given with."""
    return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))) / 2


def _months(value: Decimal | int) -> str:
    number = Decimal(value)
    shown = number_style.number(number, max(0, -int(number.normalize().as_tuple().exponent)))
    return f"{shown} {'måned' if shown == '1' else 'måneder'}"
