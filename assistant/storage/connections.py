"""How the two databases are opened: what each must be told so that both keep the same promises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from assistant.storage.errors import StorageError

LOCK_WAIT_MS = 5_000
"""How long a transaction waits for another one's lock before `UnavailableError` is raised."""
MIGRATION_LOCK = 0x4861_7171_69
"""The advisory lock ("Haqqi") under which PostgreSQL migrates."""
READ_ONLY = "haqqi_read_only"


def open_engine(url: str) -> Engine:
    """An engine for a `sqlite:///` or `postgresql+psycopg://` URL; raises StorageError for any other."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError("HAQQI_DATABASE_URL: not a database URL") from error
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql":
            return _postgresql(parsed)
    raise StorageError("HAQQI_DATABASE_URL: use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME")


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StorageError("HAQQI_DATABASE_URL: SQLite needs a file, since several threads and processes share it")
    path = Path(url.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would be deferred, and fail at the first write
    for pragma in (
        f"busy_timeout = {LOCK_WAIT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",  # an acknowledged message survives a power cut
        "foreign_keys = ON",
        "secure_delete = ON",  # erased rows leave no bytes behind
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _postgresql(url: URL) -> Engine:
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise StorageError("HAQQI_DATABASE_URL: PostgreSQL is reached by psycopg 3; write postgresql+psycopg://…")
    url = url.set(drivername="postgresql+psycopg")
    options = f"-c lock_timeout={LOCK_WAIT_MS} -c timezone=UTC"
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"options": options})


def hold_migration_lock(connection: Connection) -> None:
    """Let one process migrate at a time. SQLite's write lock, which the transaction has, does so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
