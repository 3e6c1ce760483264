"""What providers report of messages, and of people who want none: kept, whatever the provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.storage import Database, Transaction

ON_ITS_WAY = frozenset({"sent", "delivered", "read", "partially_delivered"})
"""Reports that prove that the provider has the message: its row need not be sent any more."""
OPTED_OUT = "21610"


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Delivery reports and the providers' own opt-outs, written to the storage."""

    database: Database
    clock: Callable[[], datetime]

    def report(self, *, token: str, provider_id: str, status: str, error: str) -> None:
        """Record one report. Unknown ids are kept too: the report may overtake our own record."""
        if not status:
            return
        now = self.clock()
        with self.database.begin() as tx:
            tx.deliveries.record(token or provider_id, status, error or None, now)
            if token and status in ON_ITS_WAY:
                tx.outbox.close_by_token(token, now)
            if token and error == OPTED_OUT:
                self._opt_out_by_token(tx, token, now)

    def _opt_out_by_token(self, tx: Transaction, token: str, now: datetime) -> None:
        contact_id = tx.outbox.contact_of(token)
        if contact_id is not None:
            tx.contacts.opt_out(contact_id, now)
            tx.outbox.cancel_for_contact(contact_id)

    def opted_out(self, phone: str, channel: str, provider_id: str) -> None:
        """The provider was told to stop: remember it and say nothing, for a reply would be refused."""
        now = self.clock()
        with self.database.begin() as tx:
            contact = tx.contacts.get_or_create(phone, now)
            tx.inbox.claim(channel, provider_id, contact.id, None, now)
            tx.contacts.opt_out(contact.id, now)
            tx.outbox.cancel_for_contact(contact.id)

    def opted_in(self, phone: str) -> None:
        with self.database.begin() as tx:
            contact = tx.contacts.find(phone)
            if contact is not None:
                tx.contacts.opt_in(contact.id)

    def is_opted_out(self, phone: str) -> bool:
        with self.database.begin() as tx:
            contact = tx.contacts.find(phone)
        return contact is not None and contact.opted_out_at is not None
