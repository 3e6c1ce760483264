"""A voice that hangs or has gone is left alone for a while, so that no caller waits for it again and again.

Not pybreaker, as elsewhere here: that holds its lock while it calls, and two phrases would never be made at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.speech.audio import Samples
from assistant.speech.prompts.errors import VoiceLostError
from assistant.speech.prompts.espeak import Synthesiser

FAILURES = 3
"""In a row."""
REST = 30.0
"""Seconds in which nothing is asked of it then."""


class Guarded:
    """The synthesiser, but while it rests it fails at once. Safe to share: the worst of a race is one try more."""

    def __init__(self, synthesiser: Synthesiser, clock: Callable[[], float] = time.monotonic) -> None:
        self._synthesiser = synthesiser
        self._clock = clock
        self._failures = 0
        self._rests_until = 0.0

    @property
    def identity(self) -> str:
        return self._synthesiser.identity

    def say(self, text: str, voice: str, speed: float) -> Samples:
        """As the synthesiser says it. Raises SynthesisError; VoiceLostError at once while it rests."""
        if self._clock() < self._rests_until:
            raise VoiceLostError("the voice failed several times and rests")
        try:
            said = self._synthesiser.say(text, voice, speed)
        except VoiceLostError:
            self._failures += 1
            if self._failures >= FAILURES:
                self._rests_until = self._clock() + REST
            raise
        self._failures = 0
        return said
