"""A reply that the provider has in its hands does not hold back what follows."""

from __future__ import annotations

from datetime import timedelta

from assistant.storage import Database
from tests.storage.conftest import NOW

PHONE = "+212611223344"


def test_a_reply_in_an_answer_lets_the_next_message_pass(database: Database) -> None:
    with database.begin() as tx:
        contact = tx.contacts.get_or_create(PHONE, NOW)
        claim = tx.inbox.claim("twilio", "SM1", contact.id, "1", NOW)
        tx.outbox.add_message(contact.id, None, "wait", "twilio", NOW + timedelta(seconds=30), reply_to_inbox=claim.id)
        tx.outbox.add_message(contact.id, None, "result", "twilio", NOW)
        assert [row.body for row in tx.outbox.due_messages(NOW, 10)] == ["result"]
        assert tx.outbox.waiting()["messages"] == 2
