"""A model to hear with, and speech to be heard."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assistant.speech import audio
from assistant.speech.model import Model, named
from assistant.speech.recogniser import OPEN, Grammar, Word, weighed

Say = Callable[[str], audio.Samples]


@pytest.fixture(scope="session")
def model_folder() -> Path:
    return named(os.environ.get("HAQQI_SPEECH_MODEL", ""))


@pytest.fixture(scope="session")
def model(model_folder: Path) -> Model:
    return Model.load(model_folder)


@pytest.fixture(scope="session")
def say() -> Say:
    """Arabic words said by espeak-ng."""
    if not shutil.which("espeak-ng"):
        pytest.skip("espeak-ng is not installed, so that nothing can be said")

    def spoken(text: str) -> audio.Samples:
        command = ["espeak-ng", "-v", "ar+m3", "-s", "130", "--stdout", text]
        wav = subprocess.run(command, capture_output=True, check=True).stdout
        sound, rate = soundfile.read(io.BytesIO(wav[44:]), dtype="float32", **RAW)
        return audio.at_telephone_rate(sound, rate)

    return spoken


RAW = {"samplerate": 22050, "channels": 1, "subtype": "PCM_16", "format": "RAW", "endian": "LITTLE"}
"""What espeak-ng writes after a header whose length, to a pipe, is not true."""


def path(score: float, text: str) -> tuple[float, tuple[Word, ...]]:
    """A way through speech, its words a second each."""
    return score, tuple(Word(word, float(place), place + 1.0) for place, word in enumerate(text.split()))


def heard(*paths: tuple[float, str], grammar: Grammar = OPEN):
    """What was heard, with the log-likelihoods of the alternatives."""
    return weighed([path(score, text) for score, text in paths], grammar)


def noise(seconds: float) -> audio.Samples:
    return np.random.default_rng(1).normal(0, 30, round(seconds * audio.RATE)).astype(np.int16)
