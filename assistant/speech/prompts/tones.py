"""Tones for what cannot be said: made of figures, so that a line without any recording still tells something apart."""

from __future__ import annotations

from functools import cache

import numpy as np

from assistant.speech.audio import RATE, Samples, silence

_LEVEL = 0.2
"""Of full scale: -14 dBFS, about as loud as the voice."""
_EDGE = 0.005
"""Seconds in which a tone comes and goes, so that it does not click."""


@cache
def attention() -> Samples:
    """Two rising tones, in place of a whole message: it is your turn, with keys."""
    return np.concatenate([_tone(660, 0.15), silence(0.05), _tone(880, 0.25)])


@cache
def gap() -> Samples:
    """One low tone, in place of a phrase that failed in a message that is otherwise said."""
    return _tone(440, 0.18)


def _tone(hertz: float, seconds: float) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    edge = np.minimum(1, np.minimum(time, time[::-1]) / _EDGE)
    return (_LEVEL * 32767 * edge * np.sin(2 * np.pi * hertz * time)).astype(np.int16)
