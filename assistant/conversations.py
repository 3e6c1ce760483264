"""The one door: whatever happens in a conversation goes through here, in one transaction each time.

The inbound message under its provider id, the new state, what happened, the reply and everything that must
follow (messages to send, jobs to do) are committed together or not at all. Nothing else writes conversations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from assistant.dialogue import (
    Begin,
    Conversation,
    Event,
    Flowbook,
    Hint,
    Logged,
    OpenTicket,
    OptIn,
    OptOut,
    Run,
    Said,
    Slots,
    StartJob,
    Told,
    Turn,
    Unreadable,
    advance,
    from_json,
    to_json,
)
from assistant.language import Bundles, Message, pack, segments
from assistant.storage import Contact, Database, DeliveryClass, Transaction

REPLY_GRACE = timedelta(seconds=30)
"""How long a reply given in the provider's own answer may stay unconfirmed before it is sent by itself."""
MOST_MESSAGES = 60
RATE_WINDOW = timedelta(minutes=10)
"""More messages than this from one number in ten minutes are not a person answering questions."""
REGION = "hh_region"
"""The slot that holds where a household lives; the queue is filtered by it."""
LONGEST_TEXT = 1600
"""Characters that an SMS provider delivers as one message (Twilio's limit)."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """What a channel received, in the product's words.

    `provider_id` is the provider's own id, unique within the channel. `in_answer`: the channel can carry the
    reply in its answer to the provider, so that nothing need be sent unless that answer is lost.
    """

    channel: str
    provider_id: str
    sender: str
    event: Event
    in_answer: bool = False


class Outgoing(msgspec.Struct, frozen=True):
    """One message of a reply; its delivery reports come back with `token`."""

    token: str
    text: str


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the person is told at once. A repeated inbound message gets the same, byte for byte."""

    messages: tuple[Outgoing, ...] = ()
    hint: Hint | None = None
    locale: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    reply: Reply
    new: bool


@dataclass(frozen=True, slots=True)
class Conversations:
    """`wake` is called after each commit that left something to do; `queue_answers` tells whether jobs can
    start now, so that the person is told the truth when they cannot."""

    database: Database
    book: Flowbook
    bundles: Bundles
    clock: Callable[[], datetime]
    wake: Callable[[], None]
    queue_answers: Callable[[], bool]

    def receive(self, inbound: Inbound) -> Received:
        """Record an inbound message and answer it. A provider id that was seen before changes nothing."""
        now = self.clock()
        with self.database.begin() as tx:
            contact = tx.contacts.get_or_create(inbound.sender, now)
            claim = tx.inbox.claim(inbound.channel, inbound.provider_id, contact.id, _text_of(inbound.event), now)
            if not claim.new:
                return Received(_stored(claim.reply), new=False)
            event = _fitting(inbound.event)
            if self._too_many(tx, inbound.sender, now):
                reply, work = self._refuse(tx, contact, now, claim.id), False
            else:
                answering = claim.id if inbound.in_answer else None
                reply, work = self._play(tx, contact, event, now, inbound.channel, answering)
            tx.inbox.store_reply(claim.id, msgspec.json.encode(reply).decode())
        if work:
            self.wake()
        return Received(reply, new=True)

    def tell(self, contact_id: int, event: Event) -> None:
        """Something happened in a job: play it and send what follows to the person."""
        now = self.clock()
        with self.database.begin() as tx:
            self.tell_within(tx, contact_id, event, now)
        self.wake()

    def tell_within(self, tx: Transaction, contact_id: int, event: Event, now: datetime) -> None:
        """`tell` as part of a transaction that the caller holds; the caller wakes the queue afterwards."""
        contact = tx.contacts.by_id(contact_id)
        if contact is not None:
            channel = tx.conversations.lock(contact_id).channel
            self._play(tx, contact, event, now, channel, None)

    def begin_within(
        self, tx: Transaction, phone: str, flow: str, slots: Slots, now: datetime, channel: str, locale: str = ""
    ) -> None:
        """Start a flow in the conversation of `phone`, whoever that is: a reminder, a request for consent.

        `channel` and `locale` are used for a person who never wrote to us.
        """
        contact = tx.contacts.get_or_create(phone, now)
        row = tx.conversations.lock(contact.id)
        used = row.channel or channel
        if row.state is None and locale:
            tx.conversations.save(row.id, to_json(Conversation(locale=locale)), "", "idle", used, locale, now)
        self._play(tx, contact, Begin(flow, slots), now, used, None)

    def choose_locale_within(self, tx: Transaction, phone: str, locale: str, now: datetime) -> None:
        """Fix the locale of a conversation before its first word."""
        contact = tx.contacts.get_or_create(phone, now)
        row = tx.conversations.lock(contact.id)
        state = Conversation(locale=locale, locale_chosen=True)
        tx.conversations.save(row.id, to_json(state), "", state.status, row.channel, locale, now)

    def _play(
        self,
        tx: Transaction,
        contact: Contact,
        event: Event,
        now: datetime,
        channel: str,
        answering: int | None,
    ) -> tuple[Reply, bool]:
        """Advance the conversation and write all that follows. `answering` is the inbound message whose answer
        carries the reply to the provider."""
        row = tx.conversations.lock(contact.id)
        before = _as_wanted(from_json(row.state) if row.state else Conversation(), contact)
        turn = advance(self.book, before, event, now)
        after = turn.conversation
        private = before.private or after.private
        self._do_effects(tx, contact, row.id, turn, now)
        author = event.by if isinstance(event, Told) else None
        post = _Post(tx, contact, row.id, channel, now, answering, "private" if private else "normal", author)
        messages = tuple(post.queue(text) for text in self._told(turn, contact))
        status = "private" if private else "held" if after.held else after.status
        region = "" if private else str(after.slots.get(REGION, ""))
        tx.conversations.save(row.id, to_json(after), after.step, status, channel, after.locale, now, region)
        tx.events.append(row.id, now, [_as_stored(logged, private=private) for logged in turn.log])
        if before.private and not after.private:
            tx.inbox.forget(contact.id)
        if after.locale != contact.locale:
            tx.contacts.set_locale(contact.id, after.locale)
        jobs = any(isinstance(effect, StartJob) for effect in turn.effects)
        return Reply(messages, turn.hint, after.locale, after.step), jobs or (bool(messages) and answering is None)

    def _told(self, turn: Turn, contact: Contact) -> list[str]:
        """The texts of the turn, joined where that costs nothing; none for a person who wants none."""
        opted_out = contact.opted_out_at is not None or turn.conversation.status == "stopped"
        if opted_out and not any(isinstance(effect, OptOut | OptIn) for effect in turn.effects):
            return []
        locale = turn.conversation.locale
        return pack([self.bundles.render(locale, message) for message in self._honest(turn)])

    def _honest(self, turn: Turn) -> Sequence[Message]:
        """The replies; where a job cannot start now, its 'please wait' gives way to the truth."""
        starts = any(isinstance(effect, StartJob) for effect in turn.effects)
        if not starts or self.queue_answers():
            return turn.replies
        frame = turn.conversation.frames[-1]
        step = self.book.step(frame.flow, frame.step)
        wait = step.wait if isinstance(step, Run) else None
        return [*(reply for reply in turn.replies if reply.id != wait), Message("engine-delayed")]

    def _do_effects(self, tx: Transaction, contact: Contact, conversation_id: int, turn: Turn, now: datetime) -> None:
        for effect in turn.effects:
            match effect:
                case StartJob(action, token, slots, mode):
                    args = msgspec.json.encode({"slots": slots, "mode": mode, "asked_at": now})
                    tx.outbox.add_job(contact.id, conversation_id, action, args, f"{conversation_id}-{token}", now)
                case OpenTicket(reason, _) if "practice" not in {frame.mode for frame in turn.conversation.frames}:
                    tx.tickets.open(conversation_id, contact.id, reason, now, f"{conversation_id}:{reason}")
                case OptOut():
                    tx.contacts.opt_out(contact.id, now)
                    tx.outbox.cancel_for_contact(contact.id)
                case OptIn():
                    tx.contacts.opt_in(contact.id)

    def _too_many(self, tx: Transaction, sender: str, now: datetime) -> bool:
        key = self.database.cipher.index("rate", sender)
        return not tx.limits.hit(key, now, int(RATE_WINDOW.total_seconds()), MOST_MESSAGES)

    def _refuse(self, tx: Transaction, contact: Contact, now: datetime, answering: int) -> Reply:
        """One sentence to a number that writes without end, then silence until the window is over."""
        key = self.database.cipher.index("rate-told", contact.phone)
        if contact.opted_out_at or not tx.limits.hit(key, now, int(RATE_WINDOW.total_seconds()), 1):
            return Reply()
        row = tx.conversations.lock(contact.id)
        text = self.bundles.render(contact.locale or self.book.default_locale, Message("engine-too-many"))
        return Reply((_Post(tx, contact, row.id, row.channel, now, answering).queue(text),))


@dataclass(frozen=True, slots=True)
class _Post:
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

    def queue(self, text: str) -> Outgoing:
        queued = self.tx.outbox.add_message(
            self.contact.id,
            self.conversation_id,
            text,
            self.channel,
            self.now if self.answering is None else self.now + REPLY_GRACE,
            reply_to_inbox=self.answering,
            delivery_class=self.delivery_class,
            author=self.author,
            segments=segments(text).count,
        )
        return Outgoing(queued.token, text)


def _as_wanted(conversation: Conversation, contact: Contact) -> Conversation:
    """The conversation, stopped exactly where the contact wants no messages: a provider may have been told so."""
    stopped = contact.opted_out_at is not None
    if stopped == (conversation.status == "stopped"):
        return conversation
    going_on = "active" if conversation.frames else "idle"
    return msgspec.structs.replace(conversation, status="stopped" if stopped else going_on)


def _fitting(event: Event) -> Event:
    if isinstance(event, Said) and len(event.text) > LONGEST_TEXT:
        return Unreadable("too-long")
    return event


def _text_of(event: Event) -> str | None:
    return event.text[: 2 * LONGEST_TEXT] if isinstance(event, Said) else None


def _stored(reply: str | None) -> Reply:
    return msgspec.json.decode(reply, type=Reply) if reply else Reply()


def _as_stored(logged: Logged, *, private: bool) -> Logged:
    """What happened, as the storage room keeps it; of a private matter only that it happened."""
    return msgspec.structs.replace(logged, data={}) if private else logged
