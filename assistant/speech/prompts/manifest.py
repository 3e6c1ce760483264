"""What a folder of recordings knows of each clip: which text it says, and how it turned out. One file, clips.json."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from assistant.speech.prompts.errors import PromptError

NAME = "clips.json"


class Clip(msgspec.Struct, frozen=True):
    """One recording: the digest of the text it says, its seconds and LUFS."""

    text: str
    seconds: float
    loudness: float


def digest(text: str) -> str:
    """Changes when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_manifest(folder: Path) -> dict[str, Clip]:
    """By id; empty where there is none. Raises PromptError where it is damaged."""
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Clip])
    except (msgspec.DecodeError, OSError) as error:
        raise PromptError(f"{path}: {error}; remove it and import the recordings again") from error


def write_manifest(folder: Path, clips: Mapping[str, Clip]) -> None:
    """Write it in the order of the ids, a clip a line, so that changes can be reviewed."""
    lines = (f"{msgspec.json.encode(id).decode()}: {msgspec.json.encode(clips[id]).decode()}" for id in sorted(clips))
    (folder / NAME).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
