"""What stands behind a slot: a figure, a fact of the report or a field of the case, and how its form shows it.

A value for the public never leaves here when it is secret: `SlotValue(hidden=True)` holds nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.bokmal import number_style
from drafting.calculations.graph.discounting import LONGEST_YEARS
from drafting.calculations.graph.figures import Figure, Owners, quantity
from drafting.calculations.threshold import unreached
from drafting.calculations.treatment.coverage import combination
from drafting.calculations.validity import available_from
from drafting.case.case import ALWAYS_SECRET, Amount, Case
from drafting.case.paths import get
from drafting.confidentiality.hiding.hidden import HiddenFigure, ShownFigure
from drafting.facts.fact.printed_number import printed_in_scale
from drafting.note.note import ABOUT_WORDS

if TYPE_CHECKING:
    from drafting.facts import Facts

UNKNOWN_OWNER = "ikke oppgitt eier"
UNREACHED = f"[ikke nådd innen {LONGEST_YEARS} år]"


@dataclass(frozen=True, slots=True)
class SlotValue:
    """A value on its way into a slot. `text` is used where there is no number and no day."""

    text: str = ""
    printed: str = ""  # the number as its source prints it, where that is not its digits alone
    amount: Decimal | None = field(default=None, repr=False)
    decimals: int = 0
    unit: str = ""
    day: date | None = None
    owners: Owners = frozenset()
    hidden: bool = False
    about: bool = False  # the source says the number is near this: it never stands without that


def slot_value(
    key: str, case: Case, figures: Mapping[str, ShownFigure], facts: Facts | None, public: bool
) -> SlotValue | None:
    """The value behind a slot's key for one audience; None when nothing is known by that key."""
    if key.startswith("fact."):
        return _fact_value(key.removeprefix("fact."), facts, public)
    if key == "case.decision.available_from":  # also where the case leaves it to the rule
        return SlotValue(day=day) if (day := available_from(case)) else None
    if key.startswith("case."):
        return _case_value(key.removeprefix("case."), case, public)
    figure = figures.get(key)
    if figure is None:
        return _unreached_value(key, figures)
    if isinstance(figure, HiddenFigure):
        return SlotValue(hidden=True)
    return SlotValue(amount=figure.value, decimals=figure.shown_decimals, unit=figure.unit, owners=figure.owners)


def _unreached_value(key: str, figures: Mapping[str, ShownFigure]) -> SlotValue | None:
    """A duration that is not reached, for those who may know that; the public's figures hold it as hidden."""
    duration = unreached(figures).get(key)
    if duration is None:
        return None
    return SlotValue(UNREACHED, owners=figures[duration.undiscounted].owners)


def _fact_value(key: str, facts: Facts | None, public: bool) -> SlotValue | None:
    """A fact of the report. What the report says at RHF-AUP is as secret as the price itself."""
    fact = facts.get(key) if facts else None
    if fact is None:
        return None
    value = _read(fact.value)
    secret = "rhf_aup" in key.split(".")
    if secret and public:
        return SlotValue(hidden=True)
    owners = frozenset({UNKNOWN_OWNER}) if secret else frozenset()
    if isinstance(value, Decimal):
        printed, decimals = printed_in_scale(fact), number_style.decimals_as_entered(value)
        about = fact.scope is not None and fact.scope.bound == "about"
        return SlotValue("", printed, value, decimals, fact.unit, owners=owners, about=about)
    return SlotValue(day=value, owners=owners) if isinstance(value, date) else SlotValue(fact.value, owners=owners)


def _read(text: str) -> Decimal | date | None:
    try:
        return date.fromisoformat(text) if text[4:5] == "-" else Decimal(text)
    except (ValueError, ArithmeticError):
        return None


def _case_value(path: str, case: Case, public: bool) -> SlotValue | None:
    if path in ("treatment.drugs", "cost_utility.drugs"):  # named by the packages, as in `case_paths`
        name = combination(case, "treatment" if path == "treatment.drugs" else "cost_utility")
        return SlotValue(name) if name else None
    found = get(case, path)
    if isinstance(found, Amount):
        return _amount_value(found, path.rpartition(".")[2] in ALWAYS_SECRET, public)
    if isinstance(found, Decimal):
        return SlotValue(amount=found, decimals=number_style.decimals_as_entered(found))
    if isinstance(found, date):
        return SlotValue(day=found)
    return SlotValue(str(found)) if isinstance(found, str | int) and not isinstance(found, bool) else None


def _amount_value(amount: Amount, always: bool, public: bool) -> SlotValue:
    owner = amount.owner or (UNKNOWN_OWNER if always else "")
    if owner and public:
        return SlotValue(hidden=True)
    owners = frozenset({owner} if owner else ())
    return SlotValue(amount=amount.value, decimals=2 if amount.value % 1 else 0, unit="NOK", owners=owners)


def slot_text(form: str, value: SlotValue) -> str:
    """A value in a form: «om_lag» nearest 100, «whole» no decimals, «value» no unit, «long» 14. mai 2025."""
    if value.day is not None:
        return number_style.long_date(value.day) if form == "long" else number_style.numeric_date(value.day)
    if value.amount is None:
        return value.text
    decimals = {"om_lag": -2, "whole": 0}.get(form, value.decimals)
    shown = number_style.number(value.amount, decimals)
    if value.printed and form in ("", "value"):
        shown = value.printed
    if value.about and form in ("", "value"):
        shown = f"{ABOUT_WORDS} {shown}"
    return shown if form == "value" else quantity(shown, value.unit)


def figure_text(figure: Figure, form: str = "") -> str:
    """A figure as a slot of that form shows it to those who may see it."""
    return slot_text(form, SlotValue(amount=figure.value, decimals=figure.shown_decimals, unit=figure.unit))
