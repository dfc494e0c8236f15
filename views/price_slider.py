"""A slider that sends while it moves. Streamlit's own waits 200 ms after the last move before it sends anything."""

from __future__ import annotations

from typing import Any

import streamlit as st

HTML = """<label><span class="label"></span> <output></output><input type="range"></label>"""
CSS = """
label {display: block; font-family: var(--st-font); color: var(--st-text-color); font-size: .9rem;}
output {font-weight: 600; font-variant-numeric: tabular-nums;}
input {width: 100%; margin: .5rem 0 0 0; accent-color: var(--st-primary-color);}
input:focus-visible {outline: 2px solid var(--st-primary-color); outline-offset: 5px; border-radius: 4px;}
"""
JS = """
const PAUSE = 20;  // ms between two messages while the slider is dragged
export default function ({ parentElement, data, setStateValue }) {
  const input = parentElement.querySelector("input"), output = parentElement.querySelector("output");
  parentElement.querySelector(".label").textContent = data.label;
  input.min = data.low; input.max = data.high; input.step = data.step;
  const show = () => { output.textContent = Number(input.value).toLocaleString("nb-NO") + " " + data.unit; };
  if (input.dataset.item !== data.item) { input.dataset.item = data.item; input.value = data.start; }
  show();
  let waiting = null, sent = Number(input.value);
  const send = () => {
    waiting = null;
    if (sent !== Number(input.value)) { sent = Number(input.value); setStateValue("price", sent); }
  };
  input.oninput = () => { show(); if (waiting === null) { waiting = setTimeout(send, PAUSE); } };
}
"""


@st.cache_resource
def _component() -> Any:
    return st.components.v2.component("prisnotat_price_slider", html=HTML, css=CSS, js=JS)


def price_slider(label: str, item: str, span: range, start: int) -> int:
    """The price that the slider stands at, NOK.

    Args:
        label: what is set.
        item: the package's item number; another item puts the slider back to `start`.
        span: from, to (with it) and step, NOK.
        start: where it stands at first, NOK.
    """
    low, high = span.start, span.stop
    data = {"label": label, "item": item, "low": low, "high": high, "start": start, "step": span.step, "unit": "NOK"}
    result = _component()(key=f"price_{item}", data=data, default={"price": start}, on_price_change=lambda: None)
    price = result.price
    return int(price) if isinstance(price, int | float) and low <= price <= high else start
