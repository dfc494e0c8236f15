"""Dosing: packages, cost and waste of a cycle and of a course, with and without sharing of preparations.

Keys: `dosing.<group>.cycle<n>.<ending>`, `dosing.<group>.<course>.<ending>`, and over the groups, for «spenner fra
… til», `dosing_range.<course>.lowest|highest.max_aup|rhf_aup`. All with `part.` before where the dosing is only a part
of the treatment (`coverage`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.errors import InvalidCalculation
from drafting.calculations.graph.figures import Figure, Number, Operand, Term, apply, computed
from drafting.calculations.graph.inputs import Inputs
from drafting.calculations.treatment.coverage import PART_REMARK, key_prefix
from drafting.calculations.treatment.package_content import content, unsure_content
from drafting.calculations.treatment.prices import BASES, BASIS_NAMES, Basis
from drafting.calculations.treatment.units import conversion
from drafting.case.case import Course, Cycle, Dosing, DosingGroup, Step

LAW = {
    "none": "Preparater per trinn, uten deling mellom preparater (nominell regel, uten overfylling)",
    "full": "Samlet dose i syklusen / styrke, full deling (nominell regel, uten overfylling)",
}
DAILY_LAW = "Dose × pasientens mål, i styrkens enhet"
DOSE_NAMES = {"dose": "dose", "dose_per_m2": "dose per m²", "dose_per_kg": "dose per kg"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What all groups share: the rule, strength and content with their unit, prices, and what keys begin with.

    `strength` is that of one unit (tablet, pen, vial), `content` that of the package: the same where it holds one.
    """

    inputs: Inputs
    dosing: Dosing
    strength: Figure
    content: Figure
    unit: str
    price: Mapping[Basis, Figure]
    prefix: str = ""

    @property
    def remark(self) -> str:
        return PART_REMARK if self.prefix else ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Packages and waste (in the strength's unit) of one cycle or course; `key` and `label` are what they are of."""

    key: str
    label: str
    packages: Figure
    wasted: Figure


def dosing_figures(inputs: Inputs, prices: Mapping[str, Figure]) -> Iterator[Figure]:
    """Every dosing figure of the case; none without a dosing block, or where the package's content is not sure.

    Raises:
        InvalidCalculation: names the key: no strength, units that do not fit, a course longer than the cycles,
            a key given twice.
    """
    dosing = inputs.case.dosing
    if dosing is None:
        return
    _unique("groups", [group.key for group in dosing.groups])
    _unique("courses", [course.key for course in dosing.courses])
    strength, whole = content(inputs, dosing.package)
    if unsure_content(inputs.case):
        return
    price = {basis: prices[f"price.{dosing.package}.{basis}"] for basis in BASES}
    plan = Plan(inputs, dosing, strength, whole, strength.unit, price, key_prefix(inputs.case, "dosing"))
    made: dict[str, Figure] = {}
    for number, group in enumerate(dosing.groups, start=1):
        for figure in _group_figures(plan, number, group):
            made[figure.key] = figure
            yield figure
    for course in dosing.courses:
        yield from _range(plan, course, made)


def _group_figures(plan: Plan, number: int, group: DosingGroup) -> Iterator[Figure]:
    """Cycles, then courses, of one group."""
    cycles = []
    for place, cycle in enumerate(group.cycles, start=1):
        amounts = _cycle(plan, number, group, place, cycle)
        cycles.append(amounts)
        yield from _with_costs(plan, amounts)
    for place in range(1, len(plan.dosing.courses) + 1):
        yield from _with_costs(plan, _course(plan, number, group, place, cycles))


def _cycle(plan: Plan, number: int, group: DosingGroup, place: int, cycle: Cycle) -> Amounts:
    """One cycle: packages step by step, or of the cycle's whole dose when preparations are shared."""
    parts, given = [], []
    for step_place, step in enumerate(cycle.steps, start=1):
        path = f"dosing.groups.{number}.cycles.{place}.steps.{step_place}"
        dose = _daily_dose(plan, path, number, group, step)
        days = _days(plan, path, step_place, step)
        given.append(dose * days)
        if plan.dosing.rule.sharing == "none":
            parts.append(step_units(plan, path, dose, days, step))
    total = apply("add", *given)
    key, label = f"{plan.prefix}dosing.{group.key}.cycle{place}", f"{group.label}, {cycle.label}"
    packages = computed(
        f"{key}.packages",
        f"pakninger ({label})",
        _packages(plan, parts) if parts else apply("ceil", total / plan.content),
        "pakninger",
        reference=LAW[plan.dosing.rule.sharing],
    )
    wasted = computed(
        f"{key}.wasted_units",
        f"svinn ({label})",
        packages * plan.content - total,
        plan.unit,
        reference="Pakninger × innhold − gitt dose",
    )
    return Amounts(key, label, packages, wasted)


def _days(plan: Plan, path: str, step_place: int, step: Step) -> Figure:
    """The number of days with a dose; of `weeks`, one day in each."""
    key = f"{path}.weeks" if step.weeks else f"{path}.days"
    return plan.inputs.number(key, f"dager i trinn {step_place}", step.dosing_days, "dager")


def _packages(plan: Plan, parts: list[Term]) -> Term:
    """The packages that hold the units of a cycle's steps: what is left of an opened package is used in later steps."""
    used = apply("add", *parts)
    return used if plan.content is plan.strength else apply("ceil", used / (plan.content / plan.strength))


def step_units(plan: Plan, path: str, dose: Figure, days: Figure, step: Step) -> Term:
    """Units (packages, where a package holds one) of one step without sharing: preparations × units of a preparation.

    Days per preparation d = min(days while it lasts, floor(strength / dose)), at least 1; then
    ceil(days / d) × ceil(dose × d / strength). All are days with a dose: a preparation that lasts `max_days` is used on
    1 + floor((max_days − 1) / interval) of them. Source: docs/rules.md, «Dosing».

    Raises:
        InvalidCalculation: for `weeks` at uneven distances, where a preparation lasts from one to another.
    """
    lasts: Number = apply("floor", plan.strength / dose)
    most = plan.dosing.rule.max_days_per_preparation
    if most is not None:
        key = "dosing.rule.max_days_per_preparation"
        longest = plan.inputs.number(key, "lengste holdbarhet for et preparat", most, "dager")
        keeps: Operand = longest
        if step.interval > 1:
            keeps = 1 + apply("floor", (longest - 1) / step.interval)
        if most > step.interval and not step.evenly_spaced:
            raise InvalidCalculation(
                "Et preparat varer fra én av ukene til den neste, og ukene har ulik avstand.",
                where=f"{path}.weeks",
                remedy="Del trinnet i flere, med days og every_weeks.",
            )
        lasts = apply("min", keeps, lasts)
    per_preparation = apply("max", 1, lasts)
    return apply("ceil", days / per_preparation) * apply("ceil", dose * per_preparation / plan.strength)


def _daily_dose(plan: Plan, path: str, number: int, group: DosingGroup, step: Step) -> Figure:
    """The dose of a day with a dose, in the strength's unit, as a figure. Raises InvalidCalculation on units."""
    per, dose = next((name, dose) for name in DOSE_NAMES if (dose := getattr(step, name)) is not None)
    factor = conversion(dose.unit, plan.unit, f"{path}.{per}.unit")
    place = f"i trinn {path.rpartition('.')[2]}"
    when = "per gang" if step.times_per_day else "per dag"
    label = f"{DOSE_NAMES[per]} {when} {place}"
    leaf = plan.inputs.number(f"{path}.{per}", label, dose.amount, dose.unit or plan.unit)
    factors: list[Number] = [leaf]
    group_path = f"dosing.groups.{number}"
    if per == "dose_per_m2":
        path_of, label, unit, measure = "body_surface_m2", "kroppsoverflate", "m²", group.body_surface_m2
    else:
        path_of, label, unit, measure = "weight_kg", "kroppsvekt", "kg", group.weight_kg
    if per != "dose":
        if measure is None:
            raise InvalidCalculation(
                f"Gruppen mangler {label}.", where=f"{group_path}.{path_of}", remedy="Legg den inn."
            )
        factors.append(plan.inputs.number(f"{group_path}.{path_of}", label, measure, unit))
    if step.times_per_day:
        factors.append(plan.inputs.number(f"{path}.times_per_day", f"ganger per dag {place}", step.times_per_day, ""))
    if factor != 1:
        factors.append(factor)
    if len(factors) == 1:
        return leaf
    law = "Dose × pasientens mål × ganger per dag, i styrkens enhet" if step.times_per_day else DAILY_LAW
    return computed(
        f"{path}.daily_dose", f"dose per dag {place}", apply("multiply", *factors), plan.unit, reference=law
    )


def _course(plan: Plan, number: int, group: DosingGroup, place: int, cycles: list[Amounts]) -> Amounts:
    """The first `cycles` cycles of a group. Raises InvalidCalculation when the group has fewer."""
    course = plan.dosing.courses[place - 1]
    if sum(cycle.count for cycle in group.cycles) < course.cycles:
        raise InvalidCalculation(
            f"Behandlingsløpet har flere sykluser enn gruppen «{group.key}».",
            where=f"dosing.courses.{place}.cycles",
            remedy="Rett antallet, eller legg inn flere sykluser.",
        )
    counts = _cycle_counts(plan, number, group, place)
    key, label = f"{plan.prefix}dosing.{group.key}.{course.key}", f"{group.label}, {course.label}"
    law = "Summen av syklusene i behandlingsløpet"
    packages = apply("add", *(count * cycle.packages for count, cycle in zip(counts, cycles, strict=False)))
    wasted = apply("add", *(count * cycle.wasted for count, cycle in zip(counts, cycles, strict=False)))
    return Amounts(
        key,
        label,
        computed(f"{key}.packages", f"pakninger ({label})", packages, "pakninger", reference=law),
        computed(f"{key}.wasted_units", f"svinn ({label})", wasted, plan.unit, reference=law),
    )


def _cycle_counts(plan: Plan, number: int, group: DosingGroup, place: int) -> list[Figure]:
    """How many of each cycle a course has, from the first on: min(its count, what is left of the course)."""
    course = plan.dosing.courses[place - 1]
    wanted = plan.inputs.number(
        f"dosing.courses.{place}.cycles", f"sykluser i {course.label}", course.cycles, "sykluser"
    )
    counts: list[Figure] = []
    before: list[Figure] = []
    for n, cycle in enumerate(group.cycles, start=1):
        path = f"dosing.groups.{number}.cycles.{n}.count"
        offered = plan.inputs.number(path, f"antall av {cycle.label}", cycle.count, "sykluser")
        left: Number = wanted - apply("add", *before) if before else wanted
        count = computed(
            f"{path}.{course.key}",
            f"antall av {cycle.label} i {course.label}",
            apply("max", 0, apply("min", left, offered)),
            "sykluser",
            reference="De første syklusene i behandlingsløpet",
        )
        if not count.value:
            break
        counts.append(count)
        before.append(offered)
    return counts


def _with_costs(plan: Plan, amounts: Amounts) -> Iterator[Figure]:
    """Packages, costs at both prices, waste in units and in NOK."""
    yield amounts.packages
    for basis in BASES:
        yield computed(
            f"{amounts.key}.{basis}",
            f"legemiddelkostnad til {BASIS_NAMES[basis]} ({amounts.label})",
            amounts.packages * plan.price[basis],
            "NOK",
            reference="Pakninger × pris, inkl. svinn",
            remark=plan.remark,
        )
    yield amounts.wasted
    for basis in BASES:
        yield computed(
            f"{amounts.key}.wasted_{basis}",
            f"kostnad av svinn til {BASIS_NAMES[basis]} ({amounts.label})",
            amounts.wasted / plan.content * plan.price[basis],
            "NOK",
            reference="Svinnets andel av pakningsprisen",
            remark=plan.remark,
        )


def _range(plan: Plan, course: Course, made: Mapping[str, Figure]) -> Iterator[Figure]:
    """The lowest and the highest cost of a course over the groups."""
    for basis in BASES:
        costs = [made[f"{plan.prefix}dosing.{group.key}.{course.key}.{basis}"] for group in plan.dosing.groups]
        for end, op, name in (("lowest", "min", "laveste"), ("highest", "max", "høyeste")):
            yield computed(
                f"{plan.prefix}dosing_range.{course.key}.{end}.{basis}",
                f"{name} legemiddelkostnad til {BASIS_NAMES[basis]} ({course.label})",
                apply(op, *costs),
                "NOK",
                reference="Over dosegruppene",
                remark=plan.remark,
            )


def _unique(block: str, keys: list[str]) -> None:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise InvalidCalculation(
                f"Nøkkelen «{key}» er brukt to ganger.",
                where=f"dosing.{block}.{place + 1}.key",
                remedy="Gi hver sin nøkkel.",
            )
