"""What came in, once for each provider id, for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from assistant.storage.columns import insert_if_absent, plain
from assistant.storage.repository import Repository
from assistant.storage.tables import inbox


@dataclass(frozen=True, slots=True)
class Claim:
    """`new`: nobody had this message before. Otherwise `reply` is what was answered then."""

    id: int
    new: bool
    reply: str | None


class Inbox(Repository):
    def claim(self, channel: str, provider_id: str, contact_id: int, text: str | None, at: datetime) -> Claim:
        """Record an inbound message, or find what was answered to it.

        Of two transactions that claim one id at once, the second waits for the first to end.
        """
        key = plain(provider_id)
        values = {
            "channel": channel,
            "provider_id": key,
            "contact_id": contact_id,
            "text": self.seal(text),
            "received_at": at,
        }
        new = insert_if_absent(self.connection, inbox, values)
        return self._earlier(channel, key) if new is None else Claim(new, True, None)

    def store_reply(self, inbox_id: int, reply: str) -> None:
        """Keep the answer for whoever sends the same message again."""
        self.connection.execute(update(inbox).where(inbox.c.id == inbox_id).values(reply=self.cipher.encrypt(reply)))

    def forget(self, contact_id: int) -> int:
        """Drop the words and answers of a contact; the provider ids stay. Gives how many had any."""
        has_words = inbox.c.text.is_not(None) | inbox.c.reply.is_not(None)
        done = self.connection.execute(
            update(inbox).where(inbox.c.contact_id == contact_id, has_words).values(text=None, reply=None)
        )
        return done.rowcount

    def _earlier(self, channel: str, key: str) -> Claim:
        query = select(inbox.c.id, inbox.c.reply).where(inbox.c.channel == channel, inbox.c.provider_id == key)
        row = self.connection.execute(query).one()
        return Claim(row.id, False, self.unseal(row.reply))
