"""The tables of the store. Columns named `…_token` are encrypted; everything else may be read without the key.

They are made and changed by the revisions in `migrations/versions` only; a test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

METADATA = MetaData()

META = Table("meta", METADATA, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

CASES = Table(
    "cases",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("method_id", String(10), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("report_hash", String(64), nullable=False, default=""),
    Column("report_name", Text, nullable=False, default=""),
    Column("sections", Text, nullable=False, default=""),  # keys of the note's sections in order, one a line
    Column("created", DateTime, nullable=False),
    Column("changed", DateTime, nullable=False),
    Column("published", DateTime),
)

REVISIONS = Table(  # of the case file
    "case_revisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text_token", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("case_id", "number"),
)

VERSIONS = Table(  # of a section
    "section_versions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("section", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("origin", String(10), nullable=False),
    Column("content_token", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("case_id", "section", "number"),
)

APPROVALS = Table(
    "approvals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("section", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("who", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("withdrawn", DateTime),
)

CORRECTIONS = Table(  # of facts that were read wrongly; a report may be exempt from public access
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("fact", String(80), nullable=False),
    Column("content_token", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("withdrawn", DateTime),
    Column("withdrawn_by", Text),
)

PROPOSALS = Table(  # of a model, for a section; `aside` when nobody wants to see it any more
    "proposals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("section", String(60), nullable=False),
    Column("content_token", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("aside", DateTime),
)

ACCEPTANCES = Table(  # of sentences that tell of a price, in the public version; they fall with text and figures
    "acceptances",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("place", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("who", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("at", DateTime, nullable=False),
)

LOG = Table(
    "log",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("method_id", String(10), nullable=False),
    Column("event", String(40), nullable=False),
    Column("detail", Text, nullable=False),
)

# Every encrypted column, with its table: what a rotation of keys goes through.
TOKENS = (
    (REVISIONS, "text_token"),
    (VERSIONS, "content_token"),
    (CORRECTIONS, "content_token"),
    (PROPOSALS, "content_token"),
)
