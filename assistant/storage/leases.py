"""Who is with whom: at most one operator helps a person at a time, and not for longer than they are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assistant.storage.console_tables import leases
from assistant.storage.repository import Repository


@dataclass(frozen=True, slots=True)
class Lease:
    """`holder` is an operator's login; after `until` anybody may take it."""

    contact_id: int
    holder: str
    until: datetime


class Leases(Repository):
    def take(self, contact_id: int, holder: str, now: datetime, length: timedelta) -> bool:
        """Be the one who helps this person, anew or for longer; False while somebody else is.

        One statement: of two that take at the same moment, one gets it.
        """
        insert = postgresql.insert if self.connection.dialect.name == "postgresql" else sqlite.insert
        ours = {"holder": holder, "until": now + length}
        statement = (
            insert(leases)
            .values(contact_id=contact_id, **ours)
            .on_conflict_do_update(
                index_elements=[leases.c.contact_id],
                set_=ours,
                where=or_(leases.c.until <= now, leases.c.holder == holder),
            )
            .returning(leases.c.id)
        )
        return self.connection.execute(statement).scalar_one_or_none() is not None

    def give(self, contact_id: int, holder: str, to: str, until: datetime) -> bool:
        """Hand a person that `holder` helps to somebody else; False where it is not theirs."""
        ours = (leases.c.contact_id == contact_id) & (leases.c.holder == holder)
        return self.connection.execute(update(leases).where(ours).values(holder=to, until=until)).rowcount > 0

    def release(self, contact_id: int, holder: str) -> bool:
        """Somebody else may help; False where it was not `holder`'s."""
        ours = (leases.c.contact_id == contact_id) & (leases.c.holder == holder)
        return self.connection.execute(delete(leases).where(ours)).rowcount > 0

    def release_all(self, holder: str) -> int:
        """The operator leaves; gives how many people that frees."""
        return self.connection.execute(delete(leases).where(leases.c.holder == holder)).rowcount

    def of(self, contact_id: int, now: datetime) -> Lease | None:
        """The lease that holds now, if one does."""
        query = select(leases).where(leases.c.contact_id == contact_id, leases.c.until > now)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else Lease(row.contact_id, row.holder, row.until)

    def held_by(self, holder: str, now: datetime) -> tuple[int, ...]:
        """The contacts whom this operator helps now, the most recent first."""
        query = select(leases.c.contact_id).where(leases.c.holder == holder, leases.c.until > now)
        return tuple(self.connection.execute(query.order_by(leases.c.until.desc())).scalars())
