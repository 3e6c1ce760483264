"""How loud a clip is, and making it as loud as the others: EBU R 128, which is ITU-R BS.1770 at -23 LUFS.

R 128 is meant for broadcasting. On a telephone line of 8 kHz its -23 LUFS lie within about 2 dB of the active speech
level of -26 dBov at which networks are laid out (ITU-T G.711 and P.56), a little above, since prompts are heard in the
street. A clip shorter than R 128's block of 0.4 s, as most digits are, is measured as one block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.speech.audio import RATE, Samples
from assistant.speech.prompts.errors import PromptError

TARGET = -23.0
"""LUFS: EBU R 128."""
PEAK = 10 ** (-1 / 20)
"""Of full scale, -1 dBFS: R 128's largest peak. A clip that would be louder is left softer."""
BLOCK = 0.4
LOW, HIGH = 200.0, 3400.0
"""Hertz between which a telephone carries sound; below lie only steps, fans and lorries. The lower edge is under the
network's 300, so that a man's voice keeps its body on lines that carry it."""

Sound = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Levelled:
    """A clip at its level, and how it was: LUFS before and after."""

    samples: Samples
    before: float
    after: float


def loudness(sound: Sound) -> float:
    """LUFS of sound between -1 and 1 at 8 kHz; minus infinity for silence.

    Raises PromptError where the library that measures is not installed.
    """
    try:
        from pyloudnorm import Meter  # noqa: PLC0415 - of the optional extra [prompts]; the line itself needs none of it
    except ImportError as error:
        raise PromptError("levelling needs pyloudnorm: pip install 'haqqi[prompts]'") from error
    if not sound.any():
        return float("-inf")
    block = min(BLOCK, len(sound) / RATE)
    return float(Meter(RATE, block_size=block).integrated_loudness(sound))


def levelled(samples: Samples) -> Levelled:
    """A clip that is not silent at TARGET, or as near as its peaks allow."""
    sound = band_limited(samples.astype(np.float64) / 32768)
    before = loudness(sound)
    gain = min(10 ** ((TARGET - before) / 20), PEAK / float(np.abs(sound).max()))
    made = sound * gain
    return Levelled(np.round(made * 32767).astype(np.int16), before, loudness(made))


def band_limited(sound: Sound) -> Sound:
    """What of the sound a telephone carries, without delay."""
    from scipy.signal import butter, sosfiltfilt  # noqa: PLC0415 - comes with pyloudnorm

    band = butter(2, (LOW, HIGH), "bandpass", fs=RATE, output="sos")
    return np.asarray(sosfiltfilt(band, sound, padlen=min(len(sound) - 1, 3 * RATE // 100)), np.float64)
