"""One call's end of the one door: what happened in the call goes in, what is to be said and asked comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from assistant import dialogue
from assistant.channels.callers import HIDDEN
from assistant.channels.calls.questions import meant, question_of, region_of
from assistant.conversations import Conversations, Inbound
from assistant.language import Message
from assistant.posting import CALL, Outgoing, Reply
from assistant.speech.call import (
    Command,
    Event,
    Keys,
    Opened,
    Parting,
    Poll,
    Question,
    Recorded,
    Spoken,
    StillWaiting,
    Told,
)
from assistant.storage import UnavailableError

WORDS = {
    "repeat": ("عاود", "repeat"),
    "slower": ("بشوية", "repeat"),
    "back": ("رجع", "back"),
    "operator": ("موظف", "operator"),
    "skip": ("ما عرفتش", "dont_know"),
}
"""What the keys that mean the same everywhere say, and the command that it is."""
TRIES = 3

log = structlog.get_logger()


class Prompter(Protocol):
    """Makes audio of messages."""

    def audio(self, said: Sequence[Message], locale: str, *, slow: bool = False) -> Iterable[bytes]:
        """The messages one after the other, in frames of 20 ms of 16-bit PCM at 8 kHz."""
        ...


@dataclass
class Desk:
    """Takes the turns of one call to the conversation, one at a time, in whichever thread.

    `caller` is an E.164 number, or a name that begins with HIDDEN. `call` is the line's own id of the call, `leg` what
    tells its connections to us apart where it may have several. `dials`: whether the line can ring a person for it.
    """

    conversations: Conversations
    prompter: Prompter
    caller: str
    call: str
    turns: int = 0
    reply: Reply = field(default_factory=Reply)
    leg: str = ""
    dials: bool = False
    _saying: tuple[Outgoing, ...] = ()

    def take(self, event: Event) -> Told:
        """Play one event of the call; gives what the caller hears and is asked."""
        self.all_was_said()
        messages = self.hear(event)
        audio = self.prompter.audio(messages, self.locale, slow=self.reply.slower) if messages else ()
        # made here, in the turn's thread: what is yet to be synthesised must not keep other calls' frames
        return Told(
            tuple(audio),
            self.question,
            waiting=self.reply.waiting,
            slowly=self.reply.slower,
            connecting=self.reply.connecting,
        )

    def hear(self, event: Event) -> Sequence[Message]:
        """Play one event of the call; gives what is said to it. A database that is away for long is told, too."""
        if isinstance(event, StillWaiting | Parting):
            return [Message("call-waiting" if isinstance(event, StillWaiting) else "call-goodbye")]
        for _ in range(TRIES):
            try:
                return self._heard(event)
            except UnavailableError as error:
                log.error("call_turn_failed", error=type(error).__name__)
        return [Message("engine-trouble")]

    def all_was_said(self) -> None:
        """What was told last has been heard: nothing of it need be sent as an SMS."""
        if self._saying:
            saying, self._saying = self._saying, ()
            self.conversations.was_said(saying)

    @property
    def question(self) -> Question | None:
        """What is asked now."""
        return question_of(self.conversations.book, self.reply)

    @property
    def locale(self) -> str:
        return self.reply.locale or self.conversations.book.default_locale

    def _heard(self, event: Event) -> Sequence[Message]:
        if isinstance(event, Poll):
            self.reply = self.conversations.to_say(self.caller)
            self._saying = self.reply.messages
            return self.reply.said
        turn, dialled = f"{self.call}{self.leg}:{self.turns}", self.call if self.dials else ""
        meaning = self._kept(event) or meaning_of(self.conversations.book, self.reply, event)
        inbound = Inbound(CALL, turn, self.caller, meaning, in_answer=True, call=dialled)
        self.reply = self.conversations.receive(inbound).reply
        self.turns += 1
        hidden = isinstance(event, Opened) and self.caller.startswith(HIDDEN)
        return (Message("call-hidden"), *self.reply.said) if hidden else self.reply.said

    def _kept(self, event: Event) -> dialogue.Event | None:
        """What was recorded, as the answer that stands for it."""
        if not isinstance(event, Recorded):
            return None
        return dialogue.Said(self.conversations.keep_statement(self.caller, event.pcm), "speech")


def meaning_of(book: dialogue.Flowbook, reply: Reply, event: Event) -> dialogue.Event:
    """What happened in a call, for the conversation that stands where `reply` left it."""
    if isinstance(event, Opened):
        return dialogue.Opened()
    if isinstance(event, Command):
        text, command = WORDS[event.wish]
        return dialogue.Said(text, "digits", command=command)
    if isinstance(event, Keys):
        return dialogue.Said(region_of(event.digits, question_of(book, reply)) or event.digits, "digits")
    if isinstance(event, Spoken):
        text, confidence = meant(book, reply, event)
        return dialogue.Said(text, "speech", confidence)
    return dialogue.Silence()
