"""Published numbers to the secrets that they determine.

The outsider is taken to know every public figure and input of the case, the price list (no price is above its
Maks-AUP), the formulas, and whatever the known texts give away (`published`). Each secret is then

* `determined`: the published equations fix it (rank test on their Jacobian in the unknown secrets, as for suppressed
  cells in statistical disclosure control), and rounding leaves at most 1 % of its value;
* `bounded`: what is known narrows it down; it blocks when less than 20 % of the value is left;
* `safe`: nothing closer than 0 … Maks-AUP follows.

Public inputs are taken as known exactly, though a note prints them rounded: that errs on the side of the secret.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from drafting.calculations.graph.figures import Figure, Figures
from drafting.case.case import LARGEST_AMOUNT, Case
from drafting.confidentiality.audit.equations import Affine, Equation, NoEquation, equation, unknowns
from drafting.confidentiality.audit.intervals import Interval, Region, Row, rows_of
from drafting.confidentiality.audit.natural_bounds import natural_bounds
from drafting.confidentiality.audit.prior import maximum, prior
from drafting.confidentiality.audit.statements.published import published
from drafting.confidentiality.audit.statements.statement import Published
from drafting.confidentiality.audit.statuses import OUTSIDER, SecretStatus, Status

NARROW = Fraction(1, 5)  # Source: issue «Confidential prices», point 4: narrower than 20 % of the value blocks
FIXED = Fraction(1, 100)
WIDE = Fraction(999, 1000)  # of what was known beforehand: closer than that is «bounded»


def audit(case: Case, figures: Figures, known: Sequence[str] = ()) -> tuple[SecretStatus, ...]:
    """Every confidential figure of a case, and secret inputs that no figure shows, with what anybody can find out.

    Args:
        case: the case.
        figures: as `calculate` gives them.
        known: texts that outsiders have: the public note, the report, earlier published notes.
    """
    return Audit(case, figures, known).statuses()


class Audit:
    """The secrets of a case and what is told of them, read once for all who may ask what follows."""

    def __init__(self, case: Case, figures: Figures, known: Sequence[str] = (), told: Sequence[Published] = ()) -> None:
        """`told` is what is known beside the texts, as statements."""
        secret = {key: figure for key, figure in figures.items() if figure.confidential}
        self.inputs = unknowns(figures)
        shown = {id(figure) for figure in secret.values()} | {id(_only_input(figure)) for figure in secret.values()}
        self.secret = secret | {key: leaf for key, leaf in self.inputs.items() if id(leaf) not in shown}
        self.case = case
        read = published(known, {**figures, **self.secret}, case)
        self.statements = (*read, *told, *_hidden_maximum(case, figures, self.inputs))
        self.derived = {s.key: s.figure for s in self.statements if s.figure is not None and s.key not in self.secret}

    @property
    def owners(self) -> tuple[str, ...]:
        """Everybody who owns a secret of the case."""
        return tuple(sorted({owner for leaf in self.inputs.values() for owner in leaf.owners}))

    def statuses(self, owner: str = "") -> tuple[SecretStatus, ...]:
        """What anybody can find out of each secret; with an owner, what he can of the others', knowing his own."""
        own = {key for key, leaf in self.inputs.items() if owner and leaf.owners <= {owner}}
        secret = {key: figure for key, figure in self.secret.items() if not (owner and figure.owners <= {owner})}
        asked = _Asked(
            self.case, secret, self.derived | self.secret, self.inputs, self.statements, own, owner or OUTSIDER
        )
        return asked.statuses()


def _hidden_maximum(case: Case, figures: Figures, inputs: Mapping[str, Figure]) -> Iterator[Published]:
    """A price at its Maks-AUP hides the Maks-AUP too (`double_roles`), and anybody can see why that is missing."""
    for key, figure in figures.items():
        leaf = _only_input(figure)
        most = maximum(case, leaf.key) if leaf.key in inputs else None
        if figure.confidential and most and most[0] not in inputs and most[1] == leaf.value:
            yield Published(key, leaf.value, leaf.value, "at Maks-AUP er skjult")


def _only_input(figure: Figure) -> Figure:
    """The input that a figure shows unchanged, or the figure itself."""
    while figure.term is not None and figure.term.op == "same" and isinstance(figure.term.args[0], Figure):
        figure = figure.term.args[0]
    return figure


class _Asked:
    """One reader's audit: the unknowns with their box, the region that the statements leave, and what follows."""

    def __init__(
        self,
        case: Case,
        secret: Mapping[str, Figure],
        figures: Mapping[str, Figure],
        inputs: Mapping[str, Figure],
        statements: Sequence[Published],
        own: Collection[str],
        reader: str,
    ) -> None:
        self.secret, self.statements, self.figures, self.own, self.reader = secret, statements, figures, own, reader
        self.point = {key: Fraction(leaf.value) for key, leaf in inputs.items()}
        box, rows = prior(case, inputs)
        box |= {key: (self.point[key], self.point[key]) for key in own}
        self.before = Region(box, rows)
        self.equations = {key: _equation(figure, self.point) for key, figure in self.figures.items()}
        for statement in statements:
            rows = rows + self._rows(statement)
        self.after = Region(box, rows)
        self.exact = {statement.key: self._gradient(statement.key) for statement in statements if statement.exact}
        self.exact = {key: gradient for key, gradient in self.exact.items() if gradient}

    def statuses(self) -> tuple[SecretStatus, ...]:
        return tuple(self._status(key, figure) for key, figure in self.secret.items())

    def _rows(self, statement: Published) -> list[Row]:
        low = None if statement.low is None else Fraction(statement.low)
        high = None if statement.high is None else Fraction(statement.high)
        return rows_of(self.equations[statement.key][0], low, high)

    def _gradient(self, key: str) -> dict[str, Fraction]:
        gradient = self.equations[key][0].gradient(self.point)
        return {name: value for name, value in gradient.items() if value and name not in self.own}

    def _status(self, key: str, figure: Figure) -> SecretStatus:
        before, after = self._interval(key, figure, self.before), self._interval(key, figure, self.after)
        after = self._as_printed(key, after)
        low, high = (_decimal(side) if abs(side) < LARGEST_AMOUNT else None for side in after)
        if before[0] == before[1]:
            explanation = "Tallet følger av offentlige tall alene og røper ingen pris."
            return self._of(key, "safe", low, high, (), explanation)
        value, width = abs(Fraction(figure.value)), after[1] - after[0]
        sources = self._sources(key)
        stated = tuple(dict.fromkeys(statement.key for statement in self.statements))
        if width >= WIDE * (before[1] - before[0]) and not (sources and width <= FIXED * value):
            return self._of(key, "safe", low, high, (), "Det som er kjent, sier ikke mer enn prislisten.")
        if width <= FIXED * value:  # by equations, or pressed together by bounds
            explanation = self._derivation(figure, sources) if sources else self._narrowing(stated)
            return self._of(key, "determined", low, high, sources or stated, explanation, blocks=True)
        narrow = width < NARROW * value
        return self._of(key, "bounded", low, high, sources or stated, self._narrowing(sources or stated), narrow)

    def _of(self, key: str, status: Status, *rest: Any, **more: Any) -> SecretStatus:
        return replace(SecretStatus(key, status, *rest, **more), reader=self.reader)

    def _interval(self, key: str, figure: Figure, region: Region) -> Interval:
        found, choosing = self.equations[key]
        if not choosing:
            return region.interval(found)
        box = {name: (_decimal(low), _decimal(high)) for name, (low, high) in region.box.items()}
        low, high = natural_bounds(figure, box)
        return Fraction(low), Fraction(high)

    def _as_printed(self, key: str, interval: Interval) -> Interval:
        """The interval no wider than what a text says of this very figure: optimisation has a tolerance, print none."""
        low, high = interval
        for statement in self.statements:
            if statement.key == key:
                low = low if statement.low is None else max(low, Fraction(statement.low))
                high = high if statement.high is None else min(high, Fraction(statement.high))
        return low, high

    def _sources(self, key: str) -> tuple[str, ...]:
        """The fewest published figures whose equations fix this one; empty when none do."""
        target = self._gradient(key)
        if not target:
            return ()
        if key in self.exact:
            return (key,)
        names = list(self.exact)
        if not _fixes([self.exact[name] for name in names], target):
            return ()
        for name in names:
            if _fixes([self.exact[name]], target):
                return (name,)
        for name in reversed(names):  # the widest last: leave out whatever is not needed
            if _fixes([self.exact[other] for other in names if other != name], target):
                names.remove(name)
        return tuple(names)

    def _derivation(self, figure: Figure, sources: tuple[str, ...]) -> str:
        if sources == (figure.key,):
            says = {statement.says for statement in self.statements if statement.key == figure.key}
            if says == {"at Maks-AUP er skjult"}:
                return "Maks-AUP er skjult, og det viser at prisen er lik den."
            return f"{_sentence(figure.label)} står i en kjent tekst."
        lines = [self._equation_text(self.figures[key]) for key in sources]
        count = "Én ligning gir" if len(lines) == 1 else f"{len(lines)} ligninger gir til sammen"
        return f"Publisert: {'; '.join(lines)}. Resten er offentlig. {count} {figure.label}."

    def _equation_text(self, figure: Figure) -> str:
        formula = figure.formula
        return f"{figure.label} = {formula}" if figure.term and figure.term.op != "same" else figure.label

    def _narrowing(self, keys: tuple[str, ...]) -> str:
        says = dict.fromkeys(statement.says for statement in self.statements if statement.key in keys)
        return f"Snevres inn av {', '.join(says) or 'det som er publisert'}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _equation(figure: Figure, point: Mapping[str, Fraction]) -> tuple[Equation, bool]:
    """A figure's equation, and whether it only holds near the truth, since the formula chooses."""
    try:
        return equation(figure), False
    except NoEquation:
        return tangent(figure, point), True


def tangent(figure: Figure, point: Mapping[str, Fraction]) -> Equation:
    """A formula as it is near the truth: what an outsider who guesses the branch right would solve."""
    centre = {key: (_decimal(value),) * 2 for key, value in point.items()}
    form = Affine(Fraction(figure.value))
    for key, value in point.items():
        step = max(abs(_decimal(value)), Decimal(1)) * Decimal("1e-6")
        up, down = (
            natural_bounds(figure, {**centre, key: (moved, moved)})[0]
            for moved in (_decimal(value) + step, _decimal(value) - step)
        )
        slope = Fraction((up - down) / (2 * step))
        form = form + Affine(-slope * value, {key: slope} if slope else {})
    return Equation(form)


def _fixes(rows: Sequence[Mapping[str, Fraction]], target: Mapping[str, Fraction]) -> bool:
    """Whether the target's gradient is a combination of the rows: exact elimination."""
    work = [dict(row) for row in rows]
    left = dict(target)
    while work:
        row = work.pop()
        pivot = next((key for key, value in row.items() if value), None)
        if pivot is None:
            continue
        for other in (*work, left):
            if factor := other.get(pivot, Fraction(0)) / row[pivot]:
                for key, value in row.items():
                    other[key] = other.get(key, Fraction(0)) - factor * value
    return not any(left.values())
