"""A conversation and what happens to it: the values that `advance` takes and gives.

msgspec structs, because the whole state is read from and written to JSON at every turn.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from assistant.dialogue.flow import Mode, Scalar
from assistant.language import Message

Slots = dict[str, Scalar]


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of everything here: immutable, compact as JSON."""


class Frame(Value, frozen=True, omit_defaults=True):
    """A flow being played and the step where it stands.

    `kept` holds the slots as they were before a practice or helper flow began; `aside` marks a digression.
    """

    flow: str
    version: int
    step: str
    mode: Mode = ""
    kept: Slots | None = None
    aside: bool = False


class Past(Value, frozen=True, omit_defaults=True):
    """One answer that can be taken back: where it was asked, and the slots that changed since, as they were."""

    frames: tuple[Frame, ...]
    before: dict[str, Scalar | None] = {}


class Conversation(Value, frozen=True, omit_defaults=True):
    """All that is remembered of one person's conversation.

    `pending` is an answer waiting to be confirmed, `part` which part of it is asked for meanwhile (`parts`), `mends`
    how often one was asked for again; `waiting` is the token of the job whose outcome is awaited;
    `silences`, `misunderstood` and `invalid` are the repair counters of the question that stands; `opening` are the
    first words, until a menu was offered; `echo` is what led nowhere last, `echoes` how often in a row; `slower`: they
    asked to be spoken to slowly. While it is `held` an operator answers, and the machine is silent.
    """

    locale: str = ""
    locale_chosen: bool = False
    status: Literal["idle", "active", "stopped"] = "idle"
    frames: tuple[Frame, ...] = ()
    slots: Slots = {}
    past: tuple[Past, ...] = ()
    pending: str | None = None
    part: str = ""
    mends: int = 0
    waiting: str = ""
    silences: int = 0
    misunderstood: int = 0
    invalid: int = 0
    opening: str = ""
    echo: str = ""
    echoes: int = 0
    turns: int = 0
    tokens: int = 0
    slower: bool = False
    held: bool = False

    @property
    def private(self) -> bool:
        """Whether what is said now must not stay under this number: practice, or somebody else's affairs."""
        return any(frame.mode for frame in self.frames)

    @property
    def step(self) -> str:
        """Where the conversation stands, as `flow.step`; empty when it stands nowhere."""
        return f"{self.frames[-1].flow}.{self.frames[-1].step}" if self.frames else ""


# What comes in ----------------------------------------------------------------------------------------------


class Said(Value, frozen=True, omit_defaults=True, tag=True):
    """A person's words, keys or speech. `confidence` is the recogniser's, 1.0 for text and keys. `command` is that of a
    key that means the same at every question, so that no option's word ('employee') is taken for it."""

    text: str
    mode: Literal["text", "digits", "speech"] = "text"
    confidence: float = 1.0
    command: str = ""


class Unreadable(Value, frozen=True, tag=True):
    """Something arrived that cannot be read: a picture, or far too many characters."""

    why: Literal["media", "too-long"]


class Silence(Value, frozen=True, tag=True):
    """Nothing was said where an answer was awaited."""


class Opened(Value, frozen=True, tag=True):
    """A call began: say where the conversation stands."""


class Returned(Value, frozen=True, tag=True):
    """A caller who was to be put through to a person comes back, since nobody answered."""


class Begin(Value, frozen=True, omit_defaults=True, tag=True):
    """Something outside the conversation starts a flow in it: a reminder, somebody's request for consent."""

    flow: str
    slots: Slots = {}


class Finished(Value, frozen=True, omit_defaults=True, tag=True):
    """A job ended. Without `ok` it failed for good."""

    token: str
    ok: bool = True
    outcome: Slots = {}


class Delayed(Value, frozen=True, tag=True):
    """A job failed for now and will be tried again."""

    token: str


class Expired(Value, frozen=True, tag=True):
    """A practice or helper flow was left open too long, and what it holds must go; or nobody answered what nobody
    need answer."""


# A person steps in; `by` is an operator's login ------------------------------------------------------------------


class TakenOver(Value, frozen=True, omit_defaults=True, tag=True):
    """An operator answers from here on."""

    by: str = ""


class Told(Value, frozen=True, omit_defaults=True, tag=True):
    """An operator's own words; they take over with them, unless they have before."""

    text: str
    by: str = ""


class HandedBack(Value, frozen=True, omit_defaults=True, tag=True):
    """The machine goes on where the conversation stands; where it was never away, it asks once more."""

    by: str = ""


class Amended(Value, frozen=True, omit_defaults=True, tag=True):
    """An operator gives the answer to a question, `flow.step`, that was asked before or stands now."""

    step: str
    text: str
    by: str = ""


class Sent(Value, frozen=True, omit_defaults=True, tag=True):
    """An operator lets the conversation go on at another step, `flow.step`."""

    to: str
    by: str = ""


Event = (
    Said | Unreadable | Silence | Opened | Returned | Begin | Finished | Delayed | Expired
    | TakenOver | Told | HandedBack | Amended | Sent
)  # fmt: skip


# What goes out ----------------------------------------------------------------------------------------------


class StartJob(Value, frozen=True, omit_defaults=True, tag=True):
    """Do the named action in a job and come back with `Finished(token, …)`."""

    action: str
    token: str
    slots: Slots
    mode: Mode = ""


class OpenTicket(Value, frozen=True, tag=True):
    """A person is needed."""

    reason: str
    step: str


class OptOut(Value, frozen=True, tag=True):
    """Send nothing more, and drop what waits to be sent."""


class OptIn(Value, frozen=True, tag=True):
    """The person came back: messages may be sent again."""


Effect = StartJob | OpenTicket | OptOut | OptIn


class Logged(Value, frozen=True, omit_defaults=True):
    """One thing that happened in a turn. A turn begins with `heard`, which holds the event itself; then come
    read, failed, answered, passed, confirmed, corrected, mended, command, said, began, finished, undone, ended, ticket,
    limit, muted, moved, taken_over, handed_back, amended."""

    kind: str
    at: datetime
    step: str = ""
    data: dict[str, Any] = {}


class Hint(Value, frozen=True, omit_defaults=True):
    """What the question that stands expects; the channel makes a keypad length, a grammar or nothing of it."""

    kind: str
    options: int = 0
    context: str = ""


class Turn(Value, frozen=True, omit_defaults=True):
    conversation: Conversation
    replies: tuple[Message, ...] = ()
    effects: tuple[Effect, ...] = ()
    log: tuple[Logged, ...] = ()
    hint: Hint | None = None


_DECODER = msgspec.json.Decoder(Conversation)


def to_json(conversation: Conversation) -> bytes:
    return msgspec.json.encode(conversation)


def from_json(state: bytes) -> Conversation:
    """The conversation that `to_json` wrote; raises msgspec.DecodeError on anything else."""
    return _DECODER.decode(state)
