"""A slider on RHF-AUP: every figure that moves, at once. A fragment, so that only this part runs again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from drafting import number_style
from drafting.calculations.calculation import with_rhf_aup
from drafting.calculations.figures import Figure
from drafting.case import Case
from views.price_slider import price_slider
from views.rendering import figures_html

STEPS = 200


@st.fragment
def show(case: Case, figures: Mapping[str, Figure]) -> None:
    """The slider and the figures at its price.

    Args:
        case: the case as it is saved; nothing here changes it.
        figures: its figures, to compare with.
    """
    packages = {package.item_number: package for package in case.offer.packages} if case.offer else {}
    if not packages:
        st.info("Saken har ikke noe pristilbud ennå.", icon=":material/inbox:")
        return
    item = str(
        st.selectbox("Pakning", list(packages), format_func=lambda key: f"{key} · {packages[key].description}")
        if len(packages) > 1
        else next(iter(packages))
    )
    package = packages[item]
    ceiling = package.max_aup.value
    step = max(Decimal(1), number_style.round_half_up(ceiling / STEPS))
    now = int(package.rhf_aup.value)
    label = f"RHF-AUP for {item}, inkl. mva.:"
    price = price_slider(label, item, range(1, int(ceiling), int(step)), now)
    st.caption(
        f"Tilbudt: {number_style.number(package.rhf_aup.value, 2)} NOK. "
        f"Maks-AUP: {number_style.number(ceiling, 2)} NOK. Saken endres ikke."
    )
    chosen = package.rhf_aup.value if price == now else Decimal(price)
    moved = with_rhf_aup(case, item, chosen)
    shown = [figure for figure in moved.values() if figure.confidential]
    before = {figure.key: figure.display for figure in figures.values()}
    st.html(figures_html(shown, case, secrets=True, before=before))
