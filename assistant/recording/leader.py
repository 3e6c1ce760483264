"""The voice that says the words first, for people who do not read: WAV files in a folder, named as the word."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import soundfile

from assistant.speech.recording import Prompt, to_line
from assistant.speech.recording.audio import LINE_RATE, Samples

PAUSE_S = 0.15
"""Between the digits of a string."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Reads `folder`/WORD.wav; a string of digits is put together from its digits."""

    folder: Path

    def wave(self, prompt: Prompt) -> bytes | None:
        """The prompt as a WAV file, or None where a recording is missing."""
        return _joined(self.folder, tuple(prompt.text.split()) if prompt.is_string else (prompt.text,))


@lru_cache(maxsize=64)
def _joined(folder: Path, names: tuple[str, ...]) -> bytes | None:
    clips = [_clip(folder / f"{name}.wav") for name in names]
    if any(clip is None for clip in clips):
        return None
    pause = np.zeros(int(PAUSE_S * LINE_RATE), np.int16)
    parts = [part for clip in clips if clip is not None for part in (clip, pause)]
    file = io.BytesIO()
    soundfile.write(file, np.concatenate(parts), LINE_RATE, format="WAV", subtype="PCM_16")
    return file.getvalue()


def _clip(path: Path) -> Samples | None:
    try:
        samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
    except (soundfile.LibsndfileError, OSError):
        return None
    return to_line(np.asarray(samples[:, 0], dtype=np.int16), int(rate))
