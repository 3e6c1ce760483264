"""The audit log: who looked at whom and did what. Only added to, each row chained to the one before.

A row's digest is a keyed hash of its content and the digest before it, so that whoever changes, takes out or
reorders rows without the key is found out. What was cut off at the end is found by a digest kept elsewhere.
Nothing personal is in it: people are row numbers, which mean nothing once the person is erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Row, insert, select, text

from assistant.storage.columns import plain
from assistant.storage.console_tables import audit
from assistant.storage.repository import Repository

CHAIN = "audit-chain"
"""The purpose of the key of the chain."""
BEGINNING = "0" * 64
LOCK = 0x4861_7171_6A
"""The advisory lock under which PostgreSQL adds a row; SQLite has one writer at a time anyway."""
BATCH = 1000


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`subject` names what was looked at or changed, as `contact:12`; `digest` is this row's link of the chain."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Verified:
    """`broken_at` is the first row that does not follow from the one before, None for a whole chain; `head` is the
    last digest, to keep where nobody of this service can change it."""

    rows: int
    broken_at: int | None
    head: str
    knows_head: bool = True


@dataclass(frozen=True, slots=True)
class _Row:
    """What the digest vouches for."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


class Audit(Repository):
    def add(self, at: datetime, actor: str, action: str, subject: str, **detail: object) -> None:
        """Note that `actor` did something, in the transaction that does it."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        told = msgspec.json.encode(detail, order="sorted").decode()
        row = _Row(at.astimezone(UTC).replace(microsecond=0), plain(actor), plain(action), plain(subject), told)
        digest = self._digest(self._head(), row)
        self.connection.execute(insert(audit), {**asdict(row), "digest": digest})

    def list(
        self, *, subject: str = "", actor: str = "", before: int | None = None, limit: int = 100
    ) -> tuple[AuditEntry, ...]:
        """Entries, the newest first; `before` is the id to go on from."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        for column, wanted in ((audit.c.subject, subject), (audit.c.actor, actor)):
            query = query.where(column == wanted) if wanted else query
        query = query.where(audit.c.id < before) if before else query
        return tuple(_entry(row) for row in self.connection.execute(query))

    def verify(self, known_head: str = "") -> Verified:
        """Follow the chain from its beginning; `known_head` is a digest noted earlier, which must still be in it."""
        previous, rows, seen = BEGINNING, 0, not known_head or known_head == BEGINNING
        for row in self._rows():
            told = _Row(row.at, row.actor, row.action, row.subject, row.detail)
            if row.digest != self._digest(previous, told):
                return Verified(rows, row.id, previous, seen)
            previous, rows = row.digest, rows + 1
            seen = seen or row.digest == known_head
        return Verified(rows, None, previous, seen)

    def _head(self) -> str:
        query = select(audit.c.digest).order_by(audit.c.id.desc()).limit(1)
        return self.connection.execute(query).scalar_one_or_none() or BEGINNING

    def _rows(self) -> Iterator[Row[Any]]:
        last = 0
        while True:
            query = select(audit).where(audit.c.id > last).order_by(audit.c.id).limit(BATCH)
            rows = self.connection.execute(query).all()
            if not rows:
                return
            yield from rows
            last = rows[-1].id

    def _digest(self, previous: str, row: _Row) -> str:
        told = [previous, row.at.isoformat(), row.actor, row.action, row.subject, row.detail]
        return self.cipher.index(CHAIN, msgspec.json.encode(told).decode())


def _entry(row: Row[Any]) -> AuditEntry:
    detail = msgspec.json.decode(row.detail)
    return AuditEntry(row.id, row.at, row.actor, row.action, row.subject, detail, row.digest)
