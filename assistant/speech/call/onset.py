"""That somebody begins to speak, and what they said until it was noticed."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from assistant.speech.call.activity import VoiceActivity
from assistant.speech.call.values import ticks

EARLIER = ticks(0.4)
"""Frames before speech was noticed that belong to it."""
NEEDED = ticks(0.1)
"""Voiced frames that begin an utterance."""
NEEDED_OVER_PROMPT = ticks(0.24)
"""The same while a prompt plays: a cough, or its echo, does not stop it."""
WINDOW = ticks(0.4)


class Onset:
    """Hears every frame of the caller."""

    def __init__(self) -> None:
        self._activity = VoiceActivity()
        self._earlier: deque[bytes] = deque(maxlen=EARLIER)
        self._voiced: deque[bool] = deque(maxlen=WINDOW)

    def hear(self, frame: bytes, *, over_prompt: bool) -> bool:
        """Take a frame; gives whether there is a voice in it."""
        self._earlier.append(frame)
        speaks = self._activity.hear(frame, over_prompt=over_prompt)
        self._voiced.append(speaks)
        return speaks

    def has_come(self, *, over_prompt: bool) -> bool:
        """Whether an utterance begins."""
        return self._voiced[-1] and self.voiced >= (NEEDED_OVER_PROMPT if over_prompt else NEEDED)

    @property
    def earlier(self) -> Sequence[bytes]:
        return tuple(self._earlier)

    @property
    def voiced(self) -> int:
        """How many of the last frames had a voice."""
        return sum(self._voiced)

    def forget(self) -> None:
        """What was heard belongs to an utterance, and not to one that follows at once."""
        self._earlier.clear()
        self._voiced.clear()
