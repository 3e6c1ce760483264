"""One answer that is kept as it is said: from its first sound to a long silence, a key, or the longest that is kept."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.speech.call.patience import Patience
from assistant.speech.call.values import Recorded, ticks

LEAST = ticks(0.5)
"""Voiced frames of something said; fewer are a knock or a cough."""
TAIL = ticks(0.4)
"""Silence that stays behind the last word."""


class Take:
    """Keeps every frame. Goes where an `Utterance` goes, and needs no recogniser."""

    def __init__(self, patience: Patience, slowness: float) -> None:
        self._open = ticks(patience.open * slowness)
        self._longest = ticks(patience.longest)
        self._frames: list[bytes] = []
        self.voiced = 0
        self._quiet = 0

    def begin(self, earlier: Iterable[bytes]) -> None:
        """Take what was heard just before the speech was noticed."""
        self._frames.extend(earlier)

    def hear(self, frame: bytes, *, speaks: bool) -> bool:
        """Take a frame; True where the speaker has finished."""
        self._frames.append(frame)
        self.voiced += speaks
        self._quiet = 0 if speaks else self._quiet + 1
        return len(self._frames) >= self._longest or self._quiet >= self._open

    def finish(self) -> Recorded | None:
        """What was said; None where it was no speech."""
        if self.voiced < LEAST:
            return None
        silent = max(0, self._quiet - TAIL)
        return Recorded(b"".join(self._frames[: len(self._frames) - silent]))
