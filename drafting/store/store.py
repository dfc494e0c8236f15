"""Cases, section versions, approvals and the audit log. Knows the nouns only; saved as made, nothing is overwritten.

What may hold a secret (the case file, the texts of sections, the reports) is encrypted; the rest can be read without
the key. Two browser tabs are safe: whoever saves must name the version he saw, and a write that lost the race is
refused. Texts are encrypted under the write lock, so that a change of key misses none.
The tables are made and changed by revisions (`drafting.store.migrations`).
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, Row, create_engine, event, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from corpus.errors import UserError
from drafting.case.case import file_name
from drafting.note.note import Section, Writer
from drafting.settings import Settings
from drafting.store.connection import begin_sqlite, connection, make_private, set_up_sqlite
from drafting.store.key_sources import key_source
from drafting.store.migrations.migrate import migrate
from drafting.store.report_copies import copy_path, encrypt_plain_copies, read_copy, write_copy
from drafting.store.rows import case_row, newest_row, note_down_in, now, withdraw_in
from drafting.store.secrets_at_rest import Vault
from drafting.store.stored import PROGRAM, Approval, ChangedMeanwhile, LogEntry, StoredCase, User, Version
from drafting.store.tables import APPROVALS, CASES, LOG, META, REVISIONS, VERSIONS

__all__ = [
    "PROGRAM",
    "Approval",
    "ChangedMeanwhile",
    "LogEntry",
    "Store",
    "StoredCase",
    "User",
    "Version",
    "connection",
    "open_store",
]
SECTION = TypeAdapter(Section)
ORIGINS: dict[Writer, str] = {"composer": "programmets tekst", "model": "modellens tekst", "human": "redigert"}


class Store:
    """One database and its vault. Every method is one transaction.

    Raises (every method): UserError when the database cannot be reached or written; KeyMissing when something
    encrypted is asked for without the key; KeyError for a method id that is not there.
    """

    def __init__(self, settings: Settings, engine: Engine, keys: Vault, notice: str = "") -> None:
        self.settings, self.engine, self.vault = settings, engine, keys
        self.notice = notice  # a line of bokmål when an older database was brought to the present

    # -- cases ---------------------------------------------------------------------------------------------

    def cases(self) -> tuple[StoredCase, ...]:
        """All cases, the last changed first."""
        with self._connection() as db:
            rows = db.execute(select(CASES).order_by(CASES.c.changed.desc(), CASES.c.id.desc())).all()
            return tuple(_stored_case(row, self._standing(db, row.id)) for row in rows)

    def case(self, method_id: str) -> StoredCase:
        with self._connection() as db:
            row = case_row(db, method_id)
            return _stored_case(row, self._standing(db, row.id))

    def case_text(self, method_id: str) -> tuple[int, str]:
        """The number and the text of the newest revision of the case file."""
        with self._connection() as db:
            row = newest_row(db, REVISIONS, REVISIONS.c.case_id == case_row(db, method_id).id)
            assert row is not None
            return row.number, self.vault.decrypt(row.text_token)

    def case_revisions(self, method_id: str) -> tuple[tuple[str, str], ...]:
        """(who wrote it, text) of every revision of the case file, the first first."""
        with self._connection() as db:
            where = REVISIONS.c.case_id == case_row(db, method_id).id
            rows = db.execute(select(REVISIONS).where(where).order_by(REVISIONS.c.number)).all()
        return tuple((row.who, self.vault.decrypt(row.text_token)) for row in rows)

    def add_case(self, method_id: str, title: str, text: str, user: User) -> None:
        """A new case with its case file. Raises UserError when the method id is taken."""
        at = now()
        try:
            with self._connection(write=True) as db:
                token = self.vault.encrypt(text)
                values = {"method_id": file_name(method_id), "title": title, "created": at, "changed": at}
                case_id = db.execute(insert(CASES).values(**values).returning(CASES.c.id)).scalar_one()
                db.execute(insert(REVISIONS).values(case_id=case_id, number=1, text_token=token, who=user.name, at=at))
                note_down_in(db, user, method_id, "sak opprettet")
        except IntegrityError:
            raise UserError(
                "Saken finnes allerede.", where=method_id, remedy="Åpne den fra oversikten, og endre den der."
            ) from None

    def change_case(self, method_id: str, title: str, text: str, user: User, *, seen: int) -> None:
        """A new revision of the case file, after revision `seen`. Raises ChangedMeanwhile."""
        try:
            with self._connection(write=True) as db:
                token = self.vault.encrypt(text)
                row = case_row(db, method_id)
                newest = newest_row(db, REVISIONS, REVISIONS.c.case_id == row.id)
                if newest is None or newest.number != seen:
                    raise ChangedMeanwhile(method_id)
                values = {"case_id": row.id, "number": seen + 1, "text_token": token, "who": user.name, "at": now()}
                db.execute(insert(REVISIONS).values(**values))
                db.execute(update(CASES).where(CASES.c.id == row.id).values(title=title, changed=now()))
                note_down_in(db, user, method_id, "sak endret", f"revisjon {seen + 1}")
        except IntegrityError:
            raise ChangedMeanwhile(method_id) from None

    def keep_report(self, method_id: str, content: bytes, name: str, user: User) -> Path:
        """An encrypted copy of the report, named by its hash; the case refers to it from now on. Returns its path."""
        digest = hashlib.sha256(content).hexdigest()
        path = copy_path(self.settings.reports, digest, name)
        with self._connection(write=True) as db:
            row = case_row(db, method_id)
            values = {"report_hash": digest, "report_name": name, "changed": now()}
            db.execute(update(CASES).where(CASES.c.id == row.id).values(**values))
            note_down_in(db, user, method_id, "rapport lagt til", name)
            write_copy(path, self.vault.encrypt_bytes(content))
        return path

    def report_path(self, method_id: str) -> Path | None:
        """The stored copy of the case's report, or None without one. It is encrypted: `copied_bytes` opens it."""
        case = self.case(method_id)
        return copy_path(self.settings.reports, case.report_hash, case.report_name) if case.report_hash else None

    def report_bytes(self, method_id: str) -> bytes | None:
        """The case's report as it was given, or None without one. Raises UserError when the copy is gone."""
        path = self.report_path(method_id)
        return self.copied_bytes(path) if path else None

    def copied_bytes(self, path: Path) -> bytes:
        """What is in a copy of a report; any other file as it stands. Raises UserError, KeyMissing."""
        return read_copy(path, self.vault)

    # -- sections ------------------------------------------------------------------------------------------

    def versions(self, method_id: str) -> dict[str, Version]:
        """The newest version of each section of the case."""
        with self._connection() as db:
            case_id = case_row(db, method_id).id
            newest = (
                select(VERSIONS.c.section, func.max(VERSIONS.c.number).label("number"))
                .where(VERSIONS.c.case_id == case_id)
                .group_by(VERSIONS.c.section)
                .subquery()
            )
            same = (VERSIONS.c.section == newest.c.section) & (VERSIONS.c.number == newest.c.number)
            rows = db.execute(select(VERSIONS).join(newest, same).where(VERSIONS.c.case_id == case_id)).all()
        return {row.section: self._version(row) for row in rows}

    def history(self, method_id: str, key: str, *, most: int | None = None) -> tuple[Version, ...]:
        """Every version of a section, or the `most` newest, the newest first."""
        with self._connection() as db:
            where = (VERSIONS.c.case_id == case_row(db, method_id).id) & (VERSIONS.c.section == key)
            rows = db.execute(select(VERSIONS).where(where).order_by(VERSIONS.c.number.desc()).limit(most)).all()
        return tuple(self._version(row) for row in rows)

    def add_version(self, method_id: str, section: Section, user: User, *, seen: int) -> int:
        """Saves a section as the version after `seen` (0: the first) and withdraws its approval.

        Returns:
            The new version's number.

        Raises:
            ChangedMeanwhile: the newest version is not `seen`.
        """
        values = {"section": section.key, "number": seen + 1, "origin": section.writer}
        try:
            with self._connection(write=True) as db:
                token = self.vault.encrypt(SECTION.dump_json(section).decode())
                case_id = case_row(db, method_id).id
                newest = newest_row(db, VERSIONS, (VERSIONS.c.case_id == case_id) & (VERSIONS.c.section == section.key))
                if (newest.number if newest else 0) != seen:
                    raise ChangedMeanwhile(section.title)
                db.execute(
                    insert(VERSIONS).values(case_id=case_id, content_token=token, who=user.name, at=now(), **values)
                )
                db.execute(update(CASES).where(CASES.c.id == case_id).values(changed=now()))
                withdraw_in(db, case_id, section.key)
                note_down_in(
                    db, user, method_id, "del lagret", f"{section.title}, versjon {seen + 1}, {ORIGINS[section.writer]}"
                )
        except IntegrityError:
            raise ChangedMeanwhile(section.title) from None
        return seen + 1

    def keep_outline(self, method_id: str, sections: tuple[str, ...]) -> None:
        """Which sections the note now has, in order; approvals of others no longer count."""
        with self._connection(write=True) as db:
            where = CASES.c.id == case_row(db, method_id).id
            db.execute(update(CASES).where(where).values(sections="\n".join(sections)))

    # -- approvals -----------------------------------------------------------------------------------------

    def approve(self, method_id: str, key: str, version: int, fingerprint: str, user: User) -> None:
        """Approves a version as it reads (`fingerprint`). Raises ChangedMeanwhile when a newer one exists."""
        with self._connection(write=True) as db:
            case_id = case_row(db, method_id).id
            newest = newest_row(db, VERSIONS, (VERSIONS.c.case_id == case_id) & (VERSIONS.c.section == key))
            if newest is None or newest.number != version:
                raise ChangedMeanwhile(key)
            withdraw_in(db, case_id, key)
            values = {"case_id": case_id, "section": key, "version": version, "fingerprint": fingerprint}
            db.execute(insert(APPROVALS).values(**values, who=user.name, role=user.role, at=now()))
            note_down_in(db, user, method_id, "del godkjent", f"{key} versjon {version}")

    def withdraw(self, method_id: str, key: str, user: User, reason: str) -> None:
        """Takes back the approval of a section, if it has one."""
        with self._connection(write=True) as db:
            if withdraw_in(db, case_row(db, method_id).id, key):
                note_down_in(db, user, method_id, "godkjenning trukket", f"{key}: {reason}")

    def approvals(self, method_id: str) -> dict[str, Approval]:
        """The approvals that stand, by section."""
        with self._connection() as db:
            rows = self._standing(db, case_row(db, method_id).id)
        return {
            row.section: Approval(row.section, row.version, row.fingerprint, row.who, row.role, row.at) for row in rows
        }

    # -- publishing and the log ----------------------------------------------------------------------------

    def mark_published(self, method_id: str, user: User) -> None:
        with self._connection(write=True) as db:
            row = case_row(db, method_id)
            db.execute(update(CASES).where(CASES.c.id == row.id).values(published=now()))
            note_down_in(db, user, method_id, "publisert")

    def note_down(self, method_id: str, user: User, event_name: str, detail: str = "") -> None:
        """One line in the audit log; `detail` never holds a confidential value."""
        with self._connection(write=True) as db:
            note_down_in(db, user, method_id, event_name, detail)

    def log(self, method_id: str = "") -> tuple[LogEntry, ...]:
        """The audit log, of one case or of all, the newest first."""
        query = select(LOG).order_by(LOG.c.id.desc())
        with self._connection() as db:
            rows = db.execute(query.where(LOG.c.method_id == method_id) if method_id else query).all()
        return tuple(LogEntry(row.at, row.who, row.role, row.method_id, row.event, row.detail) for row in rows)

    @property
    def pepper(self) -> str:
        """What makes this store's fingerprints impossible to guess from. Raises KeyMissing."""
        with self._connection() as db:
            return self.vault.decrypt(db.execute(select(META.c.value).where(META.c.key == "pepper_token")).scalar_one())

    # -- inside --------------------------------------------------------------------------------------------

    def _version(self, row: Row[Any]) -> Version:
        section = SECTION.validate_json(self.vault.decrypt(row.content_token))
        return Version(row.number, row.origin, section, row.who, row.at)

    def _standing(self, db: Connection, case_id: int) -> list[Row[Any]]:
        where = (APPROVALS.c.case_id == case_id) & APPROVALS.c.withdrawn.is_(None)
        return list(db.execute(select(APPROVALS).where(where)).all())

    @contextmanager
    def _connection(self, *, write: bool = False) -> Iterator[Connection]:
        with connection(self.engine, write=write) as db:
            yield db


def open_store(settings: Settings) -> Store:
    """The store of these settings, made at the first run together with the key.

    When data are there and the key is not, the store opens locked: what is public can be read.

    Raises:
        UserError: the folder or the database cannot be used, or is of another version.
    """
    if settings.database.startswith("sqlite:///"):
        make_private(settings.home, Path(settings.database.removeprefix("sqlite:///")))
    engine = create_engine(settings.database, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    with connection(engine, write=True) as db:
        notice = migrate(
            db, Path(engine.url.database) if engine.dialect.name == "sqlite" and engine.url.database else None
        )
        stored = {row.key: row.value for row in db.execute(select(META)).all()}
        keys = Vault(key_source(settings))
        if not stored:
            keys.make_key()
            db.execute(insert(META).values(key="pepper_token", value=keys.encrypt(secrets.token_hex(32))))
    if notice:
        logging.getLogger("prisnotat").warning(notice)
    if not keys.locked:
        encrypt_plain_copies(settings.reports, keys)
    return Store(settings, engine, keys, notice)


def _stored_case(row: Row[Any], standing: list[Row[Any]]) -> StoredCase:
    sections = tuple(row.sections.split("\n")) if row.sections else ()
    approved = sum(approval.section in sections for approval in standing)
    about = (row.method_id, row.title, row.report_hash, row.report_name)
    return StoredCase(*about, sections, approved, row.changed, row.published)
