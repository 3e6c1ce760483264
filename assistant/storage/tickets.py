"""What needs a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update

from assistant.storage.columns import insert_if_absent, plain
from assistant.storage.repository import Repository
from assistant.storage.tables import tickets

USUAL_RANK = 2
"""Behind deadlines (0) and distress (1): by waiting time alone."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """`rank` 0 to 2, the smaller the sooner; within a rank those with a `due` day come first, then the oldest."""

    id: int
    contact_id: int
    conversation_id: int | None
    reason: str
    opened_at: datetime
    rank: int = USUAL_RANK
    due: date | None = None
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    closed_as: str | None = None


class Tickets(Repository):
    def open(self, conversation_id: int | None, contact_id: int, reason: str, at: datetime, cause_key: str) -> int:
        """Ask for a person and give the ticket's id; while one with this cause is open, that one's id."""
        cause = plain(cause_key)
        new = self._insert(conversation_id, contact_id, reason, at, cause)
        return new if new is not None else self._open_for(cause)

    def open_once(
        self,
        conversation_id: int | None,
        contact_id: int,
        reason: str,
        at: datetime,
        cause_key: str,
        *,
        rank: int = USUAL_RANK,
        due: date | None = None,
    ) -> int | None:
        """Ask for a person because of something that happened once; None where that was done before, however it
        ended."""
        cause = plain(cause_key)
        return self._insert(conversation_id, contact_id, reason, at, cause, once=True, rank=rank, due=due)

    def close(self, ticket_id: int, at: datetime, closed_as: str | None = None, closed_by: str | None = None) -> bool:
        """A person has seen to it; False where it was closed before."""
        here = (tickets.c.id == ticket_id) & _open()
        values = {"status": "closed", "closed_at": at, "closed_as": closed_as, "closed_by": closed_by}
        return self.connection.execute(update(tickets).where(here).values(values)).rowcount > 0

    def close_for(self, contact_id: int, at: datetime, closed_as: str, closed_by: str) -> int:
        """Close all that is open for a person; gives how many tickets that were."""
        values = {"status": "closed", "closed_at": at, "closed_as": closed_as, "closed_by": closed_by}
        theirs = (tickets.c.contact_id == contact_id) & _open()
        return self.connection.execute(update(tickets).where(theirs).values(values)).rowcount

    def take_for(self, contact_id: int, at: datetime) -> None:
        """A person looks into it: the first time stands."""
        theirs = (tickets.c.contact_id == contact_id) & _open() & tickets.c.taken_at.is_(None)
        self.connection.execute(update(tickets).where(theirs).values(taken_at=at))

    def raise_to(self, rank: int, ticket_id: int) -> None:
        """Put a ticket before others, never behind."""
        self.connection.execute(
            update(tickets).where(tickets.c.id == ticket_id, tickets.c.rank > rank).values(rank=rank)
        )

    def list_open(self, limit: int = 100) -> tuple[Ticket, ...]:
        """The open tickets, the oldest first."""
        query = select(tickets).where(_open()).order_by(tickets.c.id).limit(limit)
        return tuple(_ticket(row) for row in self.connection.execute(query))

    def opened_since(self, since: datetime, limit: int) -> tuple[Ticket, ...]:
        """The open tickets of usual rank that were opened since then."""
        new = (tickets.c.opened_at >= since) & (tickets.c.rank == USUAL_RANK) & tickets.c.conversation_id.is_not(None)
        query = select(tickets).where(_open(), new).order_by(tickets.c.id.desc()).limit(limit)
        return tuple(_ticket(row) for row in self.connection.execute(query))

    def whose(self, ticket_id: int) -> int | None:
        """The contact of a ticket; None for a number that no ticket has."""
        query = select(tickets.c.contact_id).where(tickets.c.id == ticket_id)
        found: int | None = self.connection.execute(query).scalar_one_or_none()
        return found

    def of_contact(self, contact_id: int, limit: int = 50) -> tuple[Ticket, ...]:
        """A person's tickets, open and closed, the newest first."""
        query = select(tickets).where(tickets.c.contact_id == contact_id).order_by(tickets.c.id.desc()).limit(limit)
        return tuple(_ticket(row) for row in self.connection.execute(query))

    def how_often(self, contact_id: int, reason: str, since: datetime) -> int:
        theirs = (tickets.c.contact_id == contact_id) & (tickets.c.reason == reason) & (tickets.c.opened_at >= since)
        return self.connection.execute(select(func.count()).select_from(tickets).where(theirs)).scalar_one()

    def _insert(
        self,
        conversation_id: int | None,
        contact_id: int,
        reason: str,
        at: datetime,
        cause: str,
        *,
        once: bool = False,
        rank: int = USUAL_RANK,
        due: date | None = None,
    ) -> int | None:
        values = {
            "conversation_id": conversation_id,
            "contact_id": contact_id,
            "reason": plain(reason),
            "cause_key": cause,
            "status": "open",
            "opened_at": at,
            "once": once,
            "rank": rank,
            "due": due,
        }
        return insert_if_absent(self.connection, tickets, values)

    def _open_for(self, cause: str) -> int:
        query = select(tickets.c.id).where(tickets.c.cause_key == cause, _open())
        found: int = self.connection.execute(query).scalar_one()
        return found


def _open() -> ColumnElement[bool]:
    return tickets.c.status == "open"


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(
        row.id,
        row.contact_id,
        row.conversation_id,
        row.reason,
        row.opened_at,
        row.rank,
        row.due,
        row.taken_at,
        row.closed_at,
        row.closed_as,
    )
