"""What a telephone line does to a voice: band, tilt, room, noise, babble, level, codecs, lost packets."""

import io
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import soundfile
from scipy.signal import butter, fftconvolve, lfilter, resample_poly, sosfilt

from assistant.speech.audio import RATE

Sound = npt.NDArray[np.float64]
QUIETEST_DBFS, LOUDEST_DBFS = -38.0, -12.0
"""Levels at which a voice arrives (root mean square below full scale)."""
_CODECS = ("ULAW", "ALAW", "GSM610", "IMA_ADPCM")


def channel(sound: Sound, rng: np.random.Generator) -> Sound:
    """Microphone, band and room of one person's telephone."""
    if rng.random() < 0.7:
        edges = [rng.uniform(80, 420), rng.uniform(2600, 3900)]
        sound = sosfilt(butter(int(rng.choice([2, 4])), edges, "bandpass", fs=RATE, output="sos"), sound)
    if rng.random() < 0.5:
        sound = lfilter([1, rng.uniform(-0.7, 0.7)], [1], sound)
    return _room(sound, rng) if rng.random() < 0.35 else sound


def _room(sound: Sound, rng: np.random.Generator) -> Sound:
    length = int(rng.uniform(0.05, 0.4) * RATE)
    response = rng.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length) * rng.uniform(0.05, 0.35)
    response[0] = 1
    return np.asarray(fftconvolve(sound, response)[: len(sound)])


def faster(sound: Sound, percent: int) -> Sound:
    """The same at `percent` of its speed, pitch and formants with it."""
    return np.asarray(resample_poly(sound, 100, percent))


def babble(length: int, voices: Sequence[npt.NDArray[np.int16]], rng: np.random.Generator) -> Sound:
    """Four people who talk in the background, of unit power."""
    mixed = np.zeros(length)
    for _ in range(4):
        at = int(rng.integers(0, 2000))
        while at < length:
            voice = voices[int(rng.integers(len(voices)))].astype(float)
            part = voice[: length - at]
            mixed[at : at + len(part)] += part / (voice.std() + 1e-6)
            at += len(voice) + 400
    return mixed / (mixed.std() + 1e-9)


def add(sound: Sound, background: Sound, snr_db: float) -> Sound:
    """Sound of about unit power with a background that much weaker."""
    return np.asarray(sound + background * 10 ** (-snr_db / 20))


def level(sound: Sound, rng: np.random.Generator) -> Sound:
    """From unit power to a level of the line, in the range of 16-bit integers."""
    scaled = sound * 32768 * 10 ** (rng.uniform(QUIETEST_DBFS, LOUDEST_DBFS) / 20)
    return np.asarray(np.clip(scaled, -32767, 32767))


def transmit(sound: Sound, rng: np.random.Generator) -> Sound:
    """Through a codec, and now and then with packets lost."""
    if rng.random() < 0.6:
        sound = coded(sound, str(rng.choice(_CODECS, p=(0.5, 0.2, 0.2, 0.1))))
    return _lossy(sound, rng) if rng.random() < 0.12 else np.round(sound)


def coded(sound: Sound, codec: str) -> Sound:
    """There and back through a codec of libsndfile (ULAW, ALAW, GSM610, IMA_ADPCM)."""
    file = io.BytesIO()
    soundfile.write(file, np.round(sound).astype(np.int16), RATE, subtype=codec, format="WAV")
    file.seek(0)
    back, _ = soundfile.read(file, dtype="int16")
    return np.asarray(np.resize(back, len(sound)), np.float64)


def _lossy(sound: Sound, rng: np.random.Generator) -> Sound:
    """2 to 6 % of the 20 ms packets are missing: silence, or the one before again, as receivers do."""
    packets = sound[: len(sound) // 160 * 160].reshape(-1, 160).copy()
    lost = np.flatnonzero(rng.random(len(packets)) < rng.uniform(0.02, 0.06))
    conceal: Callable[[int], Sound] = (
        (lambda at: packets[max(at - 1, 0)] * 0.7) if rng.random() < 0.6 else (lambda _: packets[0] * 0)
    )
    for at in lost:
        packets[at] = conceal(int(at))
    return np.concatenate([packets.reshape(-1), sound[len(packets) * 160 :]])
