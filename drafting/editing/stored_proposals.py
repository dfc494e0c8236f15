"""A model's proposals in the store: encrypted like the versions, never overwritten, put aside when not wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import insert, select, update

from drafting.editing.model_proposal import Proposal, proposed_paragraphs
from drafting.store.connection import connection
from drafting.store.rows import case_row, note_down_in, now
from drafting.store.store import Store
from drafting.store.stored import User
from drafting.store.tables import PROPOSALS

CONTENT = TypeAdapter(Proposal)


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A proposal as kept: who asked for it, and when it was finished (UTC)."""

    id: int
    proposal: Proposal
    who: str
    at: datetime


def proposals(store: Store, method_id: str, key: str) -> tuple[StoredProposal, ...]:
    """The proposals for a section that are not put aside, the newest first. Raises KeyMissing, KeyError."""
    with connection(store.engine) as db:
        where = (PROPOSALS.c.case_id == case_row(db, method_id).id) & (PROPOSALS.c.section == key)
        query = select(PROPOSALS).where(where & PROPOSALS.c.aside.is_(None)).order_by(PROPOSALS.c.id.desc())
        rows = db.execute(query).all()
    return tuple(
        StoredProposal(row.id, CONTENT.validate_json(store.vault.decrypt(row.content_token)), row.who, row.at)
        for row in rows
    )


def keep_proposal(store: Store, method_id: str, proposal: Proposal, user: User) -> None:
    """Adds a proposal; the log says how much of it held, never a word of it. Raises UserError, KeyMissing, KeyError."""
    held, total = len(proposed_paragraphs(proposal)), len(proposal.record.paragraphs)
    detail = f"{proposal.base.title}: {held} av {total} avsnitt holdt kontrollen, modell {proposal.record.model}"
    with connection(store.engine, write=True) as db:
        token = store.vault.encrypt(CONTENT.dump_json(proposal).decode())
        values = {"section": proposal.base.key, "content_token": token, "who": user.name, "at": now()}
        db.execute(insert(PROPOSALS).values(case_id=case_row(db, method_id).id, **values))
        note_down_in(db, user, method_id, "forslag fra språkmodell", detail)


def put_aside(store: Store, method_id: str, key: str, user: User) -> None:
    """No proposal for the section is shown any more; they stay in the database. Raises UserError, KeyError."""
    with connection(store.engine, write=True) as db:
        where = (PROPOSALS.c.case_id == case_row(db, method_id).id) & (PROPOSALS.c.section == key)
        if db.execute(update(PROPOSALS).where(where & PROPOSALS.c.aside.is_(None)).values(aside=now())).rowcount:
            note_down_in(db, user, method_id, "forslag lagt bort", key)
