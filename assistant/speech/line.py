"""What a telephone line does to speech, for tests: level, band, room, noise and codec, the same for the same seed."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.speech.audio import RATE, Samples, clipped, over_the_line, silence

Condition = Literal["clean", "tel", "noisy"]
"""`clean`: the codec alone; `tel`: noise 30 dB below speech; `noisy`: narrow band, room, low levels, noise at 12 dB."""
BEFORE, AFTER = silence(0.25), silence(1.0)
"""Silence around an utterance; after it, long enough for the end of speech to be noticed."""
TEL_PEAK = 16000
TEL_SNR, NOISY_SNR = 30, 12

_Wave = NDArray[np.float64]


def seeded(seed: int, source: str) -> np.random.Generator:
    """Randomness of one recording that does not depend on which others are read."""
    return np.random.default_rng([seed, zlib.crc32(source.encode())])


def on_the_line(samples: Samples, condition: Condition, random: np.random.Generator) -> Samples:
    """The utterance with silence around it as it arrives under a condition."""
    spoken = np.concatenate([BEFORE, samples, AFTER])
    if condition == "clean":
        return over_the_line(spoken)
    wave = spoken.astype(np.float64)
    peak, snr = float(TEL_PEAK), TEL_SNR
    if condition == "noisy":
        wave, peak, snr = _channel(wave, random), 32768 * 10 ** (random.uniform(-20, -6) / 20), NOISY_SNR
    wave = wave * (peak / (np.abs(wave).max() + 1e-6))
    power = np.sqrt(np.mean(wave**2))
    wave = wave + noise(random, len(wave)) * power * 10 ** (-snr / 20)
    return over_the_line(clipped(wave))


def noise(random: np.random.Generator, length: int) -> _Wave:
    """Noise of power 1: white, tilted towards low tones, or mains hum."""
    white = random.standard_normal(length)
    kind = random.integers(4)
    if kind == 0:
        return white
    if kind == 3:
        return _normalised(_normalised(_hum(random, length)) + 0.5 * white)
    pole = (0.97, 0.85)[kind - 1]
    return _normalised(_filtered(white, lambda f: 1 / np.abs(1 - pole * np.exp(-2j * np.pi * f / RATE))))


def _hum(random: np.random.Generator, length: int) -> _Wave:
    time = np.arange(length) / RATE
    tones = [
        np.sin(2 * np.pi * tone * time + random.uniform(0, 6)) / place
        for place, tone in enumerate((50, 100, 150, 300, 450), start=1)
    ]
    return np.asarray(np.sum(tones, axis=0), np.float64)


def _channel(wave: _Wave, random: np.random.Generator) -> _Wave:
    """A handset's band, a tilt, and sometimes a room."""
    if random.random() < 0.7:
        low, high = random.uniform(100, 420), random.uniform(2700, 3900)
        wave = _filtered(wave, lambda f: 1 / np.sqrt((1 + (low / np.maximum(f, 1)) ** 8) * (1 + (f / high) ** 8)))
    if random.random() < 0.5:
        tilt = random.uniform(-0.6, 0.6)
        wave = _filtered(wave, lambda f: np.abs(1 + tilt * np.exp(-2j * np.pi * f / RATE)))
    return _in_a_room(wave, random) if random.random() < 0.3 else wave


def _in_a_room(wave: _Wave, random: np.random.Generator) -> _Wave:
    length = int(random.uniform(0.05, 0.35) * RATE)
    echo = random.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length) * random.uniform(0.05, 0.3)
    echo[0] = 1
    size = len(wave) + length
    return np.fft.irfft(np.fft.rfft(wave, size) * np.fft.rfft(echo, size), size)[: len(wave)]


def _filtered(wave: _Wave, gain: Callable[[_Wave], _Wave]) -> _Wave:
    frequencies = np.asarray(np.fft.rfftfreq(len(wave), 1 / RATE), np.float64)
    return np.fft.irfft(np.fft.rfft(wave) * gain(frequencies), len(wave))


def _normalised(wave: _Wave) -> _Wave:
    return np.asarray(wave / (wave.std() + 1e-9), np.float64)
