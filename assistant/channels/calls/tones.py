"""A line without voices: a tone for each message, so that a caller knows that keys are awaited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from assistant.language import Message
from assistant.speech.audio import RATE, frames, pcm_of

HERTZ, SECONDS, LOUDNESS = 440, 0.3, 4000


class Tones:
    """A prompter that can say nothing."""

    def audio(self, said: Sequence[Message], locale: str, *, slow: bool = False) -> Iterable[bytes]:  # noqa: ARG002 - tones have no language
        """One tone a message; a longer one where slow speech was asked for."""
        time = np.arange(int(RATE * SECONDS * (1 + slow))) / RATE
        tone = (LOUDNESS * np.sin(2 * np.pi * HERTZ * time)).astype(np.int16)
        pause = np.zeros(RATE // 5, np.int16)
        return tuple(frames(pcm_of(np.concatenate([tone, pause] * len(said)))))
