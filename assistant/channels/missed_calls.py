"""Missed calls: whoever has no credit rings once, and we call back. It is we who pay, so there are limits."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import msgspec
import phonenumbers
from phonenumbers import PhoneNumberType

from assistant.storage import Database

CALL_BACK = "call_back"
"""The job that calls back."""
ONCE_IN_SECONDS = 600
"""One call-back a number in ten minutes."""
DAY_SECONDS = 86400
HOME = "MA"
CALLED = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
"""Never a premium, shared-cost or satellite number, whatever its prefix."""


class Ring(Enum):
    """What becomes of a call that rings: `BACK`: rejected, and called back; `AGAIN`: rejected, since that is under
    way; `ANSWER`: answered as any other, at the caller's cost."""

    BACK = "back"
    AGAIN = "again"
    ANSWER = "answer"


def may_be_called(number: str) -> bool:
    """Whether an E.164 number is a Moroccan mobile or fixed line."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    ours = phonenumbers.region_code_for_number(parsed) == HOME and phonenumbers.is_valid_number(parsed)
    return ours and phonenumbers.number_type(parsed) in CALLED


def missed(database: Database, caller: str, call: str, now: datetime, daily: int, line: str) -> Ring:
    """Decide on a call that rings, and where it is to be called back over `line`, leave the job for it, once for each
    `call`."""
    if not may_be_called(caller):
        return Ring.ANSWER
    with database.begin() as tx:
        contact = tx.contacts.get_or_create(caller, now)
        if not tx.inbox.claim("missed", call, contact.id, None, now).new:
            return Ring.AGAIN
        if not tx.limits.hit(database.cipher.index("call-back", caller), now, ONCE_IN_SECONDS, 1):
            return Ring.AGAIN
        if not tx.limits.hit(database.cipher.index("call-backs", "all"), now, DAY_SECONDS, daily):
            return Ring.ANSWER
        conversation = tx.conversations.lock(contact.id)
        args = msgspec.json.encode({"slots": {"to": caller, "line": line}, "mode": "", "asked_at": now})
        tx.outbox.add_job(contact.id, conversation.id, CALL_BACK, args, f"{conversation.id}-{call}", now)
    return Ring.BACK
