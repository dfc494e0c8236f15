"""One section: read it as it will stand, internally or publicly, edit its text, or let a language model rewrite it."""

from __future__ import annotations

from html import escape

import streamlit as st

from drafting.confidentiality.hiding.audience import Audience, filled_note
from drafting.editing.saved_draft import SavedDraft
from drafting.editing.section_history import undo_target
from drafting.note.note import Paragraph
from drafting.store.store import ORIGINS, StoredCase
from views.model import model_writing
from views.review import section_text_area
from views.shared import history, session
from views.shared.rendering import plain, section_html

MODES = {"internal": "Intern", "public": "Offentlig", "edit": "Rediger", "model": "Språkmodell"}


def show(case: StoredCase, saved: SavedDraft, key: str) -> None:
    """The section in the chosen mode."""
    section = saved.draft.note.section(key)
    st.html(f'<h2 class="plain">{escape(section.title)}</h2>')
    mode = st.segmented_control(
        "Visning",
        list(MODES),
        default="internal",
        format_func=lambda name: MODES[name],
        key="mode",
        required=True,
        label_visibility="collapsed",
    )
    if mode == "edit":
        section_text_area.show(case, saved, section)
    elif mode == "model":
        model_writing.show(case, saved, section)
    else:
        _read(saved, key, "public" if mode == "public" else "internal")
    _version(case, saved, key)


def is_wide() -> bool:
    """Whether the chosen mode needs the width of the page."""
    return st.session_state.get("mode") == "model"


def _read(saved: SavedDraft, key: str, audience: Audience) -> None:
    """The section as it will read; inside the house a model's paragraphs have a line in the margin."""
    draft = saved.draft
    filled = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, audience=audience)
    shown = next(item for item in filled.sections if item.key == key)
    by_model = {
        place
        for place, block in enumerate(draft.note.section(key).blocks)
        if audience == "internal" and isinstance(block, Paragraph) and block.writer == "model"
    }
    with st.container(border=True):
        st.html(section_html(shown, by_model))
        if by_model:
            st.caption("Avsnitt med strek i margen er skrevet av språkmodellen og tatt inn av et menneske.")


def _version(case: StoredCase, saved: SavedDraft, key: str) -> None:
    """Which version stands, whose it is, and the way back."""
    version = saved.versions[key]
    st.caption(f"Versjon {version.number}, lagret av {plain(version.who)}: {ORIGINS[version.origin]}.")
    target = undo_target(session.store().history(case.method_id, key, most=2))
    if target is None:
        return
    label = f"Angre: hent tilbake versjon {target.number} ({ORIGINS[target.origin]})"
    if st.button(label, key=f"undo_{key}_{version.number}", icon=":material/undo:", type="tertiary"):
        history.fetch_back(case, saved, key, target)
