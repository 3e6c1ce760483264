"""What a flow's `run` steps do. An action's slow part comes first; it gives back what is to be committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from assistant.dialogue import Slots
from assistant.jobs.services import Services
from assistant.storage import JobRow, Transaction

Commit = Callable[[Transaction], Slots | None]
"""Writes what the action did; gives the outcome, or None where it comes later."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run of an action: who it is for, the slots handed over, and the token of the waiting step.

    `asked_at` is when the person asked, however late the job is done; None for a job that nobody asked for.
    """

    id: int
    action: str
    contact_id: int
    conversation_id: int
    key: str
    slots: Slots
    mode: str
    attempts: int = 1
    asked_at: datetime | None = None

    @classmethod
    def from_row(cls, row: JobRow) -> Job:
        args: dict[str, Any] = msgspec.json.decode(row.args)
        asked = args.get("asked_at")
        return cls(
            row.id,
            row.action,
            row.contact_id,
            row.conversation_id,
            row.token,
            args["slots"],
            args["mode"],
            row.attempts,
            datetime.fromisoformat(asked) if asked else None,
        )

    @property
    def token(self) -> str:
        """The conversation's own token, as `Finished` brings it back."""
        return self.key.rpartition("-")[2]

    @property
    def args(self) -> bytes:
        """What another job that goes on with this one is given."""
        return msgspec.json.encode({"slots": self.slots, "mode": self.mode, "asked_at": self.asked_at})

    @property
    def practice(self) -> bool:
        return self.mode == "practice"

    def text(self, slot: str) -> str:
        return str(self.slots.get(slot, ""))


Action = Callable[[Services, Job], Commit]


def at_once(outcome: Slots) -> Commit:
    """An action that changes nothing."""
    return lambda _tx: outcome
