"""How Alembic runs our migrations: on the connection, and in the transaction, that `Database` gives it."""

from __future__ import annotations

from alembic import context

from assistant.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # of SQLite, too: a migration that fails leaves nothing behind
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
