"""A section's text with slots in a text area that saves itself, and the values that can be put in."""

from __future__ import annotations

from html import escape

import streamlit as st

from drafting.editing.own_text import save_own
from drafting.editing.saved_draft import SavedDraft, edit_section, recompose_section
from drafting.note.note import Section
from drafting.store.store import StoredCase
from views.model import opened_text, unchecked_text
from views.model.opened_text import Opened
from views.shared import session
from views.shared.rendering import plain

HELP = (
    "`{{nøkkel}}` blir til tallet når notatet skrives ut. Tom linje skiller avsnitt. `### ` gir mellomtittel, "
    "`- ` punkt, `> ` sitat, `|` tabellrad, `[^1]: ` fotnote."
)
HELP_SHORT = "Lagres av seg selv mens du skriver."
# Streamlit sends a text area when it loses focus. This sends it when the typing has paused too, so that closing the
# browser loses nothing.
AUTOSAVE = """<script>
(() => {
  if (window.prisnotatAutosave) return;
  window.prisnotatAutosave = true;
  let waiting;
  document.addEventListener("input", event => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    clearTimeout(waiting);
    const area = event.target;
    waiting = setTimeout(() => area.dispatchEvent(
      new KeyboardEvent("keydown", {key: "Enter", code: "Enter", ctrlKey: true, bubbles: true})), 900);
  });
})();
</script>"""


def show(case: StoredCase, saved: SavedDraft, section: Section) -> None:
    """The text area; what it sends is saved at once, but not while a model's unchecked words are new in it."""
    version, place = saved.versions[section.key], opened_text.place_of(case.method_id, section.key)
    opened = opened_text.opened_at(place, section, version.number)
    if opened.borrowed:
        unchecked_text.notice(opened)
    help_text = HELP if opened.borrowed else f"{HELP} {HELP_SHORT}"
    key, label = f"{place}_{opened.epoch}", f"Tekst: {plain(section.title)}"
    text = str(st.text_area(label, opened.first, height=420, key=key, help=help_text, label_visibility="collapsed"))
    st.html(AUTOSAVE, unsafe_allow_javascript=True)
    opened.typed = text
    if opened.version != version.number:
        _conflict(saved, section, text, opened, place)
    elif opened.borrowed:
        _not_saved(saved, section, text, opened, place)
    elif text != opened.saved:
        _save(saved, section, text, opened)
    if not opened.borrowed:
        st.caption(HELP_SHORT)
    _values(saved)
    if version.origin == "human" and st.button("Hent tilbake programmets tekst", icon=":material/restart_alt:"):
        composed = session.composed_draft(case).note.section(section.key)
        recompose_section(session.store(), saved, composed, session.user())
        st.rerun()


def _save(saved: SavedDraft, section: Section, text: str, opened: Opened) -> None:
    if opened.borrowed:
        opened.version = save_own(session.store(), saved, section.key, text, session.user(), borrowed=opened.borrowed)
    else:
        opened.version = edit_section(session.store(), saved, section.key, text, session.user())
    opened.saved, opened.borrowed = text, ()
    session.say(f"Lagret som versjon {opened.version}.")
    st.rerun()


def _not_saved(saved: SavedDraft, section: Section, text: str, opened: Opened, place: str) -> None:
    """The text becomes the user's when he says so, or is let go of."""
    with st.container(horizontal=True):
        if st.button("Lagre som min tekst", type="primary", icon=":material/save:", key=f"{place}_own"):
            _save(saved, section, text, opened)
        if st.button("Forkast", icon=":material/undo:", key=f"{place}_discard"):
            opened_text.reopen(place, section, saved.versions[section.key].number)
            st.rerun()


def _conflict(saved: SavedDraft, section: Section, text: str, opened: Opened, place: str) -> None:
    """Somebody saved a newer version while this tab held changes: the user decides, and nothing is lost."""
    newer = saved.versions[section.key]
    st.warning(f"{plain(newer.who)} har lagret versjon {newer.number} mens du skrev. Teksten din er ikke lagret ennå.")
    keep, fetch = st.columns(2)
    if keep.button("Lagre min tekst som ny versjon", key=f"{place}_keep", width="stretch"):
        _save(saved, section, text, opened)
    if fetch.button("Hent den nye teksten", key=f"{place}_fetch", width="stretch"):
        opened_text.reopen(place, section, newer.number)
        st.rerun()


def _values(saved: SavedDraft) -> None:
    """Every value that a slot can name, to copy from."""
    with st.expander("Verdier du kan sette inn"):
        wanted = st.text_input("Søk", key="slot_search", placeholder="for eksempel rhf_aup eller syklus").lower()
        rows = [
            (f"{{{{{figure.key}}}}}", figure.label, figure.display, figure.confidential)
            for figure in saved.draft.figures.values()
        ]
        if saved.draft.facts:
            rows += [
                (f"{{{{fact.{fact.key}}}}}", "fra rapporten", f"{fact.value} {fact.unit}".strip(), False)
                for fact in saved.draft.facts.facts
            ]
        found = [row for row in rows if wanted in " ".join(row[:3]).lower()]
        cells = "".join(
            f'<tr><td class="key">{escape(slot)}</td><td>{escape(label)}</td><td class="number">'
            f"{f'<mark class=secret>{escape(value)}</mark>' if secret else escape(value)}</td></tr>"
            for slot, label, value, secret in found[:60]
        )
        st.html(f'<div class="scroll"><table class="grid">{cells}</table></div>')
        st.caption(
            "Former: «|om_lag» gir nærmeste 100, «|whole» uten desimaler, «|value» uten enhet, «|long» lang dato."
        )
