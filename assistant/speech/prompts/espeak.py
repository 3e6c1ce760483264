"""espeak-ng, a program that whoever runs the service installed: called as a process of its own, and never bundled.

It is free software under the GPL, version 3 or later (docs/prompts.md).
"""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from assistant.speech.audio import Samples, at_telephone_rate
from assistant.speech.prompts.errors import SynthesisError, VoiceLostError
from assistant.speech.prompts.spelling import spelt
from assistant.speech.prompts.trim import trimmed

PROGRAM = "espeak-ng"
PATIENCE = 2.0
"""Seconds after which a synthesis has failed; a phrase takes 0.02, and five times that on a busy machine."""
UNHURRIED = 30.0
"""The same where no caller waits."""
SLOW = 0.75
"""Speed of slow speech, of the usual."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """A voice of espeak-ng, its words a minute as it counts them, and its amplitude (0 to 200), at which it is as loud
    as an imported recording."""

    name: str
    rate: int
    amplitude: int


_VOICES = {"ary-Arab": _Voice("ar", 160, 80), "fr": _Voice("fr", 140, 93)}
"""Slow for people who have never talked to a machine: too fast was the first complaint of Indian farmers about
synthesised speech (Web Foundation, VBAT 2011)."""


class Synthesiser(Protocol):
    """Says texts."""

    @property
    def identity(self) -> str:
        """Changes when the same text may sound otherwise."""
        ...

    def say(self, text: str, voice: str, speed: float) -> Samples:
        """The text said; `voice` a locale, `speed` of the usual. Raises SynthesisError."""
        ...


@dataclass(frozen=True)
class Espeak:
    """Synthesises with the program at `program`. `patience`: seconds after which it has failed."""

    program: str
    identity: str = "espeak-ng"
    patience: float = PATIENCE

    @classmethod
    def find(cls, program: str = PROGRAM, patience: float = PATIENCE) -> Espeak | None:
        """The program where it is installed and answers; else None."""
        path = shutil.which(program)
        if path is None:
            return None
        try:
            version = subprocess.run(  # noqa: S603 - a program of the administrator's, without a shell
                [path, "--version"], capture_output=True, timeout=UNHURRIED, check=True
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return cls(path, version.stdout.decode(errors="replace").partition("  ")[0].strip(), patience)

    def say(self, text: str, voice: str, speed: float) -> Samples:
        """The text said, without silence around it. Raises SynthesisError."""
        kind = _VOICES[voice]
        rate, amplitude = str(round(kind.rate * speed)), str(kind.amplitude)
        command = [self.program, "-v", kind.name, "-s", rate, "-a", amplitude, "-b", "1", "--stdin", "--stdout"]
        try:
            said = subprocess.run(  # noqa: S603 - as above; the text goes in by standard input, where nobody sees it
                command, input=spelt(text, voice).encode(), capture_output=True, timeout=self.patience, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise VoiceLostError(f"{self.program} failed: {type(error).__name__}") from error
        return trimmed(_read(said.stdout))


def _read(sound: bytes) -> Samples:
    """The WAV that comes through a pipe: its header tells no true length."""
    try:
        with wave.open(io.BytesIO(sound)) as file:
            rate, whole = file.getframerate(), np.frombuffer(sound, "<i2", offset=44, count=(len(sound) - 44) // 2)
    except (wave.Error, EOFError, ValueError) as error:
        raise SynthesisError(f"the voice gave no sound ({error})") from error
    if not whole.any():
        raise SynthesisError("the voice gave silence")
    return at_telephone_rate(whole.astype(np.float32) / 32768, rate)
