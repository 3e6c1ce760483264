"""What a person and the service wrote to each other, as the inbox and the outbox have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, func, or_, select

from assistant.storage.repository import Repository
from assistant.storage.tables import contacts, conversations, deliveries, inbox, messages


@dataclass(frozen=True, slots=True)
class Line:
    """One message. `text` is None where it was not kept: private matters, or nothing that can be read.

    Of an outgoing one, `state` is the provider's last word, else the outbox's own; `author` an operator's login.
    """

    id: int
    direction: Literal["in", "out"]
    at: datetime
    text: str | None
    channel: str
    state: str = ""
    error: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as the console reads it, without its lock. `state` is what `conversations.save` was given."""

    id: int
    contact_id: int
    state: bytes | None
    revision: int
    step: str
    status: str
    channel: str
    locale: str
    region: str
    updated_at: datetime | None


class Transcript(Repository):
    def talk(self, contact_id: int) -> Talk | None:
        """The contact's conversation as it stands."""
        row = self.connection.execute(
            select(conversations).where(conversations.c.contact_id == contact_id)
        ).one_or_none()
        if row is None:
            return None
        state = None if row.state is None else self.cipher.decrypt_bytes(row.state)
        return Talk(
            row.id,
            contact_id,
            state,
            row.revision,
            row.step,
            row.status,
            row.channel,
            row.locale,
            row.region or "",
            row.updated_at,
        )

    def lines(self, contact_id: int, limit: int = 200) -> tuple[Line, ...]:
        """The last messages in both directions, the oldest first."""
        both = [*self._received(contact_id, limit), *self._sent(contact_id, limit)]
        return tuple(line for _, line in sorted(both, key=lambda placed: placed[0])[-limit:])

    def version(self, contact_id: int) -> str:
        """A short text that changes when there is something new to show of the conversation."""
        theirs = messages.c.contact_id == contact_id
        parts = (
            select(conversations.c.revision).where(conversations.c.contact_id == contact_id),
            select(func.max(inbox.c.id)).where(inbox.c.contact_id == contact_id),
            select(func.max(messages.c.id)).where(theirs),
            select(func.count()).where(theirs, messages.c.status == "sent"),
            select(func.max(deliveries.c.last_at)).where(
                deliveries.c.reference.in_(select(messages.c.token).where(theirs))
            ),
        )
        return "-".join(str(self.connection.execute(part).scalar_one_or_none() or 0) for part in parts)

    def _received(self, contact_id: int, limit: int) -> list[tuple[tuple[Any, ...], Line]]:
        query = select(inbox).where(inbox.c.contact_id == contact_id).order_by(inbox.c.id.desc()).limit(limit)
        return [
            (
                (row.received_at, 0, row.id),
                Line(row.id, "in", row.received_at, self.unseal(row.text), row.channel),
            )
            for row in self.connection.execute(query)
        ]

    def _sent(self, contact_id: int, limit: int) -> list[tuple[tuple[Any, ...], Line]]:
        reported = or_(deliveries.c.reference == messages.c.token, deliveries.c.reference == messages.c.provider_id)
        query = (
            select(messages, inbox.c.received_at, deliveries.c.status.label("reported"),
                   deliveries.c.error.label("why"), contacts.c.id.label("own"))
            .join(contacts, contacts.c.id == messages.c.contact_id)
            .join(inbox, inbox.c.id == messages.c.inbox_id, isouter=True)
            .join(deliveries, reported, isouter=True)
            .where(messages.c.contact_id == contact_id)
            .order_by(messages.c.id.desc())
            .limit(limit)
        )  # fmt: skip
        return [self._outgoing(row) for row in self.connection.execute(query)]

    def _outgoing(self, row: Row[Any]) -> tuple[tuple[Any, ...], Line]:
        """A reply stands right behind what it answers; what was sent later stands where it left."""
        at = row.received_at or row.sent_at or row.due_at
        line = Line(
            row.id,
            "out",
            row.sent_at or at,
            self.unseal(row.body) if row.recipient is None else None,
            row.channel,
            row.reported or row.status,
            row.why or row.error,
            row.author,
        )
        return (at, 1, row.id), line
