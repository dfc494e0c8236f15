"""Acceptances of closed sentences in the store: which text, with which figures, by whom. Nothing is removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from drafting.store.connection import connection
from drafting.store.rows import case_row, note_down_in, now
from drafting.store.store import Store
from drafting.store.stored import User
from drafting.store.tables import ACCEPTANCES

ACCEPTED = "setning godtatt i offentlig versjon"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepted what has that fingerprint, in which role and when (UTC)."""

    fingerprint: str
    who: str
    role: str
    at: datetime


def acceptances(store: Store, method_id: str) -> dict[str, Acceptance]:
    """The newest acceptance of each fingerprint. Raises KeyError for a method id that is not there."""
    with connection(store.engine) as db:
        where = ACCEPTANCES.c.case_id == case_row(db, method_id).id
        rows = db.execute(select(ACCEPTANCES).where(where).order_by(ACCEPTANCES.c.id)).all()
    return {row.fingerprint: Acceptance(row.fingerprint, row.who, row.role, row.at) for row in rows}


def keep_acceptance(store: Store, method_id: str, user: User, *, where: str, printed: str, reason: str) -> None:
    """Adds an acceptance; the log says where, by whom and why, never the sentence. Raises UserError, KeyError."""
    with connection(store.engine, write=True) as db:
        values = {"case_id": case_row(db, method_id).id, "place": where, "fingerprint": printed, "at": now()}
        db.execute(insert(ACCEPTANCES).values(**values, who=user.name, role=user.role))
        note_down_in(db, user, method_id, ACCEPTED, f"{where}: {reason}")
