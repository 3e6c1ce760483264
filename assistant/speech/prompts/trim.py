"""Where speech begins and ends in a clip: what is put together from clips has no holes."""

from __future__ import annotations

import numpy as np

from assistant.speech.audio import RATE, Samples

WINDOW = RATE // 100
QUIETEST = 10 ** (-50 / 20) * 32768
"""Root mean square under which a window of 10 ms is silence whatever stands around it: -50 dBFS."""
BELOW_LOUDEST = 10 ** (-36 / 20)
"""A window that much softer than the loudest is the room, a breath or the end of an echo: -36 dB."""
MARGIN = 0.03
"""Seconds left at either end: the release of a final t, and a rest between two words."""


def trimmed(samples: Samples) -> Samples:
    """The clip without the silence around its speech; empty where there is none."""
    speech = np.flatnonzero(_loud(samples))
    if not len(speech):
        return samples[:0]
    margin = round(MARGIN * RATE)
    start = max(0, speech[0] * WINDOW - margin)
    return samples[start : (speech[-1] + 1) * WINDOW + margin]


def _loud(samples: Samples) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each window, whether it holds speech."""
    whole = samples[: len(samples) // WINDOW * WINDOW].reshape(-1, WINDOW).astype(np.float64)
    level = np.sqrt((whole**2).mean(axis=1))
    return level > max(QUIETEST, level.max(initial=0) * BELOW_LOUDEST)  # type: ignore[no-any-return]
