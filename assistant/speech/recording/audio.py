"""Sound as it comes in and as it is kept: 16-bit samples, 8 kHz on the telephone, FLAC at rest."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

LINE_RATE = 8000
"""Samples a second of a telephone line, and of everything that is kept."""
RATES = range(8000, 96001)
"""What microphones in browsers and telephone lines deliver."""

Samples = npt.NDArray[np.int16]


class AudioError(Exception):
    """This is no sound that can be kept: the caller refuses it."""


def from_pcm(raw: bytes, rate: int) -> Samples:
    """Samples from 16-bit little-endian PCM, one channel. Raises AudioError."""
    if rate not in RATES:
        raise AudioError(f"{rate} samples a second; from {RATES.start} to {RATES.stop - 1} can be taken")
    if not raw or len(raw) % 2:
        raise AudioError("no 16-bit samples")
    return np.frombuffer(raw, dtype="<i2").astype(np.int16)


def to_line(samples: Samples, rate: int) -> Samples:
    """The same sound at 8 kHz."""
    if rate == LINE_RATE:
        return samples
    return np.asarray(soxr.resample(samples, rate, LINE_RATE), dtype=np.int16)


def to_flac(samples: Samples) -> bytes:
    """An 8 kHz FLAC file."""
    file = io.BytesIO()
    soundfile.write(file, samples, LINE_RATE, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def from_flac(flac: bytes) -> Samples:
    """The samples of a FLAC file of ours. Raises AudioError."""
    try:
        samples, rate = soundfile.read(io.BytesIO(flac), dtype="int16")
    except soundfile.LibsndfileError as error:
        raise AudioError("no FLAC file") from error
    if rate != LINE_RATE or samples.ndim != 1:
        raise AudioError("not one channel at 8 kHz")
    return np.asarray(samples, dtype=np.int16)
