"""What a section rests on: quotes with page, and the page itself with the passage marked."""

from __future__ import annotations

from hashlib import sha256
from html import escape
from pathlib import Path

import streamlit as st

from corpus.archive.archive import Archive
from corpus.documents import Source
from corpus.reading.pdf.page_picture import page_picture
from drafting.store.store import StoredCase
from views.shared import session
from views.shared.rendering import plain

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
                st.caption(plain(f"{source.name}, linje {source.page}" if source.page else source.name))


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


def show_archived(archive: Archive, source: Source) -> None:
    """The page of an archived document with the quote marked, as a picture where the PDF is at hand.

    Says so when the document is gone, or the user may not see it.
    """
    page = archive.page(source.document, source.page)
    if page is None or (archive.catalogue.is_confidential(source.document) and not session.may_see_secrets()):
        st.caption("Kilden er ikke lenger i arkivet.")
        return
    st.caption(plain(f"{source.name}, side {source.page}"))
    path = _pdf_of(archive, source.document)
    if path is not None:
        st.image(_picture(str(path), source.page, (source.quote,) if source.quote else ()), width="stretch")
        return
    before, quote, after = page.text[: source.start], page.text[source.start : source.end], page.text[source.end :]
    cut = 1500 if quote else len(page.text)
    marked = f"{escape(before[-1500:])}<mark>{escape(quote)}</mark>{escape(after[:cut])}"
    st.html(f'<div class="note" style="white-space: pre-wrap">{marked}</div>')


def _pdf_of(archive: Archive, digest: str) -> Path | None:
    """The PDF that was taken in, while it lies where it lay and has not changed since."""
    paths = next((entry.paths for entry in archive.catalogue.entries() if entry.hash == digest), ())
    for path in map(Path, paths):
        if path.suffix.lower() == ".pdf" and path.is_file() and sha256(path.read_bytes()).hexdigest() == digest:
            return path
    return None


@st.cache_data(show_spinner="Henter siden …", max_entries=64)
def _picture(path: str, number: int, quotes: tuple[str, ...]) -> bytes:
    with session.READING:
        return page_picture(Path(path), number, quotes, read=session.store().copied_bytes)
