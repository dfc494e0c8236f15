"""How a figure came about: as a tree in bokmål, as rows for a page, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.bokmal.number_style import number, round_half_up
from drafting.calculations.graph.figures import SHARE, Figure

FULL = 6  # decimals of an unrounded value in a derivation


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a derivation: a figure, how deep it lies, and whether it was derived further up already."""

    depth: int
    figure: Figure
    repeated: bool = False


def derivation_rows(figure: Figure) -> tuple[Row, ...]:
    """The figure and everything that it rests on, top down; a figure met again is a row without its inputs."""
    return tuple(_rows(figure, 0, set()))


def _rows(figure: Figure, depth: int, seen: set[str]) -> Iterator[Row]:
    repeated = figure.term is not None and figure.key in seen
    yield Row(depth, figure, repeated)
    seen.add(figure.key)
    if not repeated:
        for part in figure.inputs:
            yield from _rows(part, depth + 1, seen)


def explained(figure: Figure) -> str:
    """The derivation as an indented tree: values, units, formulas, sources, and whose secret it is."""
    lines = []
    for row in derivation_rows(figure):
        indent = "    " * row.depth
        lines.append(f"{indent}{row.figure.label} = {shown_value(row.figure)}{_secrecy(row.figure)}")
        if row.repeated:
            lines[-1] += " (utledet over)"
            continue
        if row.figure.formula:
            lines.append(f"{indent}  regnestykke: {row.figure.formula}")
        if row.figure.reference:
            lines.append(f"{indent}  kilde: {row.figure.reference}")
        if row.figure.remark:
            lines.append(f"{indent}  merk: {row.figure.remark}")
    return "\n".join(lines)


def shown_value(figure: Figure) -> str:
    """The value as in the note, followed by the unrounded value where rounding hides something."""
    rounded = round_half_up(figure.value, figure.shown_decimals)
    if figure.unit == SHARE or rounded == figure.value:
        return figure.display
    full = number(figure.value, FULL).rstrip("0").rstrip(",")
    return f"{figure.display} (uavrundet {full})"


def as_json(figure: Figure) -> dict[str, object]:
    """The figure as docs/rules.md's `calculate --json` gives it; `inputs` are keys, `value` has full precision."""
    return {
        "key": figure.key,
        "label": figure.label,
        "value": format(figure.value, "f"),
        "display": figure.display,
        "unit": figure.unit,
        "confidential": figure.confidential,
        "owners": sorted(figure.owners),
        "formula": figure.formula,
        "inputs": [part.key for part in figure.inputs],
        "reference": figure.reference,
        "remark": figure.remark,
    }


def all_figures(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures and every input and intermediate figure behind them, by key, inputs before what uses them."""
    found: dict[str, Figure] = {}

    def collect(figure: Figure) -> None:
        if figure.key not in found:
            for part in figure.inputs:
                collect(part)
            found[figure.key] = figure

    for figure in figures.values():
        collect(figure)
    return found


def _secrecy(figure: Figure) -> str:
    return f" [unntatt offentlighet: {', '.join(sorted(figure.owners))}]" if figure.confidential else ""
