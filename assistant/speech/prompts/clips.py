"""Clips on disk: recordings by their ids, and syntheses by what was said, how and by whom."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import soundfile
import structlog

from assistant.speech.audio import RATE, Samples, read
from assistant.speech.errors import SpeechError

REMEMBERED = 600
"""Clips kept in memory: at two seconds each some 20 MB."""

log = structlog.get_logger()


def recording_folders(locales: Path, home: Path, voice: str) -> tuple[Path, Path]:
    """Where recordings of a voice lie: this service's own, which come first, and those shipped with the locales."""
    return home / "audio" / voice, locales / voice / "audio"


class Recordings:
    """The recordings of each voice; the first folder that has one wins. Read once: new ones count after a restart."""

    def __init__(self, folders: Mapping[str, Sequence[Path]]) -> None:
        self._paths = {
            voice: {path.stem: path for folder in reversed(places) for path in sorted(folder.glob("*.wav"))}
            for voice, places in folders.items()
        }
        self._read = lru_cache(REMEMBERED)(_read)

    def has(self, voice: str, id: str) -> bool:
        return id in self._paths.get(voice, ())

    def get(self, voice: str, id: str) -> Samples | None:
        """The recording; None where there is none or it cannot be read, which is logged once."""
        path = self._paths.get(voice, {}).get(id)
        return self._read(path) if path else None


def _read(path: Path) -> Samples | None:
    try:
        return read(path)
    except SpeechError as error:
        log.warning("recording unreadable", file=path.name, error=str(error))
        return None


class Cache:
    """Syntheses in a folder, which may be emptied at any time. A folder that cannot be written is done without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._warned = False
        self._read = lru_cache(REMEMBERED)(read)

    def get(self, key: str) -> Samples | None:
        """What was kept; None where there is nothing, or nothing whole."""
        try:
            return self._read(self._path(key))
        except SpeechError:
            return None

    def put(self, key: str, samples: Samples) -> None:
        """Keep it, in one step: another process finds it whole or not at all."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                soundfile.write(file, samples, RATE, format="FLAC", subtype="PCM_16")
            Path(name).replace(self._path(key))
        except OSError as error:
            if not self._warned:
                log.warning("prompts are not kept", folder=str(self._folder), error=str(error))
            self._warned = True

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.flac"


def key_of(*said: object) -> str:
    """The name under which a synthesis is kept: a digest of text, voice, speed and voice's identity."""
    return hashlib.sha256("\0".join(map(str, said)).encode()).hexdigest()[:32]
