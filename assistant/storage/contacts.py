"""People, by their phone number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from assistant.storage.columns import insert_if_absent
from assistant.storage.erasure import erase
from assistant.storage.repository import Repository
from assistant.storage.tables import contacts

PHONE = "phone"
"""The purpose of the blind index of phone numbers."""

_BY_PHONE = select(contacts).where(contacts.c.phone_index == bindparam("phone_index"))


@dataclass(frozen=True, slots=True)
class Contact:
    """`phone` is E.164; `opted_out_at` is set while the person wants no messages."""

    id: int
    phone: str
    locale: str | None
    opted_out_at: datetime | None
    created_at: datetime


class Contacts(Repository):
    def get_or_create(self, phone: str, at: datetime) -> Contact:
        """The contact with the E.164 number `phone`, new where there was none."""
        found = self.find(phone)
        if found is not None:
            return found
        new = {"phone": self.cipher.encrypt(phone), "created_at": at, **self._indexed(phone)}
        insert_if_absent(self.connection, contacts, new)
        return self._contact(self.connection.execute(_BY_PHONE, self._indexed(phone)).one())

    def find(self, phone: str) -> Contact | None:
        row = self.connection.execute(_BY_PHONE, self._indexed(phone)).one_or_none()
        return None if row is None else self._contact(row)

    def by_id(self, contact_id: int) -> Contact | None:
        row = self.connection.execute(select(contacts).where(contacts.c.id == contact_id)).one_or_none()
        return None if row is None else self._contact(row)

    def opt_out(self, contact_id: int, at: datetime) -> None:
        """Remember that the person wants no messages; the first time stands."""
        wants_some = contacts.c.opted_out_at.is_(None)
        self.connection.execute(update(contacts).where(contacts.c.id == contact_id, wants_some).values(opted_out_at=at))

    def opt_in(self, contact_id: int) -> None:
        self._set(contact_id, opted_out_at=None)

    def set_locale(self, contact_id: int, locale: str) -> None:
        self._set(contact_id, locale=locale)

    def erase(self, contact_id: int) -> Mapping[str, int]:
        """Forget the person (law 09-08); gives how many rows of each table were erased or made nobody's."""
        return erase(self.connection, contact_id)

    def _set(self, contact_id: int, **values: object) -> None:
        self.connection.execute(update(contacts).where(contacts.c.id == contact_id).values(values))

    def _indexed(self, phone: str) -> Mapping[str, str]:
        return {"phone_index": self.cipher.index(PHONE, phone)}

    def _contact(self, row: Row[Any]) -> Contact:
        return Contact(row.id, self.cipher.decrypt(row.phone), row.locale, row.opted_out_at, row.created_at)
