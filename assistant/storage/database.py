"""The database: its schema, its keys, and the transactions in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from assistant.storage.cipher import Cipher
from assistant.storage.columns import insert_if_absent
from assistant.storage.connections import LOCK_WAIT_MS, READ_ONLY, hold_migration_lock, open_engine
from assistant.storage.errors import UnavailableError, WrongKeyError
from assistant.storage.rotation import rotate_table, sealed_tables
from assistant.storage.tables import key_checks
from assistant.storage.transaction import Transaction

CANARY = "haqqi"


class Database:
    """A SQLite file or a PostgreSQL server. Nothing is opened before it is used.

    Raises StorageError where the URL names neither.
    """

    def __init__(self, url: str, cipher: Cipher) -> None:
        self.cipher = cipher
        self._engine = open_engine(url)
        # SQLite's own waiters sleep and look again; a lock lets this process's threads take turns at once.
        self._turn = Lock() if self._engine.dialect.name == "sqlite" else None

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction that writes: committed at the end of the block, rolled back where it raises.

        On SQLite one writes at a time. Raises UnavailableError: database away, full or locked too long.
        """
        with _held(self._turn), _translated(), self._engine.begin() as connection:
            yield Transaction(connection, self.cipher)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that only reads, and on SQLite waits for nobody. Raises UnavailableError.

        What takes a lock (`conversations.lock`, `codes.latest`) belongs into `begin`.
        """
        with _translated(), self._engine.connect() as connection:
            options = {READ_ONLY: True, "postgresql_readonly": True}
            with connection.execution_options(**options).begin():
                yield Transaction(connection, self.cipher)

    def migrate(self) -> None:
        """Bring the schema up to date and try the keys; any number of processes may do so at once.

        Raises WrongKeyError where it was written with other keys, UnavailableError where it is out of reach.
        """
        with _translated(), self._engine.begin() as connection:
            hold_migration_lock(connection)
            command.upgrade(alembic_config(connection), "head")
            self._check_keys(connection)
        self.close()  # so that a web server may migrate first and fork its workers then

    def ping(self) -> None:
        """Raises UnavailableError where the database does not answer."""
        with self.read() as tx:
            tx.ping()

    def rotate_keys(self) -> int:
        """Write every encrypted value anew under the newest key; gives how many there were.

        The service may run meanwhile. Afterwards the old keys can be dropped.
        """
        return sum(rotate_table(self._engine, table, self.cipher) for table in sealed_tables())

    def close(self) -> None:
        """Close the pooled connections; the next transaction opens new ones."""
        self._engine.dispose()

    def _check_keys(self, connection: Connection) -> None:
        index = self.cipher.index("key-check", CANARY)
        values = {"name": CANARY, "canary": self.cipher.encrypt(CANARY), "canary_index": index}
        insert_if_absent(connection, key_checks, values)
        kept = connection.execute(select(key_checks).where(key_checks.c.name == CANARY)).one()
        self.cipher.decrypt(kept.canary)
        if kept.canary_index != index:
            raise WrongKeyError("HAQQI_SECRET_KEY: not the one that this database was made with")


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings, which need no file, for the migrations of this room on an open connection."""
    config = Config()
    config.set_main_option("script_location", "assistant.storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _held(turn: Lock | None) -> Iterator[None]:
    if turn is None:
        yield
        return
    if not turn.acquire(timeout=LOCK_WAIT_MS / 1000):
        raise UnavailableError("the database is not available: another transaction holds it too long")
    try:
        yield
    finally:
        turn.release()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        cause = getattr(error, "orig", None) or error
        raise UnavailableError(f"the database is not available: {type(cause).__name__}") from error
