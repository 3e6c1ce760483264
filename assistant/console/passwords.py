"""Passwords (Argon2id) and one-time codes (TOTP)."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 128
"""Characters of a password."""
COMMON = frozenset({
    "0123456789", "1234567890", "password123", "motdepasse", "motdepasse1", "azertyuiop", "qwertyuiop",
    "administrator", "administrateur", "bienvenue1", "bienvenue123", "casablanca", "marrakech1", "iloveyou123",
    "qwerty12345", "azerty12345", "abcdefghij", "abcd123456",
})  # fmt: skip
"""Refused, like whatever has fewer than four different characters or holds the login."""
ISSUER = "Haqqi"
STEP_SECONDS = 30

_hasher = PasswordHasher()


def weakness(password: str, login: str) -> str | None:
    """What is wrong with a new password, as the id of a sentence; None for a good one."""
    if len(password) < SHORTEST:
        return "password-short"
    if len(password) > LONGEST:
        return "password-long"
    folded = password.casefold()
    if folded in COMMON or len(set(folded)) < 4 or login.casefold() in folded:
        return "password-common"
    return None


def hashed(password: str) -> str:
    """The password as it is kept: Argon2id with the library's parameters (RFC 9106, low memory)."""
    return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether it is the password. Takes as long for an account that does not exist (None)."""
    try:
        return _hasher.verify(kept or _nobodys(), password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def made_up() -> str:
    """A password for somebody's first sign-in: 15 letters and digits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(3))
    return "-".join(groups)


def new_totp_secret() -> str:
    return pyotp.random_base32()


def is_totp_secret(text: str) -> bool:
    """Whether it is a secret as `new_totp_secret` makes them."""
    return re.fullmatch(r"[A-Z2-7]{32}", text) is not None


def totp_address(secret: str, login: str) -> str:
    """What an authenticator reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def totp_step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute whose code this is, now or just before or after; None for a wrong code."""
    current = int(now.timestamp()) // STEP_SECONDS
    digits = "".join(code.split())
    totp = pyotp.TOTP(secret)
    fitting = (
        step for step in (current, current - 1, current + 1) if totp.verify(digits, for_time=step * STEP_SECONDS)
    )
    return next(fitting, None)


@cache
def _nobodys() -> str:
    """The hash that a stranger's password is compared with, so that the answer takes as long."""
    return hashed(secrets.token_urlsafe())
