"""One call's end of the one door: what happened in the call goes in, what is to be said and asked comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from assistant import dialogue
from assistant.channels.calls.questions import question_of, region_of, trusted
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
    Spoken,
    StillWaiting,
    Told,
)
from assistant.storage import UnavailableError

HIDDEN = "hidden:"
"""Begins the name of a caller who withholds the number: a conversation that lasts as long as the call."""
WORDS = {"repeat": "عاود", "slower": "بشوية", "back": "رجع", "operator": "موظف"}
"""What the keys that mean the same everywhere say."""
TRIES = 3

log = structlog.get_logger()


class Prompter(Protocol):
    """Makes audio of messages."""

    def audio(self, messages: Sequence[Message], locale: str, *, slowly: bool) -> Iterable[bytes]:
        """The messages one after the other, in frames of 20 ms of 16-bit PCM at 8 kHz."""
        ...


@dataclass
class Desk:
    """Takes the turns of one call to the conversation, one at a time, in whichever thread.

    `caller` is an E.164 number, or a name that begins with HIDDEN. `call` is the line's own id of the call.
    """

    conversations: Conversations
    prompter: Prompter
    caller: str
    call: str
    _turns: int = 0
    _last: Reply = field(default_factory=Reply)
    _saying: tuple[Outgoing, ...] = ()

    def take(self, event: Event) -> Told:
        """Play one event of the call; gives what the caller is told. A database that is away for long is told, too."""
        self.all_was_said()
        if isinstance(event, StillWaiting | Parting):
            return self._tell([Message("call-waiting" if isinstance(event, StillWaiting) else "call-goodbye")])
        for _ in range(TRIES):
            try:
                return self._took(event)
            except UnavailableError as error:
                log.error("call_turn_failed", error=type(error).__name__)
        return self._tell([Message("engine-trouble")])

    def all_was_said(self) -> None:
        """What was told last has been heard: nothing of it need be sent as an SMS."""
        if self._saying:
            saying, self._saying = self._saying, ()
            self.conversations.was_said(saying)

    def _took(self, event: Event) -> Told:
        if isinstance(event, Poll):
            self._last = self.conversations.to_say(self.caller)
            self._saying = self._last.messages
        else:
            inbound = Inbound(CALL, f"{self.call}:{self._turns}", self.caller, self._event(event), in_answer=True)
            self._last = self.conversations.receive(inbound).reply
            self._turns += 1
        hidden = isinstance(event, Opened) and self.caller.startswith(HIDDEN)
        return self._tell([Message("call-hidden"), *self._last.said] if hidden else self._last.said)

    def _event(self, event: Event) -> dialogue.Event:
        if isinstance(event, Opened):
            return dialogue.Opened()
        if isinstance(event, Command):
            return dialogue.Said(WORDS[event.wish], "digits")
        if isinstance(event, Keys):
            return dialogue.Said(region_of(event.digits, self._question) or event.digits, "digits")
        if isinstance(event, Spoken):
            heard = trusted(self.conversations.book, self._last, event)
            return dialogue.Said(heard[0], "speech", heard[1])
        return dialogue.Silence()

    @property
    def _question(self) -> Question | None:
        return question_of(self.conversations.book, self._last)

    def _tell(self, messages: Sequence[Message]) -> Told:
        slowly = self._last.slower
        locale = self._last.locale or self.conversations.book.default_locale
        audio = self.prompter.audio(messages, locale, slowly=slowly) if messages else ()
        return Told(audio, self._question, waiting=self._last.waiting, slowly=slowly)
