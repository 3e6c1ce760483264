"""What needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from assistant.storage.columns import insert_if_absent, plain
from assistant.storage.repository import Repository
from assistant.storage.tables import tickets


@dataclass(frozen=True, slots=True)
class Ticket:
    id: int
    contact_id: int
    conversation_id: int | None
    reason: str
    opened_at: datetime


class Tickets(Repository):
    def open(self, conversation_id: int | None, contact_id: int, reason: str, at: datetime, cause_key: str) -> int:
        """Ask for a person and give the ticket's id; while one with this cause is open, that one's id."""
        cause = plain(cause_key)
        values = {
            "conversation_id": conversation_id,
            "contact_id": contact_id,
            "reason": plain(reason),
            "cause_key": cause,
            "status": "open",
            "opened_at": at,
        }
        new = insert_if_absent(self.connection, tickets, values)
        return new if new is not None else self._open_for(cause)

    def close(self, ticket_id: int, at: datetime) -> bool:
        """A person has seen to it; False where it was closed before."""
        here = (tickets.c.id == ticket_id) & (tickets.c.status == "open")
        return self.connection.execute(update(tickets).where(here).values(status="closed", closed_at=at)).rowcount > 0

    def list_open(self, limit: int = 100) -> tuple[Ticket, ...]:
        """The open tickets, the oldest first."""
        query = select(tickets).where(tickets.c.status == "open").order_by(tickets.c.id).limit(limit)
        return tuple(
            Ticket(row.id, row.contact_id, row.conversation_id, row.reason, row.opened_at)
            for row in self.connection.execute(query)
        )

    def _open_for(self, cause: str) -> int:
        query = select(tickets.c.id).where(tickets.c.cause_key == cause, tickets.c.status == "open")
        found: int = self.connection.execute(query).scalar_one()
        return found
