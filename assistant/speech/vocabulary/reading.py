"""Vocabulary files: YAML, a word a line.

    جوج: {tags: [digit, number], ary: "Z u: Z / Z u: z", regional: {east: "z u: Z"}}

Each tongue (`ary`, `ar`, `fr`) has its pronunciations with slashes between; `regional` those of an area.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from assistant.speech.errors import SpeechError
from assistant.speech.vocabulary.words import AREAS, TONGUES, Pronunciation, Vocabulary, Word

BUILT_IN = Path(__file__).with_name("data")


class _Entry(BaseModel):
    """What a file says of one word."""

    model_config = ConfigDict(extra="forbid")

    tags: tuple[str, ...] = ()
    ary: str = ""
    ar: str = ""
    fr: str = ""
    regional: dict[str, str] = {}


def load(path: Path | None = None) -> Vocabulary:
    """The words of a file, or of every `*.yaml` in a folder; by default the built-in ones.

    Raises SpeechError with file and line where a file is not as above. Wrong phones are the checker's business.
    """
    path = path or BUILT_IN
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files or not all(file.exists() for file in files):
        raise SpeechError(f"{path}: no vocabulary here; give a YAML file, or leave it out for the built-in words")
    return Vocabulary(tuple(word for file in files for word in _read(file)))


def _read(file: Path) -> Iterator[Word]:
    try:
        for key, content, line in _entries(file, _text(file)):
            yield _word(key, content, str(file), line)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = getattr(error, "problem", None) or "a character that no text has"
        raise SpeechError(f"{file}:{mark.line + 1 if mark else 1}: {told}") from error


def _entries(file: Path, text: str) -> Iterator[tuple[str, Any, int]]:
    """Each word with what is said of it and its line. BaseLoader: `no` is a word and no falsehood."""
    loader = yaml.BaseLoader(text)  # makes strings only
    root = loader.get_single_node()
    if not isinstance(root, yaml.MappingNode):
        raise SpeechError(f'{file}:1: write a word a line: جوج: {{tags: [digit], ary: "Z u: Z"}}')
    for key, value in root.value:
        text = key.value if isinstance(key, yaml.ScalarNode) else ""
        yield text, loader.construct_object(value, deep=True), key.start_mark.line + 1


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SpeechError(f"{file}:1: no text in UTF-8; save it so") from error


def _word(text: str, content: Any, file: str, line: int) -> Word:
    try:
        entry = _Entry.model_validate(content or {})
    except ValidationError as error:
        fault = error.errors()[0]
        raise SpeechError(f"{file}:{line}: {text}: {_sentence(fault)}") from error
    unknown = entry.regional.keys() - set(AREAS)
    if unknown:
        raise SpeechError(f"{file}:{line}: {text}: no area {', '.join(sorted(unknown))}; areas are {', '.join(AREAS)}")
    return Word(text, tuple(_pronunciations(entry)), frozenset(entry.tags), file, line)


def _sentence(fault: ErrorDetails) -> str:
    where = ".".join(map(str, fault["loc"]))
    return f"{where}: {fault['msg']}" if where else 'write {ary: "Z u: Z"} after the word'


def _pronunciations(entry: _Entry) -> Iterator[Pronunciation]:
    for tongue in TONGUES:
        yield from (Pronunciation(phones, tongue) for phones in _split(getattr(entry, tongue)))
    for area, said in entry.regional.items():
        yield from (Pronunciation(phones, "ary", (area,)) for phones in _split(said))


def _split(said: str) -> list[tuple[str, ...]]:
    return [tuple(part.split()) for part in said.split("/") if part.strip()]
