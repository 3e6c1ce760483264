"""What is held about a person, in the clear, for that person (law 09-08, right of access)."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import msgspec
from sqlalchemy import Row, Table, select

from assistant.storage.console_tables import notes
from assistant.storage.contacts import Contact
from assistant.storage.repository import Repository
from assistant.storage.statements import Statements
from assistant.storage.tables import appeal_moves, appeals, assessments, conversations, events, inbox, messages, tickets

OURS_ALONE = frozenset({"id", "token", "reference_index", "lease_until", "pseudonym", "counted_at"})
"""Columns that say nothing about the person."""


class Export(Repository):
    def of(self, contact: Contact) -> dict[str, Any]:
        """All that is held about the contact, as values that JSON can hold, by table."""
        told: dict[str, Any] = {"contact": msgspec.to_builtins(contact)}
        for table in (inbox, conversations, messages, tickets, notes, appeals, assessments):
            told[table.name] = self._rows(table, table.c.contact_id == contact.id)
        theirs = select(conversations.c.id).where(conversations.c.contact_id == contact.id).scalar_subquery()
        told[events.name] = self._rows(events, events.c.conversation_id.in_(theirs))
        cases = select(appeals.c.id).where(appeals.c.contact_id == contact.id).scalar_subquery()
        told[appeal_moves.name] = self._rows(appeal_moves, appeal_moves.c.appeal_id.in_(cases))
        told["statements"] = [
            {"at": msgspec.to_builtins(each.at), "transcript": each.transcript, "flac": b64encode(audio).decode()}
            for each, audio in Statements(self.connection, self.cipher).of_contact(contact.id)
        ]
        return told

    def _rows(self, table: Table, condition: Any) -> list[dict[str, Any]]:
        query = select(table).where(condition).order_by(table.c.id)
        return [self._opened(table, row) for row in self.connection.execute(query)]

    def _opened(self, table: Table, row: Row[Any]) -> dict[str, Any]:
        shown = (column for column in table.columns if column.name not in OURS_ALONE)
        values = {column.name: (row._mapping[column], column.info.get("sealed")) for column in shown}
        opened = {name: self.unseal(value) if sealed else value for name, (value, sealed) in values.items()}
        return {name: msgspec.to_builtins(value) for name, value in opened.items() if value is not None}
