"""What a call needs of a recogniser, given from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.speech.call.values import Question


class Alternative(Protocol):
    """What may have been said, and how likely (0 to 1)."""

    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...


class Heard(Alternative, Protocol):
    """What was most likely said (empty where nothing was), with every alternative, the best first."""

    @property
    def alternatives(self) -> Sequence[Alternative]: ...


class Recogniser(Protocol):
    """Hears one utterance and is not used again."""

    def accept(self, pcm: bytes) -> bool:
        """Take 16-bit PCM of 8 kHz. True where a stretch of speech has just ended; more may follow."""
        ...

    def partial(self) -> str:
        """The words since the last stretch ended."""
        ...

    def result(self) -> Heard:
        """What was said in all."""
        ...


Listen = Callable[[Question], Recogniser | None]
"""A recogniser for what may be said to a question; None where there is no model, and keys alone answer."""
