"""A prompt being played, a little ahead of the ear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


class Playback:
    """Frames of one prompt. `lead`: how many are sent before their time, so that a late one leaves no gap; a line that
    can drop what it has not played yet may have more."""

    def __init__(self, audio: Iterable[bytes], lead: int = 0) -> None:
        self._frames: Sequence[bytes] = audio if isinstance(audio, Sequence) else list(audio)
        self._lead = lead
        self.played = 0
        self._sent = 0

    def tick(self) -> Iterator[bytes]:
        """20 ms pass: the frames that are to be sent now."""
        self.played = min(self.played + 1, len(self._frames))
        until = min(self.played + self._lead, len(self._frames))
        yield from self._frames[self._sent : until]
        self._sent = until

    @property
    def over(self) -> bool:
        """Whether the last frame has been heard."""
        return self.played >= len(self._frames)

    def rest(self, back: int) -> Sequence[bytes]:
        """What was still to be heard, and the `back` frames before it."""
        return self._frames[max(0, self.played - back) :]
