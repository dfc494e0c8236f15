"""What to write instead of a sentence that the public version stops at: the slot that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from corpus.bokmal.amounts import amount
from corpus.bokmal.number_style import round_half_up
from drafting.calculations.graph.figures import Figure
from drafting.confidentiality.closed.stops import Stop

# For each kind of stop the endings of keys whose slots say what such a sentence wants to say.
SAYS = {
    "share": ("discount_percent",),
    "change": ("discount_percent", "total.impact"),
    "rank": ("rank.rhf_aup", "difference.rhf_aup"),
    "order": ("rank.rhf_aup", "difference.rhf_aup"),
    "comparison": ("difference.rhf_aup", "rank.rhf_aup", "discount_percent"),
    "relation": ("discount_percent",),
}


def remedy(stop: Stop, figures: Mapping[str, Figure]) -> str:
    """One sentence: the slot to use where there is one, else to write it without."""
    key = _same_number(stop, figures) or _saying(stop, figures)
    if key:
        return f"Feltet {{{{{key}}}}} ({figures[key].label}) sier det og er skjult for dem som ikke skal se det."
    return "Skriv setningen uten det, eller la en annen med rett til å publisere godta den."


def _same_number(stop: Stop, figures: Mapping[str, Figure]) -> str:
    """The figure that the stopped number is, as printed or rounded."""
    value = amount(stop.words) if stop.kind == "number" else None
    if not value:
        return ""
    same = [key for key, figure in figures.items() if value in _printed(figure)]
    return next((key for key in same if figures[key].confidential), same[0] if same else "")


def _printed(figure: Figure) -> set[Decimal]:
    return {round_half_up(abs(figure.value), decimals) for decimals in (figure.shown_decimals, 2, 1, 0, -2, -3)}


def _saying(stop: Stop, figures: Mapping[str, Figure]) -> str:
    endings = SAYS.get(stop.kind, ())
    return next((key for ending in endings for key in figures if key.endswith(ending)), "")
