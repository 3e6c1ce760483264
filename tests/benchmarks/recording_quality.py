"""How recordings of people are judged on a clean and on a poor line.

python -m tests.benchmarks.recording_quality FOLDER

FOLDER holds FLAC or WAV files at 8 kHz in the form of Arabic Speech Commands: takes of one second, one after the other.
Each take gets silence around it, the telephone's band, noise, and mu-law. Prints how many get which verdict.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from assistant.speech.recording import judge

RATE, AROUND, EVERY = 8000, 3000, 23
LINES = (
    ("30 dB", 30, 0),
    ("20 dB", 20, 0),
    ("15 dB", 15, 0),
    ("8 dB", 8, 0),
    ("30 dB, far (-20)", 30, -20),
    ("30 dB, near (+18)", 30, 18),
)
Sound = npt.NDArray[np.float64]


def takes(folder: Path) -> Iterator[Sound]:
    """Every 23rd file's takes."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".flac", ".wav"))
    for path in files[::EVERY]:
        samples, _ = soundfile.read(path, dtype="int16")
        yield from (samples[start : start + RATE].astype(float) for start in range(0, len(samples), RATE))


def band(sound: Sound) -> Sound:
    """300 to 3400 Hz."""
    spectrum = np.fft.rfft(sound)
    pitch = np.fft.rfftfreq(len(sound), 1 / RATE)
    spectrum[(pitch < 300) | (pitch > 3400)] = 0
    return np.fft.irfft(spectrum, len(sound))


def mulaw(sound: Sound) -> npt.NDArray[np.int16]:
    """There and back through the codec's 256 steps."""
    part = np.clip(sound / 32768, -1, 1)
    steps = np.round(np.sign(part) * np.log1p(255 * abs(part)) / np.log1p(255) * 127) / 127
    back = np.sign(steps) * np.expm1(abs(steps) * np.log1p(255)) / 255
    return np.asarray(back * 32767, dtype=np.int16)


def line(take: Sound, snr_db: float, gain_db: float, random: np.random.Generator) -> npt.NDArray[np.int16]:
    """The take over a line: noise so far below its loud parts."""
    padded = band(np.pad(take, AROUND) * 10 ** (gain_db / 20))
    loud = padded[np.abs(padded) > 0.1 * np.abs(padded).max()]
    noise = band(random.normal(0, 1, len(padded)))
    return mulaw(padded + noise / noise.std() * np.sqrt(np.mean(loud**2)) * 10 ** (-snr_db / 20))


def main() -> None:
    everything = list(takes(Path(sys.argv[1])))
    random = np.random.default_rng(1)
    for name, snr, gain in LINES:
        verdicts = Counter(judge(line(take, snr, gain, random), RATE, 1).problem or "good" for take in everything)
        print(f"{name:20}", ", ".join(f"{problem} {count}" for problem, count in verdicts.most_common()))


if __name__ == "__main__":
    main()
