"""A call on a stage: time is frames, the recogniser hears what the test says it hears, and nobody sleeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.speech.call import (
    FRAME_BYTES,
    SILENT,
    Action,
    Call,
    Clear,
    Event,
    HangUp,
    Question,
    Told,
    Transfer,
    Turn,
)

SECOND = 50
"""Frames."""
_noise = np.random.default_rng(6)


def sound(seconds: float, dbfs: float = -20.0) -> list[bytes]:
    """Noise of this loudness, in frames."""
    size = 32768 * 10 ** (dbfs / 20)
    samples = _noise.normal(0, size, round(seconds * 8000)).clip(-32768, 32767).astype("<i2").tobytes()
    return [samples[at : at + FRAME_BYTES] for at in range(0, len(samples), FRAME_BYTES)]


def prompt(seconds: float) -> list[bytes]:
    """Prompt frames, each different from the others."""
    return [number.to_bytes(2, "little") * (FRAME_BYTES // 2) for number in range(1, round(seconds * SECOND) + 1)]


@dataclass(frozen=True)
class Said:
    text: str
    confidence: float = 0.97
    alternatives: Sequence[Said] = ()


@dataclass
class Ear:
    """A recogniser that hears `says`; for what it is asked while the words are still being spoken, so far `partial`."""

    says: str
    frames: list[bytes] = field(default_factory=list)

    def accept(self, pcm: bytes) -> bool:
        self.frames.append(pcm)
        return False

    def partial(self) -> str:
        return self.says

    def result(self) -> Said:
        return Said(self.says, 0.97, (Said(self.says),) if self.says else ())


@dataclass
class Stage:
    """A call with its line: what was sent, cleared and asked, and when (in frames)."""

    hears: str = "iyeh"
    lead: int = 0
    deaf: bool = False
    clock: int = 0
    sent: list[bytes] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    cleared_at: list[int] = field(default_factory=list)
    hung_up: bool = False
    transferred: bool = False
    ears: list[Ear] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.call = Call(self._listen, self.lead)
        self.call.begin()
        self._do()

    def _listen(self, question: Question) -> Ear | None:
        if self.deaf:
            return None
        self.ears.append(Ear(self.hears))
        return self.ears[-1]

    def _do(self) -> None:
        for action in self.call.take_actions():
            self._one(action)

    def _one(self, action: Action) -> None:
        if isinstance(action, Turn):
            self.events.append(action.event)
        elif isinstance(action, Clear):
            self.cleared_at.append(self.clock)
        elif isinstance(action, HangUp):
            self.hung_up = True
        elif isinstance(action, Transfer):
            self.transferred = True

    @property
    def last(self) -> Event:
        return self.events[-1]

    def tell(self, question: Question | None = None, seconds: float = 2.0, **more: bool) -> Stage:
        """The conversation answers with a prompt of this length."""
        self.call.tell(Told(prompt(seconds), question, **more))
        self._do()
        return self

    def ask(self, question: Question) -> Stage:
        """The conversation asks, and the prompt is heard to its end."""
        return self.tell(question, 0.5).wait(0.5)

    def hear(self, frames: Sequence[bytes]) -> Stage:
        """The caller's line brings these frames, each in its time."""
        for frame in frames:
            self.call.hear(frame)
            self._do()
            self._tick()
        return self

    def wait(self, seconds: float) -> Stage:
        return self.hear([SILENT] * round(seconds * SECOND))

    def dead(self, seconds: float) -> Stage:
        """Nothing at all comes over the line."""
        for _ in range(round(seconds * SECOND)):
            self._tick()
        return self

    def press(self, keys: str, every: float = 0.5) -> Stage:
        for key in keys:
            self.call.press(key)
            self._do()
            self.wait(every)
        return self

    def say(self, words: str, seconds: float = 0.6, dbfs: float = -20.0) -> Stage:
        self.hears = words
        for ear in self.ears[-1:]:
            ear.says = words  # the utterance goes on, if it is not over
        return self.hear(sound(seconds, dbfs))

    def until_asked(self, seconds: float) -> float:
        """Wait for the next turn; gives after how many seconds it came."""
        before, began = len(self.events), self.clock
        while len(self.events) == before:
            assert self.clock - began < seconds * SECOND, "nothing was asked in time"
            self.wait(0.02)
        return (self.clock - began) / SECOND

    def _tick(self) -> None:
        self.clock += 1
        self.sent += self.call.tick()
        self._do()
