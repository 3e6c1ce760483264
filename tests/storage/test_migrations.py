"""The schema is made by migrations, whoever starts first, and agrees with the tables that the code uses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from assistant.storage import Cipher, Database, StorageError, UnavailableError
from assistant.storage.database import alembic_config
from assistant.storage.tables import metadata

START = """
import sys
from assistant.storage import Cipher, Database
Database(sys.argv[1], Cipher([sys.argv[2]], b"the secret of the blind indexes.")).migrate()
"""


def test_tables_and_migrations_agree(database: Database, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_migrating_again_keeps_what_is_there(database: Database, contact: object) -> None:
    database.migrate()
    with database.read() as tx:
        assert tx.contacts.find("+212612345678") == contact


def test_going_back_leaves_no_table(database: Database, url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()
    database.migrate()


def test_processes_that_start_at_once_all_find_the_schema(url: str, key: str, empty: None) -> None:
    starts = [
        subprocess.Popen([sys.executable, "-c", START, url, key], stderr=subprocess.PIPE, text=True) for _ in "123"
    ]
    assert [(start.communicate()[1], start.returncode) for start in starts] == [("", 0)] * 3


def test_a_database_that_is_away_is_unavailable(cipher: Cipher, tmp_path: Path) -> None:
    nowhere = Database(f"postgresql+psycopg://nobody@/none?host={tmp_path}", cipher)
    with pytest.raises(UnavailableError):
        nowhere.ping()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no url",
        "mysql://host/name",
        "postgresql+psycopg2://host/name",
        "sqlite://",  # in memory: each process would have one of its own
    ],
)
def test_other_databases_are_refused_by_name_of_the_setting(cipher: Cipher, url: str) -> None:
    with pytest.raises(StorageError, match="HAQQI_DATABASE_URL"):
        Database(url, cipher)


def test_the_sqlite_file_is_its_owners_alone(tmp_path: Path, open_database: Callable[..., Database]) -> None:
    path = tmp_path / "new" / "haqqi.sqlite"
    open_database(f"sqlite:///{path}").migrate()
    assert path.stat().st_mode & 0o077 == 0


def test_sqlite_survives_a_power_cut(tmp_path: Path, open_database: Callable[..., Database]) -> None:
    """WAL with synchronous=FULL: a commit that was acknowledged is on the disk."""
    database = open_database(f"sqlite:///{tmp_path}/haqqi.sqlite")
    with database.begin() as tx:
        settings = [
            tx.contacts.connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]
