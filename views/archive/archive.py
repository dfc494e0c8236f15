"""Arkiv: what was read from the case's report, and every document that has been taken in."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from drafting.facts import Facts
from drafting.facts.fact.fact import Fact
from drafting.store.store import StoredCase
from views.archive import archive_documents, fact_correction, source_panel
from views.archive.fact_labels import fact_label, fact_value
from views.shared import session
from views.shared.rendering import plain

PARTS = ("Rapporten i saken", "Dokumentene")


def show() -> None:
    st.title("Arkiv")
    part = st.segmented_control("Vis", PARTS, default=PARTS[0], key="archive_part", label_visibility="collapsed")
    if part == PARTS[1]:
        archive_documents.show()
    else:
        _report()


def _report() -> None:
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
    saved = session.saved_draft(case)
    facts = saved.draft.facts
    st.caption(f"Lest fra {plain(case.report_name)}")
    if facts is None:
        st.warning("Fant ingen fakta i rapporten.", icon=":material/warning:")
        return
    _warnings(facts)
    table, page = st.columns([3, 2], gap="large")
    with table:
        st.html(_facts(facts))
    with page:
        key = fact_correction.choice(facts)
        fact = facts.get(key)
        if fact is not None:
            st.html(f'<div class="quote">«{escape(fact.source.quote)}»</div>')
        fact_correction.show(case, saved, key, fact)
        if fact is not None:
            _page(case, fact)


def _warnings(facts: Facts) -> None:
    for conflict in facts.conflicts:
        said = "; ".join(f"{fact_value(fact)} (side {fact.source.page})" for fact in conflict.facts)
        text = f"Rapporten er uenig med seg selv om {fact_label(conflict.key).lower()}: {said}"
        st.warning(plain(text), icon=":material/compare_arrows:")
    for warning in facts.warnings:
        st.warning(plain(warning), icon=":material/warning:")


def _facts(facts: Facts) -> str:
    rows = "".join(_row(fact) for fact in facts.facts)
    heading = "<tr><th>Faktum</th><th>Verdi</th><th>Side</th></tr>"
    return f'<div class="scroll"><table class="grid">{heading}{rows}</table></div>'


def _row(fact: Fact) -> str:
    read = session.short(fact_value(replace(fact, value=fact.read)), 120) if fact.read else "ikke funnet"
    by = f"<br><small>lest: {escape(read)}; rettet av {escape(fact.corrected)}</small>" if fact.corrected else ""
    value = escape(session.short(fact_value(fact), 300))
    name, page = escape(fact_label(fact.key)), fact.source.page
    return f'<tr><td>{name}</td><td>{value}{by}</td><td class="number">{page}</td></tr>'


def _page(case: StoredCase, fact: Fact) -> None:
    path = session.store().report_path(case.method_id)
    if path is not None:
        source_panel.show_page(path, fact.source.page, [fact.source.quote])


if __name__ == "__main__":
    show()
