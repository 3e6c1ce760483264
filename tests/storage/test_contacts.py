"""A phone number is one contact, who may want no messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from assistant.storage import Contact, Database

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PHONE = "+212612345678"


def test_a_number_is_one_contact_for_ever(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        assert tx.contacts.get_or_create(PHONE, NOW + timedelta(days=400)) == contact
    assert contact == Contact(contact.id, PHONE, None, None, NOW)


def test_a_stranger_is_not_found(database: Database) -> None:
    with database.read() as tx:
        assert tx.contacts.find(PHONE) is None
        assert tx.contacts.by_id(1) is None


def test_a_contact_is_found_by_number_and_by_id(database: Database, contact: Contact) -> None:
    with database.read() as tx:
        assert tx.contacts.find(PHONE) == tx.contacts.by_id(contact.id) == contact


def test_the_first_opt_out_stands_until_the_person_comes_back(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        tx.contacts.opt_out(contact.id, NOW)
        tx.contacts.opt_out(contact.id, NOW + timedelta(hours=1))
        assert _opted_out_at(tx.contacts.by_id(contact.id)) == NOW
        tx.contacts.opt_in(contact.id)
        assert _opted_out_at(tx.contacts.by_id(contact.id)) is None


def test_the_locale_is_kept(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        tx.contacts.set_locale(contact.id, "ary-Latn")
    with database.read() as tx:
        found = tx.contacts.find(PHONE)
    assert found is not None
    assert found.locale == "ary-Latn"


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(database: Database) -> None:
    """Morocco's clocks change twice a year, around Ramadan."""
    rabat = NOW.astimezone(timezone(timedelta(hours=1)))
    with database.begin() as tx:
        created = tx.contacts.get_or_create(PHONE, rabat).created_at
    assert (created, created.utcoffset()) == (NOW, timedelta(0))


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"), database.begin() as tx:
        tx.contacts.get_or_create(PHONE, datetime(2026, 11, 23))


def test_what_raises_leaves_nothing_behind(database: Database) -> None:
    def dies() -> None:
        with database.begin() as tx:
            tx.contacts.get_or_create(PHONE, NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        dies()
    with database.read() as tx:
        assert tx.contacts.find(PHONE) is None


def _opted_out_at(contact: Contact | None) -> datetime | None:
    assert contact is not None
    return contact.opted_out_at
