"""The archive as the pages share it: opened once for the server, its meaning embedded behind."""

from __future__ import annotations

import streamlit as st

from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.indexing import embed_in_background
from corpus.archive.vector_repair import worth_rebuilding
from drafting.settings import settings
from views.shared import session


def archive_settings() -> ArchiveSettings:
    """Where the archive is, as the settings say."""
    return settings().archive


@st.cache_resource(show_spinner="Åpner arkivet …")
def opened() -> Archive:
    """The archive, opened once for the server; what is not embedded yet follows in a process of its own."""
    where = archive_settings()
    archive, _ = open_archive(where)
    embedded, passages = archive.embedded(confidential=True)
    if archive.embedder and (embedded < passages or worth_rebuilding(archive)):
        embed_in_background(where)
    return archive


def state_of(archive: Archive) -> int:
    """How many passages the user may search; says how many of them can be found by meaning yet."""
    embedded, passages = archive.embedded(confidential=session.may_see_secrets())
    if embedded < passages:
        st.caption(f"Søket går på ord; betydning er klar for {embedded} av {passages} utdrag.")
    return passages
