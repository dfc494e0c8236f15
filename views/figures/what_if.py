"""A slider on RHF-AUP: every figure that moves with it, at once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from corpus.bokmal import number_style
from drafting.calculations.calculation import with_rhf_aup
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case, Package
from drafting.confidentiality.hiding.hidden import owner_names
from views.figures.price_slider import Row, price_slider

STEPS = 200


def show(case: Case, figures: Mapping[str, Figure], state: str) -> None:
    """The slider and the figures at its price.

    Args:
        case: the case as it is saved; nothing here changes it.
        figures: its figures.
        state: tells one saved case from another.
    """
    packages = {package.item_number: package for package in case.offer.packages} if case.offer else {}
    if not packages:
        st.info("Saken har ikke noe pristilbud ennå.", icon=":material/inbox:")
        return
    item = next(iter(packages))
    if len(packages) > 1:
        names = {key: f"{key} · {package.description}" for key, package in packages.items()}
        item = str(st.selectbox("Pakning", list(packages), format_func=lambda key: names[key]))
    package = packages[item]
    st.caption(f"Maks-AUP er {_price(package.max_aup.value)}. Glidebryteren endrer ikke saken.")
    prices, start, rows = _worked_out(f"{state} {item}", case, item, figures)
    price_slider(f"RHF-AUP for {item}, inkl. mva.:", prices, start, rows)


@st.cache_resource(show_spinner="Regner ut …", max_entries=16)
def _worked_out(
    state: str, _case: Case, item: str, _figures: Mapping[str, Figure]
) -> tuple[tuple[str, ...], int, tuple[Row, ...]]:
    """The prices, the place of the offered one, and every confidential figure at each price."""
    package = _case.package(item)
    prices = price_steps(package)
    at = [with_rhf_aup(_case, item, price) for price in prices]
    rows = tuple(
        Row(
            figure.label[:1].upper() + figure.label[1:],
            figure.key,
            ", ".join(owner_names(_case, figure.owners)),
            tuple(figures[figure.key].display if figure.key in figures else "kan ikke beregnes" for figures in at),
        )
        for figure in _figures.values()
        if figure.confidential
    )
    return tuple(_price(price) for price in prices), prices.index(package.rhf_aup.value), rows


def price_steps(package: Package) -> list[Decimal]:
    """Prices from a small one to Maks-AUP, the offered one among them, from low to high."""
    ceiling = package.max_aup.value
    decimals = 0 if ceiling >= STEPS else 2
    steps = {number_style.round_half_up(ceiling * n / STEPS, decimals) for n in range(1, STEPS)}
    return sorted({price for price in steps if price > 0} | {ceiling, package.rhf_aup.value})


def _price(value: Decimal) -> str:
    return f"{number_style.number(value, 0 if value == value.to_integral_value() else 2)} NOK"
