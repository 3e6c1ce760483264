"""The voice that says the words first, for people who do not read: WAV files in a folder, named as the word."""

from __future__ import annotations

import io
from dataclasses import dataclass
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

    def has(self, prompt: Prompt) -> bool:
        """Whether all that the prompt needs is there."""
        return all(path.is_file() for path in self._files(prompt))

    def wave(self, prompt: Prompt) -> bytes | None:
        """The prompt as an 8 kHz WAV file, or None where a recording is missing or cannot be read."""
        pause = np.zeros(int(PAUSE_S * LINE_RATE), np.int16)
        try:
            parts = [part for path in self._files(prompt) for part in (_clip(path), pause)]
        except (soundfile.LibsndfileError, OSError):
            return None
        file = io.BytesIO()
        soundfile.write(file, np.concatenate(parts), LINE_RATE, format="WAV", subtype="PCM_16")
        return file.getvalue()

    def _files(self, prompt: Prompt) -> list[Path]:
        names = prompt.text.split() if prompt.is_string else [prompt.text]
        return [self.folder / f"{name}.wav" for name in names]


def _clip(path: Path) -> Samples:
    samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
    return to_line(np.asarray(samples[:, 0], dtype=np.int16), int(rate))
