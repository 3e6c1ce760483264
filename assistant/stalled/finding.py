"""Who is stalled now. Each finding has a cause that happened once, so that looking again opens nothing new."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import groupby

from assistant.language import local_day
from assistant.stalled.rules import DEADLINE, DEFAULT, DISTRESS, Rules
from assistant.storage import Attempt, Ticket, Transaction

MOST = 200
"""Tickets of one reason opened at one look; the next look goes on."""
DAY = timedelta(days=1)


def find(tx: Transaction, rules: Rules, now: datetime, since: datetime) -> int:
    """Open a ticket for everybody who is stalled and has none for that cause; gives how many were opened.

    `since` bounds what is looked through of failed answers and delivery reports: a day at the first look after a
    start, minutes at those that follow.
    """
    return (
        _not_understood(tx, rules, since)
        + _silent(tx, rules, now)
        + _dropped(tx, rules, now)
        + _late_jobs(tx, rules, now)
        + _deadlines(tx, rules, now)
        + _undelivered(tx, rules, now, since)
    )


def weigh(tx: Transaction, rules: Rules, now: datetime, since: datetime) -> int:
    """Put whoever is in distress before others; gives how many tickets were looked at."""
    new = tx.tickets.opened_since(since, MOST)
    for ticket in new:
        if _in_distress(tx, ticket, rules, now):
            tx.tickets.raise_to(DISTRESS, ticket.id)
    return len(new)


def forgotten(tx: Transaction, rules: Rules, now: datetime) -> tuple[int, ...]:
    """The contacts with whom the machine is silent though no operator has been there for too long."""
    return tx.watch.held_without_operator(now, now - timedelta(minutes=rules.held_minutes))


def stuck(attempts: Iterable[Attempt], times: int) -> list[Attempt]:
    """Of one conversation's attempts, in order, the ones that made a run of failures at one step `times` long."""
    found: list[Attempt] = []
    step, length = "", 0
    for attempt in attempts:
        if not attempt.failed:
            length = 0
            continue
        length = length + 1 if attempt.step == step else 1
        step = attempt.step
        if length == times:
            found.append(attempt)
    return found


def _not_understood(tx: Transaction, rules: Rules, since: datetime) -> int:
    opened = 0
    for _, attempts in groupby(tx.watch.attempts(since), key=lambda attempt: attempt.conversation_id):
        for attempt in stuck(attempts, rules.not_understood.times):
            if attempt.at >= since:
                cause = f"not_understood:{attempt.conversation_id}:{attempt.seq}"
                opened += _open(tx, attempt.conversation_id, attempt.contact_id, "not_understood", attempt.at, cause)
    return opened


def _silent(tx: Transaction, rules: Rules, now: datetime) -> int:
    """Channels with a time of their own one by one, then all others; calls have a reason of their own."""
    silent = rules.silent
    named = {channel: minutes for channel, minutes in silent.minutes.items() if channel != DEFAULT}
    others = (*named, *rules.dropped.minutes)
    opened = _rest(tx, "silent", rules, now, silent.minutes[DEFAULT], without=others, never_in=silent.never_in)
    for channel, minutes in named.items():
        opened += _rest(tx, "silent", rules, now, minutes, channels=(channel,), never_in=silent.never_in)
    return opened


def _dropped(tx: Transaction, rules: Rules, now: datetime) -> int:
    return sum(
        _rest(tx, "dropped", rules, now, minutes, channels=(channel,))
        for channel, minutes in rules.dropped.minutes.items()
    )


def _rest(
    tx: Transaction,
    reason: str,
    rules: Rules,
    now: datetime,
    minutes: int,
    *,
    channels: Collection[str] = (),
    without: Collection[str] = (),
    never_in: Collection[str] = (),
) -> int:
    """Whoever has said nothing for so many minutes, and did so not longer ago than anybody cares for."""
    earliest, latest = now - timedelta(hours=rules.silent.most_hours), now - timedelta(minutes=minutes)
    resting = tx.watch.resting(reason, earliest, latest, MOST, channels=channels, without=without, never_in=never_in)
    return sum(_open(tx, row.conversation_id, row.contact_id, reason, now, row.cause) for row in resting)


def _late_jobs(tx: Transaction, rules: Rules, now: datetime) -> int:
    late = tx.watch.late_jobs(rules.late_job.attempts, now - timedelta(minutes=rules.late_job.minutes), MOST)
    return sum(_open(tx, row.conversation_id, row.contact_id, "job_waits", now, row.cause) for row in late)


def _deadlines(tx: Transaction, rules: Rules, now: datetime) -> int:
    today = local_day(now)
    near = tx.watch.deadlines(rules.deadline.states, today, today + timedelta(days=rules.deadline.days), MOST)
    return sum(
        tx.tickets.open_once(None, row.contact_id, "deadline", now, row.cause, rank=DEADLINE, due=row.due) is not None
        for row in near
    )


def _undelivered(tx: Transaction, rules: Rules, now: datetime, since: datetime) -> int:
    lost = tx.watch.undelivered(rules.undelivered.statuses, since, MOST)
    return sum(_open(tx, row.conversation_id, row.contact_id, "undeliverable", now, row.cause) for row in lost)


def _open(tx: Transaction, conversation_id: int | None, contact_id: int, reason: str, at: datetime, cause: str) -> bool:
    return tx.tickets.open_once(conversation_id, contact_id, reason, at, cause) is not None


def _in_distress(tx: Transaction, ticket: Ticket, rules: Rules, now: datetime) -> bool:
    if tx.tickets.how_often(ticket.contact_id, "asked", now - DAY) >= rules.distress.asked:
        return True
    happened = tx.events.since(ticket.conversation_id or 0, now - DAY)
    asked = sum(event.kind == "command" and event.data.get("command") == "operator" for event in happened)
    return asked >= rules.distress.asked or any(
        event.kind == "read" and event.data.get("value") == "frustrated" for event in happened
    )
