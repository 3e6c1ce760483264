"""Sound made up for tests: something like a word, with silence and noise around it, at a level that is asked for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def tone(seconds: float, db: float, rate: int = 8000) -> npt.NDArray[np.float64]:
    """A hum of three voices at a level in dB below full scale, which swells and fades as a syllable does."""
    time = np.arange(int(seconds * rate)) / rate
    sound = sum(np.sin(2 * np.pi * pitch * time) for pitch in (140, 420, 1100)) * np.hanning(len(time)) ** 0.25
    return sound / np.sqrt(np.mean(np.square(sound))) * 32768 * 10 ** (db / 20)


def take(
    before: float = 0.4,
    speech: float = 0.5,
    after: float = 0.4,
    db: float = -20,
    noise_db: float = -65,
    rate: int = 8000,
) -> npt.NDArray[np.int16]:
    """A recording: silence, speech, silence, in seconds, over a noise."""
    parts = np.zeros(int(before * rate)), tone(speech, db, rate) if speech else np.zeros(0), np.zeros(int(after * rate))
    sound = np.concatenate(parts)
    noise = np.random.default_rng(7).normal(0, 32768 * 10 ** (noise_db / 20), len(sound))
    return np.clip(sound + noise, -32768, 32767).astype(np.int16)
