"""The tables of the catalogue, their version, and the way from an older version to this one."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from corpus.errors import UserError
from corpus.machine.private_files import private_file

VERSION = 1
# Version → what brings a catalogue of that version to the next; a step that is in use is never changed.
STEPS: dict[int, str] = {}
TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, hash TEXT NOT NULL, confidential INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, method_id TEXT NOT NULL, title TEXT NOT NULL,
    product TEXT NOT NULL, substance TEXT NOT NULL, dated TEXT NOT NULL, confidential INTEGER NOT NULL,
    pages TEXT NOT NULL, told TEXT NOT NULL, embedded TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS passages (
    hash TEXT NOT NULL, n INTEGER NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    section TEXT NOT NULL, text TEXT NOT NULL, rest TEXT NOT NULL, PRIMARY KEY (hash, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS registers (name TEXT PRIMARY KEY, rows TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS dropped (hash TEXT PRIMARY KEY);
CREATE INDEX IF NOT EXISTS files_by_hash ON files (hash);
"""


def bring_up(db: sqlite3.Connection, file: Path) -> str:
    """Makes the tables of a new catalogue, and those of an older one to this version, which is copied first.

    Returns a line of bokmål when an older one was changed.

    Raises:
        UserError: the catalogue is of a newer program. Nothing is changed.
        sqlite3.Error, OSError: it cannot be copied or changed.
    """
    at = _version(db)
    if at > VERSION:
        raise UserError(
            f"Arkivet har versjon {at} og er laget av en nyere utgave av programmet.",
            where=str(file),
            remedy="Bruk programversjonen som arkivet hører til. Ingenting er endret.",
        )
    copy = _copied(file, at) if 0 < at < VERSION else None
    for version in range(at or VERSION, VERSION):
        said = f"UPDATE meta SET value = '{version + 1}' WHERE key = 'schema'"  # noqa: S608 (a number of ours)
        db.executescript(f"BEGIN IMMEDIATE; {STEPS[version]}; {said}; COMMIT;")
    db.executescript(TABLES)
    db.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (str(VERSION),))
    return f"Arkivet var fra en eldre versjon og er oppdatert. En kopi av katalogen ligger i {copy}." if copy else ""


def _version(db: sqlite3.Connection) -> int:
    """The version that the catalogue says it is of; 0 for an empty file."""
    with suppress(sqlite3.OperationalError):  # no table, or held by another: then what follows says it
        found = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        return int(found[0]) if found else 0
    return 0


def _copied(file: Path, at: int) -> Path:
    copy = file.with_name(f"{file.stem}-{at}-{datetime.now().astimezone():%Y%m%dT%H%M%S}{file.suffix}")
    with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(private_file(copy))) as kept:
        live.backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")
    return copy
