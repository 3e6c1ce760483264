"""The schema's history, for Alembic; `Database.migrate` runs it."""
