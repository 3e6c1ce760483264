"""Recordings brought in: trimmed, band-limited, levelled, at 8 kHz, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from assistant.language import Phrase
from assistant.speech.audio import RATE, Samples, read
from assistant.speech.errors import SpeechError
from assistant.speech.prompts.errors import PromptError
from assistant.speech.prompts.loudness import levelled
from assistant.speech.prompts.manifest import Clip, digest, read_manifest, write_manifest
from assistant.speech.prompts.trim import trimmed

LONGEST = 12.0
"""Seconds after which people have forgotten how a message began."""
FULL_SCALE = 32700
CLIPPED = 3
"""Samples at full scale in a row: one may be chance."""
TOO_QUIET = -45.0
"""LUFS before levelling: so much is made louder that the room is heard with it."""
SUFFIXES = (".wav", ".flac", ".ogg")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file. `faults` says what is wrong; `written`: whether it is used all the same."""

    file: str
    written: bool
    seconds: float = 0.0
    before: float = 0.0
    after: float = 0.0
    faults: tuple[str, ...] = ()


def take_in(folder: Path, phrases: Mapping[str, Phrase], target: Path) -> Iterator[Taken]:
    """Bring in the recordings of `folder`, named by the ids of `phrases`, and write them to `target`.

    Raises PromptError where the folder holds no recording or the target cannot be written.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    if not files:
        raise PromptError(f"{folder}: no recordings here; they are called as the script says, such as say-1.wav")
    target.mkdir(parents=True, exist_ok=True)
    known = read_manifest(target)
    for path in files:
        phrase = phrases.get(path.stem)
        taken = _take(path, target / f"{path.stem}.wav") if phrase else _unknown(path)
        if taken.written and phrase:
            known[phrase.id] = Clip(digest(phrase.text), round(taken.seconds, 2), round(taken.after, 1))
            write_manifest(target, known)
        yield taken


def _unknown(path: Path) -> Taken:
    return Taken(path.name, False, faults=("no clip of the script is called so; export the script again",))


def _take(path: Path, target: Path) -> Taken:
    try:
        whole = read(path)
    except SpeechError as error:
        return Taken(path.name, False, faults=(str(error),))
    speech = trimmed(whole)
    if not len(speech):
        return Taken(path.name, False, faults=("silence; record it again",))
    clip = levelled(speech)
    seconds = len(clip.samples) / RATE
    faults = tuple(_faults(path, seconds, clip.before))
    try:
        soundfile.write(target, clip.samples, RATE, format="WAV", subtype="PCM_16")
    except (OSError, soundfile.LibsndfileError) as error:
        raise PromptError(f"{target}: cannot be written ({error}); check the folder") from error
    return Taken(path.name, True, seconds, clip.before, clip.after, faults)


def _faults(path: Path, seconds: float, before: float) -> Iterator[str]:
    if clipped(path):
        yield "clipped: record it again, softer or further from the microphone"
    if seconds > LONGEST:
        yield f"too long: {seconds:.1f} s, at most {LONGEST:.0f}"
    if before < TOO_QUIET:
        yield f"too quiet: {before:.0f} LUFS; record it again, nearer, or the room is heard with it"


def clipped(path: Path) -> bool:
    """Whether the file as it came, before any filter rounds it, stands at full scale for some samples."""
    sound = soundfile.read(path, dtype="int16", always_2d=True)[0]
    return any(_longest_run(np.abs(channel.astype(np.int32)) >= FULL_SCALE) >= CLIPPED for channel in sound.T)


def _longest_run(flags: Samples) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return int((edges[1::2] - edges[::2]).max(initial=0))
