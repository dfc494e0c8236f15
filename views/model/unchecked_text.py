"""A model's text that is not checked: a person may put it into the editor or copy it; it is his when he saves it."""

from __future__ import annotations

import streamlit as st

from drafting.editing.saved_draft import SavedDraft
from drafting.note.note import Paragraph, Section
from views.model import opened_text
from views.model.opened_text import Opened
from views.shared import session
from views.shared.rendering import plain


def offer(saved: SavedDraft, section: Section, paragraph: Paragraph, place: str) -> None:
    """What can be done with an unchecked paragraph. Nothing here saves.

    Args:
        section: as it stands.
        paragraph: the model's.
        place: tells this offer from the others on the page.
    """
    open_at, version = opened_text.place_of(saved.method_id, section.key), saved.versions[section.key].number
    if opened_text.can_borrow(open_at, section, paragraph):
        st.button(
            "Rediger som min tekst",
            icon=":material/edit:",
            key=f"own_{place}_{version}",
            on_click=opened_text.borrow,
            args=(open_at, section, version, paragraph),
            help="Åpner delen under «Rediger» med dette avsnittet byttet ut. Ingenting lagres før du sier det.",
        )
    elif opened_text.is_borrowed(open_at, section, paragraph):
        st.caption("Teksten er satt inn i delen. Du finner den under «Rediger».")
    else:
        st.caption(
            "Avsnittet er skrevet om i den redigerte teksten, så det kan ikke byttes ut. Kopier det du vil bruke."
        )
        with st.expander("Teksten til kopiering", icon=":material/content_copy:"):
            st.code(paragraph.text, language=None, wrap_lines=True)


def notice(opened: Opened) -> None:
    """Says above the text area what in it is a model's and not saved."""
    starts = ", ".join(f"«{session.short(one.text, 50)}»" for one in opened.borrowed)
    what = "Avsnittet som begynner med" if len(opened.borrowed) == 1 else "Avsnittene som begynner med"
    st.warning(
        f"{what} {plain(starts)} er skrevet av språkmodellen og **ikke kontrollert**. Les og rett. Ingenting lagres "
        "før du trykker «Lagre som min tekst», og «Godkjenn delen» gjelder bare det som er lagret.",
        icon=":material/edit_note:",
    )
