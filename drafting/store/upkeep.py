"""Keys, backup and restore of the store. The key is never part of a backup."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select, update

from corpus.errors import UserError
from corpus.machine.private_files import copy_private, own_folder, private_file, private_folder
from drafting.settings import Settings
from drafting.store.connection import connection
from drafting.store.report_copies import encrypt_plain_copies, rotate_copies
from drafting.store.store import PROGRAM, Store, open_store
from drafting.store.tables import META, TOKENS

DATABASE = "prisnotat.db"


def rotate_keys(store: Store) -> int:
    """A new key: everything encrypted is written anew with it, and the old key is removed.

    Safe to break off at any point: both keys are kept until database and reports are done. A key in the environment
    is changed by its owner: he puts a new one before it, and this writes everything anew with the first.
    An older backup still needs the old key.

    Returns:
        How many stored texts and reports were written anew.

    Raises:
        KeyMissing: the store is locked. UserError: the key cannot be changed from here; says how.
    """
    vault, count = store.vault, 0
    vault.begin_rotation()
    with connection(store.engine, write=True) as db:
        for table, column in TOKENS:
            for row in db.execute(select(table.c.id, table.c[column])).all():
                token = vault.rotated(row[1].encode()).decode()
                db.execute(update(table).where(table.c.id == row[0]).values({column: token}))
                count += 1
        pepper = db.execute(select(META.c.value).where(META.c.key == "pepper_token")).scalar_one()
        token = vault.rotated(pepper.encode()).decode()
        db.execute(update(META).where(META.c.key == "pepper_token").values(value=token))
        count += rotate_copies(store.settings.reports, vault)  # under the lock: no report is added meanwhile
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as raw:
            raw.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    vault.end_rotation()
    store.note_down("", PROGRAM, "nøkkel byttet", f"{count} tekster og rapporter kryptert på nytt")
    return count


def backup(store: Store, folder: Path) -> tuple[Path, ...]:
    """A copy of the database and the reports in a new or empty folder, made while others work; both stay encrypted.

    Raises:
        UserError: the folder is not empty or cannot be written, or the database is not SQLite.
        KeyMissing: a report lies unencrypted from an older version, and the key to encrypt it is not there.
    """
    encrypt_plain_copies(store.settings.reports, store.vault)
    source = _database_file(store.settings)
    try:
        own_folder(folder)
        if any(folder.iterdir()):
            raise UserError("Mappen er ikke tom.", where=str(folder), remedy="Velg en ny mappe for kopien.")
        made = private_file(folder / DATABASE)
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(made)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        reports = store.settings.reports
        if reports.is_dir():
            copy_private(reports, folder / "reports")
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            f"Kopien ble ikke fullført ({error}).", where=str(folder), remedy="Prøv en annen mappe."
        ) from None
    store.note_down("", PROGRAM, "sikkerhetskopi laget")
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def restore(settings: Settings, folder: Path) -> Store:
    """The store of a backup, put where the settings say; the key must be put back apart from it.

    Raises:
        UserError: the folder holds no backup, or there are data already.
    """
    target = _database_file(settings)
    if not (folder / DATABASE).is_file():
        raise UserError("Fant ingen sikkerhetskopi.", where=str(folder), remedy=f"Velg mappen med {DATABASE}.")
    if target.exists():
        raise UserError(
            "Det finnes data fra før.", where=str(target), remedy="Flytt dem, eller velg en tom PRISNOTAT_HOME."
        )
    try:
        private_folder(target.parent)
        if (folder / "reports").is_dir():
            copy_private(folder / "reports", settings.reports)
        new = target.with_name(target.name + ".new")
        shutil.copyfile(folder / DATABASE, private_file(new))
        new.replace(target)
    except OSError as error:
        raise UserError(
            f"Kopien ble ikke lagt tilbake ({error.strerror}).",
            where=str(target.parent),
            remedy="Kontroller tilgangen.",
        ) from None
    return open_store(settings)


def _database_file(settings: Settings) -> Path:
    if not settings.database.startswith("sqlite:///"):
        raise UserError("Kopiering gjelder SQLite.", remedy="Bruk databasens egne verktøy, for eksempel pg_dump.")
    return Path(settings.database.removeprefix("sqlite:///"))
