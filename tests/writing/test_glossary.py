"""Every abbreviation that a drafted note prints is explained in prompts/begreper.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafting.checks.draft.abbreviations import INTRODUCED
from drafting.note.note import SLOT, texts
from writing.samples import EVERY_CASE, ROOT, composed, read

GLOSSARY = (ROOT / "prompts/begreper.md").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r"^- \*\*(.+?)\*\*", GLOSSARY, re.MULTILINE))
ABBREVIATION = re.compile(r"\b(?:Maks-AUP|RHF-AUP|[A-ZÆØÅ]{2,})\b")


@pytest.mark.parametrize("path", EVERY_CASE)
def test_every_abbreviation_of_a_note_is_explained(path: Path) -> None:
    own = " ".join(SLOT.sub(" ", text) for section in composed(read(path)).sections for text in texts(section))
    used = set(ABBREVIATION.findall(own))
    assert {"DMP", "HF", "Maks-AUP", "RHF-AUP"} <= used
    assert used - EXPLAINED == set()


def test_every_abbreviation_that_is_checked_is_explained() -> None:
    assert set(INTRODUCED) <= EXPLAINED


def test_each_entry_is_one_line_and_stands_once() -> None:
    entries = re.findall(r"^- \*\*(.+?)\*\*.*: .+", GLOSSARY, re.MULTILINE)
    assert len(entries) == len(set(entries)) == GLOSSARY.count("\n- **")
