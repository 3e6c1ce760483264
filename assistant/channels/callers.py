"""Who calls, as a line tells it, and the announcement of a call that comes in over a socket."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from assistant.channels.numbers import parse_number
from assistant.storage import Database

HIDDEN = "hidden:"
"""Begins the name of a caller who withholds the number: a conversation that lasts as long as the call."""
ANNOUNCED = timedelta(seconds=60)
"""How long after its announcement a call may still reach the socket."""
WITHHELD = frozenset({"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"})
"""What Twilio gives instead of a number: the keys of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE."""


def caller_of(number: str, call: str) -> str:
    """The E.164 number of a caller, or a name for this one call where it is withheld."""
    known = None if number.strip() in WITHHELD else parse_number(number)
    return known or HIDDEN + call


def announce(database: Database, caller: str, clock: Callable[[], datetime]) -> str:
    """A one-time token by which the call of `caller` is known at a socket: a UUID, which AudioSocket can carry."""
    token = str(uuid.uuid4())
    now = clock()
    with database.begin() as tx:
        tx.expected_calls.expect(token, tx.contacts.get_or_create(caller, now).id, now + ANNOUNCED)
    return token
