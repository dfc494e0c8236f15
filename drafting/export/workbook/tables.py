"""The tables of a price note as rows of figure keys, for the workbook: one sheet each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from drafting.calculations.treatment.coverage import key_prefix
from drafting.calculations.treatment.prices import BASES, BASIS_NAMES
from drafting.case.case import Case

PART = " (del av behandlingen)"


@dataclass(frozen=True, slots=True)
class KeyTable:
    """A sheet: name, headings, and rows of a label followed by figure keys (empty: nothing stands there)."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def key_tables(case: Case, keys: Collection[str]) -> tuple[KeyTable, ...]:
    """The tables that there are figures for, shown or hidden, by their keys; in the order of a note."""
    found = (*_prices(case), *_dosing(case), *_treatment(case), *_threshold(case), *_budget(case))
    tables = (*found, *_comparison(case), *_summary(case))
    kept = []
    for table in tables:
        rows = tuple(row for row in table.rows if any(key in keys for key in row[1:]))
        if rows:
            kept.append(KeyTable(table.name, table.headings, rows))
    return tuple(kept)


def _prices(case: Case) -> Iterator[KeyTable]:
    packages = case.offer.packages if case.offer else ()
    rows = tuple(
        (
            f"{package.item_number} {package.description}",
            *(f"price.{package.item_number}.{ending}" for ending in (*BASES, "discount_percent")),
        )
        for package in packages
    )
    yield KeyTable("Pristilbud", ("Pakning", "Maks-AUP inkl. mva.", "RHF-AUP inkl. mva.", "Rabatt, %"), rows)


def _dosing(case: Case) -> Iterator[KeyTable]:
    if case.dosing is None:
        return
    endings = {
        "packages": "Pakninger",
        "max_aup": "Maks-AUP inkl. mva.",
        "rhf_aup": "RHF-AUP inkl. mva.",
        "wasted_units": "Svinn, mengde",
        "wasted_max_aup": "Svinn til Maks-AUP",
        "wasted_rhf_aup": "Svinn til RHF-AUP",
    }
    prefix = key_prefix(case, "dosing")
    part = PART if prefix else ""
    rows = []
    for group in case.dosing.groups:
        parts = [(f"cycle{n}", cycle.label) for n, cycle in enumerate(group.cycles, start=1)]
        parts += [(course.key, course.label) for course in case.dosing.courses]
        for key, label in parts:
            keys = (f"{prefix}dosing.{group.key}.{key}.{ending}" for ending in endings)
            rows.append((f"{group.label}, {label}{part}", *keys))
    yield KeyTable("Legemiddelkostnad", ("Gruppe og syklus", *endings.values()), tuple(rows))
    spans = tuple(
        (f"{course.label}, {name}{part}", *(f"{prefix}dosing_range.{course.key}.{end}.{basis}" for basis in BASES))
        for course in case.dosing.courses
        for end, name in (("lowest", "laveste"), ("highest", "høyeste"))
    )
    yield KeyTable("Spenn", ("Behandlingsløp", "Maks-AUP inkl. mva.", "RHF-AUP inkl. mva."), spans)


def _treatment(case: Case) -> Iterator[KeyTable]:
    prefix = key_prefix(case, "treatment")
    part = PART if prefix else ""
    kinds = {
        f"{prefix}treatment": f"Behandling{part}",
        f"{prefix}treatment.annual": f"Behandling per år{part}",
        "comparator.annual": "Komparator per år",
    }
    rows = tuple((label, *(f"{key}.{basis}" for basis in BASES)) for key, label in kinds.items())
    yield KeyTable("Behandling", ("Kostnad per pasient", "Maks-AUP inkl. mva.", "RHF-AUP inkl. mva."), rows)


def _threshold(case: Case) -> Iterator[KeyTable]:
    names = {
        "": "Sakens betalingstidspunkt",
        ".undiscounted": "Udiskontert",
        ".start_of_year": "Betaling ved starten av året",
        ".mid_year": "Betaling midt i året",
        ".end_of_year": "Betaling ved slutten av året",
    }
    rows = tuple((name, *(f"threshold.{basis}.years{ending}" for basis in BASES)) for ending, name in names.items())
    yield KeyTable("Terskelanalyse", ("Kostnadsnøytral varighet, år", "Maks-AUP", "RHF-AUP"), rows)


def _budget(case: Case) -> Iterator[KeyTable]:
    years = range(1, len(case.budget.new_patients) + 1) if case.budget else range(0)
    parts = {"intervention": "Intervensjon", "comparator": "Komparator", "impact": "Budsjettvirkning"}
    rows: list[tuple[str, ...]] = [("Pasienter", *(f"budget.year{year}.patients" for year in years))]
    for basis in BASES:
        for part, label in parts.items():
            total = ("budget." + basis + ".total.impact",) if part == "impact" else ()
            keys = tuple(f"budget.{basis}.year{year}.{part}" for year in years)
            rows.append((f"{label}, {BASIS_NAMES[basis]}", *keys, *total))
    headings = ("Udiskontert, NOK inkl. mva.", *(f"År {year}" for year in years), "Sum")
    yield KeyTable("Budsjett", headings, tuple(rows))


def _comparison(case: Case) -> Iterator[KeyTable]:
    headings = (
        "Alternativ",
        *(f"{name}, {BASIS_NAMES[basis]}" for basis in BASES for name in ("Per år", "Forskjell", "Plass")),
    )
    new = (
        case.product.name,
        *(key for basis in BASES for key in (f"treatment.annual.{basis}", "", f"comparison.new.rank.{basis}")),
    )
    rows = [new] if case.comparison else []
    for number, alternative in enumerate(case.comparison, start=1):
        parts = ("annual", "difference", "rank")
        rows.append((alternative.name, *(f"comparison.{number}.{part}.{basis}" for basis in BASES for part in parts)))
    yield KeyTable("Sammenligning", headings, tuple(rows))


def _summary(case: Case) -> Iterator[KeyTable]:
    costs = range(1, len(case.cost_utility.drug_cost) + 1) if case.cost_utility else range(0)
    names = {"icer.{}": "IKER, NOK per QALY"}
    names |= {f"icer.{{}}.drug_cost.{place}": f"Legemiddelkostnad, del {place}, NOK" for place in costs}
    names |= {"icer.{}.comparator_drug_cost": "Komparators legemiddelkostnad, NOK"} if costs else {}
    rows = tuple((label, *(key.format(basis) for basis in BASES)) for key, label in names.items())
    yield KeyTable("IKER", ("Kostnad per nytte", "Maks-AUP", "RHF-AUP"), rows)
    severity = (("Absolutt prognosetap", "severity.absolute_shortfall"), ("Alvorlighetsgruppe", "severity.group"))
    yield KeyTable("Alvorlighet", ("", "Verdi"), severity)
    names = {
        "total_days": "Saksbehandlingstid i alt",
        "waiting_days": "I påvente av prisopplysninger",
        "negotiation_days": "Forhandling",
        "net_days": "Reell saksbehandlingstid",
    }
    yield KeyTable("Prosess", ("", "Dager"), tuple((label, f"process.{key}") for key, label in names.items()))
