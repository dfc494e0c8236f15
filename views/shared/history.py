"""Who did what, and earlier versions of each section."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st

from drafting.editing.saved_draft import SavedDraft
from drafting.editing.section_history import restore_version
from drafting.editing.section_text import section_text
from drafting.store.store import ORIGINS, StoredCase, Version
from views.shared import session
from views.shared.rendering import plain

NEWEST = 200
MOST_VERSIONS = 50


def show(case: StoredCase, saved: SavedDraft) -> None:
    log, versions = st.columns(2, gap="large")
    with log:
        st.subheader("Logg")
        rows = "".join(
            f"<tr><td>{time_of(entry.at)}</td><td>{escape(entry.who)}</td><td>{escape(entry.event)}</td>"
            f"<td>{escape(entry.detail)}</td></tr>"
            for entry in session.store().log(case.method_id)[:NEWEST]
        )
        heading = "<tr><th>Tid</th><th>Hvem</th><th>Hendelse</th><th>Om</th></tr>"
        st.html(f'<div class="scroll"><table class="grid">{heading}{rows}</table></div>')
    with versions:
        st.subheader("Versjoner")
        titles = {section.key: section.title for section in saved.draft.note.sections}
        key = str(st.selectbox("Del", list(titles), format_func=lambda name: titles[name], key="history_section"))
        kept = session.store().history(case.method_id, key, most=MOST_VERSIONS)
        for place, version in enumerate(kept):
            head = f"Versjon {version.number} · {ORIGINS[version.origin]} · {plain(version.who)}"
            with st.expander(f"{head} · {time_of(version.at)}{'' if place else ' · står nå'}"):
                st.code(section_text(version.section), language=None, wrap_lines=True)
                if place and st.button("Hent tilbake", key=f"fetch_{key}_{version.number}", icon=":material/history:"):
                    fetch_back(case, saved, key, version)


def fetch_back(case: StoredCase, saved: SavedDraft, key: str, version: Version) -> None:
    """Puts the version back as the newest, and says as what it now stands."""
    composed = session.composed_draft(case).note.section(key)
    made = restore_version(session.store(), saved, composed, version.number, session.user())
    told = f"Versjon {version.number} er hentet tilbake som versjon {made.number}."
    if made.origin != version.origin:
        told += " Den står som redigert: programmet ville ikke skrevet det slik nå."
    session.say(told)
    st.rerun()


def time_of(at: datetime) -> str:
    """A time of the store (UTC) as the user's clock had it."""
    return f"{at.replace(tzinfo=UTC).astimezone():%d.%m.%Y %H.%M}"
