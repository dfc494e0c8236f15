"""How the store reaches its database: transactions, SQLite's settings, and errors as one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from corpus.errors import UserError
from corpus.machine.file_faults import HOME, reason_of, sqlite_reason
from corpus.machine.private_files import own_folder, private_file, private_folder


@contextmanager
def connection(engine: Engine, *, write: bool = False) -> Iterator[Connection]:
    """A transaction; a writing one takes SQLite's write lock at once, so that it can never fail half way.

    Raises:
        UserError: the database cannot be reached or written; the text holds no parameter.
    """
    try:
        with engine.connect().execution_options(immediate=write) as db, db.begin():
            yield db
    except IntegrityError:
        raise
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0][:80]
        what, remedy = sqlite_reason(reason, Path(engine.url.database or "")) or (
            f"({reason}).",
            "Kontroller plass og tilgang, og prøv igjen.",
        )
        if engine.dialect.name == "sqlite" and not isinstance(error.orig, sqlite3.OperationalError):
            what, remedy = "Filen er skadet.", "Legg den tilbake fra en sikkerhetskopi med «prisnotat restore»."
        raise UserError(
            f"Databasen kan ikke brukes. {what}", where=engine.url.database or "", remedy=f"{remedy} {HOME}"
        ) from None


def make_private(home: Path, file: Path) -> None:
    """Makes the data folder and an empty database in it, both private. Raises UserError."""
    try:
        own_folder(home)
        private_folder(file.parent)
        private_file(file)
    except OSError as error:
        raise UserError(
            f"Kan ikke lage datamappen. {reason_of(error)[0]}",
            where=str(file.parent),
            remedy="Velg en annen mappe med PRISNOTAT_HOME.",
        ) from None


def set_up_sqlite(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None  # transactions are begun by `begin_sqlite`
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON", "secure_delete=ON"):
        dbapi_connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(db: Connection) -> None:
    db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("immediate") else "BEGIN")
