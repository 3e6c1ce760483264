"""Recordings decoded as calls: what was said, what was heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.speech.audio import RATE
from assistant.speech.line import Condition, on_the_line, seeded
from assistant.speech.model import UNKNOWN_WORD, Model
from assistant.speech.recogniser import Grammar, Heard
from assistant.speech.recordings import Recording, Recordings, keywords
from assistant.understanding import expect, understand

SEED = 7


@dataclass(frozen=True, slots=True)
class Task:
    """What a grammar is tried on. `takes`: whether a recording belongs to it."""

    name: str
    grammar: Grammar
    takes: Callable[[Recording], bool]


@dataclass(frozen=True, slots=True)
class Trial:
    """One recording heard with one grammar."""

    task: str
    speaker: str
    said: tuple[str, ...]
    keyword: str
    heard: Heard

    @property
    def foreign(self) -> bool:
        return not self.said

    @property
    def rejected(self) -> bool:
        """Whether no known word was heard."""
        return set(self.heard.text.split()) <= {UNKNOWN_WORD}

    @property
    def right(self) -> bool:
        """A foreign word must be rejected; any other be heard, or one that means the same digit, yes or no."""
        if self.foreign:
            return self.rejected
        return [reading(word) for word in self.heard.text.split()] == [reading(word) for word in self.said]


@cache
def reading(word: str) -> str:
    """The digit, yes or no that a word means, or the word."""
    return digit(word) or understand(word, expect("yesno"), "voice").value or word


@cache
def digit(word: str) -> str | None:
    """The digit that a word names, if one."""
    value = understand(word, expect("digits"), "voice").value
    return value if value is not None and len(value) == 1 and value.isdecimal() else None


def tasks(recordings: Recordings) -> tuple[Task, ...]:
    """What the folder's recordings can be tried on: the ten digits; fifteen words, others refused; the folder's own
    words where it has more; strings of digits."""
    labels = tuple(keyword.label for keyword in keywords().values() if keyword.label)
    words = recordings.words
    digits = _distinct([*filter(digit, labels), *filter(digit, words)])
    found = [
        Task("digits", Grammar(digits, True, False), lambda each: _isolated(each) and each.words[0] in digits),
        Task("words", Grammar(labels, True, True), lambda each: each.foreign or _one_of(each, labels)),
        Task("strings", Grammar(digits, False, False), _is_string),
    ]
    if set(words) - set(labels):
        found.insert(2, Task("folder", Grammar(words, True, True), lambda each: each.foreign or _isolated(each)))
    return tuple(found)


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _isolated(recording: Recording) -> bool:
    return len(recording.words) == 1


def _is_string(recording: Recording) -> bool:
    return len(recording.words) > 1 and all(map(digit, recording.words))


def _one_of(recording: Recording, labels: Sequence[str]) -> bool:
    return _isolated(recording) and recording.words[0] in labels


def try_all(
    model: Model,
    recordings: Iterable[Recording],
    tasks: Sequence[Task],
    condition: Condition,
    heard: Callable[[float], None],
) -> Iterator[Trial]:
    """Each recording with each task's grammar. `heard` is called with the seconds of audio of every trial."""
    for recording in recordings:
        samples = on_the_line(recording.samples, condition, seeded(SEED, recording.source))
        for task in tasks:
            if task.takes(recording):
                result = model.hear(samples, task.grammar)
                heard(len(samples) / RATE)
                yield Trial(task.name, recording.speaker, recording.words, recording.keyword, result)
