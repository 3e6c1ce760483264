"""Visits to a journey, counted without their people: what the report is made from."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from sqlalchemy import insert, select

from assistant.storage.repository import Repository
from assistant.storage.tables import episodes

LOTS = 2**53
"""Ids are drawn below this, which every reader of JSON takes whole."""


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One visit, in words from short lists; an empty one could not be told. `day` is when it began, in Morocco."""

    day: date
    journey: str
    stage: str = ""
    last_step: str = ""
    ending: str = ""
    outcome: str = ""
    reason: str = ""
    helped: str = ""
    locale: str = ""
    channel: str = ""
    region: str = ""


class Episodes(Repository):
    def add(self, rows: Sequence[EpisodeRow]) -> None:
        """Keep the rows under ids drawn by lot: in the order of arrival they could be laid beside a person's."""
        drawn = [{"id": 1 + secrets.randbelow(LOTS), **asdict(row)} for row in rows]
        if drawn:
            self.connection.execute(insert(episodes), drawn)

    def between(self, since: date | None, until: date | None) -> tuple[EpisodeRow, ...]:
        """The visits that began from `since` to `until`, both included, in no order that means anything."""
        query = select(*(episodes.c[field.name] for field in fields(EpisodeRow)))
        if since is not None:
            query = query.where(episodes.c.day >= since)
        if until is not None:
            query = query.where(episodes.c.day <= until)
        return tuple(EpisodeRow(*row) for row in self.connection.execute(query.order_by(episodes.c.id)))
