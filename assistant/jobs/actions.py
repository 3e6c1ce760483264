"""What a flow's `run` steps do. An action's slow part comes first; it gives back what is to be committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from assistant.dialogue import Slots
from assistant.jobs.services import Services
from assistant.storage import JobRow, Transaction

Commit = Callable[[Transaction], Slots | None]
"""Writes what the action did; gives the outcome, or None where it comes later."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run of an action: who it is for, the slots handed over, and the token of the waiting step."""

    id: int
    action: str
    contact_id: int
    conversation_id: int
    key: str
    slots: Slots
    mode: str

    @classmethod
    def from_row(cls, row: JobRow) -> Job:
        args: dict[str, Any] = msgspec.json.decode(row.args)
        return cls(row.id, row.action, row.contact_id, row.conversation_id, row.token, args["slots"], args["mode"])

    @property
    def token(self) -> str:
        """The conversation's own token, as `Finished` brings it back."""
        return self.key.rpartition("-")[2]

    @property
    def args(self) -> bytes:
        """What another job that goes on with this one is given."""
        return msgspec.json.encode({"slots": self.slots, "mode": self.mode})

    @property
    def practice(self) -> bool:
        return self.mode == "practice"

    def text(self, slot: str) -> str:
        return str(self.slots.get(slot, ""))


Action = Callable[[Services, Job], Commit]


def at_once(outcome: Slots) -> Commit:
    """An action that changes nothing."""
    return lambda _tx: outcome
