"""What can go wrong at the console, each with the id of what the operator is told."""

from __future__ import annotations


class ConsoleError(Exception):
    """Base of the room's errors. `word` is the id of a sentence in `words/`, `status` the HTTP status."""

    status = 400

    def __init__(self, word: str, **details: str) -> None:
        super().__init__(word)
        self.word = word
        self.details = details


class NotAllowedError(ConsoleError):
    """The operator's role has not this right."""

    status = 403


class NotFoundError(ConsoleError):
    """There is no such person, appeal or account (any more)."""

    status = 404


class TakenError(ConsoleError):
    """Somebody else helps this person now."""

    status = 409
