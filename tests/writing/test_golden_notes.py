"""The drafted notes as they stand, with slots: read them when the wording changes, then write them anew.

`WRITE_GOLDEN=1 pytest tests/writing/test_golden_notes.py` writes them; a reader approves by committing.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drafting.editing.section_text import section_text
from drafting.note.note import Note
from writing.samples import EVERY_CASE, ROOT, composed, read

GOLDEN = ROOT / "tests/golden/notes"
WRITE = bool(os.environ.get("WRITE_GOLDEN"))


def dump(note: Note) -> str:
    """A note with its slots as Markdown."""
    head = "\n".join(f"{label} {text}".strip() for label, text in note.header)
    sections = "\n\n".join(f"## {section.title}\n\n{section_text(section)}" for section in note.sections)
    signed = "\n".join(f"{name}, {title}" for name, title in note.signatures)
    return f"{head}\n\n# {note.method_id}: {note.title}\n\n{sections}\n\n{signed}\n"


@pytest.mark.parametrize("path", EVERY_CASE)
def test_the_note_reads_as_it_was_approved(path: Path) -> None:
    golden = GOLDEN / f"{path.stem}.md"
    note = dump(composed(read(path)))
    if WRITE:
        golden.write_text(note, encoding="utf-8")
    assert note == golden.read_text(encoding="utf-8")
