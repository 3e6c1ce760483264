"""What needs a person is asked for once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.storage import Contact, Database, Ticket

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_one_cause_opens_one_ticket(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        first = tx.tickets.open(None, contact.id, "asked", NOW, "1:asked")
        assert tx.tickets.open(None, contact.id, "asked", NOW + timedelta(hours=1), "1:asked") == first
        assert tx.tickets.list_open() == (Ticket(first, contact.id, None, "asked", NOW),)


def test_another_cause_opens_another(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        ids = [tx.tickets.open(None, contact.id, reason, NOW, f"1:{reason}") for reason in ("asked", "job_failed")]
        assert [ticket.id for ticket in tx.tickets.list_open()] == ids


def test_who_asks_again_after_an_answer_is_heard_again(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        first = tx.tickets.open(None, contact.id, "asked", NOW, "1:asked")
        assert tx.tickets.close(first, NOW)
        assert not tx.tickets.close(first, NOW)
        second = tx.tickets.open(None, contact.id, "asked", NOW, "1:asked")
        assert [ticket.id for ticket in tx.tickets.list_open()] == [second]
    assert second != first
