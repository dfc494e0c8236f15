"""What a section rests on: quotes with page, and the page itself with the passage marked."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from corpus.documents import Source
from corpus.page_picture import page_picture
from drafting.store import StoredCase
from views import session

ICON = ":material/find_in_page:"


def show(case: StoredCase, sources: tuple[Source, ...]) -> None:
    """The sources of a section: the report's passages, then the lines of the case file."""
    st.subheader("Kilder")
    path = session.store().report_path(case.method_id)
    sources = tuple({(source.document, source.page, source.quote): source for source in sources}.values())
    reported = [source for source in sources if path and source.document == case.report_hash and source.page > 0]
    others = [source for source in sources if source not in reported]
    if not sources:
        st.caption("Delen bygger ikke på noe bestemt sted i rapporten eller saksfilen.")
    for place, source in enumerate(reported):
        _quote(source)
        if path and st.button(f"Vis side {source.page}", key=f"page_{source.page}_{place}", type="tertiary", icon=ICON):
            _enlarged(path, source.page, [other.quote for other in reported if other.page == source.page])
    if others:
        with st.expander(f"Fra saksfilen ({len(others)})"):
            for source in others:
                _quote(source)
                st.caption(f"{source.name}, linje {source.page}" if source.page else source.name)


@st.dialog("Siden i rapporten", width="medium")
def _enlarged(path: Path, number: int, quotes: list[str]) -> None:
    show_page(path, number, quotes)


def _quote(source: Source) -> None:
    st.html(f'<div class="quote">«{escape(session.short(" ".join(source.quote.split()), 420))}»</div>')


def show_page(path: Path, number: int, quotes: list[str]) -> None:
    """The page of the report as a picture, with the quotes marked."""
    if path.suffix != ".pdf":
        st.caption("Siden kan bare vises som bilde når rapporten er en PDF.")
        return
    st.image(_picture(str(path), number, tuple(quotes)), caption=f"Side {number}", width="stretch")


@st.cache_data(show_spinner="Henter siden …", max_entries=64)
def _picture(path: str, number: int, quotes: tuple[str, ...]) -> bytes:
    with session.READING:
        return page_picture(Path(path), number, quotes, read=session.store().copied_bytes)
