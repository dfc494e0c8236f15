"""One-way sensitivity: a table and a tornado plot of the figure that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from corpus.bokmal import number_style
from drafting.calculations.graph.figures import Figure
from drafting.calculations.graph.sensitivity import Swing, one_way
from views.shared.rendering import plain

NORWEGIAN = "replace(replace(datum.label, regexp(',', 'g'), ' '), '.', ',')"  # 1,234.5 → 1 234,5
UNDEFINED = "kan ikke beregnes"


def show(figures: Sequence[Figure]) -> None:
    """The chosen figure with each input moved down and up by the chosen share."""
    chosen = {figure.key: figure for figure in sorted(figures, key=_interest) if figure.term is not None}
    if not chosen:
        st.info("Saken har ingen beregnede tall ennå.", icon=":material/inbox:")
        return
    left, right = st.columns([3, 1])
    key = str(left.selectbox("Tall", list(chosen), format_func=lambda name: f"{chosen[name].label} ({name})"))
    percent = right.slider("Utslag, prosent", 5, 50, 20, 5)
    figure = chosen[key]
    swings = one_way(figure, Decimal(percent) / 100)
    st.caption(
        f"{plain(figure.label)}: {plain(figure.display)} i saken. "
        f"Én forutsetning endres om gangen, {percent} % ned og opp."
    )
    if not swings:
        st.info("Ingen av forutsetningene påvirker tallet.")
        return
    _plot(figure, swings)
    st.html(_table(figure, swings))


def _interest(figure: Figure) -> int:
    """The results that a note is about come first in the list."""
    results = ("icer.", "threshold.", "budget.")
    rank = next((place for place, start in enumerate(results) if figure.key.startswith(start)), len(results))
    return 2 * rank + (figure.key.startswith("budget.") and not figure.key.endswith("total.impact"))


def _plot(figure: Figure, swings: Sequence[Swing]) -> None:
    import altair as alt
    import pandas as pd

    rows = [
        {"Forutsetning": swing.label, "Retning": name, "fra": float(swing.base), "til": float(value)}
        for swing in swings
        for name, value in (("ned", swing.low), ("opp", swing.high))
        if value is not None
    ]
    order = [swing.label for swing in swings]
    data = alt.Chart(pd.DataFrame(rows)).encode(y=alt.Y("Forutsetning:N", sort=order, title=None))
    colours = alt.Scale(domain=["ned", "opp"], range=["#4c9fcf", "#e0913a"])
    bars = data.mark_bar(height=18).encode(
        x=alt.X("fra:Q", title=figure.unit, scale=alt.Scale(zero=False), axis=alt.Axis(labelExpr=NORWEGIAN)),
        x2="til:Q",
        color=alt.Color("Retning:N", scale=colours, title="Endring"),
    )
    rule = alt.Chart(pd.DataFrame([{"fra": float(figure.value)}])).mark_rule(strokeDash=[4, 3]).encode(x="fra:Q")
    chart = (bars + rule).properties(height=60 + 34 * len(swings)).configure_axisY(labelLimit=260)
    st.altair_chart(chart, width="stretch")


def _table(figure: Figure, swings: Sequence[Swing]) -> str:
    def shown(value: Decimal | None) -> str:
        return UNDEFINED if value is None else number_style.number(value, figure.shown_decimals)

    rows = "".join(
        f'<tr><td>{escape(swing.label)}</td><td class="number">{shown(swing.low)}</td>'
        f'<td class="number">{shown(swing.base)}</td><td class="number">{shown(swing.high)}</td></tr>'
        for swing in swings
    )
    unit = f" ({escape(figure.unit)})" if figure.unit else ""
    heading = f"<tr><th>Forutsetning</th><th>Ned{unit}</th><th>I saken{unit}</th><th>Opp{unit}</th></tr>"
    return f'<div class="scroll"><table class="grid">{heading}{rows}</table></div>'
