"""What supervisors count: from columns in the clear, but for the phrases, whose words must be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import and_, func, select

from assistant.storage.repository import Repository
from assistant.storage.tables import conversations, events, messages, tickets

MOST = 20_000
"""Rows read for one figure; of more the newest."""


@dataclass(frozen=True, slots=True)
class Passage:
    """How many conversations came to a step on a channel, answered there, failed there, and stand there now."""

    step: str
    channel: str
    reached: int
    answered: int
    failed: int
    standing: int


@dataclass(frozen=True, slots=True)
class Stalled:
    reason: str
    opened: int
    still_open: int


@dataclass(frozen=True, slots=True)
class Sent:
    """`unknown` messages were sent before segments were counted."""

    channel: str
    messages: int
    segments: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Missed:
    """Words that failed at a question."""

    conversation_id: int
    step: str
    text: str


class Figures(Repository):
    def passages(self, flow: str, since: datetime) -> tuple[Passage, ...]:
        """The steps of a flow by channel, of the conversations that were touched since then."""
        recent = conversations.c.updated_at >= since
        happened = (
            select(events.c.step, conversations.c.channel, events.c.kind,
                   func.count(conversations.c.id.distinct()).label("people"))
            .join(conversations, conversations.c.id == events.c.conversation_id)
            .where(recent, events.c.at >= since, events.c.step.startswith(f"{flow}.", autoescape=True))
            .where(events.c.kind.in_(("heard", "answered", "failed")))
            .group_by(events.c.step, conversations.c.channel, events.c.kind)
        )  # fmt: skip
        stand = (
            select(conversations.c.step, conversations.c.channel, func.count().label("people"))
            .where(recent, conversations.c.step.startswith(f"{flow}.", autoescape=True))
            .group_by(conversations.c.step, conversations.c.channel)
        )
        counted: dict[tuple[str, str], dict[str, int]] = {}
        for row in self.connection.execute(happened):
            counted.setdefault((row.step, row.channel), {})[row.kind] = row.people
        for row in self.connection.execute(stand):
            counted.setdefault((row.step, row.channel), {})["standing"] = row.people
        return tuple(_passage(step, channel, kinds) for (step, channel), kinds in sorted(counted.items()))

    def stalled(self, since: datetime) -> tuple[Stalled, ...]:
        """Tickets that were opened since then, by reason, the most frequent first."""
        still = func.count().filter(tickets.c.status == "open")
        query = (
            select(tickets.c.reason, func.count().label("opened"), still.label("still"))
            .where(tickets.c.opened_at >= since)
            .group_by(tickets.c.reason)
            .order_by(func.count().desc(), tickets.c.reason)
        )
        return tuple(Stalled(row.reason, row.opened, row.still) for row in self.connection.execute(query))

    def waits(self, since: datetime) -> tuple[timedelta, ...]:
        """How long each person waited whom somebody began to help since then."""
        query = select(tickets.c.opened_at, tickets.c.taken_at).where(tickets.c.taken_at >= since)
        rows = self.connection.execute(query.order_by(tickets.c.id.desc()).limit(MOST))
        return tuple(row.taken_at - row.opened_at for row in rows)

    def sent(self, since: datetime) -> tuple[Sent, ...]:
        """Messages that left since then, by channel."""
        query = (
            select(messages.c.channel, func.count().label("messages"),
                   func.coalesce(func.sum(messages.c.segments), 0).label("segments"),
                   func.count().filter(messages.c.segments.is_(None)).label("unknown"))
            .where(messages.c.status == "sent", messages.c.sent_at >= since)
            .group_by(messages.c.channel)
            .order_by(messages.c.channel)
        )  # fmt: skip
        return tuple(
            Sent(row.channel, row.messages, int(row.segments), row.unknown) for row in self.connection.execute(query)
        )

    def missed(self, since: datetime, limit: int) -> tuple[Missed, ...]:
        """What people said where an answer failed since then, the newest first; nothing of private matters."""
        heard, before = events.alias("heard"), events.alias("before")
        last = (
            select(func.max(before.c.seq))
            .where(before.c.conversation_id == events.c.conversation_id, before.c.seq < events.c.seq)
            .where(before.c.kind == "heard")
            .correlate(events)
            .scalar_subquery()
        )
        same_turn = and_(heard.c.conversation_id == events.c.conversation_id, heard.c.seq == last)
        query = (
            select(events.c.conversation_id, events.c.step, heard.c.payload)
            .select_from(events.join(heard, same_turn))
            .where(events.c.kind == "failed", events.c.at >= since)
            .order_by(events.c.at.desc())
            .limit(limit)
        )
        rows = self.connection.execute(query)
        read = ((row, msgspec.json.decode(self.cipher.decrypt_bytes(row.payload))) for row in rows)
        return tuple(
            Missed(row.conversation_id, row.step, data["text"]) for row, data in read if isinstance(_text(data), str)
        )


def _text(data: Any) -> Any:
    return data.get("text") if isinstance(data, dict) else None


def _passage(step: str, channel: str, kinds: dict[str, int]) -> Passage:
    counted = (kinds.get(kind, 0) for kind in ("heard", "answered", "failed", "standing"))
    heard, answered, failed, standing = counted
    return Passage(step, channel, max(heard, answered, failed, standing), answered, failed, standing)
