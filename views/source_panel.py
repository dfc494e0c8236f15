"""What a section rests on: quotes with page, and the page itself with the passage marked."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from corpus.documents import Source
from corpus.page_picture import page_picture
from drafting.store import StoredCase
from views import session


def show(case: StoredCase, sources: tuple[Source, ...]) -> None:
    """The sources of a section, by page; choosing one shows its page."""
    st.subheader("Kilder")
    if not sources:
        st.caption("Delen er skrevet ut fra saksfilen alene.")
        return
    path = session.store().report_path(case.method_id)
    for place, source in enumerate(sources):
        from_report = bool(path) and source.document == case.report_hash and source.page > 0
        where = (
            f"{source.name or 'rapporten'}, side {source.page}" if from_report else f"saksfilen, linje {source.page}"
        )
        st.html(f'<div class="quote">«{escape(session.short(source.quote, 420))}»</div>')
        st.caption(where)
        if from_report and path and st.toggle(f"Vis side {source.page}", key=f"page_{source.page}_{place}"):
            show_page(path, source.page, [other.quote for other in sources if other.page == source.page])


def show_page(path: Path, number: int, quotes: list[str]) -> None:
    """The page of the report as a picture, with the quotes marked."""
    if path.suffix != ".pdf":
        st.caption("Siden kan bare vises som bilde når rapporten er en PDF.")
        return
    st.image(_picture(str(path), number, tuple(quotes)), caption=f"Side {number}", width="stretch")


@st.cache_data(show_spinner="Henter siden …", max_entries=64)
def _picture(path: str, number: int, quotes: tuple[str, ...]) -> bytes:
    with session.READING:
        return page_picture(Path(path), number, quotes)
