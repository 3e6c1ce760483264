"""Whoever is stalled gets one ticket for each cause, however often somebody looks; nobody else gets one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.appeals import Draft, file_appeal
from assistant.jobs import watch
from assistant.stalled import DEADLINE, DISTRESS, StalledError, rules
from assistant.stalled.finding import stuck
from assistant.stalled.rules import Rules
from assistant.storage import Attempt, Ticket
from tests.town import Town, new_phone

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def tickets(town: Town, phone: str) -> list[Ticket]:
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        return [ticket for ticket in tx.tickets.of_contact(contact.id) if ticket.closed_at is None]


def reasons(town: Town, phone: str) -> list[str]:
    return sorted(ticket.reason for ticket in tickets(town, phone))


def close_all(town: Town, phone: str) -> None:
    waiting = tickets(town, phone)
    with town.services.database.begin() as tx:
        for ticket in waiting:
            tx.tickets.close(ticket.id, town.clock())


def in_the_interview(town: Town) -> str:
    phone = new_phone()
    for text in ("bonjour", "1", "1"):
        town.write(phone, text)
    return phone


def test_not_understood_twice_at_one_step(town: Town) -> None:
    phone = in_the_interview(town)
    town.write(phone, "xyzzy")
    watch.look(town.services)
    assert reasons(town, phone) == []
    town.write(phone, "plugh")
    watch.look(town.services)
    assert reasons(town, phone) == ["not_understood"]


def test_one_failure_before_and_one_after_an_answer_are_no_two(town: Town) -> None:
    phone = in_the_interview(town)
    for text in ("xyzzy", "1", "plugh"):
        town.write(phone, text)
    watch.look(town.services)
    assert reasons(town, phone) == []


def test_looking_again_opens_nothing_even_after_the_ticket_was_closed(town: Town) -> None:
    """Also after a restart, when the look goes a day back."""
    phone = in_the_interview(town)
    for text in ("xyzzy", "plugh"):
        town.write(phone, text)
    for _ in range(3):
        watch.look(town.services)
    assert reasons(town, phone) == ["not_understood"]
    close_all(town, phone)
    watch.look(town.services, watch.FIRST_LOOK)
    assert reasons(town, phone) == []


def test_what_happened_while_no_worker_ran_is_found_at_the_next_start(town: Town) -> None:
    phone = in_the_interview(town)
    for text in ("xyzzy", "plugh"):
        town.write(phone, text)
    town.clock.now += timedelta(hours=20)
    watch.look(town.services, watch.OVERLAP)
    assert "not_understood" not in reasons(town, phone)
    watch.look(town.services, watch.FIRST_LOOK)
    assert "not_understood" in reasons(town, phone)


def test_silent_in_the_middle_of_a_flow(town: Town) -> None:
    phone = in_the_interview(town)
    minutes = rules().silent.minutes["default"]
    town.clock.now += timedelta(minutes=minutes - 1)
    watch.look(town.services)
    assert reasons(town, phone) == []
    town.clock.now += timedelta(minutes=2)
    watch.look(town.services)
    watch.look(town.services)
    assert reasons(town, phone) == ["silent"]


def test_each_silence_is_a_cause_of_its_own(town: Town) -> None:
    phone = in_the_interview(town)
    town.clock.now += timedelta(hours=3)
    watch.look(town.services)
    close_all(town, phone)
    town.write(phone, "1")
    town.clock.now += timedelta(hours=3)
    watch.look(town.services)
    assert reasons(town, phone) == ["silent"]


def test_nobody_is_silent_where_nothing_is_lost(town: Town) -> None:
    phone = new_phone()
    for text in ("bonjour", "1"):
        town.write(phone, text)
    assert town.step(phone) == "menu.main"
    town.clock.now += timedelta(hours=5)
    watch.look(town.services)
    assert reasons(town, phone) == []


def test_a_call_that_dropped_is_found_within_minutes_and_is_no_silence(town: Town) -> None:
    phone = in_the_interview(town)
    channel, minutes = next(iter(rules().dropped.minutes.items()))
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        row = tx.conversations.lock(contact.id)
        tx.conversations.save(row.id, row.state or b"", row.step, row.status, channel, row.locale, town.clock())
    town.clock.now += timedelta(minutes=minutes, seconds=1)
    watch.look(town.services)
    town.clock.now += timedelta(hours=5)
    watch.look(town.services)
    assert reasons(town, phone) == ["dropped"]


def test_a_job_that_waits_too_long(town: Town) -> None:
    phone = in_the_interview(town)
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        row = tx.conversations.lock(contact.id)
        job = tx.outbox.add_job(contact.id, row.id, "assess", b"{}", f"{row.id}-late", town.clock())
    watch.look(town.services)
    assert reasons(town, phone) == []
    town.clock.now += timedelta(minutes=rules().late_job.minutes)
    watch.look(town.services)
    watch.look(town.services)
    assert reasons(town, phone) == ["job_waits"]
    with town.services.database.begin() as tx:
        tx.outbox.start_job(job, town.clock())
        tx.outbox.finish_job(job)


def test_a_deadline_that_is_near_comes_before_all(town: Town) -> None:
    from random import Random

    phone = in_the_interview(town)
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        notice = town.clock().date() - timedelta(days=14)
        filed = file_appeal(tx, contact.id, Draft("asd", "household", "…", notice), town.clock(), Random(1), b"k" * 32)
        assert filed.deadline is not None
    days = (filed.deadline - town.clock().date()).days
    town.clock.now += timedelta(days=max(days - rules().deadline.days - 1, 0))
    town.clock.now += timedelta(days=1)
    watch.look(town.services)
    found = [ticket for ticket in tickets(town, phone) if ticket.reason == "deadline"]
    assert [(ticket.rank, ticket.due) for ticket in found] == [(DEADLINE, filed.deadline)]


def test_a_message_that_the_provider_lost(town: Town) -> None:
    phone = in_the_interview(town)
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        queued = tx.outbox.add_message(contact.id, None, "bonjour", "sms", town.clock())
        tx.outbox.mark_sent(queued.id, "SM1", town.clock())
        tx.deliveries.record(queued.token, "undelivered", "30003", town.clock())
    watch.look(town.services)
    watch.look(town.services)
    assert reasons(town, phone) == ["undeliverable"]


def test_who_asks_twice_within_a_day_is_in_distress(town: Town) -> None:
    phone = in_the_interview(town)
    for text in ("un agent", "un agent"):
        town.write(phone, text)
    watch.look(town.services)
    assert [(ticket.reason, ticket.rank) for ticket in tickets(town, phone)] == [("asked", DISTRESS)]


def test_the_machine_comes_back_where_an_operator_left(town: Town) -> None:
    """A laptop dies in the middle of a conversation: nobody waits in silence."""
    from assistant.dialogue import TakenOver

    phone = in_the_interview(town)
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        tx.leases.take(contact.id, "samir", town.clock(), timedelta(minutes=5))
    town.services.conversations.tell(contact.id, TakenOver("samir"))
    town.settle()
    town.arrived(phone)
    town.clock.now += timedelta(minutes=rules().held_minutes - 1)
    watch.look(town.services)
    town.settle()
    assert town.arrived(phone) == []
    town.clock.now += timedelta(minutes=2)
    watch.look(town.services)
    town.settle()
    assert "machine" in "\n".join(town.arrived(phone))


ATTEMPTS = st.lists(st.tuples(st.sampled_from(["a.x", "a.y"]), st.booleans()), max_size=12)


def attempts_of(pairs: list[tuple[str, bool]]) -> list[Attempt]:
    return [Attempt(1, 1, seq, AT, step, failed) for seq, (step, failed) in enumerate(pairs)]


@given(ATTEMPTS, st.integers(1, 4))
def test_each_run_of_failures_is_found_once_and_for_ever_the_same(pairs: list[tuple[str, bool]], times: int) -> None:
    """What is found of the beginning of a log stays found, whatever follows: a cause never moves."""
    whole = attempts_of(pairs)
    found = stuck(whole, times)
    assert len({attempt.seq for attempt in found}) == len(found)
    for end in range(len(whole)):
        assert stuck(whole[:end], times) == [attempt for attempt in found if attempt.seq < end]


def test_rules_that_make_no_sense_do_not_load() -> None:
    broken = rules().model_dump() | {"lease_minutes": 0}
    with pytest.raises(ValueError, match="lease_minutes"):
        Rules.model_validate(broken)
    assert issubclass(StalledError, Exception)
