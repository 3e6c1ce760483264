"""Clips made for tests, and a voice that says nothing but how it was asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from assistant.speech.audio import RATE, Samples
from assistant.speech.prompts.errors import SynthesisError


def word(seconds: float = 0.5, level: float = 0.1, hertz: float = 500, rate: int = RATE) -> np.ndarray:
    """Something voiced, between -1 and 1: a tone with overtones that comes and goes as syllables do."""
    time = np.arange(round(seconds * rate)) / rate
    tone = sum(np.sin(2 * np.pi * hertz * overtone * time) / overtone for overtone in (1, 2, 3))
    return level * tone * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))


def write(path: Path, sound: np.ndarray, rate: int = RATE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound, rate, subtype="PCM_16")
    return path


@dataclass
class Voice:
    """A synthesiser whose every phrase lasts 0.1 s of one value; it fails for the texts in `mute`."""

    identity: str = "stub 1"
    mute: frozenset[str] = frozenset()
    asked: list[tuple[str, str, float]] = field(default_factory=list)
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_go_on.set()

    def say(self, text: str, voice: str, speed: float) -> Samples:
        self.may_go_on.wait(10)
        self.asked.append((text, voice, speed))
        if text in self.mute:
            raise SynthesisError("nothing came")
        return np.full(RATE // 10, 1000, np.int16)
