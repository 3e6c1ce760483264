"""The queue as operators see it: one row a person, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, nulls_last, select

from assistant.storage.console_tables import leases
from assistant.storage.repository import Repository
from assistant.storage.tables import conversations, tickets


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people to show; what is empty is not asked for. `opened_before`: only who has waited since then or
    longer."""

    reason: str = ""
    locale: str = ""
    channel: str = ""
    region: str = ""
    opened_before: datetime | None = None
    free_at: datetime | None = None
    """Only people whom nobody helps at this moment."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person who waits: their most urgent ticket, and how many are open for them. Nothing in it is personal."""

    ticket_id: int
    contact_id: int
    reason: str
    rank: int
    due: date | None
    opened_at: datetime
    causes: int
    step: str
    locale: str
    channel: str
    region: str
    status: str
    holder: str | None


class Queue(Repository):
    def page(self, wanted: Wanted, now: datetime, limit: int, offset: int = 0) -> tuple[Waiting, ...]:
        """People who wait, in the order in which they are to be helped."""
        most_urgent = _ranked(wanted).subquery()
        held = (leases.c.contact_id == most_urgent.c.contact_id) & (leases.c.until > now)
        query = (
            select(most_urgent, leases.c.holder)
            .join(leases, held, isouter=True)
            .where(most_urgent.c.place == 1)
            .order_by(*_order(most_urgent.c))
        )
        return tuple(_waiting(row) for row in self.connection.execute(query.limit(limit).offset(offset)))

    def count(self, wanted: Wanted) -> int:
        """How many people wait."""
        query = select(func.count(tickets.c.contact_id.distinct())).select_from(_joined()).where(*_such(wanted))
        return self.connection.execute(query).scalar_one()

    def choices(self) -> dict[str, tuple[str, ...]]:
        """What can be filtered by: the values that open tickets have."""
        columns = {
            "reason": tickets.c.reason,
            "locale": conversations.c.locale,
            "channel": conversations.c.channel,
            "region": conversations.c.region,
        }
        query = select(*columns.values()).select_from(_joined()).where(tickets.c.status == "open").distinct()
        rows = self.connection.execute(query).all()
        return {name: tuple(sorted({row[at] for row in rows if row[at]})) for at, name in enumerate(columns)}

    def version(self, now: datetime) -> str:
        """A short text that changes when the queue does."""
        waiting = select(func.count(), func.max(tickets.c.id), func.sum(tickets.c.rank)).where(
            tickets.c.status == "open"
        )
        helped = select(func.count(), func.sum(leases.c.contact_id)).where(leases.c.until > now)
        parts = [*self.connection.execute(waiting).one(), *self.connection.execute(helped).one()]
        return "-".join(str(part or 0) for part in parts)


def _joined() -> Any:
    return tickets.join(conversations, conversations.c.contact_id == tickets.c.contact_id, isouter=True)


def _ranked(wanted: Wanted) -> Select[Any]:
    """Every open ticket with its place among the same person's."""
    apart = tickets.c.contact_id
    return (
        select(
            tickets.c.id,
            tickets.c.contact_id,
            tickets.c.reason,
            tickets.c.rank,
            tickets.c.due,
            tickets.c.opened_at,
            conversations.c.step,
            conversations.c.locale,
            conversations.c.channel,
            conversations.c.region,
            conversations.c.status,
            func.row_number().over(partition_by=apart, order_by=_order(tickets.c)).label("place"),
            func.count().over(partition_by=apart).label("causes"),
        )
        .select_from(_joined())
        .where(*_such(wanted))
    )


def _order(columns: Any) -> tuple[ColumnElement[Any], ...]:
    return (columns.rank, nulls_last(columns.due), columns.opened_at, columns.id)


def _such(wanted: Wanted) -> list[ColumnElement[bool]]:
    named = (
        (tickets.c.reason, wanted.reason),
        (conversations.c.locale, wanted.locale),
        (conversations.c.channel, wanted.channel),
        (conversations.c.region, wanted.region),
    )
    such: list[ColumnElement[bool]] = [tickets.c.status == "open"]
    such += [column == value for column, value in named if value]
    if wanted.opened_before:
        such.append(tickets.c.opened_at <= wanted.opened_before)
    if wanted.free_at:
        helped = select(leases.c.contact_id).where(leases.c.until > wanted.free_at)
        such.append(tickets.c.contact_id.not_in(helped))
    return such


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        row.id,
        row.contact_id,
        row.reason,
        row.rank,
        row.due,
        row.opened_at,
        row.causes,
        row.step or "",
        row.locale or "",
        row.channel or "",
        row.region or "",
        row.status or "",
        row.holder,
    )
