"""What comes out of the store: cases, versions, approvals, log entries, and who made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus.errors import UserError
from drafting.note.note import Section, Writer


class ChangedMeanwhile(UserError):
    """Somebody else saved in between; nothing was written."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "Noen har lagret en nyere versjon i mellomtiden.",
            where=where,
            remedy="Last siden på nytt, og legg inn endringen igjen.",
        )


@dataclass(frozen=True, slots=True)
class User:
    """Who does it, and in which role: «fagrådgiver», «fagsjef» or «leser»."""

    name: str
    role: str


PROGRAM = User("Prisnotat", "program")
WRITERS = ("fagrådgiver", "fagsjef")  # the roles that may write, approve and publish


@dataclass(frozen=True, slots=True)
class StoredCase:
    """What is known of a case without the key. `approved` counts the sections whose approval stands."""

    method_id: str
    title: str
    report_hash: str
    report_name: str
    sections: tuple[str, ...]
    approved: int
    changed: datetime
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """One saved text of a section."""

    number: int
    origin: Writer
    section: Section
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody's approval of one version of a section, as it then read."""

    section: str
    version: int
    fingerprint: str
    who: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LogEntry:
    at: datetime
    who: str
    role: str
    method_id: str
    event: str
    detail: str
