"""The voice actor's script: every clip with its file, its text, where it is said, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.language import Bundles, Phrase, Speaker

_WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "script.yaml").read_text(encoding="utf-8"))
_HOW = tuple((re.compile(pattern), name) for pattern, name in _WORDS["how"].items())


@dataclass(frozen=True, slots=True)
class Line:
    """One clip to record. `where`: the message around it; `how`: how to say it; `seconds`: about how long."""

    file: str
    text: str
    where: str
    how: str
    journey: str
    seconds: float


def script(bundles: Bundles, voice: str) -> list[Line]:
    """Every clip of a voice: numbers first, then journey by journey."""
    return [_line(bundles, phrase) for phrase in Speaker(bundles).phrases(voice)]


def headings(voice: str) -> dict[str, Any]:
    """What the printed script says itself, in the voice's language."""
    return dict(_WORDS["pages"][voice])


def _line(bundles: Bundles, phrase: Phrase) -> Line:
    id = phrase.id
    message = id.partition(".")[0]
    journey = bundles.bundle(phrase.voice).entries[message].path.stem
    how = str(_WORDS["instructions"][phrase.voice][_kind(phrase)])
    where = bundles.phrase(phrase.voice, message, "", "")
    return Line(f"{id}.wav", phrase.text, where if where != phrase.text else "", how, journey, phrase.seconds)


def _kind(phrase: Phrase) -> str:
    """How the clip is to be said, by its id and text."""
    return next(str(name) for pattern, name in _HOW if pattern.search(f"{phrase.id} {phrase.text}"))
