"""Every figure of the invented case as JSON, and every error line of the tables, word for word.

A change of a number, a key, a label or a source shows up here as a difference that a person must approve:
`.venv/bin/python -m tests.calculations.test_golden` writes the files anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus.errors import UserError
from drafting.calculations.calculation import calculate, icer_at_price, price_at_duration, price_at_icer, with_rhf_aup
from drafting.calculations.graph.discounting import break_even_years, discount_factor
from drafting.calculations.graph.explanation import all_figures, as_json
from drafting.calculations.graph.rates import known_rates, rates_of
from drafting.calculations.graph.sensitivity import one_way
from drafting.calculations.handling_time import handling_findings
from drafting.calculations.treatment.prices import aip_from_aup, aup_from_aip
from drafting.calculations.treatment.units import conversion
from tests.calculations.conftest import ITEM, made_case, quick_case, table
from tests.calculations.full_case import FULL
from tests.calculations.test_table_rows import CASE_TABLES

RATES = (Decimal("0.04"), Decimal("0.03"), Decimal("0.02"))
ENTRY = "[[x]]\nvalue = '1'\nunit = ''\nlabel = ''\nfrom = 2020-01-01\nlaw = ''\nlink = ''\n"
OVERLAP = ENTRY + ENTRY
ONE_OFF: dict[str, Any] = {
    "treatment": {"kind": "one_off", "package": ITEM, "packages": 2},
    "comparator": {"name": "dagens behandling", "annual_cost_max_aup": 300},
}
GOLDEN = Path(__file__).parent.parent / "golden" / "calculations"


def figures_now() -> list[dict[str, Any]]:
    """The figures of the invented case, with all their inputs and intermediate figures."""
    return [as_json(figure) for figure in all_figures(calculate(quick_case(FULL))).values()]


def errors_now() -> list[str]:
    """«table, row: line» for every row of the case tables that expects an error from the calculation."""
    found = []
    for name in CASE_TABLES:
        for row in (parameter.values[0] for parameter in table(name)):
            if "error" in row:
                try:
                    calculate(made_case(row["input"]["case"]))
                except UserError as error:
                    found.append(f"{name}, {row['name']}: {error.line}")
    return found


def rates_now() -> list[str]:
    return [
        f"{rate.key}, {rate.label}: {rate.value} {rate.unit} "
        f"{rate.valid_from}–{rate.valid_to or date.max} {rate.reference}"
        for rates in known_rates().values()
        for rate in rates
    ]


def what_if_now() -> list[dict[str, Any]]:
    """What a user asks for, each with its derivation."""
    case, on = quick_case(FULL), date(2025, 5, 14)
    figures = [
        price_at_duration(case, Decimal("7.5")),
        price_at_duration(case, Decimal("7.5"), "max_aup"),
        price_at_duration(quick_case(ONE_OFF), Decimal(3)),
        icer_at_price(case, Decimal("19999.90")),
        price_at_icer(case, Decimal(700000)),
        price_at_icer(case, Decimal(-700000)),
        aup_from_aip(Decimal("423.23"), on=on, cold=True),
        aup_from_aip(Decimal(1000), on=on, cold=True, ab=True),
    ]
    return [part for figure in figures for part in map(as_json, all_figures({figure.key: figure}).values())]


def swings_now() -> list[list[str]]:
    figures = calculate(quick_case(FULL))
    keys = ("threshold.rhf_aup.years", "budget.max_aup.total.impact", "icer.rhf_aup", "dosing.stor.alt.rhf_aup")
    fields = ("lever", "label", "spread", "base", "low", "high", "unit", "width")
    return [
        [key, *(str(getattr(swing, field)) for field in fields), *sorted(swing.owners)]
        for key in keys
        for swing in one_way(figures[key])
    ]


def findings_now() -> list[str]:
    cases = [row for row in (parameter.values[0] for parameter in table("handling_time")) if "output" in row]
    return [
        f"{row['name']}: {finding}" for row in cases for finding in handling_findings(made_case(row["input"]["case"]))
    ]


def refusals_now() -> list[str]:
    """The error lines of what a user can ask for."""
    on = date(2025, 5, 14)
    empty, icer_only = quick_case({}), quick_case({"cost_utility": FULL["cost_utility"]})
    two = icer_only.model_copy(update={"offer": None})
    continuous = {"kind": "continuous", "package": ITEM, "packages": 1, "period_days": 21}
    asked: list[Callable[[], object]] = [
        lambda: price_at_duration(empty, Decimal(5)),
        lambda: price_at_duration(quick_case({"comparator": FULL["comparator"]}), Decimal(5)),
        lambda: price_at_duration(quick_case({"comparator": FULL["comparator"], "treatment": continuous}), Decimal(5)),
        lambda: price_at_duration(quick_case(FULL), Decimal(201)),
        lambda: price_at_duration(quick_case(FULL), Decimal(-1)),
        lambda: icer_at_price(empty, Decimal(5)),
        lambda: icer_at_price(two, Decimal(5)),
        lambda: with_rhf_aup(empty, ITEM, Decimal(0)),
        lambda: with_rhf_aup(empty, "999999", Decimal(1)),
        lambda: aup_from_aip(Decimal(-1), on=on),
        lambda: aip_from_aup(Decimal("578.55"), on=on),
        lambda: aip_from_aup(Decimal("0.10"), on=on),
        lambda: aup_from_aip(Decimal(1), on=date(2019, 6, 30)),
        lambda: one_way(calculate(quick_case(FULL))["icer.max_aup"], Decimal(1)),
        lambda: discount_factor(Decimal(202), *RATES),
        lambda: discount_factor(Decimal(1), Decimal(-1), Decimal(0), Decimal(0)),
        lambda: break_even_years(Decimal(-1), Decimal(0), *RATES),
        lambda: conversion("mg", "IE", "dosen.unit"),
        lambda: rates_of("x = 1"),
        lambda: rates_of("x = ["),
        lambda: rates_of(OVERLAP),
    ]
    found = []
    for ask in asked:
        try:
            ask()
        except UserError as error:
            found.append(error.line)
    return found if len(found) == len(asked) else [*found, "noe ble ikke nektet"]


FILES = {
    "figures.json": figures_now,
    "errors.json": errors_now,
    "rates.json": rates_now,
    "what_if.json": what_if_now,
    "swings.json": swings_now,
    "findings.json": findings_now,
    "refusals.json": refusals_now,
}


def test_golden() -> None:
    for name, now in FILES.items():
        assert now() == json.loads((GOLDEN / name).read_text(encoding="utf-8")), name


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, now in FILES.items():
        (GOLDEN / name).write_text(json.dumps(now(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(0)
