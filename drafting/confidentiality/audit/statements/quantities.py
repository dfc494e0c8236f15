"""What an amount can be an amount of: the figures of a case, by subject, price basis and what they are per.

From a figure follow others that any author may print instead: per tablet, mg, day or patient, without VAT, as AIP.
Each is the figure times an exact factor, so it is made only when a text states it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise, product

from corpus.errors import MissingRate
from drafting.calculations.graph.figures import Figure, Figures, Term, apply, computed
from drafting.calculations.treatment.prices import aip_term
from drafting.case.case import Case
from drafting.confidentiality.audit.statements.subjects import subject_of
from drafting.confidentiality.audit.statements.wording import NOUNS

VAT = Decimal("1.25")
DAYS = Decimal("365.25")
# A year in each unit of time, however an author counts it.
TIMES: Mapping[str, tuple[Decimal, ...]] = {
    "year": (Decimal(1),),
    "hour": (DAYS * 24, Decimal(365 * 24)),
    "day": (DAYS, Decimal(365)),
    "week": (Decimal(52), DAYS / 7),
    "month": (Decimal(12), Decimal(13)),
    "quarter": (Decimal(4),),
    "half": (Decimal(2),),
}
PIECES = re.compile(rf"(?<![\d.,])(\d{{1,4}})\s*(?:x\s*\d+\s*)?{NOUNS['piece']}(?![a-zæøå])", re.I)
VOLUME = re.compile(r"(?<![\d.,])(\d+(?:,\d+)?)\s*ml\b", re.I)
MASS: Mapping[str, Decimal] = {"g": Decimal(1000), "mg": Decimal(1), "µg": Decimal("0.001"), "mcg": Decimal("0.001")}
YEAR = re.compile(r"budget\.(?:rhf_aup|max_aup)\.year(\d+)\.(\w+)")
CYCLE = re.compile(r"((?:part\.)?dosing\.[^.]+)\.cycle(\d+)\.rhf_aup")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what it is per («package», «year», «budget» …), whose it is, and its factor per other units."""

    figure: Figure
    per: str
    subject: str
    basis: str
    factors: Mapping[str, tuple[Decimal, ...]] = field(repr=False)

    @property
    def key(self) -> str:
        return self.figure.key

    @property
    def secret(self) -> bool:
        return self.figure.confidential

    def amounts(self, tag: str, count: Decimal) -> Iterator[Decimal]:
        """The factors that make the figure an amount for `count` of a unit."""
        for factor in self.factors.get(tag, ()):
            yield factor * count

    def times(self, factor: Decimal, name: str) -> Figure:
        """The figure times a factor, as a figure of its own."""
        if factor == 1:
            return self.figure
        return made(f"{self.key}.{name}", f"{self.figure.label} ({name})", self.figure * factor, self.figure.unit)


def made(key: str, label: str, term: Term, unit: str = "NOK") -> Figure:
    return computed(key, label, term, unit, reference="")


def quantities(case: Case | None, figures: Figures) -> list[Quantity]:
    """The figures in NOK, with those that follow from several of them: AIP, sums, means, steps from year to year."""
    money = [figure for figure in figures.values() if figure.unit.startswith("NOK")]
    found = [_quantity(case, figure) for figure in money]
    if case is not None:
        found += [
            _purchase(q, key, term) for q in list(found) if q.per == "package" for key, term in _aip(case, q.figure)
        ]
    found += [_quantity(case, figure) for figure in _totals(figures) if figure.confidential]
    return found


def _quantity(case: Case | None, figure: Figure, per: str = "") -> Quantity:
    per = per or per_what(figure.key)
    factors = {tag: tuple(values) for tag, values in _factors(case, figure.key, per).items()}
    return Quantity(figure, per, subject_of(figure.key), basis_of(figure.key), factors)


def basis_of(key: str) -> str:
    """«rhf», «max» or nothing, by the key."""
    return "rhf" if "rhf" in key else "max" if "max_aup" in key else ""


def per_what(key: str) -> str:  # noqa: PLR0911 (a table of keys)
    """What a figure is per, by its key."""
    if key.startswith(("price.", "offer.")):
        return "package"
    if ".annual" in key or "annual_cost" in key or ".difference" in key:
        return "year"
    if key.startswith("budget."):
        return "total" if ".total" in key or ".sum" in key else "budget"
    if key.startswith("icer"):
        return "qaly"
    if "wasted" in key:
        return "waste"
    if ".cycle" in key:
        return "cycle"
    return "treatment" if key.startswith(("treatment.", "dosing", "cost_utility")) else ""


def _factors(case: Case | None, key: str, per: str) -> dict[str, list[Decimal]]:
    one = Decimal(1)
    factors: dict[str, list[Decimal]] = {per: [one]}
    if per == "year":
        factors |= {tag: [1 / days for days in days_in] for tag, days_in in TIMES.items()} | {"patient": [one]}
    elif per in ("treatment", "cycle", "waste"):
        factors |= {"patient": [one], "treatment": [one], "cycle": [one]}
    elif per == "qaly":
        factors |= {"patient": [one], "year": [one]}
    elif per in ("budget", "total"):
        factors |= {"year": [one], "month": [one / 12], "quarter": [one / 4]}
    if case is not None:
        for tag, values in _of_case(case, key, per).items():
            factors.setdefault(tag, []).extend(values)
    return {tag: list(dict.fromkeys(values)) for tag, values in factors.items()}


def _of_case(case: Case, key: str, per: str) -> dict[str, list[Decimal]]:  # noqa: PLR0911 (a table of cases)
    """Factors that the case gives: pieces and strength of a package, patients of a year, days of a group."""
    steps = key.split(".")
    if per == "package":
        item = steps[2] if steps[0] == "offer" else steps[1]
        return _of_package(case, item)
    # A treatment with several kinds of packages has no number of packages to divide by.
    only = case.treatment.all_parts[0] if case.treatment and len(case.treatment.all_parts) == 1 else None
    if per == "treatment" and case.treatment and key.startswith("treatment."):
        of_package = _of_package(case, only.package, 1 / only.packages) if only else {}
        return of_package | _of_months(case.treatment.mean_duration_months)
    if per == "year" and key.startswith("treatment.annual") and only and only.period_days:
        return _of_package(case, only.package, only.period_days / (only.packages * DAYS))
    if (match := YEAR.match(key)) and case.budget:
        new, so_far = _patients(case, int(match[1]))
        return {"patient": [1 / count for count in (new, so_far) if count]}
    if per == "total" and case.budget and (count := sum(case.budget.new_patients)):
        years = Decimal(len(case.budget.new_patients))
        return {"patient": [1 / count], "year": [Decimal(1), 1 / years]}
    if per == "cycle" and case.dosing:
        group = next((group for group in case.dosing.groups if group.key == steps[1]), None)
        place = int(match[1]) if (match := re.match(r"cycle(\d+)", steps[2])) else 0
        if group and 0 < place <= len(group.cycles):
            days = Decimal(sum(step.dosing_days for step in group.cycles[place - 1].steps))
            measures = {"m2": group.body_surface_m2, "kg": group.weight_kg, "day": days, "hour": 24 * days}
            return {tag: [1 / value] for tag, value in measures.items() if value}
    return {}


def _of_months(months: Decimal | None) -> dict[str, list[Decimal]]:
    return {"month": [1 / months], "year": [12 / months]} if months else {}


def _patients(case: Case, year: int) -> tuple[Decimal, Decimal]:
    """New patients of a year, and patients on treatment in it."""
    assert case.budget
    new = case.budget.new_patients
    persistence = case.budget.persistence or (Decimal(1),) * len(new)
    on_it = sum((new[s] * persistence[year - 1 - s] for s in range(year)), Decimal(0))
    return new[year - 1], on_it


def _of_package(case: Case, item: str, packages: Decimal = Decimal(1)) -> dict[str, list[Decimal]]:
    """Per piece, mg, µg, g, ml and unit of a package; `packages` is how many of it the amount is for, inverted."""
    package = next((p for p in (case.offer.packages if case.offer else ()) if p.item_number == item), None)
    if package is None:
        return {}
    pieces = [Decimal(match[1]) for match in PIECES.finditer(package.description) if int(match[1])] or []
    told = Decimal(package.strength.units) if package.strength and package.strength.units else Decimal(1)
    counts = list(dict.fromkeys([Decimal(1), *pieces, told]))
    found = {"package": [packages], "piece": [packages / count for count in counts]}
    if package.strength:
        amount, unit = package.strength.amount, package.strength.unit.lower().replace("μ", "µ")
        if unit in MASS:
            for tag in ("g", "mg", "µg"):
                found[tag] = [packages * MASS[tag] / (amount * MASS[unit] * count) for count in counts]
        else:
            tag = "ie" if unit in ("ie", "iu", "enheter") else unit
            found[tag] = [packages / (amount * count) for count in counts]
    if volume := VOLUME.search(package.description):
        found["ml"] = [packages / (Decimal(volume[1].replace(",", ".")) * count) for count in counts]
    return found


def _aip(case: Case, price: Figure) -> Iterator[tuple[str, Term]]:
    """The pharmacy's purchase price (AIP) under each rule that the package may fall under; none without rates."""
    for cold, ab in product((False, True), repeat=2):
        with suppress(MissingRate):
            yield f"{price.key}.aip{'.cold' * cold}{'.ab' * ab}", aip_term(price, on=case.note_date, cold=cold, ab=ab)


def _purchase(q: Quantity, key: str, term: Term) -> Quantity:
    figure = made(key, f"AIP som svarer til {q.figure.label}", term)
    return Quantity(figure, "package", q.subject, f"{q.basis}_aip", q.factors)


def _totals(figures: Figures) -> Iterator[Figure]:
    """Totals and means of the budget's years, of several prices and of a group's cycles."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for key, figure in figures.items():
        if match := YEAR.fullmatch(key):
            groups.setdefault((f"budget.{basis_of(key)}_aup.{match[2]}", "alle år"), []).append(figure)
        elif re.fullmatch(r"price\.[^.]+\.rhf_aup", key):
            groups.setdefault(("price.rhf_aup", "alle pakninger"), []).append(figure)
        elif match := CYCLE.fullmatch(key):
            groups.setdefault((f"{match[1]}.cycles.rhf_aup", "alle sykluser"), []).append(figure)
    for (key, what), parts in groups.items():
        if len(parts) > 1:
            first = f"{parts[0].label} med flere ({what})"
            total = apply("add", *parts)
            yield made(f"{key}.sum", f"sum av {first}", total)
            yield made(f"{key}.mean", f"gjennomsnitt av {first}", apply("divide", total, len(parts)))
            for number, (left, right) in enumerate(pairwise(parts), start=1):
                yield made(f"{key}.step{number}", f"forskjell mellom {right.label} og {left.label}", right - left)
