"""How a figure came about, as a tree: what `prisnotat calculate --explain` prints, for a page."""

from __future__ import annotations

from html import escape

from drafting.calculations.graph.explanation import Row, derivation_rows, shown_value
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.confidentiality.hiding.hidden import owner_names


def derivation_html(figure: Figure, case: Case) -> str:
    """The figure and everything it rests on, indented; each with formula, source and whose secret it is."""
    return f'<div class="tree">{"".join(_row(row, case) for row in derivation_rows(figure))}</div>'


def _row(row: Row, case: Case) -> str:
    figure = row.figure
    value = escape(shown_value(figure)).replace(" ", "\u00a0")
    lines = []
    if row.repeated:
        lines.append("utledet over")
    else:
        lines += [f"regnestykke: {figure.formula}"] if figure.formula else []
        lines += [f"kilde: {figure.reference}"] if figure.reference else []
        lines += [f"merk: {figure.remark}"] if figure.remark else []
    if figure.confidential:
        value = f'<mark class="secret">{value}</mark>'
        lines.append(f"unntatt offentlighet: {', '.join(owner_names(case, figure.owners))}")
    small = "".join(f"<br><small>{escape(line)}</small>" for line in lines)
    return f'<div style="margin-left:{row.depth * 0.9:.1f}rem">{escape(figure.label)} = {value}{small}</div>'
