"""The audit log is only added to, and whoever changes it otherwise is found out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from assistant.storage import Database

NOW = datetime(2026, 11, 23, 9, 30, 5, 123456, tzinfo=UTC)


def fill(database: Database, rows: int = 5) -> None:
    with database.begin() as tx:
        for number in range(rows):
            tx.audit.add(NOW, "samir", "view", f"contact:{number}", reason="call", number=number)


def tamper(database: Database, url: str, statement: str) -> None:
    """As somebody who owns the database would: the guard is taken off first."""
    engine = create_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_stands"))
            connection.execute(text(statement))
            connection.execute(text("ALTER TABLE audit ENABLE TRIGGER audit_stands"))
        else:
            guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for guard in guards:
                connection.execute(text(f"DROP TRIGGER {guard.name}"))
            connection.execute(text(statement))
            for guard in guards:
                connection.execute(text(guard.sql))
    engine.dispose()


def test_an_empty_log_and_a_full_one_are_whole(database: Database) -> None:
    with database.read() as tx:
        assert tx.audit.verify().broken_at is None
    fill(database)
    with database.read() as tx:
        found = tx.audit.verify()
        assert (found.rows, found.broken_at) == (5, None)
        assert [entry.subject for entry in tx.audit.list(limit=2)] == ["contact:4", "contact:3"]
        assert tx.audit.list(subject="contact:2")[0].detail == {"reason": "call", "number": 2}


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'leila'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_it(database: Database, url: str, statement: str) -> None:
    fill(database)
    engine = create_engine(url)
    with pytest.raises(DBAPIError, match="only added to"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    with database.read() as tx:
        assert tx.audit.verify().rows == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'leila' WHERE subject = 'contact:2'",
        "UPDATE audit SET detail = '{}' WHERE subject = 'contact:2'",
        "UPDATE audit SET action = 'sign_in' WHERE subject = 'contact:2'",
        "UPDATE audit SET at = '2026-11-22 09:30:05.000000' WHERE subject = 'contact:2'",
        "DELETE FROM audit WHERE subject = 'contact:2'",
        "DELETE FROM audit WHERE subject = 'contact:0'",
        "UPDATE audit SET digest = (SELECT digest FROM audit WHERE subject = 'contact:1') WHERE subject = 'contact:2'",
        "UPDATE audit SET subject = CASE subject WHEN 'contact:1' THEN 'contact:2' ELSE 'contact:1' END "
        "WHERE subject IN ('contact:1', 'contact:2')",
    ],
)
def test_a_row_changed_taken_out_or_put_elsewhere_is_named(database: Database, url: str, statement: str) -> None:
    fill(database)
    tamper(database, url, statement)
    with database.read() as tx:
        assert tx.audit.verify().broken_at is not None


def test_a_log_cut_off_at_its_end_lacks_the_digest_that_was_kept_elsewhere(database: Database, url: str) -> None:
    fill(database)
    with database.read() as tx:
        head = tx.audit.verify().head
        assert tx.audit.verify(head).knows_head
    tamper(database, url, "DELETE FROM audit WHERE subject = 'contact:4'")
    with database.read() as tx:
        assert tx.audit.verify().broken_at is None
        assert not tx.audit.verify(head).knows_head
    fill(database)
    with database.read() as tx:
        assert not tx.audit.verify(head).knows_head
