"""Rows of the store that several writers share, inside a transaction that is open already."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from drafting.store.stored import User
from drafting.store.tables import APPROVALS, CASES, LOG


def now() -> datetime:
    """Now in UTC, without a zone, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def case_row(db: Connection, method_id: str) -> Row[Any]:
    """The row of a case. Raises KeyError."""
    row = db.execute(select(CASES).where(CASES.c.method_id == method_id)).one_or_none()
    if row is None:
        raise KeyError(method_id)
    return row


def newest_row(db: Connection, table: Table, where: Any) -> Row[Any] | None:
    """The row with the highest number, or None."""
    return db.execute(select(table).where(where).order_by(table.c.number.desc()).limit(1)).one_or_none()


def withdraw_in(db: Connection, case_id: int, key: str) -> bool:
    """Takes back the approval of a section; whether it had one."""
    where = (APPROVALS.c.case_id == case_id) & (APPROVALS.c.section == key) & APPROVALS.c.withdrawn.is_(None)
    return bool(db.execute(update(APPROVALS).where(where).values(withdrawn=now())).rowcount)


def note_down_in(db: Connection, user: User, method_id: str, event_name: str, detail: str = "") -> None:
    """One line in the audit log."""
    values = {"at": now(), "who": user.name, "role": user.role, "method_id": method_id}
    db.execute(insert(LOG).values(**values, event=event_name, detail=detail))
