"""The voice actor's script: every clip with its file, its text, where it is said, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.language import Bundles, Phrase, Speaker
from assistant.language.bundle import Bundle

_WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "script.yaml").read_text(encoding="utf-8"))
_HOW = tuple((re.compile(pattern), name) for pattern, name in _WORDS["how"].items())

VALUE = "…"
"""Stands for a value in the message around a clip."""


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
    where = _around(bundles.bundle(phrase.voice), message)
    how = str(_WORDS["instructions"][phrase.voice][_kind(phrase, where)])
    return Line(f"{id}.wav", phrase.text, where if where != phrase.text else "", how, journey, phrase.seconds)


def _around(bundle: Bundle, message: str) -> str:
    """The message's SMS, with dots in place of its values; empty for a message that has only options."""
    dots = dict.fromkeys(bundle.needs(message), VALUE)
    return bundle.format(message, "", dots) if bundle.has(message) else ""


def _kind(phrase: Phrase, where: str) -> str:
    """How the clip is to be said, by its id and text; before a value the voice stays up."""
    if VALUE in where and phrase.text[-1] not in ".!?؟":
        return "opening"
    return next(str(name) for pattern, name in _HOW if pattern.search(f"{phrase.id} {phrase.text}"))
