"""The public note for one who may not see the secrets; nothing at all while a secret can be read in it."""

from __future__ import annotations

from html import escape

import streamlit as st

from drafting.confidentiality.hiding.audience import filled_note
from drafting.confidentiality.public_text.of_note import Place
from drafting.drafts.draft import Draft
from drafting.editing.final_files import known_on_the_drug
from drafting.editing.saved_draft import SavedDraft
from drafting.export.markdown import markdown
from drafting.note.note import FilledNote
from drafting.publishing.gate import public_blocks
from views.shared import session
from views.shared.rendering import plain, section_html


def show(saved: SavedDraft) -> None:
    """The note's sections as the public will read them."""
    state = (saved.method_id, saved.revision, len(saved.accepted), *sorted(saved.fingerprints.items()))
    filled = _filled(state, saved.draft, tuple(saved.accepted), known_on_the_drug(session.store(), saved.draft))
    st.caption("Offentlig visning: det som er unntatt offentlighet, er ikke med.")
    if filled is None:
        st.warning("Den offentlige versjonen er stoppet til en fagrådgiver har rettet den.", icon=":material/block:")
        return
    st.html(f'<h2 class="note">{escape(filled.method_id)}: {escape(filled.title)}</h2>')
    for section in filled.sections:
        st.subheader(plain(section.title))
        st.html(section_html(section))


@st.cache_resource(show_spinner="Søker etter priser som ikke skal være med …", max_entries=16)
def _filled(
    state: tuple[object, ...], _draft: Draft, _accepted: tuple[Place, ...], _known: tuple[str, ...]
) -> FilledNote | None:
    """The public note, or None while it tells of a secret, or a secret can be calculated back from it."""
    filled = filled_note(_draft.note, _draft.case_file, _draft.figures, _draft.facts, audience="public")
    return None if public_blocks(_draft, {"public.md": markdown(filled).encode()}, _accepted, _known) else filled
