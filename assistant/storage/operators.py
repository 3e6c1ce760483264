"""Operators' accounts and their sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from assistant.storage.columns import insert_if_absent, plain
from assistant.storage.console_tables import operator_sessions, operators
from assistant.storage.repository import Repository

SESSION = "operator-session"
"""The purpose of the blind index of session tokens."""


@dataclass(frozen=True, slots=True)
class Operator:
    """`totp_used` is the last half minute whose one-time code was taken: none is taken twice."""

    id: int
    login: str
    name: str
    role: str
    locale: str
    password_hash: str
    totp_secret: str | None
    totp_used: int
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class OperatorSession:
    id: int
    operator: Operator
    created_at: datetime
    seen_at: datetime


class Operators(Repository):
    def add(self, login: str, name: str, role: str, locale: str, password_hash: str, at: datetime) -> Operator | None:
        """A new account; None where the login is taken."""
        values = {
            "login": plain(login),
            "name": self.seal(name),
            "role": role,
            "locale": locale,
            "password_hash": password_hash,
            "totp_used": 0,
            "created_at": at,
        }
        return self.get(login) if insert_if_absent(self.connection, operators, values) else None

    def get(self, login: str) -> Operator | None:
        return self._one(operators.c.login == plain(login))

    def all(self) -> tuple[Operator, ...]:
        """Every account, by login."""
        rows = self.connection.execute(select(operators).order_by(operators.c.login))
        return tuple(self._operator(row) for row in rows)

    def set_password(self, operator_id: int, password_hash: str) -> None:
        self._set(operator_id, password_hash=password_hash)

    def set_role(self, operator_id: int, role: str) -> None:
        self._set(operator_id, role=role)

    def set_locale(self, operator_id: int, locale: str) -> None:
        self._set(operator_id, locale=locale)

    def set_totp(self, operator_id: int, secret: str | None) -> None:
        self._set(operator_id, totp_secret=self.seal(secret), totp_used=0)

    def use_totp(self, operator_id: int, step: int) -> bool:
        """Take the code of this half minute; False where it, or a later one, was taken before."""
        unused = (operators.c.id == operator_id) & (operators.c.totp_used < step)
        return self.connection.execute(update(operators).where(unused).values(totp_used=step)).rowcount > 0

    def disable(self, operator_id: int, at: datetime) -> None:
        """The account opens nothing any more, and its sessions end."""
        self._set(operator_id, disabled_at=at)
        self.end_sessions(operator_id)

    def enable(self, operator_id: int) -> None:
        self._set(operator_id, disabled_at=None)

    # Sessions ------------------------------------------------------------------------------------------------

    def begin_session(self, operator_id: int, token: str, at: datetime) -> None:
        """A session that whoever has `token` may use; only its blind index is kept."""
        index = self.cipher.index(SESSION, token)
        values = {"token_index": index, "operator_id": operator_id, "created_at": at, "seen_at": at}
        insert_if_absent(self.connection, operator_sessions, values)

    def session(self, token: str) -> OperatorSession | None:
        """The session of this token, however old; None where there is none or its account is disabled."""
        query = (
            select(operator_sessions.c.id.label("session_id"), operator_sessions.c.created_at.label("begun_at"),
                   operator_sessions.c.seen_at, operators)
            .join(operators, operators.c.id == operator_sessions.c.operator_id)
            .where(operator_sessions.c.token_index == self.cipher.index(SESSION, token))
            .where(operators.c.disabled_at.is_(None))
        )  # fmt: skip
        row = self.connection.execute(query).one_or_none()
        if row is None:
            return None
        return OperatorSession(row.session_id, self._operator(row), row.begun_at, row.seen_at)

    def see_session(self, session_id: int, at: datetime) -> None:
        here = operator_sessions.c.id == session_id
        self.connection.execute(update(operator_sessions).where(here).values(seen_at=at))

    def end_session(self, token: str) -> None:
        here = operator_sessions.c.token_index == self.cipher.index(SESSION, token)
        self.connection.execute(delete(operator_sessions).where(here))

    def end_sessions(self, operator_id: int) -> None:
        self.connection.execute(delete(operator_sessions).where(operator_sessions.c.operator_id == operator_id))

    def purge_sessions(self, unseen_since: datetime) -> int:
        """Drop the sessions that nobody used since then."""
        old = operator_sessions.c.seen_at < unseen_since
        return self.connection.execute(delete(operator_sessions).where(old)).rowcount

    def _one(self, which: Any) -> Operator | None:
        row = self.connection.execute(select(operators).where(which)).one_or_none()
        return None if row is None else self._operator(row)

    def _set(self, operator_id: int, **values: object) -> None:
        self.connection.execute(update(operators).where(operators.c.id == operator_id).values(values))

    def _operator(self, row: Row[Any]) -> Operator:
        return Operator(
            row.id,
            row.login,
            self.cipher.decrypt(row.name),
            row.role,
            row.locale,
            row.password_hash,
            self.unseal(row.totp_secret),
            row.totp_used,
            row.created_at,
            row.disabled_at,
        )
