"""What providers report of messages, in whatever order the reports come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from assistant.storage.columns import insert_if_absent, plain
from assistant.storage.repository import Repository
from assistant.storage.tables import deliveries

PROGRESS = ("accepted", "scheduled", "queued", "sending", "sent", "partially_delivered")
"""Twilio's statuses on the way, in order; a later one is never undone by an earlier one that comes late."""
FINAL = ("delivered", "undelivered", "failed", "canceled", "read")
"""Of these the first to come stands, but for a delivered message that was also read."""


@dataclass(frozen=True, slots=True)
class Delivery:
    reference: str
    status: str
    error: str | None
    first_at: datetime
    last_at: datetime


class Deliveries(Repository):
    def record(self, reference: str, status: str, error: str | None, at: datetime) -> bool:
        """Keep a report on the message with this token or provider's id, known or not.

        Gives whether it says anything new.
        """
        key, said = (
            plain(reference),
            {"status": plain(status), "error": None if error is None else plain(error)},
        )
        if insert_if_absent(self.connection, deliveries, {"reference": key, **said, "first_at": at, "last_at": at}):
            return True
        query = select(deliveries.c.id, deliveries.c.status).where(deliveries.c.reference == key)
        row = self.connection.execute(query.with_for_update()).one()
        if not _goes_on(row.status, said["status"] or ""):
            return False
        self.connection.execute(update(deliveries).where(deliveries.c.id == row.id).values(**said, last_at=at))
        return True

    def of(self, reference: str) -> Delivery | None:
        """What is known of the message with this token or provider's id."""
        row = self.connection.execute(
            select(deliveries).where(deliveries.c.reference == plain(reference))
        ).one_or_none()
        return None if row is None else Delivery(row.reference, row.status, row.error, row.first_at, row.last_at)

    def purge(self, before: datetime) -> int:
        """Drop what was last heard of before that moment."""
        return self.connection.execute(delete(deliveries).where(deliveries.c.last_at < before)).rowcount


def _goes_on(old: str, new: str) -> bool:
    if old in FINAL:
        return (old, new) == ("delivered", "read")
    return _rank(new) > _rank(old)


def _rank(status: str) -> int:
    """Statuses that no provider of ours has today come before all others."""
    if status in FINAL:
        return len(PROGRESS)
    return PROGRESS.index(status) if status in PROGRESS else -1
