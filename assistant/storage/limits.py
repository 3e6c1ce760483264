"""How often something may happen: rates, and failures that end in a lock. Keys are blind indexes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, select, update

from assistant.storage.columns import insert_if_absent
from assistant.storage.repository import Repository
from assistant.storage.tables import limits

FORGIVEN_AFTER = timedelta(days=1)
"""A failure this long after the last one counts as the first: a typing mistake a month locks nobody out."""


@dataclass(frozen=True, slots=True)
class Failures:
    """`locked_until` is set where no further try is allowed before that moment."""

    count: int
    locked_until: datetime | None

    @property
    def locked(self) -> bool:
        return self.locked_until is not None


class Limits(Repository):
    def hit(self, key: str, now: datetime, window_s: int, limit: int) -> bool:
        """Count one more of `key`; False where that is more than `limit` in a window of `window_s` seconds.

        The window begins with its first hit. A clock that is set back by more than a window begins a new one.
        """
        row = self._row(key, now)
        fresh = abs(now - row.since) >= timedelta(seconds=window_s)
        count = 1 if fresh else row.hits + 1
        self._set(key, hits=count, since=now if fresh else row.since, last_at=now)
        return count <= limit

    def count_failure(self, key: str, now: datetime, max_tries: int, lock_s: int) -> Failures:
        """Count one failed try; the one that makes `max_tries` locks `key` for `lock_s` seconds.

        While it is locked nothing is counted. The count begins anew after a lock.
        """
        row = self._row(key, now)
        if row.locked_until is not None and row.locked_until > now:
            return Failures(row.hits, row.locked_until)
        fresh = row.locked_until is not None or abs(now - row.last_at) >= FORGIVEN_AFTER
        count = 1 if fresh else row.hits + 1
        locked_until = now + timedelta(seconds=lock_s) if count >= max_tries else None
        self._set(key, hits=count, last_at=now, locked_until=locked_until)
        return Failures(count, locked_until)

    def is_locked(self, key: str, now: datetime) -> bool:
        locked = (limits.c.key == key) & (limits.c.locked_until > now)
        return self.connection.execute(select(limits.c.id).where(locked)).first() is not None

    def clear(self, key: str) -> None:
        """Forget the failures of `key`, after a success."""
        self.connection.execute(delete(limits).where(limits.c.key == key))

    def purge(self, before: datetime) -> int:
        """Drop the counts that were last used before that moment and lock nobody any more."""
        over = limits.c.locked_until.is_(None) | (limits.c.locked_until < before)
        return self.connection.execute(delete(limits).where(limits.c.last_at < before, over)).rowcount

    def _row(self, key: str, now: datetime) -> Row[Any]:
        """The row of `key`, locked, new where there was none; two that count at once count two."""
        query = select(limits).where(limits.c.key == key).with_for_update()
        found = self.connection.execute(query).one_or_none()
        if found is not None:
            return found
        insert_if_absent(self.connection, limits, {"key": key, "hits": 0, "since": now, "last_at": now})
        return self.connection.execute(query).one()

    def _set(self, key: str, **values: object) -> None:
        self.connection.execute(update(limits).where(limits.c.key == key).values(values))
