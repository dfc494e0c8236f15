"""Inputs: the leaves of one case's figures, each made once; its key is the path in the case file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from corpus.bokmal.number_style import decimals_as_entered
from drafting.calculations.graph.figures import DATE, PUBLIC, Figure
from drafting.calculations.graph.rates import Rate, rate
from drafting.case.case import Amount, Case


def price_decimals(value: Decimal) -> int:
    """Øre are shown only when there are any."""
    return 0 if value == value.to_integral_value() else 2


class Inputs:
    """Makes the leaves of one case. The same path always gives the same figure."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._leaves: dict[str, Figure] = {}

    def number(self, path: str, label: str, value: Decimal | int, unit: str) -> Figure:
        """A public number of the case file, in `unit`, shown with the decimals that it is entered with."""
        entered = Decimal(value)
        return self._leaf(
            Figure(path, label, entered, unit, reference=f"saksfilen: {path}", decimals=decimals_as_entered(entered))
        )

    def amount(self, path: str, label: str, amount: Amount) -> Figure:
        """An amount of the case file in NOK incl. VAT; secret when it has an owner."""
        owners = frozenset({amount.owner}) if amount.secret else PUBLIC
        return self._leaf(
            Figure(
                path,
                label,
                amount.value,
                "NOK",
                reference=f"saksfilen: {path}",
                owners=owners,
                decimals=price_decimals(amount.value),
            )
        )

    def day(self, path: str, label: str, day: date) -> Figure:
        """A date of the case file."""
        return self.number(path, label, day.toordinal(), DATE)

    def rate(self, key: str) -> Figure:
        """A dated rate, as it was on the note's date. Raises MissingRate."""
        return self._leaf(rate_figure(rate(key, on=self.case.note_date)))

    def _leaf(self, figure: Figure) -> Figure:
        return self._leaves.setdefault(figure.key, figure)


def rate_figure(found: Rate) -> Figure:
    """A rate as a leaf; «ubekreftet» when it is."""
    remark = "" if found.confirmed else "ubekreftet sats"
    return Figure(f"rates.{found.key}", found.label, found.value, found.unit, reference=found.reference, remark=remark)
