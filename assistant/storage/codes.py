"""One-time codes, each bound to whom it is about and who asked for it. Only the code's hash is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from assistant.storage.repository import Repository
from assistant.storage.tables import codes


@dataclass(frozen=True, slots=True)
class Code:
    """Whether it is still good at a moment is the caller's to say: compare `expires_at` and `consumed_at`."""

    id: int
    code_hash: str
    created_at: datetime
    expires_at: datetime
    consumed_at: datetime | None


class Codes(Repository):
    def store(self, subject_index: str, asker_index: str, code_hash: str, at: datetime, expires_at: datetime) -> int:
        """Keep a new code and give its id; the one before it for the same subject and asker is void."""
        pair = {"subject_index": subject_index, "asker_index": asker_index}
        self.connection.execute(delete(codes).filter_by(**pair))
        values = {**pair, "code_hash": code_hash, "created_at": at, "expires_at": expires_at}
        new: int = self.connection.execute(insert(codes).values(values).returning(codes.c.id)).scalar_one()
        return new

    def latest(self, subject_index: str, asker_index: str) -> Code | None:
        """The code that was sent last for this subject to this asker's request."""
        query = select(codes).where(codes.c.subject_index == subject_index, codes.c.asker_index == asker_index)
        row = self.connection.execute(query.with_for_update()).one_or_none()
        return None if row is None else Code(row.id, row.code_hash, row.created_at, row.expires_at, row.consumed_at)

    def consume(self, code_id: int, at: datetime) -> bool:
        """Use a code up; False where somebody has, so that a code opens one door once."""
        unused = (codes.c.id == code_id) & codes.c.consumed_at.is_(None)
        return self.connection.execute(update(codes).where(unused).values(consumed_at=at)).rowcount > 0

    def purge(self, before: datetime) -> int:
        """Drop the codes that expired before that moment."""
        return self.connection.execute(delete(codes).where(codes.c.expires_at < before)).rowcount
