"""Telephone audio: 8 kHz, one channel, 16-bit samples in the order of little-endian machines, or mu-law (G.711)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from assistant.speech.errors import SpeechError

RATE = 8000
"""Samples a second on a telephone line."""
FRAME = 160
"""Samples in a frame of 20 ms."""
LONGEST = 30 * 60
"""Seconds of the longest file that is read."""

Samples = NDArray[np.int16]

_BIAS, _CLIP = 132, 32635


def _decoding() -> Samples:
    """The sample of each of the 256 mu-law bytes (ITU-T G.711)."""
    code = ~np.arange(256, dtype=np.uint8)
    exponent, mantissa = (code >> 4) & 7, (code & 15).astype(np.int32)
    size = ((mantissa << 3) + _BIAS << exponent) - _BIAS
    return np.where(code & 128, -size, size).astype(np.int16)


def _encoding() -> NDArray[np.uint8]:
    """The mu-law byte of each sample, at the sample read as an unsigned number."""
    sample = np.arange(65536).astype(np.uint16).view(np.int16).astype(np.int32)
    size = np.minimum(np.abs(sample), _CLIP) + _BIAS
    exponent = np.floor(np.log2(size)).astype(np.int32) - 7
    code = np.where(sample < 0, 128, 0) | (exponent << 4) | ((size >> (exponent + 3)) & 15)
    return np.asarray(~code.astype(np.uint8), np.uint8)


_DECODED = _decoding()
_ENCODED = _encoding()


def decode(mulaw: bytes) -> bytes:
    """16-bit PCM of mu-law bytes, twice as long."""
    return _DECODED[np.frombuffer(mulaw, np.uint8)].astype("<i2").tobytes()


def encode(pcm: bytes) -> bytes:
    """The mu-law bytes of 16-bit PCM, half as long. Raises SpeechError where a sample is cut in two."""
    if len(pcm) % 2:
        raise SpeechError("16-bit audio has an even number of bytes; the last sample is cut in two")
    return _ENCODED[np.frombuffer(pcm, "<i2").astype(np.int16).view(np.uint16)].tobytes()


def over_the_line(samples: Samples) -> Samples:
    """The samples as they arrive after the codec of the telephone network."""
    return samples_of(decode(encode(pcm_of(samples))))


def pcm_of(samples: Samples) -> bytes:
    """Samples as bytes, little-endian."""
    return samples.astype("<i2").tobytes()


def samples_of(pcm: bytes) -> Samples:
    """Little-endian bytes as samples."""
    return np.frombuffer(pcm, "<i2").astype(np.int16)


def frames(pcm: bytes) -> Iterator[bytes]:
    """The audio in frames of 20 ms, the last filled with silence."""
    size = 2 * FRAME
    for start in range(0, len(pcm), size):
        yield pcm[start : start + size].ljust(size, b"\0")


def silence(seconds: float) -> Samples:
    """Nothing to hear, for so long."""
    return np.zeros(round(seconds * RATE), np.int16)


def read(path: Path) -> Samples:
    """A WAV or FLAC file (any rate and number of channels) at 8 kHz, its channels mixed.

    Raises SpeechError where the file cannot be read.
    """
    try:
        with soundfile.SoundFile(path) as file:
            if file.frames > LONGEST * file.samplerate:
                raise SpeechError(f"{path}: longer than {LONGEST // 60} minutes; cut it into parts")
            sound, rate = file.read(dtype="float32", always_2d=True).mean(axis=1), file.samplerate
    except (soundfile.LibsndfileError, OSError) as error:
        raise SpeechError(f"{path}: not a WAV or FLAC file that can be read ({error})") from error
    return at_telephone_rate(sound, rate)


def at_telephone_rate(sound: NDArray[np.floating], rate: int) -> Samples:
    """Sound between -1 and 1 at any rate, as telephone samples."""
    resampled = sound if rate == RATE else soxr.resample(sound, rate, RATE)
    return clipped(resampled * 32768)


def clipped(wave: NDArray[np.floating]) -> Samples:
    """The nearest samples, the loudest cut off."""
    return np.clip(np.round(wave), -32768, 32767).astype(np.int16)


def write(path: Path, samples: Samples) -> None:
    """A mu-law WAV file, which telephone gateways play as it is."""
    soundfile.write(path, samples, RATE, format="WAV", subtype="ULAW")
