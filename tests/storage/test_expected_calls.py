"""A line announces a call and gets a token; whoever shows it is the caller, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.storage import Contact, Database

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SOON = NOW + timedelta(seconds=60)


def announce(database: Database, contact: Contact, token: str = "secret") -> None:
    with database.begin() as tx:
        tx.expected_calls.expect(token, contact.id, SOON)


def test_a_token_opens_once(database: Database, contact: Contact) -> None:
    announce(database, contact)
    with database.begin() as tx:
        assert tx.expected_calls.answer("secret", NOW) == contact.phone
        assert tx.expected_calls.answer("secret", NOW) is None


def test_an_unknown_or_late_token_opens_nothing(database: Database, contact: Contact) -> None:
    announce(database, contact)
    with database.begin() as tx:
        assert tx.expected_calls.answer("guess", NOW) is None
        assert tx.expected_calls.answer("secret", SOON) is None


def test_announcements_without_a_call_go(database: Database, contact: Contact) -> None:
    announce(database, contact)
    with database.begin() as tx:
        assert tx.expected_calls.purge(SOON) == 0
        assert tx.expected_calls.purge(SOON + timedelta(seconds=1)) == 1
