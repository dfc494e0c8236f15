"""A slider over prices worked out beforehand: every figure follows in the browser, without asking the server.

Streamlit's own slider waits 200 ms after the last move before it sends anything, and then comes the way there and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

HTML = """<div class="prices"><label><span class="label"></span> <output></output><input type="range" min="0"></label>
<div class="scroll"><table class="grid"><thead></thead><tbody></tbody></table></div></div>"""
CSS = """
.prices label {display: block; font-size: .95rem;}
.prices output {font-weight: 600; font-variant-numeric: tabular-nums;}
.prices input {width: 100%; margin: .6rem 0 1rem 0; accent-color: var(--st-primary-color);}
.prices input:focus-visible {outline: 2px solid var(--st-primary-color); outline-offset: 5px; border-radius: 4px;}
"""
JS = """
export default function ({ parentElement, data }) {
  const find = name => parentElement.querySelector(".prices " + name);
  const input = find("input"), output = find("output"), body = find("tbody");
  const cell = (row, kind, text, name) => {
    const made = row.appendChild(document.createElement(kind));
    made.className = name; made.textContent = text;
    return made;
  };
  find(".label").textContent = data.label;
  const heading = document.createElement("tr");
  for (const text of ["Tall", "Verdi", "I saken", "Eier"]) cell(heading, "th", text, "");
  find("thead").replaceChildren(heading);
  const values = data.rows.map(row => {
    const line = document.createElement("tr");
    const name = cell(line, "td", row.label, "");
    name.append(document.createElement("br"));
    cell(name, "span", row.key, "key");
    const value = cell(cell(line, "td", "", "number"), "mark", "", "secret");
    cell(line, "td", row.shown[data.start], "number");
    cell(line, "td", row.owner, "");
    return [line, value];
  });
  body.replaceChildren(...values.map(([line]) => line));
  const show = () => {
    const place = Number(input.value);
    output.textContent = data.prices[place];
    input.setAttribute("aria-valuetext", data.prices[place]);
    data.rows.forEach((row, n) => { values[n][1].textContent = row.shown[place]; });
  };
  input.max = data.prices.length - 1;
  if (input.dataset.state !== data.state) { input.dataset.state = data.state; input.value = data.start; }
  input.oninput = show;
  show();
}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and what it shows at each price of the slider."""

    label: str
    key: str
    owner: str
    shown: tuple[str, ...]


@st.cache_resource
def _component() -> Any:
    return st.components.v2.component("prisnotat_prices", html=HTML, css=CSS, js=JS, isolate_styles=False)


def price_slider(label: str, prices: Sequence[str], start: int, rows: Sequence[Row]) -> None:
    """The slider and the table that follows it.

    Args:
        label: what is set.
        prices: the prices as shown, from low to high.
        start: the place in `prices` of the price that the case has.
        rows: the figures; each `shown` is as long as `prices`.
    """
    data = {"label": label, "prices": list(prices), "start": start, "rows": [asdict(row) for row in rows]}
    _component()(key="prices", data={**data, "state": f"{label} {prices[start]}"})
