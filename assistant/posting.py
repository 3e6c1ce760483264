"""What a person is told: said in a call, carried by a provider's answer, or put into the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from assistant.dialogue import Ask, Conversation, Flowbook, Hint
from assistant.dialogue.parts import hint_of
from assistant.language import Message, segments
from assistant.storage import Contact, DeliveryClass, Transaction

CALL = "call"
"""The channel of every telephone call, whatever its line: replies are said, not written."""
REPLY_GRACE = timedelta(seconds=30)
"""How long a reply given in the provider's own answer may stay unconfirmed before it is sent by itself."""
CALL_GRACE = timedelta(seconds=8)
"""How long what a job has to say waits for a call that is going on to say it, before it is sent as an SMS."""
SAYING = timedelta(seconds=90)
"""How long a call may take to say it, before it counts as broken off."""


class Outgoing(msgspec.Struct, frozen=True):
    """One message of a reply; its delivery reports come back with `token`."""

    token: str
    text: str


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the person is told at once. A repeated inbound message gets the same, byte for byte.

    In a call it is `said`, and `messages` are what to confirm once it was; `waiting`: a job is going on, or an operator
    answers; `slower`: they asked for slow speech; `connecting`: operators are rung for them, so that the call goes on
    without us.
    """

    messages: tuple[Outgoing, ...] = ()
    hint: Hint | None = None
    locale: str = ""
    step: str = ""
    said: tuple[Message, ...] = ()
    waiting: bool = False
    slower: bool = False
    connecting: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """Puts one turn's messages into the outbox. A reply that the provider's answer carries waits there only in
    case that answer is lost."""

    tx: Transaction
    contact: Contact
    conversation_id: int
    channel: str
    now: datetime
    answering: int | None
    delivery_class: DeliveryClass = "normal"
    author: str | None = None

    @property
    def textable(self) -> bool:
        """Whether the person can get an SMS, and wants any: a caller may have withheld the number."""
        return self.contact.opted_out_at is None and self.contact.phone.startswith("+")

    def queue(self, text: str, spoken: Message | None = None) -> Outgoing:
        """Put a text into the outbox. One that a call may say waits for the call, and is lost with it to whoever
        gets no SMS."""
        after = CALL_GRACE if spoken else REPLY_GRACE if self.answering and self.channel != CALL else timedelta()
        queued = self.tx.outbox.add_message(
            self.contact.id,
            self.conversation_id,
            text,
            self.channel,
            self.now + after,
            reply_to_inbox=None if self.channel == CALL else self.answering,
            delivery_class=self.delivery_class,
            expires_at=self.now + CALL_GRACE if spoken and not self.textable else None,
            spoken=msgspec.json.encode(spoken) if spoken else None,
            author=self.author,
            segments=segments(text).count,
        )
        return Outgoing(queued.token, text)


def call_reply(
    book: Flowbook,
    conversation: Conversation,
    said: tuple[Message, ...],
    confirm: tuple[Outgoing, ...] = (),
    *,
    connecting: bool = False,
) -> Reply:
    """What a caller is told, and where the conversation stands: `confirm` once it has been said to its end."""
    return Reply(
        confirm,
        _standing(book, conversation),
        conversation.locale,
        conversation.step,
        said,
        waiting=bool(conversation.waiting) or conversation.held,
        slower=conversation.slower,
        connecting=connecting,
    )


def _standing(book: Flowbook, conversation: Conversation) -> Hint | None:
    """What is asked now: the question that stands, or whether its answer was heard rightly."""
    if not conversation.frames or conversation.waiting or conversation.held:
        return None
    top = conversation.frames[-1]
    if not isinstance(book.step(top.flow, top.step), Ask):
        return None
    question = book.question(top.flow, top.step)
    return question.hint if conversation.pending is None else hint_of(question, conversation.pending, conversation.part)


def is_to_be_read(message: Message) -> bool:
    """Whether it holds what nobody can write down from hearing it."""
    return any(arg.form == "receipt" for arg in message.args.values())
