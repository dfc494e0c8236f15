"""Who did what, and earlier versions of each section."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st

from drafting.saved_draft import SavedDraft
from drafting.section_text import section_text
from drafting.store import StoredCase
from views import session

NEWEST = 200


def show(case: StoredCase, saved: SavedDraft) -> None:
    log, versions = st.columns(2, gap="large")
    with log:
        st.subheader("Logg")
        rows = "".join(
            f"<tr><td>{_time(entry.at)}</td><td>{escape(entry.who)}</td><td>{escape(entry.event)}</td>"
            f"<td>{escape(entry.detail)}</td></tr>"
            for entry in session.store().log(case.method_id)[:NEWEST]
        )
        heading = "<tr><th>Tid</th><th>Hvem</th><th>Hendelse</th><th>Om</th></tr>"
        st.html(f'<div class="scroll"><table class="grid">{heading}{rows}</table></div>')
    with versions:
        st.subheader("Versjoner")
        titles = {section.key: section.title for section in saved.draft.note.sections}
        key = str(st.selectbox("Del", list(titles), format_func=lambda name: titles[name], key="history_section"))
        for version in session.store().history(case.method_id, key)[:20]:
            with st.expander(f"Versjon {version.number} · {version.who} · {_time(version.at)}"):
                st.code(section_text(version.section), language=None, wrap_lines=True)


def _time(at: datetime) -> str:
    return f"{at.replace(tzinfo=UTC).astimezone():%d.%m.%Y %H.%M}"
