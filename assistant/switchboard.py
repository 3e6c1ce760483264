"""Whether a caller is put through to a person now, how often that is tried, and what is promised where it is not."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile

import msgspec

from assistant.dialogue import Turn
from assistant.handover import ServiceCentre
from assistant.handover.centre import TOLD
from assistant.language import Message
from assistant.storage import Contact, Transaction

CONNECTING = Message("person-connecting")
LONGEST_RINGING = timedelta(minutes=2)
"""After that, a wish for a person of which nothing was heard keeps no other call of theirs from being put through."""
COMES_BACK = timedelta(minutes=10)
"""How long after the wish it is still worth telling that nobody answered."""
TRIES_WINDOW = timedelta(minutes=15)
MOST_TRIES = 3
"""How often operators are rung for one person in that time."""


def connect(
    centre: ServiceCentre | None, tx: Transaction, contact: Contact, ticket_id: int, call: str, now: datetime
) -> bool:
    """Have the operators rung for a caller; False where the line cannot, nobody is there, or it is done already."""
    if centre is None or not call or not centre.hours.is_open(now):
        return False
    if tx.handovers.is_under_way(contact.id, now - LONGEST_RINGING):
        return False
    key = tx.limits.cipher.index("rung-for", contact.phone)
    if not tx.limits.hit(key, now, int(TRIES_WINDOW.total_seconds()), MOST_TRIES):
        return False
    tx.handovers.wish(call, contact.id, ticket_id, now)
    return True


def nobody_answered(tx: Transaction, contact: Contact, now: datetime) -> bool:
    """Whether a caller was rung for in vain just now and has not been told; they are told once."""
    return tx.handovers.come_back(contact.id, now - COMES_BACK)


def in_time(centre: ServiceCentre | None, turn: Turn, contact: Contact, now: datetime, *, connecting: bool) -> Turn:
    """The turn, its promise of a person in the words of the hour: they are being rung, or when they will call."""
    if centre is None or not any(reply.id == TOLD for reply in turn.replies):
        return turn
    if connecting:
        before = takewhile(lambda reply: reply.id != TOLD, turn.replies)
        return msgspec.structs.replace(turn, replies=(*before, CONNECTING))
    promise = centre.promise(now, callable_back=contact.phone.startswith("+"))
    replies = tuple(promise if reply.id == TOLD else reply for reply in turn.replies)
    return msgspec.structs.replace(turn, replies=replies)
