"""How near an outsider can come to a number: the smallest and largest value that fits everything known.

Bounds are first drawn in exactly, row by row, then by linear optimisation (HiGHS) on what is left, twice, since a
second run on the narrower box has more digits to spend. A ratio is optimised as a linear program by Charnes and Cooper
(1962). What optimisation gives is widened by its own tolerance, so the truth is never outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from drafting.confidentiality.audit.equations import Affine, Equation

Box: TypeAlias = dict[str, tuple[Fraction, Fraction]]
Interval: TypeAlias = tuple[Fraction, Fraction]
ROUNDS = 60
TOLERANCE = Fraction(1, 10**6)  # of the width of the box, on what HiGHS returns


@dataclass(frozen=True, slots=True)
class Row:
    """An affine form that is known to lie between two numbers (None: open)."""

    form: Affine = field(repr=False)
    low: Fraction | None = field(repr=False)
    high: Fraction | None = field(repr=False)


def rows_of(found: Equation, low: Fraction | None, high: Fraction | None) -> list[Row]:
    """Knowing that low ≤ equation ≤ high, as rows in the unknowns. A denominator is taken to be positive."""
    if found.rising:
        low = None if low is None else found.rising.backward(low)
        high = None if high is None else found.rising.backward(high)
    low = None if low is None else low - found.slack
    high = None if high is None else high + found.slack
    if not found.under.terms:
        factor = 1 / found.under.constant
        return [Row(found.over.times(factor), low, high)]
    rows = []
    if low is not None:
        rows.append(Row(found.over + found.under.times(-low), Fraction(0), None))
    if high is not None:
        rows.append(Row(found.over + found.under.times(-high), None, Fraction(0)))
    return rows


class Region:
    """Everything that fits the rows and the box, with the box drawn in as far as the rows allow."""

    def __init__(self, box: Box, rows: Sequence[Row]) -> None:
        self.rows = tuple(row for row in rows if row.form.terms)
        self.box = dict(box)
        self._draw_in()
        for _ in range(2 if len(box) > 1 and self.rows else 0):
            for key in box:
                low, high = self._optimised(Affine(Fraction(0), {key: Fraction(1)}), Affine(Fraction(1)))
                self._narrow(key, low, high)
            self._draw_in()

    def interval(self, found: Equation) -> Interval:
        """The smallest and largest value of an equation over the region."""
        over, under = found.over, found.under
        low, high = self._natural(over, under)
        if len({*over.terms, *under.terms}) > 1 and self.rows:
            tight = self._optimised(over, under)
            low, high = max(low, tight[0]), min(high, tight[1])
        low, high = low - found.slack, high + found.slack
        return (found.rising.forward(low), found.rising.forward(high)) if found.rising else (low, high)

    def _natural(self, over: Affine, under: Affine) -> Interval:
        """Interval arithmetic on the box; exact when no unknown stands twice."""
        tops, bottoms = self._range(over), self._range(under)
        if bottoms[0] <= 0:
            bottoms = (min(Fraction(1, 10**12), bottoms[1] or Fraction(1)), bottoms[1])
        values = [top / bottom for top in tops for bottom in bottoms if bottom]
        return min(values), max(values)

    def _range(self, form: Affine) -> Interval:
        low = high = form.constant
        for key, factor in form.terms.items():
            ends = sorted((factor * self.box[key][0], factor * self.box[key][1]))
            low, high = low + ends[0], high + ends[1]
        return low, high

    def _draw_in(self) -> None:
        """Each row's bounds on each of its unknowns, given the others, until nothing moves much."""
        for _ in range(ROUNDS):
            moved = False
            for row in self.rows:
                low, high = self._range(row.form)
                for key, factor in row.form.terms.items():
                    ends = sorted((factor * self.box[key][0], factor * self.box[key][1]))
                    least = None if row.low is None else row.low - (high - ends[1])
                    most = None if row.high is None else row.high - (low - ends[0])
                    if factor < 0:
                        least, most = most, least
                    moved |= self._narrow(
                        key, None if least is None else least / factor, None if most is None else most / factor
                    )
                    low, high = self._range(row.form)
            if not moved:
                return

    def _narrow(self, key: str, low: Fraction | None, high: Fraction | None) -> bool:
        """Draws in one side or both. Says whether it moved by more than a thousandth of the width."""
        old_low, old_high = self.box[key]
        new_low = old_low if low is None else max(old_low, _short(low, -1))
        new_high = old_high if high is None else min(old_high, _short(high, 1))
        if new_low > new_high:  # rounding of our own: the truth lies between
            new_low, new_high = new_high, new_low
        self.box[key] = (new_low, new_high)
        width = old_high - old_low
        return width > 0 and (new_high - new_low) < width * Fraction(999, 1000)

    def _optimised(self, over: Affine, under: Affine) -> Interval:
        """Bounds of over / under by HiGHS, in coordinates where the box is −1 … 1; the box's own bounds on failure."""
        middle = {key: (low + high) / 2 for key, (low, high) in self.box.items()}
        half = {key: (high - low) / 2 for key, (low, high) in self.box.items()}
        keys = [key for key in self.box if half[key]]
        if not keys:
            value = over.at(middle) / under.at(middle)
            return value, value
        shift, scale = Fraction(0), Fraction(1)
        if not under.terms:
            shift = over.at(middle) / under.constant
            scale = sum((abs(over.terms.get(key, Fraction(0))) * half[key] for key in keys), Fraction(0))
            scale = scale / under.constant or Fraction(1)
            over = (over.times(1 / under.constant) + Affine(-shift)).times(1 / scale)
            under = Affine(Fraction(1))
        program = _Program(keys, middle, half, self.rows)
        low, high = program.best(over, under, 1), program.best(over, under, -1)
        natural = self._natural(over, under)
        low = natural[0] if low is None else low
        high = natural[1] if high is None else high
        slack = (
            TOLERANCE * max(Fraction(1), abs(low), abs(high))
            if not under.terms
            else TOLERANCE * max(abs(low), abs(high))
        )
        return (low - slack) * scale + shift, (high + slack) * scale + shift


@dataclass(slots=True)
class _Program:
    """A linear program in u (box −1 … 1) and, for ratios, t."""

    keys: list[str]
    middle: Mapping[str, Fraction]
    half: Mapping[str, Fraction]
    rows: Sequence[Row]

    def best(self, over: Affine, under: Affine, sign: int) -> Fraction | None:
        """The least (sign 1) or greatest (sign −1) value of over / under, or None when HiGHS finds none."""
        from scipy.optimize import linprog

        matrix, limits = self._limits()
        bottom, bottom_constant = self._in_u(under)
        top, top_constant = self._in_u(over)
        size = max((abs(value) for value in (*bottom, bottom_constant)), default=1.0) or 1.0
        # Charnes-Cooper: v = t u, under(v, t) = 1, and the box becomes −t ≤ v ≤ t.
        rows = [[*line, -limit] for line, limit in zip(matrix, limits, strict=True)]
        for place in range(len(self.keys)):
            for direction in (1.0, -1.0):
                line = [0.0] * (len(self.keys) + 1)
                line[place], line[-1] = direction, -1.0
                rows.append(line)
        answer: Any = linprog(
            [sign * value for value in (*top, top_constant)],
            A_ub=rows,
            b_ub=[0.0] * len(rows),
            A_eq=[[value / size for value in (*bottom, bottom_constant)]],
            b_eq=[1.0],
            bounds=[(None, None)] * len(self.keys) + [(0, None)],
            method="highs",
            options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
        )
        return Fraction(sign * float(answer.fun)) / Fraction(size) if answer.status == 0 else None

    def _in_u(self, form: Affine) -> tuple[list[float], float]:
        factors = [float(form.terms.get(key, Fraction(0)) * self.half[key]) for key in self.keys]
        return factors, float(form.at(self.middle))

    def _limits(self) -> tuple[list[list[float]], list[float]]:
        """The rows as line · u ≤ limit, each divided by its largest factor."""
        matrix: list[list[float]] = []
        limits: list[float] = []
        for row in self.rows:
            factors = [row.form.terms.get(key, Fraction(0)) * self.half[key] for key in self.keys]
            size = max((abs(factor) for factor in factors), default=Fraction(0))
            if not size:
                continue
            centre = row.form.at(self.middle)
            for bound, direction in ((row.high, 1), (row.low, -1)):
                if bound is not None:
                    matrix.append([float(direction * factor / size) for factor in factors])
                    limits.append(float(direction * (bound - centre) / size))
        return matrix, limits


def _short(value: Fraction, direction: int) -> Fraction:
    """The value with at most 18 decimals, rounded outwards, so that fractions do not grow for ever."""
    scaled = value * 10**18
    whole = scaled.numerator // scaled.denominator
    return Fraction(whole + (1 if direction > 0 and scaled != whole else 0), 10**18)
