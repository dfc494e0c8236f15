"""An older database to the present tables: copied first, changed in one transaction, and said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from corpus.errors import UserError
from corpus.machine.file_faults import reason_of
from corpus.machine.private_files import private_file
from drafting.store.tables import CASES, META

HEAD = "0001"
FOLDER = Path(__file__).parent


def migrate(db: Connection, file: Path | None) -> str:
    """Brings the database to `HEAD`, inside the transaction of `db`; a line of bokmål when an older one was changed.

    Args:
        file: the database's file, which is copied before anything is changed; None where there is no file.

    Raises:
        UserError: the database is of a newer program, or the copy cannot be written. Nothing is changed.
    """
    at = _revision(db)
    if at == HEAD:
        return ""
    older = at is not None or inspect(db).has_table(CASES.name)
    if older:
        _refuse_newer(db, at)
    copy = _copied(file, at or "0000") if older and file else None
    _upgrade(db)
    if not older:
        return ""
    where = f" En kopi av den gamle ligger i {copy}." if copy else ""
    return f"Databasen var fra en eldre versjon av programmet og er oppdatert.{where}"


def _revision(db: Connection) -> str | None:
    """The revision that the database says it is at; None for one that says nothing: empty, or older than revisions."""
    if not inspect(db).has_table("alembic_version"):
        return None
    found = db.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def _refuse_newer(db: Connection, at: str | None) -> None:
    known = {path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")}
    before_revisions = db.execute(META.select().where(META.c.key == "schema_version")).first()
    if (at is not None and at not in known) or (at is None and before_revisions and before_revisions.value != "1"):
        told = at or f"{before_revisions.value if before_revisions else ''}"
        raise UserError(
            f"Databasen har versjon {told} og er laget av en nyere utgave av programmet.",
            remedy="Bruk programversjonen som databasen hører til. Ingenting er endret.",
        )


def _copied(file: Path, at: str) -> Path:
    """A copy of the database beside it, as private as it is."""
    copy = file.with_name(f"{file.stem}-{at}-{datetime.now().astimezone():%Y%m%dT%H%M%S}{file.suffix}")
    try:
        with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(private_file(copy))) as kept:
            live.backup(kept)
            kept.execute("PRAGMA journal_mode=DELETE")
    except (OSError, sqlite3.Error) as error:
        reason = reason_of(error)[0] if isinstance(error, OSError) else str(error)
        raise UserError(
            f"Databasen er fra en eldre versjon, og kan ikke kopieres før den oppdateres. {reason}",
            where=str(copy),
            remedy="Gi plass og tilgang, og start på nytt. Ingenting er endret.",
        ) from None
    return copy


def _upgrade(db: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = db
    command.upgrade(config, "head")
