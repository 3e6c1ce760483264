"""Where an asynchronous search waits for its callback."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from assistant.registry.dci.envelope import Json
from assistant.registry.errors import RegistryError

Outcome = Sequence[Json] | RegistryError
"""The records found, or why there are none."""
MOST = 1000
"""Searches remembered; the oldest are forgotten first."""


class Waiting(Protocol):
    """Keeps transactions between the search and its callback."""

    def expect(self, transaction: str) -> None: ...
    def deliver(self, transaction: str, outcome: Outcome) -> bool:
        """Hand over what came; False for an unknown transaction, or one that was answered before."""
        ...

    def collect(self, transaction: str, seconds: float) -> Outcome | None:
        """What came within this time, once; None where nothing did. The transaction is over then."""
        ...


class WaitingInMemory:
    """In this process only: the callback must reach the process that asked."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._outcomes: OrderedDict[str, Outcome | None] = OrderedDict()

    def expect(self, transaction: str) -> None:
        with self._changed:
            self._outcomes[transaction] = None
            while len(self._outcomes) > MOST:
                self._outcomes.popitem(last=False)

    def deliver(self, transaction: str, outcome: Outcome) -> bool:
        with self._changed:
            if self._outcomes.get(transaction, outcome) is not None:
                return False
            self._outcomes[transaction] = outcome
            self._changed.notify_all()
            return True

    def collect(self, transaction: str, seconds: float) -> Outcome | None:
        with self._changed:
            self._changed.wait_for(lambda: self._outcomes.get(transaction) is not None, seconds)
            return self._outcomes.pop(transaction, None)
