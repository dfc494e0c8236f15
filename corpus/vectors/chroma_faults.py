"""What is wrong with Chroma's files in a folder, seen without Chroma, which would wait or start empty."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

FILE = "chroma.sqlite3"
HEADER = b"SQLite format 3\0"
CHECKED_WHOLE = 64 * 1024 * 1024  # bytes; a larger file is checked whole only after it has failed


def store_fault(folder: Path) -> str:
    """What is wrong with Chroma's store in a folder, in a few words; «» when nothing is, or it cannot be said now."""
    file = folder / FILE
    if not file.exists():
        return "filen mangler"
    if not file.is_file():
        return "det ligger en mappe der filen skulle vært"
    try:
        with file.open("rb") as opened:
            if opened.read(len(HEADER)) != HEADER:
                return "filen er ingen database"
        return _database_fault(file)
    except sqlite3.OperationalError:
        return ""  # in use by another process
    except (sqlite3.DatabaseError, OSError):
        return "filen er ødelagt"


def _database_fault(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "collections" not in tables:
            return "filen mangler tabeller"
        if file.stat().st_size > CHECKED_WHOLE:
            return ""
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        return "" if verdict == "ok" else "filen er ødelagt"
