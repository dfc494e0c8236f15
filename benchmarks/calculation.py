"""How fast figures are: one whole case beside its workbook in LibreOffice, a slider step, and 10 000 scenarios.

Run: `make bench` or `.venv/bin/python -m benchmarks.calculation`. Prints one JSON document.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import numpy as np

from drafting.calculations.calculation import calculate, with_rhf_aup
from drafting.calculations.graph.scenarios import evaluated
from drafting.calculations.graph.sensitivity import inputs_of, one_way
from drafting.case.case import Case
from drafting.case.file import parse_case
from drafting.publishing.gate import write_workbook

SCENARIOS = 10_000
CASE = """\
method_id: ID2099_001
title: Testamab (Oppdiktin)
note_date: 2099-06-01
product: {name: Oppdiktin, substance: testamab, company: A AS}
report: {track: cost_utility}
offer:
  packages:
    - item_number: "000001"
      description: Oppdiktin, 1 hetteglass
      strength: {amount: 38.5, unit: µg}
      max_aup: 34277.30
      rhf_aup: {secret: 21987.65, owner: A AS}
dosing:
  package: "000001"
  rule: {max_days_per_preparation: 4, sharing: none}
  groups:
    - {key: liten, label: små, body_surface_m2: 0.5, cycles: [
        {label: syklus 1, count: 1, steps: [{dose_per_m2: 5, days: 7}, {dose_per_m2: 15, days: 21}]},
        {label: syklus 2-5, count: 4, steps: [{dose_per_m2: 15, days: 28}]}]}
    - {key: middels, label: middels, body_surface_m2: 1.07, cycles: [
        {label: syklus 1, count: 1, steps: [{dose_per_m2: 5, days: 7}, {dose_per_m2: 15, days: 21}]},
        {label: syklus 2-5, count: 4, steps: [{dose_per_m2: 15, days: 28}]}]}
    - {key: stor, label: store, cycles: [
        {label: syklus 1, count: 1, steps: [{dose: 9, days: 7}, {dose: 28, days: 21}]},
        {label: syklus 2-5, count: 4, steps: [{dose: 28, days: 28}]}]}
  courses: [{key: to, label: to sykluser, cycles: 2}, {key: alt, label: alle, cycles: 5}]
treatment: {kind: continuous, package: "000001", packages: 2, period_days: 21, mean_duration_months: 11.2}
comparator:
  name: dagens behandling
  annual_cost_max_aup: 312345.67
  annual_cost_rhf_aup: {secret: 276543.21, owner: B AS}
comparison: [{name: Alternativ A, annual_cost_max_aup: 812000}, {name: Alternativ B, annual_cost_max_aup: 1300000}]
threshold: {payment: mid_year}
cost_utility: {incremental_qaly: 0.62, drug_cost_max_aup: 912000, other_incremental_cost: -45000}
severity: {qaly_without_disease: 17.42, prognosis_qaly: 3.10}
budget: {new_patients: [40, 60, 80, 90, 90], years: 5, persistence: [1.0, 0.6, 0.3, 0.1, 0.0]}
"""


def main() -> int:
    case = parse_case(CASE, "sak.yaml").case
    figures = calculate(case)
    whole = milliseconds(lambda: calculate(case), 50)
    slider = milliseconds(lambda: with_rhf_aup(case, "000001", Decimal("19999.90")), 50)
    tornado = milliseconds(lambda: one_way(figures["budget.rhf_aup.total.impact"]), 20)
    random = np.random.default_rng(1)
    leaves = {leaf.key: leaf for figure in figures.values() for leaf in inputs_of(figure)}
    moved = {
        key: float(leaf.value) * random.uniform(0.8, 1.2, SCENARIOS)
        for key, leaf in leaves.items()
        if leaf.unit in ("NOK", "andel", "pasienter", "kg", "m²", "QALY", "måneder")
    }
    begun = perf_counter()
    evaluated(figures, moved)
    scenarios = perf_counter() - begun
    report = {
        "figures": len(figures),
        "case_ms": whole,
        "slider_ms": slider,
        "tornado_ms": tornado,
        "scenarios": SCENARIOS,
        "inputs_moved": len(moved),
        "scenarios_s": round(scenarios, 3),
        "libreoffice_case_ms": libreoffice(case),
    }
    print(json.dumps(report, indent=2))
    return 0 if whole < 20 and scenarios < 3 else 1


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of several runs."""
    found = []
    for _ in range(times):
        begun = perf_counter()
        work()
        found.append(1000 * (perf_counter() - begun))
    return round(statistics.median(found), 3)


def libreoffice(case: Case) -> float | None:
    """The same case recalculated in a spreadsheet, start of the office included; None without LibreOffice."""
    if shutil.which("soffice") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = write_workbook(case, calculate(case), Path(folder) / "sak.xlsx")
        profile = f"-env:UserInstallation={(Path(folder) / 'profil').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", folder, str(file)]
        return milliseconds(lambda: subprocess.run(command, check=True, capture_output=True, timeout=240), 2)


if __name__ == "__main__":
    sys.exit(main())
