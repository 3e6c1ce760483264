"""What a recording session by telephone hears (events) and what it wants done (actions)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.speech.recording.audio import Samples
from assistant.speech.recording.plan import Prompt
from assistant.speech.recording.quality import Verdict


@dataclass(frozen=True, slots=True)
class Started:
    """The call begins; `who` answers for the recordings, and is named in the text that is agreed to."""

    who: str


@dataclass(frozen=True, slots=True)
class Key:
    """A key was pressed, at any moment; what was being said or recorded has stopped."""

    key: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody pressed or said anything in the time given."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The recording that was asked for."""

    samples: Samples
    rate: int


@dataclass(frozen=True, slots=True)
class Joined:
    """The consent is stored; `code` erases everything later."""

    code: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The next block; empty where there is nothing more to say."""

    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class HungUp:
    """The call is over; what was kept stays kept."""


Event = Started | Key | Silence | Heard | Joined | Drawn | HungUp


@dataclass(frozen=True, slots=True)
class Say:
    """Say a message of the locale; `value` fills the one argument that it may have (digits are said one by one)."""

    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """Say the word or digits to be repeated."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Listen:
    """Wait for a key."""


@dataclass(frozen=True, slots=True)
class Record:
    """A tone, then record up to so many seconds, or until the speech has ended."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Join:
    """Store the consent, given by key; then hand in Joined."""


@dataclass(frozen=True, slots=True)
class Describe:
    """Store what the person tells of themselves."""

    what: Literal["age", "sex"]
    value: str


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw the next block; then hand in Drawn."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Store this recording."""

    prompt: Prompt
    heard: Heard
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class End:
    """Hang up."""


Action = Say | Play | Listen | Record | Join | Describe | Draw | Keep | End
