"""What the search for stalled people reads: only what stands in the clear, none of it words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, literal, or_, select

from assistant.storage.console_tables import leases
from assistant.storage.repository import Repository
from assistant.storage.tables import appeals, conversations, deliveries, events, jobs, messages, tickets

MID_FLOW = "active"


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer that failed, or one that was taken (which ends a run of failures)."""

    conversation_id: int
    contact_id: int
    seq: int
    at: datetime
    step: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who may be stalled. `cause` is the ticket's cause key; `since` when it began."""

    conversation_id: int | None
    contact_id: int
    cause: str
    since: datetime
    step: str = ""
    channel: str = ""
    due: date | None = None


class Watch(Repository):
    def attempts(self, since: datetime) -> tuple[Attempt, ...]:
        """All attempts, in order, of the conversations in which an answer failed since then."""
        failed = select(events.c.conversation_id).where(events.c.kind == "failed", events.c.at >= since)
        query = (
            select(events.c.conversation_id, conversations.c.contact_id, events.c.seq, events.c.at, events.c.step,
                   events.c.kind)
            .join(conversations, conversations.c.id == events.c.conversation_id)
            .where(events.c.conversation_id.in_(failed), events.c.kind.in_(("failed", "answered", "amended")))
            .order_by(events.c.conversation_id, events.c.seq)
        )  # fmt: skip
        return tuple(
            Attempt(row.conversation_id, row.contact_id, row.seq, row.at, row.step, row.kind == "failed")
            for row in self.connection.execute(query)
        )

    def resting(
        self,
        reason: str,
        earliest: datetime,
        latest: datetime,
        limit: int,
        *,
        channels: Collection[str] = (),
        without: Collection[str] = (),
        never_in: Collection[str] = (),
    ) -> tuple[Found, ...]:
        """Conversations in the middle of a flow, untouched since some moment between the two, without a ticket for
        this rest: on one of `channels` (all, where none is named) but none of `without`, in no flow of `never_in`."""
        cause = _cause(reason, conversations.c.id, conversations.c.revision)
        query = select(conversations, cause.label("cause")).where(
            conversations.c.status == MID_FLOW,
            conversations.c.updated_at.between(earliest, latest),
            _unseen(cause),
        )
        if channels:
            query = query.where(conversations.c.channel.in_(channels))
        if without:
            query = query.where(conversations.c.channel.not_in(without))
        for flow in never_in:
            query = query.where(~conversations.c.step.startswith(f"{flow}.", autoescape=True))
        return tuple(
            Found(row.id, row.contact_id, row.cause, row.updated_at, row.step, row.channel)
            for row in self.connection.execute(query.order_by(conversations.c.updated_at).limit(limit))
        )

    def late_jobs(self, attempts: int, due_before: datetime, limit: int) -> tuple[Found, ...]:
        """Jobs that were tried so often, or were due before that moment, and are not done."""
        cause = _cause("job", jobs.c.id)
        late = or_(jobs.c.attempts >= attempts, jobs.c.due_at <= due_before)
        query = select(jobs, cause.label("cause")).where(
            jobs.c.status.in_(("waiting", "queued", "running")), late, jobs.c.contact_id.is_not(None), _unseen(cause)
        )
        return tuple(
            Found(row.conversation_id, row.contact_id, row.cause, row.due_at)
            for row in self.connection.execute(query.order_by(jobs.c.id).limit(limit))
        )

    def deadlines(self, states: Collection[str], today: date, until: date, limit: int) -> tuple[Found, ...]:
        """Appeals in one of the states whose last day lies between the two."""
        cause = _cause("deadline", appeals.c.id)
        query = select(appeals.c.contact_id, appeals.c.filed_at, appeals.c.deadline, cause.label("cause")).where(
            appeals.c.state.in_(states),
            appeals.c.deadline.between(today, until),
            appeals.c.contact_id.is_not(None),
            _unseen(cause),
        )
        return tuple(
            Found(None, row.contact_id, row.cause, row.filed_at, due=row.deadline)
            for row in self.connection.execute(query.order_by(appeals.c.deadline).limit(limit))
        )

    def undelivered(self, statuses: Collection[str], since: datetime, limit: int) -> tuple[Found, ...]:
        """Messages that a provider took and reports as lost, since then."""
        cause = _cause("message", messages.c.id)
        query = (
            select(messages.c.contact_id, messages.c.conversation_id, deliveries.c.last_at, cause.label("cause"))
            .join(deliveries, deliveries.c.reference == messages.c.token)
            .where(deliveries.c.status.in_(statuses), deliveries.c.last_at >= since, _unseen(cause))
        )
        return tuple(
            Found(row.conversation_id, row.contact_id, row.cause, row.last_at)
            for row in self.connection.execute(query.limit(limit))
        )

    def held_without_operator(self, now: datetime, since: datetime) -> tuple[int, ...]:
        """Contacts of held conversations that were touched last before `since`, with no lease now."""
        helped = select(leases.c.contact_id).where(leases.c.until > now)
        query = select(conversations.c.contact_id).where(
            conversations.c.status == "held",
            conversations.c.updated_at <= since,
            conversations.c.contact_id.not_in(helped),
        )
        return tuple(self.connection.execute(query.order_by(conversations.c.id)).scalars())


def _cause(reason: str, *parts: Any) -> ColumnElement[str]:
    cause: ColumnElement[str] = literal(reason, String)
    for part in parts:
        cause = cause + ":" + cast(part, String)
    return cause


def _unseen(cause: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether no ticket, open or closed, has this cause."""
    return ~select(tickets.c.id).where(tickets.c.cause_key == cause).exists()
