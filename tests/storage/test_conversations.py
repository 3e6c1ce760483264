"""A contact has one conversation, which one transaction at a time may change, and a log in order."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from assistant.storage import Contact, Database
from assistant.storage.conversations import ConversationRow

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Happened:
    kind: str
    step: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def test_a_conversation_begins_empty(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        row = tx.conversations.lock(contact.id)
    assert row == ConversationRow(row.id, None, 0, "", "", "", "", None)


def test_what_was_saved_is_there_under_the_next_lock(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        row = tx.conversations.lock(contact.id)
        tx.conversations.save(row.id, b'{"\xff": 1}', "menu.top", "active", "twilio", "fr", NOW)
    with database.begin() as tx:
        again = tx.conversations.lock(contact.id)
    assert again == ConversationRow(row.id, b'{"\xff": 1}', 1, "menu.top", "active", "twilio", "fr", NOW)


def test_the_lock_keeps_turns_apart(database: Database, contact: Contact) -> None:
    """Each of twenty turns reads what the one before it wrote."""
    together = threading.Barrier(4)

    def count_up(_: int) -> None:
        together.wait()
        for _turn in range(5):
            with database.begin() as tx:
                row = tx.conversations.lock(contact.id)
                state = str(int(row.state or b"0") + 1).encode()
                tx.conversations.save(row.id, state, "", "active", "twilio", "fr", NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count_up, range(4)))
    with database.begin() as tx:
        row = tx.conversations.lock(contact.id)
    assert (row.state, row.revision) == (b"20", 20)


def test_nobody_has_no_conversation(database: Database) -> None:
    with pytest.raises(IntegrityError), database.begin() as tx:
        tx.conversations.lock(999)


def test_private_matters_left_open_are_found(database: Database) -> None:
    with database.begin() as tx:
        for number, (status, age) in enumerate([("private", 30), ("private", 1), ("active", 30)]):
            contact = tx.contacts.get_or_create(f"+21261234567{number}", NOW)
            row = tx.conversations.lock(contact.id)
            tx.conversations.save(row.id, b"{}", "", status, "twilio", "fr", NOW - timedelta(hours=age))
        stale = tx.conversations.private_since(NOW - timedelta(hours=24))
        found = tx.contacts.find("+212612345670")
    assert found is not None
    assert stale == (found.id,)


def test_the_log_is_read_in_the_order_it_was_written(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        row = tx.conversations.lock(contact.id)
        tx.events.append(row.id, NOW, [Happened("heard", "menu.top", {"text": "واحد"}), Happened("said")])
        tx.events.append(row.id, NOW, [])
        tx.events.append(row.id, NOW + timedelta(seconds=1), [Happened("ended")])
        log = tx.events.list(row.id)
    assert [(entry.seq, entry.kind) for entry in log] == [(1, "heard"), (2, "said"), (3, "ended")]
    assert (log[0].step, log[0].data, log[0].at) == ("menu.top", {"text": "واحد"}, NOW)


def test_each_conversation_counts_its_own_log(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        ids = [tx.conversations.lock(contact.id).id]
        ids.append(tx.conversations.lock(tx.contacts.get_or_create("+212600000001", NOW).id).id)
        for conversation_id in ids:
            tx.events.append(conversation_id, NOW, [Happened("heard")])
        assert [[entry.seq for entry in tx.events.list(conversation_id)] for conversation_id in ids] == [
            [1],
            [1],
        ]
