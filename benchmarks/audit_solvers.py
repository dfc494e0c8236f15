"""The audit's solver beside z3 and beside linear optimisation alone, on every planted case: agreement and time.

    python -m benchmarks.audit_solvers [--z3 FOLDER]

z3 (exact, with proofs) is no dependency; give the folder that it is installed in. Only figures that are affine in the
secrets are compared, since break-even durations are no linear arithmetic.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from drafting.calculations.calculation import calculate
from drafting.case.file import parse_case
from drafting.confidentiality.audit.back_calculation import Audit
from drafting.confidentiality.audit.equations import NoEquation, equation
from drafting.confidentiality.audit.intervals import Box, Interval, Region, Row, rows_of
from drafting.confidentiality.audit.prior import prior

TABLES = Path(__file__).parents[1] / "tests/tables"
Solver = Callable[[Box, Sequence[Row], str], Interval]


def ours(box: Box, rows: Sequence[Row], key: str) -> Interval:
    return Region(box, rows).box[key]


def linear_only(box: Box, rows: Sequence[Row], key: str) -> Interval:
    from scipy.optimize import linprog

    keys = list(box)
    matrix: list[list[float]] = []
    limits: list[float] = []
    for row in rows:
        line = [float(row.form.terms.get(name, 0)) for name in keys]
        for bound, sign in ((row.high, 1), (row.low, -1)):
            if bound is not None:
                matrix.append([sign * value for value in line])
                limits.append(float(sign * (bound - row.form.constant)))
    ends = []
    for sign in (1, -1):
        aim = [float(sign * (name == key)) for name in keys]
        answer: Any = linprog(
            aim, matrix or None, limits or None, bounds=[(float(a), float(b)) for a, b in box.values()]
        )
        ends.append(Fraction(sign * float(answer.fun)) if answer.status == 0 else Fraction(-1))
    return ends[0], ends[1]


def with_z3(box: Box, rows: Sequence[Row], key: str) -> Interval:
    import z3

    unknowns = {name: z3.Real(name) for name in box}
    ends = []
    for sign in (-1, 1):
        solver = z3.Optimize()
        for name, (low, high) in box.items():
            solver.add(unknowns[name] >= z3.Q(low.numerator, low.denominator))
            solver.add(unknowns[name] <= z3.Q(high.numerator, high.denominator))
        for row in rows:
            form = z3.Q(row.form.constant.numerator, row.form.constant.denominator)
            for name, factor in row.form.terms.items():
                form += z3.Q(factor.numerator, factor.denominator) * unknowns[name]
            for bound, above in ((row.low, True), (row.high, False)):
                if bound is not None:
                    value = z3.Q(bound.numerator, bound.denominator)
                    solver.add(form >= value if above else form <= value)
        goal = solver.maximize(unknowns[key]) if sign > 0 else solver.minimize(unknowns[key])
        solver.check()
        value = solver.upper(goal) if sign > 0 else solver.lower(goal)
        ends.append(Fraction(str(z3.simplify(value))))
    return ends[0], ends[1]


def problems() -> list[tuple[Box, list[Row]]]:
    """The linear problem of every planted case."""
    found = []
    table = tomllib.loads((TABLES / "back_calculation.toml").read_text(encoding="utf-8"))
    rows = [(table["bases"][planted["base"]], planted["known"]) for planted in table["planted"]]
    table = tomllib.loads((TABLES / "bounding_statements.toml").read_text(encoding="utf-8"))
    rows += [(table["bases"][base], [row[0]]) for base, told in table["statements"].items() for row in told]
    for text, known in rows:
        case = parse_case(text).case
        audit = Audit(case, calculate(case), known)
        box, limits = prior(case, audit.inputs)
        for statement in audit.statements:
            figure = audit.derived.get(statement.key) or audit.secret[statement.key]
            try:
                form = equation(figure)
            except NoEquation:
                continue
            if not form.rising:
                low, high = (None if side is None else Fraction(side) for side in (statement.low, statement.high))
                limits = limits + rows_of(form, low, high)
        found.append((box, [row for row in limits if row.form.terms]))
    return found


def main() -> int:
    """Prints the comparison. Returns 1 when the audit's solver is not as near the exact answer as a millionth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--z3", metavar="FOLDER", default="")
    options = parser.parse_args()
    solvers: dict[str, Solver] = {"ours": ours, "linprog alone": linear_only}
    if options.z3:
        sys.path.append(options.z3)
        solvers = {"z3": with_z3, **solvers}
    exact: dict[tuple[int, str], Interval] = {}
    worst_of = {}
    cases = problems()
    for name, solver in solvers.items():
        started, wrong, worst = time.perf_counter(), 0, Fraction(0)
        for number, (box, rows) in enumerate(cases):
            for key in box:
                low, high = solver(box, rows, key)
                least, most = exact.setdefault((number, key), (low, high))
                size = max(abs(least), abs(most), Fraction(1))
                error = max(abs(low - least), abs(high - most)) / size
                worst, wrong = max(worst, error), wrong + (error > Fraction(1, 10**6))
        worst_of[name] = worst
        print(f"{name}: {len(exact)} intervals, {wrong} off by more than a millionth, worst {float(worst):.1e}, "
              f"{time.perf_counter() - started:.1f} s")  # fmt: skip
    return int(worst_of["ours"] > Fraction(1, 10**5))


if __name__ == "__main__":
    raise SystemExit(main())
