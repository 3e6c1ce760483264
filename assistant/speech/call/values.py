"""What goes into a call and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.understanding import Kind

FRAME_BYTES = 320
"""20 ms of 16-bit samples at 8 kHz, one channel."""
FRAME_SECONDS = 0.02
SILENT = bytes(FRAME_BYTES)

RECORD = "record"
"""The context of a question whose answer is recorded."""

Wish = Literal["repeat", "slower", "back", "operator", "skip"]


def ticks(seconds: float) -> int:
    """How many frames of 20 ms that is."""
    return round(seconds / FRAME_SECONDS)


def never(_words: str) -> bool:
    """No words are known to answer."""
    return False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its kind (one of `understanding`), how many options it has and how many digits it takes (0: any
    number). `answers` tells whether words answer it whole, so that no more need be waited for. `context`, `labels` and
    `also` (another kind that it takes) are for who listens."""

    kind: Kind
    options: int = 0
    digits: int = 0
    answers: Callable[[str], bool] = never
    context: str = ""
    labels: tuple[tuple[str, ...], ...] = ()
    also: Kind | None = None

    @property
    def records(self) -> bool:
        """Whether the answer is kept as it was said, and not recognised."""
        return self.context == RECORD


@dataclass(frozen=True, slots=True)
class Told:
    """What the caller is told: audio in frames, then what is asked. `waiting`: a job goes on, and its outcome is to be
    polled for. Neither: nothing stands, and the call may end. `slowly`: the caller has asked for slower speech.
    `connecting`: after it the call goes on with a person."""

    audio: Iterable[bytes]
    question: Question | None = None
    waiting: bool = False
    slowly: bool = False
    connecting: bool = False


# What happens in a call, for the conversation -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """The call began."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Digits that were pressed in answer."""

    digits: str


@dataclass(frozen=True, slots=True)
class Command:
    """A key that means the same at every question; `slower` is a second `repeat` in a row."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, with the recogniser's confidence and all that it may have been: (text, confidence), best first."""

    text: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was said where it is kept as it was said: 16-bit PCM at 8 kHz."""

    pcm: bytes


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was said or pressed for as long as the question waits."""


@dataclass(frozen=True, slots=True)
class Poll:
    """Has the job ended meanwhile?"""


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """The job takes long: say that it goes on."""


@dataclass(frozen=True, slots=True)
class Parting:
    """The call ends from our side: say goodbye."""


Event = Opened | Keys | Command | Spoken | Recorded | Silence | Poll | StillWaiting | Parting


# What the line is to do ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clear:
    """Drop the prompt audio that has been sent and not been played yet."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Take this event to the conversation, apart from the audio, and come back with `Call.tell`."""

    event: Event


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Give the call back to the line once all has been played: it rings a person."""


Action = Clear | Turn | HangUp | Transfer
