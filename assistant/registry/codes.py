"""One-time codes: six digits, three minutes, five tries, then half an hour (MOSIP's defaults, facts 7.3)."""

from __future__ import annotations

import hmac
from datetime import timedelta
from random import Random

CODE_DIGITS = 6
CODE_LIFE = timedelta(seconds=180)
MAX_TRIES = 5
LOCK = timedelta(minutes=30)


def new_code(random: Random) -> str:
    """Six digits from `random`, which must be a source fit for secrets outside of tests."""
    return f"{random.randrange(10**CODE_DIGITS):0{CODE_DIGITS}}"


def hash_code(key: bytes, subject: str, code: str) -> str:
    """What is kept of a code: bound to whom it is about, and worthless without the key."""
    return hmac.digest(key, f"one-time code\0{subject}\0{code}".encode(), "sha256").hex()


def same_code(kept: str, given: str) -> bool:
    """Whether two hashes are the same, in a time that tells nothing."""
    return hmac.compare_digest(kept, given)
