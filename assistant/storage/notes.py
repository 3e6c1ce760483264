"""What operators write down about a person, and the calls that they promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, func, insert, select, update

from assistant.storage.console_tables import notes
from assistant.storage.repository import Repository

NoteKind = Literal["note", "call", "transfer", "closed"]


@dataclass(frozen=True, slots=True)
class Note:
    """`due_at` and `done_at` are of calls to make."""

    id: int
    contact_id: int
    kind: str
    author: str
    text: str
    at: datetime
    due_at: datetime | None = None
    done_at: datetime | None = None


class Notes(Repository):
    def add(
        self, contact_id: int, kind: NoteKind, author: str, text: str, at: datetime, due_at: datetime | None = None
    ) -> int:
        """Write something down; `due_at` is when a call is to be made."""
        values = {
            "contact_id": contact_id,
            "kind": kind,
            "author": author,
            "text": self.seal(text) if text else None,
            "at": at,
            "due_at": due_at,
        }
        new: int = self.connection.execute(insert(notes).returning(notes.c.id), values).scalar_one()
        return new

    def of_contact(self, contact_id: int, limit: int = 100) -> tuple[Note, ...]:
        """What is noted about a person, the newest first."""
        query = select(notes).where(notes.c.contact_id == contact_id).order_by(notes.c.id.desc()).limit(limit)
        return tuple(self._note(row) for row in self.connection.execute(query))

    def calls_to_make(self, limit: int = 50) -> tuple[Note, ...]:
        """The calls that nobody has made yet, the earliest due first."""
        waiting = (notes.c.kind == "call") & notes.c.done_at.is_(None)
        query = select(notes).where(waiting).order_by(notes.c.due_at, notes.c.id).limit(limit)
        return tuple(self._note(row) for row in self.connection.execute(query))

    def count_calls(self, due_before: datetime) -> int:
        """How many calls should have been made by then."""
        late = (notes.c.kind == "call") & notes.c.done_at.is_(None) & (notes.c.due_at <= due_before)
        return self.connection.execute(select(func.count()).select_from(notes).where(late)).scalar_one()

    def call_made(self, note_id: int, at: datetime) -> bool:
        """The call was made; False where that was noted before."""
        waiting = (notes.c.id == note_id) & (notes.c.kind == "call") & notes.c.done_at.is_(None)
        return self.connection.execute(update(notes).where(waiting).values(done_at=at)).rowcount > 0

    def _note(self, row: Row[Any]) -> Note:
        return Note(
            row.id, row.contact_id, row.kind, row.author, self.unseal(row.text) or "", row.at, row.due_at, row.done_at
        )
