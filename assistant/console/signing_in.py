"""Signing in and out: passwords, one-time codes, lockout, and sessions that end."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from assistant.console import passwords
from assistant.console.errors import ConsoleError
from assistant.storage import Database, Operator, OperatorSession, Transaction

IDLE = timedelta(minutes=30)
"""A session that nobody uses ends after this."""
LONGEST = timedelta(hours=10)
"""No session lives longer: a working day."""
MOST_TRIES = 5
LOCKED_SECONDS = 15 * 60
TOUCH_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a session was last used."""


def sign_in(database: Database, login: str, password: str, code: str, now: datetime) -> tuple[Operator, str]:
    """The operator and the token of a new session.

    Raises ConsoleError, the same one for an unknown login, a wrong password, a wrong code and a disabled account; and
    another where there were too many tries, whether or not the account exists.
    """
    name = login.strip().lower()
    key = database.cipher.index("console-login", name)
    with database.read() as tx:
        locked, operator = tx.limits.is_locked(key, now), tx.operators.get(name)
    known = None if operator is None or operator.disabled_at else operator
    right = passwords.matches(password, known.password_hash if known else None)  # slow, so outside of any transaction
    with database.begin() as tx:
        if locked or not right or known is None or not _code_fits(tx, known, code, now):
            _refused(tx, key, name, now, locked=locked)
        else:
            return _let_in(tx, known, password, key, now)
    raise ConsoleError("signin-locked" if locked else "signin-wrong")


def sign_out(tx: Transaction, token: str, operator: Operator, now: datetime) -> None:
    """End the session; whomever the operator helped waits for somebody else."""
    tx.operators.end_session(token)
    tx.leases.release_all(operator.login)
    tx.audit.add(now, operator.login, "sign_out", f"operator:{operator.login}")


def running(tx: Transaction, token: str, now: datetime) -> OperatorSession | None:
    """The session of this token, unless it is over."""
    session = tx.operators.session(token)
    if session is None or now - session.seen_at > IDLE or now - session.created_at > LONGEST:
        return None
    return session


def change_password(tx: Transaction, operator: Operator, new: str, now: datetime, actor: str) -> None:
    """Set a password and end every session of the account; raises ConsoleError for a weak one."""
    weakness = passwords.weakness(new, operator.login)
    if weakness:
        raise ConsoleError(weakness)
    tx.operators.set_password(operator.id, passwords.hashed(new))
    tx.operators.end_sessions(operator.id)
    tx.audit.add(now, actor, "set_password", f"operator:{operator.login}")


def _code_fits(tx: Transaction, operator: Operator, code: str, now: datetime) -> bool:
    if operator.totp_secret is None:
        return True
    step = passwords.totp_step(operator.totp_secret, code, now)
    return step is not None and tx.operators.use_totp(operator.id, step)


def _refused(tx: Transaction, key: str, login: str, now: datetime, *, locked: bool) -> None:
    if not locked:
        tx.limits.count_failure(key, now, MOST_TRIES, LOCKED_SECONDS)
    known = tx.operators.get(login) is not None
    tx.audit.add(now, login if known else "unknown", "sign_in_refused", "console", locked=locked)


def _let_in(tx: Transaction, operator: Operator, password: str, key: str, now: datetime) -> tuple[Operator, str]:
    token = secrets.token_urlsafe(32)
    tx.limits.clear(key)
    tx.operators.purge_sessions(now - LONGEST)
    tx.operators.begin_session(operator.id, token, now)
    if passwords.is_outdated(operator.password_hash):
        tx.operators.set_password(operator.id, passwords.hashed(password))
    tx.audit.add(now, operator.login, "sign_in", f"operator:{operator.login}")
    return operator, token
