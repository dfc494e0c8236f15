"""Scope: what a number counts for (whom, how long, how exactly), and which scope each fact key asks for.

A number is a fact only under a key that asks for its scope: «under 5 millioner NOK per år for alle pasienter» is no
yearly cost of a patient. A number of another scope, or of one that the words do not tell, is a warning with its page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Per: TypeAlias = Literal["", "patient", "treatment", "package", "unit", "total"]
Period: TypeAlias = Literal[
    "",
    "now",
    "year",
    "one_year",
    "years",
    "half_year",
    "quarter",
    "month",
    "week",
    "day",
    "cycle",
    "course",
    "once",
    "lifetime",
    "unclear",
]
Bound: TypeAlias = Literal["exact", "about", "at_most", "at_least", "range"]
Population: TypeAlias = Literal["all", "subgroup", "share", "weight", "dose"]
Flow: TypeAlias = Literal["", "new", "treated"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a number counts for.

    Attributes:
        per: whom or what it is counted for; empty where the words do not say.
        period: how long; «one_year» is one certain year (`year`), «years» a sum over several, «unclear» two at once.
        bound: how exactly it is meant; «range» for either end of a range.
        population: everybody, a subgroup, the number that a share is taken of, one weight, or another dose.
        flow: of patients, those who begin treatment or those who are in it; empty where the words do not say.
        year: which year «one_year» is, counted from 1; 0 otherwise.
        basis, vat: price basis and VAT of an amount, as in fact keys; empty where they are not told.
    """

    per: Per = ""
    period: Period = ""
    bound: Bound = "exact"
    population: Population = "all"
    year: int = 0
    basis: str = ""
    vat: str = ""
    flow: Flow = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The scopes that a fact key takes; None: that dimension says nothing about such a number."""

    per: tuple[Per, ...] | None = None
    period: tuple[Period, ...] | None = None


WANTED: tuple[tuple[str, Wanted], ...] = (
    (r"patients\.now", Wanted(period=("now",))),
    (r"patients\.per_year", Wanted(period=("year",))),
    (r"patients\.(?:treated\.)?year\d+", Wanted(period=("one_year",))),
    (r"cost\.(?:annual|comparator)\..*", Wanted(("", "patient"), ("year",))),
    (r"cost\.(?:treatment|comparator_treatment)\..*", Wanted(("", "patient", "treatment"), ("course", "once"))),
    (r"cost\.incremental\..*", Wanted(("", "patient", "treatment"), ("", "course", "once", "lifetime"))),
    (r"cost\.package.*", Wanted(("package",), None)),
    (r"cost\.unit\..*", Wanted(("unit",), ("",))),
    (r"budget\..*", Wanted(("", "total"), ("one_year",))),
    # The rest are pure numbers (QALY, IKER, per cent, days): only how exactly, and for whom.
    (r".*", Wanted()),
)
# What numbers are called in warnings, by the first part of their keys.
NAMES = {
    "patients": "Pasientantallet",
    "severity": "Absolutt prognosetap",
    "qaly": "QALY-gevinsten",
    "icer": "IKER",
    "cost": "Kostnaden",
    "budget": "Budsjettvirkningen",
    "threshold": "Terskelen",
    "discount_rate": "Diskonteringsrenten",
}
_PER_NAMES: dict[Per, str] = {
    "patient": "gjelder én pasient",
    "treatment": "gjelder én behandling",
    "package": "gjelder én pakning",
    "unit": "gjelder én enhet",
    "total": "gjelder alle pasienter samlet",
    "": "ikke sier hva det gjelder for",
}
_PERIOD_NAMES: dict[Period, str] = {
    "": "ikke sier hvilken tid det gjelder for",
    "now": "gjelder nå",
    "year": "gjelder per år",
    "one_year": "gjelder ett bestemt år",
    "years": "gjelder flere år til sammen",
    "half_year": "gjelder per halvår",
    "quarter": "gjelder per kvartal",
    "month": "gjelder per måned",
    "week": "gjelder per uke",
    "day": "gjelder per dag",
    "cycle": "gjelder per syklus",
    "course": "gjelder hele behandlingen",
    "once": "gjelder én gang",
    "lifetime": "gjelder hele livsløpet",
    "unclear": "kan gjelde for flere tidsrom",
}
_BOUND_NAMES: dict[Bound, str] = {
    "at_most": "er en øvre grense",
    "at_least": "er en nedre grense",
    "range": "er et spenn",
    "exact": "",
    "about": "",
}
_POPULATION_NAMES: dict[Population, str] = {
    "subgroup": "gjelder bare en del av pasientene",
    "share": "er grunnlaget for en andel",
    "weight": "gjelder en bestemt vekt",
    "dose": "gjelder en annen dose",
    "all": "",
}


def wanted_scope(key: str) -> Wanted:
    """The scopes that a fact key takes."""
    return next(wanted for pattern, wanted in WANTED if re.fullmatch(pattern, key))


def scope_of_key(key: str) -> Scope:
    """The scope that the key itself tells: of a value from a column under «År 2», or one that a person typed."""
    wanted = wanted_scope(key)
    year = re.search(r"\.year(\d+)", key)
    basis = re.search(r"\.(max_aup|rhf_aup|other)\.(ex_vat|inc_vat)(?:\.years.*)?$", key)
    per: Per = next((one for one in wanted.per or () if one), "")
    period: Period = next((one for one in wanted.period or () if one), "")
    return Scope(
        per,
        period,
        year=int(year[1]) if year else 0,
        basis=basis[1] if basis else "",
        vat=basis[2] if basis else "",
    )


def objections(key: str, scope: Scope) -> tuple[str, ...]:
    """Why a number of this scope is not the key's fact, each as «… gjelder per måned»; empty when it is."""
    wanted = wanted_scope(key)
    said = [_BOUND_NAMES[scope.bound], _POPULATION_NAMES[scope.population]]
    if wanted.per is not None and scope.per not in wanted.per:
        said.append(_PER_NAMES[scope.per])
    if wanted.period is not None and scope.period not in wanted.period:
        said.append(_PERIOD_NAMES[scope.period])
    return tuple(reason for reason in said if reason)


def not_used(what: str, printed: str, page: int, reasons: tuple[str, ...]) -> str:
    """The warning for a number of another scope: what, as printed, where, why.

    Warnings go to files and logs: `printed` is left empty for an amount at a negotiated price.
    """
    number = f" «{' '.join(printed.split())}»" if printed else ""
    why = " og ".join(reasons) or "ikke lar seg lese sikkert"
    return f"{what}{number} på side {page} er ikke brukt, fordi tallet {why}."
