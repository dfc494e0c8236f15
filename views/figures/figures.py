"""Tall: every figure with its derivation, what-if on the price, and sensitivity."""

from __future__ import annotations

import streamlit as st

from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.confidentiality.hiding.audience import MARKER
from views.figures import tornado, what_if
from views.figures.derivation import derivation_html
from views.shared import session
from views.shared.rendering import figures_html

PARTS = ("Alle tall", "Hva om", "Følsomhet")


def show() -> None:
    st.title("Tall")
    case = session.chosen_case()
    if case is None:
        return
    draft = session.saved_draft(case).draft
    figures = list(draft.figures.values())
    if not figures:
        st.info("Saken har ingen tall ennå. Legg inn pristilbudet under Gjennomgang, Saken.", icon=":material/inbox:")
        return
    secrets = session.may_see_secrets()
    parts = PARTS if secrets else PARTS[:1]
    part = st.segmented_control("Vis", parts, default=parts[0], key="figures_part", label_visibility="collapsed")
    if part == "Hva om" and secrets:
        what_if.show(draft.case_file.case, draft.figures, f"{case.method_id} {hash(draft.case_file.text)}")
    elif part == "Følsomhet" and secrets:
        tornado.show(figures)
    else:
        _all(figures, draft.case_file.case, secrets)


def _all(figures: list[Figure], case: Case, secrets: bool) -> None:
    table, tree = st.columns([3, 2], gap="large")
    with table:
        wanted = st.text_input("Søk i tallene", key="figure_search", placeholder="for eksempel budsjett eller syklus")
        found = [figure for figure in figures if wanted.lower() in f"{figure.label} {figure.key}".lower()]
        st.caption(f"{len(found)} av {len(figures)} tall")
        st.html(figures_html(found, case, secrets=secrets))
    with tree:
        st.subheader("Utledning")
        keys = {figure.key: figure for figure in found}
        if not keys:
            st.caption("Ingen tall passer til søket.")
            return
        key = st.selectbox("Tall", list(keys), format_func=lambda name: f"{keys[name].label} ({name})", key="derived")
        figure = keys[str(key)]
        if figure.confidential and not secrets:
            st.write(MARKER)
        else:
            st.html(derivation_html(figure, case))


if __name__ == "__main__":
    show()
