"""Every figure of the invented case as JSON, and every error line of the tables, word for word.

A change of a number, a key, a label or a source shows up here as a difference that a person must approve:
`.venv/bin/python -m tests.calculations.test_golden` writes the files anew.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import UserError
from drafting.calculations.calculation import calculate
from drafting.calculations.explanation import all_figures, as_json
from drafting.calculations.rates import known_rates
from tests.calculations.conftest import made_case, quick_case, table
from tests.calculations.full_case import FULL
from tests.calculations.test_tables import CASE_TABLES

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


FILES = {"figures.json": figures_now, "errors.json": errors_now, "rates.json": rates_now}


def test_golden() -> None:
    for name, now in FILES.items():
        assert now() == json.loads((GOLDEN / name).read_text(encoding="utf-8")), name


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, now in FILES.items():
        (GOLDEN / name).write_text(json.dumps(now(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(0)
