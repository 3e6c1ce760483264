"""What happened in a conversation, in order: transcript, audit and replay are read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import msgspec
from sqlalchemy import Row, func, insert, select

from assistant.storage.repository import Repository
from assistant.storage.tables import events


class Happening(Protocol):
    """What can be logged. `kind` and `step` stay in the clear for the funnel; `data` may be personal."""

    @property
    def kind(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """`seq` counts from 1 within the conversation."""

    seq: int
    at: datetime
    kind: str
    step: str
    data: Mapping[str, Any]


class Events(Repository):
    def append(self, conversation_id: int, at: datetime, happenings: Sequence[Happening]) -> None:
        """Add to the log of a conversation whose lock the caller holds."""
        if not happenings:
            return
        first = self._last_seq(conversation_id) + 1
        rows = [
            {
                "conversation_id": conversation_id,
                "seq": seq,
                "at": at,
                "kind": happening.kind,
                "step": happening.step,
                "payload": self.cipher.encrypt(msgspec.json.encode(happening.data)),
            }
            for seq, happening in enumerate(happenings, first)
        ]
        self.connection.execute(insert(events), rows)

    def list(self, conversation_id: int) -> tuple[LoggedEvent, ...]:
        query = select(events).where(events.c.conversation_id == conversation_id).order_by(events.c.seq)
        return tuple(self._event(row) for row in self.connection.execute(query))

    def since(self, conversation_id: int, since: datetime, most: int = 200) -> tuple[LoggedEvent, ...]:
        """What happened since then, in order; of very much the last."""
        recent = (events.c.conversation_id == conversation_id) & (events.c.at >= since)
        query = select(events).where(recent).order_by(events.c.seq.desc()).limit(most)
        return tuple(self._event(row) for row in reversed(self.connection.execute(query).all()))

    def _event(self, row: Row[Any]) -> LoggedEvent:
        payload = msgspec.json.decode(self.cipher.decrypt_bytes(row.payload))
        return LoggedEvent(row.seq, row.at, row.kind, row.step, payload)

    def _last_seq(self, conversation_id: int) -> int:
        query = select(func.max(events.c.seq)).where(events.c.conversation_id == conversation_id)
        return self.connection.execute(query).scalar_one() or 0
