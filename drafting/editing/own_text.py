"""A model's unchecked paragraph as the beginning of a person's own text: put in its place unsaved, and saved as his.

No check has shown that it says the same as the composer's paragraph, so it never stands as the model's: a person reads
it, edits it and saves it, and the log says how the version began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafting.editing.saved_draft import SavedDraft, edit_section
from drafting.note.note import Block, Paragraph, Section
from drafting.store.store import Store, User

BEGAN = "begynte som språkmodellens tekst"


def with_own(section: Section, paragraph: Paragraph) -> Section | None:
    """The section with the paragraph in the place of the one that it is a rewriting of.

    None when that one no longer stands: what a person has written there is not to be lost.
    """
    for place, block in enumerate(section.blocks):
        if _rewritten_from(block, paragraph.base):
            blocks = (*section.blocks[:place], replace(paragraph, base=""), *section.blocks[place + 1 :])
            return replace(section, blocks=blocks)
    return None


def holds(section: Section, paragraph: Paragraph) -> bool:
    """Whether the paragraph stands in the section word for word."""
    return any(isinstance(block, Paragraph) and _same(block.text, paragraph.text) for block in section.blocks)


def save_own(store: Store, saved: SavedDraft, key: str, text: str, user: User, *, borrowed: Sequence[Paragraph]) -> int:
    """Saves a text that began with a model's paragraphs as the user's own. Returns the version's number.

    Raises:
        Refused, ChangedMeanwhile: as `edit_section`.
    """
    seen = saved.versions[key].number
    number = edit_section(store, saved, key, text, user, borrowed=borrowed)
    if number != seen:
        title = saved.draft.note.section(key).title
        detail = f"{title}, versjon {number}: {len(borrowed)} avsnitt som ikke var kontrollert"
        store.note_down(saved.method_id, user, BEGAN, detail)
    return number


def _rewritten_from(block: Block, base: str) -> bool:
    """Whether a block is the composer's paragraph, or an accepted rewriting of it."""
    if not isinstance(block, Paragraph) or block.kind != "text" or block.footnotes:
        return False
    return _same(block.base if block.writer == "model" else block.text, base)


def _same(text: str, other: str) -> bool:
    return " ".join(text.split()) == " ".join(other.split())
