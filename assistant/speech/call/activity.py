"""Is somebody speaking? Energy against a noise floor that follows the line."""

from __future__ import annotations

from collections import deque

import numpy as np

from assistant.speech.call.values import ticks

QUIETEST = -75.0
"""dBFS that digital silence counts as."""
SOFTEST_SPEECH = -50.0
"""dBFS under which nothing is speech, however quiet the line."""
LOUD_OVER_PROMPT = -42.0
"""The same while a prompt plays, whose echo comes back."""
ABOVE_FLOOR = 9.0
"""Decibels by which speech stands out from the noise."""
ABOVE_ECHO = 15.0
WINDOW = ticks(3)
"""Frames from which the floor is taken: even an unbroken speaker's three seconds hold some quiet ones."""
FLOOR_SHARE = 0.15
FLOOR_AT_FIRST = -55.0


def level(frame: bytes) -> float:
    """The frame's energy in dBFS, its direct current taken out."""
    samples = np.frombuffer(frame, "<i2").astype(np.float32)
    power = float(samples.var()) if samples.size else 0.0
    return QUIETEST if power < 1 else max(QUIETEST, 10 * float(np.log10(power / 32768**2)))


class VoiceActivity:
    """Tells frame by frame whether there is speech."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque([FLOOR_AT_FIRST] * ticks(0.2), WINDOW)

    @property
    def floor(self) -> float:
        """dBFS of the line's noise: what the quietest part of the last seconds stayed under."""
        levels = np.fromiter(self._levels, np.float32)
        place = int(len(levels) * FLOOR_SHARE)
        return float(np.partition(levels, place)[place])

    def hear(self, frame: bytes, *, over_prompt: bool = False) -> bool:
        """Whether the frame is louder than the noise; `over_prompt`: than a prompt's echo as well."""
        loud = level(frame)
        above, softest = (ABOVE_ECHO, LOUD_OVER_PROMPT) if over_prompt else (ABOVE_FLOOR, SOFTEST_SPEECH)
        speaks = loud > softest and loud > self.floor + above
        self._levels.append(loud)
        return speaks
