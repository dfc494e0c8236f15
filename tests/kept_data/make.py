"""A small data folder as the present program leaves it: `python -m tests.kept_data.make FOLDER`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from corpus import ROOT
from corpus.archive.archive import open_archive
from corpus.archive.indexing import index_files
from drafting.editing.saved_draft import approve_section, open_draft, start_case
from drafting.settings import settings
from drafting.store.store import User, open_store

NOTES = ("ID2098_011.txt", "ID2098_014.txt")


def make(home: Path) -> None:
    """The demo case with its second section approved, and an archive of two sample notes."""
    samples, found = ROOT / "corpus" / "samples", settings({"PRISNOTAT_HOME": str(home)})
    store, user = open_store(found), User("Tove Test", "fagrådgiver")
    method_id = start_case(store, (samples / "demo.yaml").read_text(encoding="utf-8"), user)
    saved = open_draft(store, method_id)
    approve_section(store, saved, saved.draft.note.sections[1].key, user)
    store.engine.dispose()
    (home / "notes").mkdir()
    for name in NOTES:
        shutil.copy(samples / "notes" / name, home / "notes")
    index_files(open_archive(found.archive)[0], [home / "notes"])


if __name__ == "__main__":
    make(Path(sys.argv[1]))
