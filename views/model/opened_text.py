"""What a tab has open in the text area of a section, and a model's unchecked paragraph put into it, unsaved."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from drafting.editing.own_text import holds, with_own
from drafting.editing.section_text import edited_section, section_text
from drafting.note.note import Paragraph, Section


@dataclass(slots=True)
class Opened:
    """What this tab has open.

    Attributes:
        version: the version it builds on.
        first: what the text area is made with.
        saved: the text last known to be saved.
        epoch: counts the text areas that were made anew.
        borrowed: a model's paragraphs that were put in and that nobody has saved yet; then nothing saves itself.
        typed: the text with those, as the tab last had it: another mode or section in between loses nothing.
    """

    version: int
    first: str
    saved: str
    epoch: int = 0
    borrowed: tuple[Paragraph, ...] = ()
    typed: str = ""


def place_of(method_id: str, key: str) -> str:
    """Where the session keeps what is open of a section."""
    return f"editing_{method_id}_{key}"


def opened_at(place: str, section: Section, version: int) -> Opened:
    """What is open of the section; opened now, as it stands, when nothing is."""
    opened: Opened | None = st.session_state.get(place)
    now = section_text(section)
    in_use = opened is not None and f"{place}_{opened.epoch}" in st.session_state
    if opened is None or not (in_use or opened.borrowed):
        opened = st.session_state[place] = Opened(version, now, now, opened.epoch if opened else 0)
    elif not in_use:
        opened.first = opened.typed
    typed = str(st.session_state.get(f"{place}_{opened.epoch}", opened.first))
    if opened.version != version and typed == opened.saved:
        opened = reopen(place, section, version)
    return opened


def reopen(place: str, section: Section, version: int) -> Opened:
    """Opens the section as it stands, and lets go of what was open."""
    before: Opened = st.session_state[place]
    now = section_text(section)
    opened = st.session_state[place] = Opened(version, now, now, before.epoch + 1)
    return opened


def current(place: str, section: Section) -> Section:
    """The section as this tab has it: with what was put in and is not saved, or as it stands."""
    opened: Opened | None = st.session_state.get(place)
    return edited_section(opened.typed, section) if opened is not None and opened.borrowed else section


def can_borrow(place: str, section: Section, paragraph: Paragraph) -> bool:
    """Whether the paragraph can be put in without anything that a person has written being lost."""
    return with_own(current(place, section), paragraph) is not None


def is_borrowed(place: str, section: Section, paragraph: Paragraph) -> bool:
    """Whether the paragraph is in the text area already, or in what a person has saved."""
    return holds(current(place, section), paragraph)


def borrow(place: str, section: Section, version: int, paragraph: Paragraph) -> None:
    """Opens the section for editing with the paragraph in its place; nothing is saved. For a button's `on_click`."""
    new = with_own(current(place, section), paragraph)
    before: Opened | None = st.session_state.get(place)
    if new is not None:
        held = before if before is not None and before.borrowed else None
        text, epoch = section_text(new), before.epoch + 1 if before else 0
        saved, seen = (held.saved, held.version) if held else (section_text(section), version)
        borrowed = (*(held.borrowed if held else ()), paragraph)
        st.session_state[place] = Opened(seen, text, saved, epoch, borrowed, text)
    st.session_state["mode"] = "edit"
