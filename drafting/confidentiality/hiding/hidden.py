"""What is secret in a case, and figures with the secrets taken out.

The public side of the program works on the result of `without_secrets`: a hidden figure there has a label, a unit
and owners, but no value, so that nothing downstream can print it, measure it or let it slip into an error text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from drafting.calculations.graph.figures import Figure, Owners, leaves
from drafting.calculations.threshold import unreached
from drafting.case.case import Case


@dataclass(frozen=True, slots=True)
class HiddenFigure:
    """A secret figure as the public side knows it: that it exists, what it is and whose it is."""

    key: str
    label: str
    unit: str
    owners: Owners


ShownFigure: TypeAlias = Figure | HiddenFigure


def inputs_of(figure: Figure) -> Iterator[Figure]:
    """The inputs at the bottom of a figure's formula, through all intermediate figures; itself when it is one.

    An input may come more than once.
    """
    if figure.term is None:
        yield figure
        return
    for leaf in leaves(figure.term):
        yield from inputs_of(leaf)


def without_secrets(figures: Mapping[str, ShownFigure]) -> dict[str, ShownFigure]:
    """The figures with every secret one replaced by a HiddenFigure. Already hidden ones pass through.

    A figure is hidden for what it rests on, never for its number: one that is public in its own right is printed also
    where a secret is the same number, since to leave it out would tell just that. A duration that is not reached is
    hidden like one that is, where the prices are secret.
    """
    shown: dict[str, ShownFigure] = {}
    for key, figure in figures.items():
        secret = isinstance(figure, Figure) and figure.confidential
        shown[key] = HiddenFigure(figure.key, figure.label, figure.unit, figure.owners) if secret else figure
    for key, duration in unreached(shown).items():
        beside = shown[duration.undiscounted]
        if isinstance(beside, HiddenFigure):
            shown[key] = HiddenFigure(key, duration.label, beside.unit, beside.owners)
    return shown


def owner_names(case: Case, owners: Owners) -> tuple[str, ...]:
    """Owners as people know them, sorted: «comparator» in a case file is whoever sells the comparator."""
    return tuple(sorted(owner_name(case, owner) for owner in owners))


def owner_name(case: Case, owner: str) -> str:
    if owner == "comparator" and case.comparator:
        return f"leverandøren av {case.comparator.name}"
    return owner
