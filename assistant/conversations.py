"""The one door: whatever happens in a conversation goes through here, in one transaction each time.

The inbound message under its provider id, the new state, what happened, the reply and everything that must
follow (messages to send, jobs to do) are committed together or not at all. Nothing else writes conversations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from assistant import switchboard
from assistant.dialogue import (
    Begin,
    Conversation,
    Event,
    Flowbook,
    Logged,
    Opened,
    OpenTicket,
    OptIn,
    OptOut,
    Returned,
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
from assistant.handover import ServiceCentre
from assistant.language import Bundles, Message, pack
from assistant.posting import CALL, SAYING, Outgoing, Post, Reply, call_reply, is_to_be_read
from assistant.recording.statement import keep
from assistant.storage import Contact, Database, Transaction

MOST_MESSAGES = 60
MOST_TURNS_CALLED = 400
"""The same in a call, where each key is a turn."""
RATE_WINDOW = timedelta(minutes=10)
"""More messages than this from one number in ten minutes are not a person answering questions."""
REGION = "hh_region"
"""The slot that holds where a household lives; the queue is filtered by it."""
LONGEST_TEXT = 1600
"""Characters that an SMS provider delivers as one message (Twilio's limit)."""
ASKED = "asked"
"""The reason of a ticket by which somebody wants a person."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """What a channel received, in the product's words.

    `provider_id` is the provider's own id, unique within the channel. `in_answer`: the channel can carry the
    reply in its answer to the provider, so that nothing need be sent unless that answer is lost. `call`: what the line
    calls this call, where it can put it through to a person.
    """

    channel: str
    provider_id: str
    sender: str
    event: Event
    in_answer: bool = False
    call: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    reply: Reply
    new: bool


@dataclass(frozen=True, slots=True)
class Conversations:
    """`wake` is called after each commit that left something to do; `queue_answers` tells whether jobs can
    start now, so that the person is told the truth when they cannot. Without a `centre` whoever wants a person gets a
    ticket, and no time is promised."""

    database: Database
    book: Flowbook
    bundles: Bundles
    clock: Callable[[], datetime]
    wake: Callable[[], None]
    queue_answers: Callable[[], bool]
    centre: ServiceCentre | None = None

    def receive(self, inbound: Inbound) -> Received:
        """Record an inbound message and answer it. A provider id that was seen before changes nothing."""
        now = self.clock()
        with self.database.begin() as tx:
            contact = tx.contacts.get_or_create(inbound.sender, now)
            claim = tx.inbox.claim(inbound.channel, inbound.provider_id, contact.id, _text_of(inbound.event), now)
            if not claim.new:
                return Received(_stored(claim.reply), new=False)
            event = _fitting(inbound.event)
            if event == Opened() and inbound.channel == CALL and switchboard.nobody_answered(tx, contact, now):
                event = Returned()
            if self._too_many(tx, inbound, now):
                reply, work = self._refuse(tx, contact, now, inbound.channel, claim.id), False
            else:
                answering = claim.id if inbound.in_answer else None
                reply, work = self._play(tx, contact, event, now, inbound.channel, answering, inbound.call)
            tx.inbox.store_reply(claim.id, msgspec.json.encode(reply).decode())
        if work:
            self.wake()
        return Received(reply, new=True)

    def keep_statement(self, sender: str, pcm: bytes) -> str:
        """Keep what a caller said as it was said (16-bit PCM of 8 kHz); gives the answer that stands for it."""
        now = self.clock()
        with self.database.begin() as tx:
            return keep(tx, tx.contacts.get_or_create(sender, now).id, pcm, now)

    def to_say(self, sender: str) -> Reply:
        """What jobs have to say to a caller, and where the conversation stands now."""
        now = self.clock()
        with self.database.begin() as tx:
            contact = tx.contacts.get_or_create(sender, now)
            row = tx.conversations.lock(contact.id)
            rows = tx.outbox.to_speak(contact.id, now + SAYING)
        said = tuple(msgspec.json.decode(spoken, type=Message) for _, spoken in rows)
        confirm = tuple(Outgoing(token, "") for token, _ in rows)
        return call_reply(self.book, from_json(row.state) if row.state else Conversation(), said, confirm)

    def standing(self, sender: str) -> Reply:
        """Where a caller's conversation stands, and nothing new."""
        with self.database.begin() as tx:
            row = tx.conversations.lock(tx.contacts.get_or_create(sender, self.clock()).id)
        return call_reply(self.book, from_json(row.state) if row.state else Conversation(), ())

    def was_said(self, messages: Sequence[Outgoing]) -> None:
        """A call has said these to their end: they need not be sent any more."""
        now = self.clock()
        with self.database.begin() as tx:
            for message in messages:
                tx.outbox.close_by_token(message.token, now)

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
        call: str = "",
    ) -> tuple[Reply, bool]:
        """Advance the conversation and write all that follows. `answering` is the inbound message whose answer
        carries the reply to the provider."""
        row = tx.conversations.lock(contact.id)
        before = from_json(row.state) if row.state else Conversation()
        before = _going_on(before) if channel == CALL else _as_wanted(before, contact)
        turn = advance(self.book, before, event, now)
        wish = self._do_effects(tx, contact, row.id, turn, now)
        connecting = wish is not None and switchboard.connect(self.centre, tx, contact, wish, call, now)
        turn = switchboard.in_time(self.centre, turn, contact, now, connecting=connecting)
        after = turn.conversation
        private = before.private or after.private
        author = event.by if isinstance(event, Told) else None
        post = Post(tx, contact, row.id, channel, now, answering, "private" if private else "normal", author)
        calling = channel == CALL and answering is not None
        messages = self._post(post, turn, calling=calling)
        status = "private" if private else "held" if after.held else after.status
        region = "" if private else str(after.slots.get(REGION, ""))
        tx.conversations.save(row.id, to_json(after), after.step, status, channel, after.locale, now, region)
        tx.events.append(row.id, now, [_as_stored(logged, private=private) for logged in turn.log])
        if before.private and not after.private:
            tx.inbox.forget(contact.id)
        if after.locale != contact.locale:
            tx.contacts.set_locale(contact.id, after.locale)
        jobs = any(isinstance(effect, StartJob) for effect in turn.effects)
        work = jobs or (bool(messages) and (answering is None or calling))
        if calling:
            return call_reply(self.book, after, tuple(self._honest(turn)), connecting=connecting), work
        return Reply(messages, turn.hint, after.locale, after.step), work

    def _post(self, post: Post, turn: Turn, *, calling: bool) -> tuple[Outgoing, ...]:
        """Queue the turn's messages: of one that the call itself says, only what cannot be said."""
        if calling:
            unsayable = [message for message in turn.replies if is_to_be_read(message)]
            return tuple(post.queue(text) for text in self._texts(turn, unsayable) if post.textable)
        if post.channel != CALL:
            return tuple(post.queue(text) for text in self._told(turn, post.contact))
        locale = turn.conversation.locale
        replies = self._honest(turn)
        return tuple(post.queue(self.bundles.render(locale, message), message) for message in replies)

    def _texts(self, turn: Turn, messages: Sequence[Message]) -> list[str]:
        return pack([self.bundles.render(turn.conversation.locale, message) for message in messages])

    def _told(self, turn: Turn, contact: Contact) -> list[str]:
        """The texts of the turn, joined where that costs nothing; none for a person who wants none."""
        opted_out = contact.opted_out_at is not None or turn.conversation.status == "stopped"
        if opted_out and not any(isinstance(effect, OptOut | OptIn) for effect in turn.effects):
            return []
        return self._texts(turn, self._honest(turn))

    def _honest(self, turn: Turn) -> Sequence[Message]:
        """The replies; where a job cannot start now, its 'please wait' gives way to the truth."""
        starts = any(isinstance(effect, StartJob) for effect in turn.effects)
        if not starts or self.queue_answers():
            return turn.replies
        frame = turn.conversation.frames[-1]
        step = self.book.step(frame.flow, frame.step)
        wait = step.wait if isinstance(step, Run) else None
        return [*(reply for reply in turn.replies if reply.id != wait), Message("engine-delayed")]

    def _do_effects(
        self, tx: Transaction, contact: Contact, conversation_id: int, turn: Turn, now: datetime
    ) -> int | None:
        """Write what follows from the turn; gives the ticket by which a person was asked for."""
        wish = None
        for effect in turn.effects:
            match effect:
                case StartJob(action, token, slots, mode):
                    args = msgspec.json.encode({"slots": slots, "mode": mode, "asked_at": now})
                    tx.outbox.add_job(contact.id, conversation_id, action, args, f"{conversation_id}-{token}", now)
                case OpenTicket(reason, _) if "practice" not in {frame.mode for frame in turn.conversation.frames}:
                    ticket = tx.tickets.open(conversation_id, contact.id, reason, now, f"{conversation_id}:{reason}")
                    wish = ticket if reason == ASKED else wish
                case OptOut():
                    tx.contacts.opt_out(contact.id, now)
                    tx.outbox.cancel_for_contact(contact.id)
                case OptIn():
                    tx.contacts.opt_in(contact.id)
        return wish

    def _too_many(self, tx: Transaction, inbound: Inbound, now: datetime) -> bool:
        calls = inbound.channel == CALL
        key = self.database.cipher.index("rate-called" if calls else "rate", inbound.sender)
        most = MOST_TURNS_CALLED if calls else MOST_MESSAGES
        return not tx.limits.hit(key, now, int(RATE_WINDOW.total_seconds()), most)

    def _refuse(self, tx: Transaction, contact: Contact, now: datetime, channel: str, answering: int) -> Reply:
        """One sentence to a number that writes without end, then silence until the window is over. A call ends."""
        row = tx.conversations.lock(contact.id)
        told = Message("engine-too-many")
        if channel == CALL:
            return Reply(locale=row.locale, said=(told,))
        key = self.database.cipher.index("rate-told", contact.phone)
        if contact.opted_out_at or not tx.limits.hit(key, now, int(RATE_WINDOW.total_seconds()), 1):
            return Reply()
        text = self.bundles.render(contact.locale or self.book.default_locale, told)
        return Reply((Post(tx, contact, row.id, row.channel, now, answering).queue(text),))


def _as_wanted(conversation: Conversation, contact: Contact) -> Conversation:
    """The conversation, stopped exactly where the contact wants no messages: a provider may have been told so."""
    stopped = contact.opted_out_at is not None
    if stopped == (conversation.status == "stopped"):
        return conversation
    return msgspec.structs.replace(conversation, status="stopped") if stopped else _going_on(conversation)


def _going_on(conversation: Conversation) -> Conversation:
    """The conversation, not stopped: whoever calls us wants an answer, also where they want no SMS."""
    if conversation.status != "stopped":
        return conversation
    return msgspec.structs.replace(conversation, status="active" if conversation.frames else "idle")


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
