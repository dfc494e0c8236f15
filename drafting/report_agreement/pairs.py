"""Which figure of a case is the same quantity as which fact of a report: one row a pair.

A new figure that a report may also tell is one row here. The groups of the figure's pattern fill the fact's key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.facts.amounts.budget_labels import ROLE_NAMES


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and the fact of the same meaning.

    Attributes:
        code: of the finding when they differ.
        figure: pattern of the figure's key, or of a number's path in the case file; named groups fill what follows.
        fact: the fact's key, with the groups in braces.
        name: what it is, in bokmål, with the groups in braces.
        place: where in the case file to look; the figure's own key when empty.
        basis, vat: price basis and VAT that the fact's scope must tell; empty where the fact's key tells them.
        taxed: whether the amount with VAT is that without × (1 + rate): of prices and drug costs, no ratio or duration.
        roundings: how many roundings may be in the fact: 2 where a report may subtract rounded numbers.
        either: key of another figure that the fact may be instead, with the groups in braces.
    """

    code: str
    figure: str
    fact: str
    name: str
    place: str = ""
    basis: str = ""
    vat: str = ""
    either: str = ""
    roundings: int = 1
    taxed: bool = False

    def keys(self, figure: str) -> tuple[str, str, str, str] | None:
        """(fact key, name, place, other figure's key) for this figure; None when it is no figure of the pair."""
        match = re.fullmatch(self.figure, figure)
        if match is None:
            return None
        groups = match.groupdict()
        groups["arm_name"] = ROLE_NAMES.get(groups.get("arm", ""), "")
        groups["end_name"] = {"lowest": "laveste", "highest": "høyeste"}.get(groups.get("end", ""), "")
        fact, name, place, either = (text.format(**groups) for text in (self.fact, self.name, self.place, self.either))
        return fact, name, place or figure, either

    def price_basis(self, figure: str) -> str:
        match = re.fullmatch(self.figure, figure)
        return self.basis.format(**match.groupdict()) if match else ""


# Amounts of a case hold VAT (DESIGN, the case file), so a fact without it is another quantity.
PAIRS: tuple[Pair, ...] = (
    Pair(
        "F011",
        r"comparator\.annual\.max_aup",
        "cost.comparator.max_aup.inc_vat",
        "årskostnaden for komparator",
        "comparator.annual_cost_max_aup",
        taxed=True,
    ),
    Pair(
        "F012",
        r"budget\.new_patients\.(?P<year>\d+)",
        "patients.year{year}",
        "pasientantallet i år {year}",
        either="budget.year{year}.patients",
    ),
    Pair(
        "F012",
        r"budget\.year(?P<year>\d+)\.patients",
        "patients.treated.year{year}",
        "antallet pasienter i behandling i år {year}",
        "budget.new_patients",
    ),
    Pair("F013", r"cost_utility\.incremental_qaly", "qaly.gain.dmp", "helsegevinsten (QALY)"),
    Pair(
        "F014", r"severity\.absolute_shortfall", "severity.absolute_shortfall", "absolutt prognosetap", place="severity"
    ),
    Pair(
        "F023",
        r"price\.(?P<item>\d{6})\.max_aup",
        "cost.package_{item}.max_aup.inc_vat",
        "Maks-AUP per pakning",
        taxed=True,
    ),
    Pair(
        "F024", r"treatment\.max_aup", "cost.treatment.max_aup.inc_vat", "behandlingskostnaden med Maks-AUP", taxed=True
    ),
    Pair("F025", r"treatment\.annual\.max_aup", "cost.annual.max_aup.inc_vat", "årskostnaden med Maks-AUP", taxed=True),
    Pair("F026", r"icer\.(?P<basis>max_aup|rhf_aup)", "icer.dmp.{basis}.inc_vat", "IKER"),
    Pair(
        "F027",
        r"budget\.(?P<basis>max_aup|rhf_aup)\.year(?P<year>\d+)\.(?P<arm>intervention|comparator|impact)",
        "budget.year{year}.{arm}",
        "budsjettallet for år {year} ({arm_name})",
        basis="{basis}",
        vat="inc_vat",
        roundings=2,
        taxed=True,
    ),
    Pair(
        "F031",
        r"budget\.(?P<basis>max_aup|rhf_aup)\.total\.impact",
        "budget.total.impact",
        "samlet budsjettvirkning over årene",
        basis="{basis}",
        vat="inc_vat",
        roundings=2,
        taxed=True,
    ),
    Pair(
        "F032",
        r"range\.(?P<cycles>\w+)\.(?P<end>lowest|highest)\.max_aup",
        "cost.range.{cycles}.{end}.max_aup.inc_vat",
        "{end_name} legemiddelkostnad for et behandlingsløp",
        place="dosing",
        taxed=True,
    ),
    Pair("F036", r"treatment\.mean_duration_months", "duration.treatment", "gjennomsnittlig behandlingstid (måneder)"),
    Pair(
        "F028",
        r"threshold\.(?P<basis>max_aup|rhf_aup)\.years(?P<way>|\.undiscounted)",
        "threshold.{basis}.inc_vat.years{way}",
        "terskelen i år",
    ),
)
