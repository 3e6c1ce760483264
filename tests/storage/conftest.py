"""Every test that asks for `database` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, text

from assistant.storage import Cipher, Contact, Database
from assistant.storage.tables import metadata
from tests.postgres import empty_database

SECRET = b"the secret of the blind indexes."
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PHONE = "+212612345678"


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    with empty_database(postgres_server, "test") as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database whose tables are empty or not made yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/haqqi.sqlite"
    address: str = request.getfixturevalue("postgres_url")
    engine = create_engine(address)
    with engine.begin() as connection:
        if connection.execute(text("SELECT to_regclass('contacts')")).scalar_one():
            names = ", ".join(metadata.tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    engine.dispose()
    return address


@pytest.fixture(scope="session")
def key() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture
def cipher(key: str) -> Cipher:
    return Cipher([key], SECRET)


@pytest.fixture
def open_database(cipher: Cipher) -> Iterator[Callable[..., Database]]:
    """Opens databases, with the usual keys or others, and closes them in the end."""
    opened: list[Database] = []

    def open_it(url: str, with_cipher: Cipher = cipher) -> Database:
        opened.append(Database(url, with_cipher))
        return opened[-1]

    yield open_it
    for database in opened:
        database.close()


@pytest.fixture
def database(open_database: Callable[..., Database], url: str) -> Database:
    made = open_database(url)
    made.migrate()
    return made


@pytest.fixture
def contact(database: Database) -> Contact:
    with database.begin() as tx:
        return tx.contacts.get_or_create(PHONE, NOW)


@pytest.fixture
def empty(url: str) -> None:
    """Takes the tables away."""
    engine = create_engine(url)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture
def conversation_id(database: Database, contact: Contact) -> int:
    with database.begin() as tx:
        return tx.conversations.lock(contact.id).id
