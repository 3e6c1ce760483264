"""Who waits for whom, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from assistant.storage import Contact, Database, UnavailableError, connections

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_a_reader_sees_what_was_committed_and_waits_for_no_writer(database: Database, contact: Contact) -> None:
    with database.begin() as writing:
        writing.contacts.set_locale(contact.id, "fr")
        with database.read() as reading:
            assert reading.contacts.by_id(contact.id) == contact


def test_a_database_that_answers_is_up(database: Database) -> None:
    assert database.ping() is None
    with database.begin() as tx:
        tx.ping()


def test_who_waits_too_long_for_a_lock_is_told_to_come_back(
    url: str, open_database: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A webhook answers 503, and the provider tries again."""
    monkeypatch.setattr(connections, "LOCK_WAIT_MS", 50)
    database = open_database(url)
    database.migrate()
    with database.begin() as tx:
        contact = tx.contacts.get_or_create("+212612345678", NOW)
        tx.conversations.lock(contact.id)
    with database.begin() as holding:
        holding.conversations.lock(contact.id)
        with pytest.raises(UnavailableError), database.begin() as waiting:
            waiting.conversations.lock(contact.id)


def test_an_error_of_the_database_shows_nobodys_words(database: Database, contact: Contact) -> None:
    """Such errors are logged, and PostgreSQL's tell the whole row."""
    with pytest.raises(IntegrityError) as caught, database.begin() as tx:
        tx.inbox.claim("twilio", "SM1", contact.id + 1, "my words", NOW)
    assert "my words" not in f"{caught.value} {caught.value.__cause__!r}"


def test_a_full_disk_loses_nothing_that_was_acknowledged(
    tmp_path: Path, open_database: Callable[..., Database]
) -> None:
    database = open_database(f"sqlite:///{tmp_path}/haqqi.sqlite")
    database.migrate()
    with database.begin() as tx:
        contact = tx.contacts.get_or_create("+212612345678", NOW)
        pages = tx.contacts.connection.execute(text("PRAGMA page_count")).scalar_one()
        tx.contacts.connection.execute(text(f"PRAGMA max_page_count = {pages + 1}"))
    with pytest.raises(UnavailableError), database.begin() as tx:
        tx.inbox.claim("twilio", "SM1", contact.id, "x" * 100_000, NOW)
    with database.read() as tx:
        assert tx.contacts.find("+212612345678") == contact
