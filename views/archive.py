"""Arkiv: what was read from the case's report: facts, disagreements, warnings, each with its page."""

from __future__ import annotations

from html import escape

import streamlit as st

from drafting.facts import Facts
from drafting.store import StoredCase
from views import session, source_panel
from views.fact_labels import fact_label


def show() -> None:
    st.title("Arkiv")
    case = session.chosen_case()
    if case is None:
        return
    path = session.store().report_path(case.method_id)
    if path is None:
        st.info("Saken har ingen rapport. Legg den inn under Gjennomgang, Saken.", icon=":material/inbox:")
        return
    if not session.may_see_secrets():
        st.info("Det som er lest fra rapporten, vises for fagrådgiver og fagsjef.", icon=":material/lock:")
        return
    facts = session.saved_draft(case).draft.facts
    st.caption(f"Lest fra {case.report_name}")
    if facts is None or not facts.facts:
        st.warning("Fant ingen fakta i rapporten.")
        return
    _warnings(facts)
    table, page = st.columns([3, 2], gap="large")
    with table:
        st.html(_facts(facts))
    with page:
        _page(case, facts)


def _warnings(facts: Facts) -> None:
    for conflict in facts.conflicts:
        said = "; ".join(f"{fact.value} (side {fact.source.page})" for fact in conflict.facts)
        st.warning(
            f"Rapporten er uenig med seg selv om {fact_label(conflict.key).lower()}: {said}",
            icon=":material/compare_arrows:",
        )
    for warning in facts.warnings:
        st.warning(warning, icon=":material/warning:")


def _facts(facts: Facts) -> str:
    rows = "".join(
        f"<tr><td>{escape(fact_label(fact.key))}</td><td>{escape(session.short(fact.value, 300))} {escape(fact.unit)}"
        f'</td><td class="number">{fact.source.page}</td></tr>'
        for fact in facts.facts
    )
    heading = "<tr><th>Faktum</th><th>Verdi</th><th>Side</th></tr>"
    return f'<div class="scroll"><table class="grid">{heading}{rows}</table></div>'


def _page(case: StoredCase, facts: Facts) -> None:
    keys = {fact.key: fact for fact in facts.facts}
    key = str(
        st.selectbox(
            "Vis i rapporten",
            list(keys),
            format_func=lambda name: f"{fact_label(name)} (side {keys[name].source.page})",
        )
    )
    source = keys[key].source
    st.html(f'<div class="quote">«{escape(source.quote)}»</div>')
    path = session.store().report_path(case.method_id)
    if path is not None:
        source_panel.show_page(path, source.page, [source.quote])


if __name__ == "__main__":
    show()
