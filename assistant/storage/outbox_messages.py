"""Messages on their way out. The table is the truth; whoever sends leases its rows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, and_, case, exists, insert, or_, select, update

from assistant.storage.columns import plain
from assistant.storage.repository import Repository
from assistant.storage.tables import contacts, messages

DeliveryClass = Literal["normal", "once", "private"]
"""normal: sent at least once. once (one-time codes): never sent twice, so given up where it may have left.
private: as normal. Of the last two neither text nor number is kept once they have left or were given up."""
LEASE = timedelta(seconds=60)
"""A sender that has not said within this time what became of a message is taken for dead."""
SOON = timedelta(minutes=2)
"""A message that waits for a later hour than this does not hold back the ones behind it."""

_INSERT = insert(messages).returning(messages.c.id)

LIVE = ("waiting", "claimed")


@dataclass(frozen=True, slots=True)
class Queued:
    """A message that was put into the outbox; its delivery reports come back with `token`."""

    id: int
    token: str


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message to send now. `to` is E.164; `attempts` counts this one too."""

    id: int
    token: str
    contact_id: int
    conversation_id: int | None
    channel: str
    to: str
    body: str
    delivery_class: str
    attempts: int


class OutboxMessages(Repository):
    def add_message(
        self,
        contact_id: int,
        conversation_id: int | None,
        body: str,
        channel: str,
        due_at: datetime,
        *,
        reply_to_inbox: int | None = None,
        delivery_class: DeliveryClass = "normal",
        expires_at: datetime | None = None,
        to: str | None = None,
        spoken: bytes | None = None,
        author: str | None = None,
        segments: int | None = None,
    ) -> Queued:
        """Queue a message to the contact, or to the number `to` on the contact's behalf.

        After `expires_at` it is not sent any more. `spoken` is how a call says it that is going on (see `to_speak`),
        `author` the operator who wrote it, `segments` the SMS it is paid as.
        """
        token = secrets.token_urlsafe(16)
        values = {
            "token": token,
            "contact_id": contact_id,
            "conversation_id": conversation_id,
            "inbox_id": reply_to_inbox,
            "channel": channel,
            "delivery_class": delivery_class,
            "recipient": self.seal(to),
            "body": self.cipher.encrypt(body),
            "spoken": self.seal(spoken),
            "status": "waiting",
            "attempts": 0,
            "due_at": due_at,
            "expires_at": expires_at,
            "author": author,
            "segments": segments,
        }
        return Queued(self.connection.execute(_INSERT, values).scalar_one(), token)

    def due_messages(self, now: datetime, limit: int, lease: timedelta = LEASE) -> list[OutboxMessage]:
        """Claim what is to be sent now, at most one message a contact, and that contact's first.

        A message whose sender died comes again after `lease`, unless its class is "once".
        """
        self._give_up(now)
        ready = or_(_is("waiting") & (messages.c.due_at <= now), _abandoned(now))
        query = select(messages.c.id).where(ready, ~_held_back(now)).order_by(messages.c.due_at, messages.c.id)
        # Without SKIP LOCKED a second sender would wait for the first, and then find nothing.
        ids = self.connection.execute(query.limit(limit).with_for_update(skip_locked=True)).scalars().all()
        if not ids:
            return []
        claimed = {"status": "claimed", "lease_until": now + lease, "attempts": messages.c.attempts + 1}
        self.connection.execute(update(messages).where(messages.c.id.in_(ids)).values(claimed))
        return self._read(list(ids))

    def to_speak(self, contact_id: int, until: datetime) -> list[tuple[str, str]]:
        """What the contact's call is to say now, as (token, spoken), the oldest first.

        If nobody has closed it by its token `until` then, the call broke off, and it is sent like any other.
        """
        theirs = (messages.c.contact_id == contact_id) & _is("waiting") & messages.c.spoken.is_not(None)
        query = select(messages.c.id, messages.c.token, messages.c.spoken).where(theirs).order_by(messages.c.id)
        rows = self.connection.execute(query.with_for_update()).all()
        if rows:
            taken = messages.c.id.in_([row.id for row in rows])
            self.connection.execute(update(messages).where(taken).values(due_at=until, spoken=None))
        return [(row.token, self.cipher.decrypt(row.spoken)) for row in rows]

    def mark_sent(self, message_id: int, provider_id: str, at: datetime) -> None:
        """The provider has the message. True also of one that was cancelled while it left."""
        values = {"provider_id": plain(provider_id), "sent_at": at, "error": None}
        on_its_way = messages.c.status.in_(("claimed", "cancelled"))
        self._end((messages.c.id == message_id) & on_its_way, "sent", values)

    def mark_failed(self, message_id: int, error: str, retry_at: datetime | None) -> None:
        """The provider did not take the message: try again at `retry_at`, or give it up where that is None.

        One that may go only once is given up in any case, since a provider that failed to answer may have it.
        """
        here = (messages.c.id == message_id) & _is("claimed")
        values: dict[str, object] = {"error": plain(error)}
        if retry_at is not None:
            again = {"status": "waiting", "due_at": retry_at, "lease_until": None, **values}
            repeatable = messages.c.delivery_class != "once"
            self.connection.execute(update(messages).where(here, repeatable).values(again))
        self._end(here, "failed", values)

    def close_by_token(self, token: str, at: datetime) -> bool:
        """A report proves that the message left, by whichever way; False where that was known."""
        unsent = and_(messages.c.token == token, messages.c.status != "sent")
        return self._end(unsent, "sent", {"sent_at": at}) > 0

    def contact_of(self, token: str) -> int | None:
        """The contact whose message has this token."""
        query = select(messages.c.contact_id).where(messages.c.token == token)
        return self.connection.execute(query).scalar_one_or_none()

    def cancel_for_contact(self, contact_id: int) -> int:
        """Send nothing of what waits for the contact; gives how many messages that were."""
        theirs = and_(messages.c.contact_id == contact_id, messages.c.status.in_(LIVE))
        return self._end(theirs, "cancelled", {})

    def _give_up(self, now: datetime) -> None:
        left = or_(_is("waiting"), _abandoned(now))
        self._end(and_(left, messages.c.expires_at <= now), "expired", {})
        self._end(_abandoned(now) & (messages.c.delivery_class == "once"), "failed", {"error": "uncertain"})

    def _end(self, which: ColumnElement[bool], status: str, values: dict[str, object]) -> int:
        usual = messages.c.delivery_class == "normal"
        kept = {"body": case((usual, messages.c.body)), "recipient": case((usual, messages.c.recipient))}
        ended = {"status": status, "lease_until": None, "spoken": None, **kept, **values}
        return self.connection.execute(update(messages).where(which).values(ended)).rowcount

    def _read(self, ids: list[int]) -> list[OutboxMessage]:
        query = select(messages, contacts.c.phone).join(contacts, contacts.c.id == messages.c.contact_id)
        rows = self.connection.execute(query.where(messages.c.id.in_(ids)).order_by(messages.c.due_at, messages.c.id))
        return [self._message(row) for row in rows]

    def _message(self, row: Row[Any]) -> OutboxMessage:
        return OutboxMessage(
            row.id,
            row.token,
            row.contact_id,
            row.conversation_id,
            row.channel,
            self.cipher.decrypt(row.recipient or row.phone),
            self.cipher.decrypt(row.body),
            row.delivery_class,
            row.attempts,
        )


def _is(status: str) -> ColumnElement[bool]:
    return messages.c.status == status


def _abandoned(now: datetime) -> ColumnElement[bool]:
    return _is("claimed") & (messages.c.lease_until <= now)


def _held_back(now: datetime) -> ColumnElement[bool]:
    """Whether an earlier message of the same contact is still to go.

    One that the provider was given in its webhook's answer has gone before, though no report says so yet.
    """
    earlier = messages.alias("earlier")
    untried = and_(earlier.c.status == "waiting", earlier.c.attempts == 0)
    for_later = and_(untried, earlier.c.due_at > now + SOON)
    in_an_answer = and_(untried, earlier.c.inbox_id.is_not(None), earlier.c.due_at > now)
    return exists().where(
        earlier.c.contact_id == messages.c.contact_id,
        earlier.c.id < messages.c.id,
        earlier.c.status.in_(LIVE),
        ~for_later,
        ~in_an_answer,
    )
