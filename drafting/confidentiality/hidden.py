"""What is secret in a case, and figures with the secrets taken out.

The public side of the program works on the result of `without_secrets`: a hidden figure there has a label, a unit
and owners, but no value, so that nothing downstream can print it, measure it or let it slip into an error text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from drafting.calculations.figures import PUBLIC, Figure, Figures, Owners, leaves
from drafting.case import Case


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


def double_roles(figures: Figures) -> dict[str, Owners]:
    """Public figures that rest on an amount that is a secret as well, with the owners of that secret.

    A figure that is both in a secret and a public role is secret: a reader of the public one has the other. The
    amounts compared are those given in the case, exactly; a derived figure that happens to look the same is no role.
    """
    inputs = {id(leaf): leaf for figure in figures.values() for leaf in inputs_of(figure)}.values()
    secret: dict[Decimal, Owners] = {}
    for leaf in inputs:
        if leaf.confidential and leaf.value:
            secret[leaf.value] = secret.get(leaf.value, PUBLIC) | leaf.owners
    found: dict[str, Owners] = {}
    for key, figure in figures.items():
        if figure.confidential:
            continue
        owners = PUBLIC.union(
            *(
                secret[leaf.value]
                for leaf in inputs_of(figure)
                if leaf.unit.startswith("NOK") and leaf.value in secret and not leaf.confidential
            )
        )
        if owners:
            found[key] = owners
    return found


def without_secrets(figures: Mapping[str, ShownFigure]) -> dict[str, ShownFigure]:
    """The figures with every secret one replaced by a HiddenFigure. Already hidden ones pass through."""
    known = {key: figure for key, figure in figures.items() if isinstance(figure, Figure)}
    both = double_roles(known)
    shown: dict[str, ShownFigure] = {}
    for key, figure in figures.items():
        if isinstance(figure, HiddenFigure) or not (figure.confidential or key in both):
            shown[key] = figure
        else:
            shown[key] = HiddenFigure(figure.key, figure.label, figure.unit, figure.owners | both.get(key, PUBLIC))
    return shown


def owner_names(case: Case, owners: Owners) -> tuple[str, ...]:
    """Owners as people know them, sorted: «comparator» in a case file is whoever sells the comparator."""
    return tuple(sorted(owner_name(case, owner) for owner in owners))


def owner_name(case: Case, owner: str) -> str:
    if owner == "comparator" and case.comparator:
        return f"leverandøren av {case.comparator.name}"
    return owner
