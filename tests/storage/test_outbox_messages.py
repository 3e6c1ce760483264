"""Each message leaves at least once, in order for each person, and a one-time code never twice."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.storage import Contact, Database, OutboxMessage, Queued
from assistant.storage.outbox_messages import LEASE, SOON

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NUMBERS = count()


def add(database: Database, contact: Contact, body: str = "مرحبا", due_at: datetime = NOW, **more: Any) -> Queued:
    with database.begin() as tx:
        return tx.outbox.add_message(contact.id, None, body, "twilio", due_at, **more)


def due(database: Database, now: datetime = NOW, limit: int = 50) -> list[OutboxMessage]:
    with database.begin() as tx:
        return tx.outbox.due_messages(now, limit)


def sent(database: Database, message: OutboxMessage, now: datetime = NOW) -> None:
    with database.begin() as tx:
        tx.outbox.mark_sent(message.id, "SM1", now)


def bodies(messages: list[OutboxMessage]) -> list[str]:
    return [message.body for message in messages]


def test_a_due_message_comes_with_all_that_sending_needs(database: Database, contact: Contact) -> None:
    queued = add(database, contact)
    assert due(database) == [
        OutboxMessage(queued.id, queued.token, contact.id, None, "twilio", contact.phone, "مرحبا", "normal", 1)
    ]


def test_a_message_on_behalf_goes_to_the_other_number(database: Database, contact: Contact) -> None:
    add(database, contact, to="+212700000000")
    assert [message.to for message in due(database)] == ["+212700000000"]


def test_a_claimed_message_is_not_handed_out_again(database: Database, contact: Contact) -> None:
    add(database, contact)
    assert due(database)
    assert due(database) == []


def test_a_message_waits_for_its_hour(database: Database, contact: Contact) -> None:
    add(database, contact, due_at=NOW + SECOND)
    assert due(database) == []
    assert len(due(database, NOW + SECOND)) == 1


def test_the_next_message_of_a_person_waits_for_the_one_before(database: Database, contact: Contact) -> None:
    for body in ("first", "second", "third"):
        add(database, contact, body)
    order: list[str] = []
    while claimed := due(database):
        order += bodies(claimed)
        sent(database, claimed[0])
    assert order == ["first", "second", "third"]


def test_people_do_not_wait_for_each_other(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        other = tx.contacts.get_or_create("+212700000000", NOW)
    add(database, contact, "mine")
    add(database, other, "theirs")
    assert bodies(due(database)) == ["mine", "theirs"]


def test_a_reply_that_waits_for_its_report_holds_back_what_follows_it(database: Database, contact: Contact) -> None:
    reply = add(database, contact, "reply in the TwiML", NOW + 30 * SECOND)
    add(database, contact, "result of the job")
    assert due(database) == []
    with database.begin() as tx:
        assert tx.outbox.close_by_token(reply.token, NOW)
    assert bodies(due(database)) == ["result of the job"]


def test_a_reminder_for_another_day_holds_nothing_back(database: Database, contact: Contact) -> None:
    add(database, contact, "reminder", NOW + SOON + SECOND)
    add(database, contact, "now")
    assert bodies(due(database)) == ["now"]


def test_a_message_whose_sender_died_comes_again_when_the_lease_is_over(database: Database, contact: Contact) -> None:
    add(database, contact)
    due(database)
    assert due(database, NOW + LEASE - SECOND) == []
    assert [message.attempts for message in due(database, NOW + LEASE)] == [2]


def test_a_one_time_code_whose_sender_died_is_given_up(database: Database, contact: Contact) -> None:
    """It may have left: a code that comes twice is one that somebody may read over a shoulder."""
    code = add(database, contact, "123456", delivery_class="once")
    assert bodies(due(database)) == ["123456"]
    assert due(database, NOW + LEASE) == []
    assert _row(database, code) == {"status": "failed", "error": "uncertain", "body": None, "recipient": None}


def test_a_refused_one_time_code_is_not_tried_again(database: Database, contact: Contact) -> None:
    add(database, contact, delivery_class="once")
    with database.begin() as tx:
        [message] = tx.outbox.due_messages(NOW, 1)
        tx.outbox.mark_failed(message.id, "ReadTimeout", NOW + SECOND)
    assert due(database, NOW + timedelta(days=1)) == []


def test_a_given_up_message_lets_the_next_one_go(database: Database, contact: Contact) -> None:
    add(database, contact, "bad", delivery_class="once")
    add(database, contact, "good")
    due(database)
    assert bodies(due(database, NOW + LEASE)) == ["good"]


def test_a_failed_message_is_tried_again_in_its_turn(database: Database, contact: Contact) -> None:
    add(database, contact, "first")
    add(database, contact, "second")
    [first] = due(database)
    with database.begin() as tx:
        tx.outbox.mark_failed(first.id, "30003", NOW + timedelta(minutes=10))
    assert due(database, NOW + timedelta(minutes=5)) == []
    assert bodies(due(database, NOW + timedelta(minutes=10))) == ["first"]


def test_a_message_that_failed_for_good_is_over(database: Database, contact: Contact) -> None:
    queued = add(database, contact)
    [message] = due(database)
    with database.begin() as tx:
        tx.outbox.mark_failed(message.id, "21614", None)
    assert due(database, NOW + timedelta(days=1)) == []
    assert _row(database, queued)["status"] == "failed"


def test_nothing_is_sent_after_it_has_expired(database: Database, contact: Contact) -> None:
    queued = add(database, contact, expires_at=NOW)
    assert due(database) == []
    assert _row(database, queued)["status"] == "expired"


@pytest.mark.parametrize(("delivery_class", "kept"), [("normal", True), ("private", False), ("once", False)])
def test_of_private_messages_nothing_is_kept_once_they_left(
    database: Database, contact: Contact, delivery_class: Any, kept: bool
) -> None:
    queued = add(database, contact, to="+212700000000", delivery_class=delivery_class)
    sent(database, due(database)[0])
    row = _row(database, queued)
    assert row["status"] == "sent"
    assert (row["body"] is not None, row["recipient"] is not None) == (kept, kept)


def test_a_report_closes_a_message_once(database: Database, contact: Contact) -> None:
    queued = add(database, contact)
    with database.begin() as tx:
        assert tx.outbox.close_by_token(queued.token, NOW)
        assert not tx.outbox.close_by_token(queued.token, NOW)
        assert not tx.outbox.close_by_token("unknown", NOW)
    assert due(database) == []


def test_a_token_leads_to_its_contact(database: Database, contact: Contact) -> None:
    queued = add(database, contact)
    with database.read() as tx:
        assert tx.outbox.contact_of(queued.token) == contact.id
        assert tx.outbox.contact_of("unknown") is None


def test_an_opt_out_cancels_all_that_waits_and_what_fails_on_its_way(database: Database, contact: Contact) -> None:
    add(database, contact, "on its way")
    add(database, contact, "waiting")
    [claimed] = due(database)
    with database.begin() as tx:
        assert tx.outbox.cancel_for_contact(contact.id) == 2
        tx.outbox.mark_failed(claimed.id, "30003", NOW)
    assert due(database, NOW + timedelta(days=1)) == []


def test_a_message_that_left_while_it_was_cancelled_counts_as_sent(database: Database, contact: Contact) -> None:
    queued = add(database, contact)
    [claimed] = due(database)
    with database.begin() as tx:
        tx.outbox.cancel_for_contact(contact.id)
    sent(database, claimed)
    assert _row(database, queued)["status"] == "sent"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fates=st.lists(st.lists(st.sampled_from(["refused", "sender dies"]), max_size=2), min_size=1, max_size=4))
def test_whatever_goes_wrong_all_messages_leave_in_order(database: Database, fates: list[list[str]]) -> None:
    with database.begin() as tx:
        person = tx.contacts.get_or_create(f"+2126{next(NUMBERS):08}", NOW)
    for number in range(len(fates)):
        add(database, person, str(number))
    left, now, order = deepcopy(fates), NOW, []
    while claimed := due(database, now := now + LEASE):
        [message] = claimed
        troubles = left[int(message.body)]
        if not troubles:
            sent(database, message)
            order.append(message.body)
        elif troubles.pop() == "refused":
            with database.begin() as tx:
                tx.outbox.mark_failed(message.id, "30003", now + SECOND)
    assert order == [str(number) for number in range(len(fates))]


def test_senders_at_work_together_never_share_a_message(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        for number in range(20):
            person = tx.contacts.get_or_create(f"+2127000000{number:02}", NOW)
            tx.outbox.add_message(person.id, None, str(number), "twilio", NOW)
    together = threading.Barrier(4)

    def claim(_: int) -> list[str]:
        together.wait()
        return [body for _ in range(3) for body in bodies(due(database, limit=3))]

    with ThreadPoolExecutor(4) as pool:
        claimed = [body for part in pool.map(claim, range(4)) for body in part]
    claimed += bodies(due(database))
    assert sorted(claimed, key=int) == [str(number) for number in range(20)]


def _row(database: Database, queued: Queued) -> dict[str, Any]:
    from sqlalchemy import select

    from assistant.storage.tables import messages

    columns = [messages.c[name] for name in ("status", "error", "body", "recipient")]
    with database.read() as tx:
        query = select(*columns).where(messages.c.id == queued.id)
        return dict(tx.outbox.connection.execute(query).one()._mapping)


def test_what_a_call_may_say_is_said_once_and_sent_where_the_call_breaks_off(
    database: Database, contact: Contact
) -> None:
    """The call takes it and closes it; without that it is sent when its time is over."""
    later = NOW + timedelta(seconds=90)
    with database.begin() as tx:
        said = tx.outbox.add_message(contact.id, None, "a", "call", NOW + timedelta(seconds=8), spoken=b"A")
        lost = tx.outbox.add_message(contact.id, None, "b", "call", NOW + timedelta(seconds=8), spoken=b"B")
        assert tx.outbox.to_speak(contact.id, later) == [(said.token, "A"), (lost.token, "B")]
        assert tx.outbox.to_speak(contact.id, later) == []
        tx.outbox.close_by_token(said.token, NOW)
        assert tx.outbox.due_messages(later - timedelta(seconds=1), 10) == []
        assert [row.body for row in tx.outbox.due_messages(later, 10)] == ["b"]
