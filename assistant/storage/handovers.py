"""Callers who want a person: what becomes of ringing the operators for them.

`wished` -> `ringing` -> `taken` (an operator has answered) -> `connected`; or, from each of the first three,
`unanswered` -> `told` (the caller came back, or did not wait, and knows).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from assistant.storage.call_tables import handovers
from assistant.storage.repository import Repository

UNDER_WAY = frozenset({"wished", "ringing", "taken"})


@dataclass(frozen=True, slots=True)
class Handover:
    """One wish for a person within one call. `ticket_id` is the reference that the operator hears."""

    id: int
    contact_id: int
    ticket_id: int
    status: str


class Handovers(Repository):
    def wish(self, call: str, contact_id: int, ticket_id: int, at: datetime) -> int:
        """Ask that operators be rung in the call that the line knows by this id, which itself is not kept."""
        values = {"contact_id": contact_id, "ticket_id": ticket_id, "call_index": self._index(call)}
        added = insert(handovers).values(**values, status="wished", asked_at=at).returning(handovers.c.id)
        found: int = self.connection.execute(added).scalar_one()
        return found

    def of_call(self, call: str) -> Handover | None:
        """The latest wish of a call."""
        query = select(handovers).where(handovers.c.call_index == self._index(call)).order_by(handovers.c.id.desc())
        row = self.connection.execute(query.limit(1)).one_or_none()
        return Handover(row.id, row.contact_id, row.ticket_id, row.status) if row else None

    def get(self, handover_id: int) -> Handover | None:
        row = self.connection.execute(select(handovers).where(handovers.c.id == handover_id)).one_or_none()
        return Handover(row.id, row.contact_id, row.ticket_id, row.status) if row else None

    def is_under_way(self, contact_id: int, since: datetime) -> bool:
        """Whether operators are being rung for this person, or talk to them, in any call that asked since then."""
        theirs = (handovers.c.contact_id == contact_id) & (handovers.c.asked_at > since)
        query = select(handovers.c.id).where(theirs, handovers.c.status.in_(UNDER_WAY)).limit(1)
        return self.connection.execute(query).one_or_none() is not None

    def move(self, handover_id: int, before: Collection[str], after: str) -> bool:
        """Change the status, once; False where it is not one of `before`."""
        here = (handovers.c.id == handover_id) & handovers.c.status.in_(before)
        return self.connection.execute(update(handovers).where(here).values(status=after)).rowcount > 0

    def come_back(self, contact_id: int, since: datetime) -> bool:
        """Whether nobody answered this person, who has not been told yet; from now on they have been."""
        theirs = (handovers.c.contact_id == contact_id) & (handovers.c.asked_at > since)
        untold = update(handovers).where(theirs, handovers.c.status == "unanswered").values(status="told")
        return self.connection.execute(untold).rowcount > 0

    def purge(self, before: datetime) -> int:
        """Drop what was asked before that moment: the tickets keep what matters of it."""
        return self.connection.execute(delete(handovers).where(handovers.c.asked_at < before)).rowcount

    def _index(self, call: str) -> str:
        return self.cipher.index("handover-call", call)
