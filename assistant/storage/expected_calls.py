"""Calls that a line has announced and that have not reached us yet: who calls, behind a token that opens once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select

from assistant.storage.call_tables import expected_calls
from assistant.storage.repository import Repository
from assistant.storage.tables import contacts


class ExpectedCalls(Repository):
    def expect(self, token: str, contact_id: int, expires_at: datetime) -> None:
        """Whoever shows `token` until then is this contact. The token itself is not kept."""
        values = {"token_index": self._index(token), "contact_id": contact_id, "expires_at": expires_at}
        self.connection.execute(insert(expected_calls).values(values))

    def answer(self, token: str, now: datetime) -> str | None:
        """The number whose call the token announced, once; None for a token that is unknown, used or too old."""
        here = expected_calls.c.token_index == self._index(token)
        returned = (
            delete(expected_calls).where(here).returning(expected_calls.c.contact_id, expected_calls.c.expires_at)
        )
        row = self.connection.execute(returned).one_or_none()
        if row is None or row.expires_at <= now:
            return None
        phone = self.connection.execute(select(contacts.c.phone).where(contacts.c.id == row.contact_id)).scalar_one()
        return self.cipher.decrypt(phone)

    def purge(self, before: datetime) -> int:
        """Drop the announcements that ended before that moment."""
        return self.connection.execute(delete(expected_calls).where(expected_calls.c.expires_at < before)).rowcount

    def _index(self, token: str) -> str:
        return self.cipher.index("expected-call", token)
