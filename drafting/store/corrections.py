"""Corrections of facts in the store: who, when, and until when. Nothing is overwritten or removed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import insert, select, update

from drafting.facts.fact.corrections import Correction
from drafting.store.connection import connection
from drafting.store.rows import case_row, note_down_in, now
from drafting.store.store import Store
from drafting.store.stored import User
from drafting.store.tables import CASES, CORRECTIONS

CONTENT = TypeAdapter(Correction)


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A correction as kept; `withdrawn` (UTC) and `withdrawn_by` are None and empty while it is in force."""

    id: int
    correction: Correction
    at: datetime
    withdrawn: datetime | None
    withdrawn_by: str


def corrections(store: Store, method_id: str) -> tuple[Correction, ...]:
    """Those in force, in the order they were made. Raises KeyMissing, KeyError."""
    return tuple(kept.correction for kept in correction_history(store, method_id) if kept.withdrawn is None)


def correction_history(store: Store, method_id: str) -> tuple[StoredCorrection, ...]:
    """All that were ever made, in order. Raises KeyMissing, KeyError."""
    with connection(store.engine) as db:
        where = CORRECTIONS.c.case_id == case_row(db, method_id).id
        rows = db.execute(select(CORRECTIONS).where(where).order_by(CORRECTIONS.c.id)).all()
    return tuple(
        StoredCorrection(
            row.id,
            replace(CONTENT.validate_json(store.vault.decrypt(row.content_token)), who=row.who, on=row.at.date()),
            row.at,
            row.withdrawn,
            row.withdrawn_by or "",
        )
        for row in rows
    )


def keep_correction(store: Store, method_id: str, correction: Correction, user: User) -> None:
    """Adds a correction; the log says which fact, never its value. Raises UserError, KeyMissing, KeyError."""
    with connection(store.engine, write=True) as db:
        token = store.vault.encrypt(CONTENT.dump_json(correction).decode())
        row = case_row(db, method_id)
        values = {"case_id": row.id, "fact": correction.key, "content_token": token, "who": user.name, "at": now()}
        db.execute(insert(CORRECTIONS).values(**values))
        db.execute(update(CASES).where(CASES.c.id == row.id).values(changed=now()))
        note_down_in(db, user, method_id, "faktum rettet", f"{correction.key}, side {correction.page}")


def withdraw_correction(store: Store, method_id: str, key: str, user: User) -> bool:
    """Takes back every correction of a fact that is in force; whether there was one."""
    with connection(store.engine, write=True) as db:
        row = case_row(db, method_id)
        where = (CORRECTIONS.c.case_id == row.id) & (CORRECTIONS.c.fact == key) & CORRECTIONS.c.withdrawn.is_(None)
        found = db.execute(update(CORRECTIONS).where(where).values(withdrawn=now(), withdrawn_by=user.name)).rowcount
        if found:
            db.execute(update(CASES).where(CASES.c.id == row.id).values(changed=now()))
            note_down_in(db, user, method_id, "rettelse trukket", key)
    return bool(found)
