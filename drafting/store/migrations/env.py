"""What Alembic runs: the revisions, on the connection that `migrate` holds, inside its transaction."""

from __future__ import annotations

from alembic import context

from drafting.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
