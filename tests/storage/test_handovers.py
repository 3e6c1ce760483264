"""Wishes for a person: each step is taken once, whoever asks for it and however often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.storage import Contact, Database, Transaction

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)


@pytest.fixture
def contact(database: Database) -> Contact:
    with database.begin() as tx:
        return tx.contacts.get_or_create("+212612345678", NOW)


def wished(tx: Transaction, contact: Contact, call: str = "CA1") -> int:
    ticket = tx.tickets.open(None, contact.id, "asked", NOW, f"{contact.id}:asked")
    return tx.handovers.wish(call, contact.id, ticket, NOW)


def test_a_call_knows_its_latest_wish(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        wished(tx, contact)
        second = wished(tx, contact)
        wished(tx, contact, "CA2")
        found = tx.handovers.of_call("CA1")
        assert found is not None
        assert (found.id, found.contact_id, found.status) == (second, contact.id, "wished")
        assert tx.handovers.of_call("CA3") is None


def test_a_step_is_taken_once(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        wish = wished(tx, contact)
        assert tx.handovers.move(wish, ("wished",), "ringing")
        assert not tx.handovers.move(wish, ("wished",), "ringing")
        assert not tx.handovers.move(wish + 1, ("wished",), "ringing")


@pytest.mark.parametrize(
    ("status", "under_way"),
    [("wished", True), ("ringing", True), ("taken", True), ("connected", False), ("unanswered", False)],
)
def test_what_is_under_way_for_a_person(database: Database, contact: Contact, status: str, *, under_way: bool) -> None:
    """In any of their calls, until it is over or too old to be true."""
    with database.begin() as tx:
        tx.handovers.move(wished(tx, contact), ("wished",), status)
        assert tx.handovers.is_under_way(contact.id, EARLIER) is under_way
        assert not tx.handovers.is_under_way(contact.id, LATER)
        assert not tx.handovers.is_under_way(contact.id + 1, EARLIER)


def test_whoever_was_not_answered_comes_back_once(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        wish = wished(tx, contact)
        assert not tx.handovers.come_back(contact.id, EARLIER)
        tx.handovers.move(wish, ("wished",), "unanswered")
        assert not tx.handovers.come_back(contact.id, LATER)
        assert tx.handovers.come_back(contact.id, EARLIER)
        assert not tx.handovers.come_back(contact.id, EARLIER)


def test_old_wishes_go_and_their_tickets_stay(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        wished(tx, contact)
        assert tx.handovers.purge(NOW) == 0
        assert tx.handovers.purge(LATER) == 1
        assert len(tx.tickets.list_open()) == 1
