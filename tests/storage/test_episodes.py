"""Visits are counted once, stay when their people go, and lead back to nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import inspect, select
from sqlalchemy import text as sql

from assistant.storage import Contact, Database, EpisodeRow
from assistant.storage.tables import episodes
from tests.storage.conftest import NOW, PHONE

ROW = EpisodeRow(
    date(2026, 3, 2),
    "appeal",
    "done",
    "receipt.fraud",
    "completed",
    "",
    "not_received",
    "much",
    "fr",
    "sms",
    "oriental",
)


@dataclass(frozen=True)
class Happened:
    kind: str = "heard"
    step: str = ""
    data: dict[str, str] = field(default_factory=dict)


def test_rows_come_back_by_the_day(database: Database) -> None:
    days = [EpisodeRow(date(2026, 3, day), "status") for day in (1, 2, 3)]
    with database.begin() as tx:
        tx.episodes.add([*days, ROW])
        tx.episodes.add([])
    with database.read() as tx:
        assert set(tx.episodes.between(None, None)) == {*days, ROW}
        assert set(tx.episodes.between(date(2026, 3, 2), None)) == {*days[1:], ROW}
        assert set(tx.episodes.between(None, date(2026, 3, 1))) == {days[0]}


def test_no_column_leads_to_a_person(database: Database) -> None:
    assert [key.target_fullname for key in episodes.foreign_keys] == []
    assert not {"contact_id", "conversation_id"} & set(episodes.c.keys())


def test_ids_do_not_tell_who_came_first(database: Database) -> None:
    with database.begin() as tx:
        for place in range(20):
            tx.episodes.add([EpisodeRow(date(2026, 3, 2), f"{place:02}")])
        query = select(episodes.c.journey).order_by(episodes.c.id)
        assert list(tx.episodes.connection.execute(query).scalars()) != [f"{place:02}" for place in range(20)]


def test_a_conversation_waits_to_be_counted_until_it_is_and_again_when_it_goes_on(
    database: Database, contact: Contact
) -> None:
    def happens(at_day: int) -> None:
        with database.begin() as tx:
            row = tx.conversations.lock(contact.id)
            tx.conversations.save(row.id, b"{}", "", "idle", "sms", "fr", NOW + timedelta(days=at_day))

    def waiting(on_day: int) -> tuple[int, ...]:
        with database.read() as tx:
            return tx.conversations.uncounted(NOW + timedelta(days=on_day), 10)

    happens(0)
    assert waiting(-1) == ()
    assert waiting(1) == (contact.id,)
    with database.begin() as tx:
        row = tx.conversations.lock(contact.id)
        tx.conversations.mark_counted(row.id, NOW)
        assert tx.conversations.lock(contact.id).counted_at == NOW
    assert waiting(1) == ()
    happens(2)
    assert waiting(2) == (contact.id,)


def test_erasing_a_person_leaves_the_count(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        tx.episodes.add([ROW])
        tx.erase_person(PHONE)
    with database.read() as tx:
        assert tx.episodes.between(None, None) == (ROW,)


def test_an_export_does_not_speak_of_counting(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        row = tx.conversations.lock(contact.id)
        tx.conversations.mark_counted(row.id, NOW)
        told = tx.export_person(PHONE)
    assert "counted_at" not in str(told)


def test_conversations_of_before_are_there_to_be_counted(database: Database, contact: Contact, url: str) -> None:
    """The migration from 0001 and back keeps the people."""
    from alembic import command
    from sqlalchemy import create_engine

    from assistant.storage.database import alembic_config

    with database.begin() as tx:
        row = tx.conversations.lock(contact.id)
        tx.conversations.save(row.id, b"{}", "", "idle", "sms", "fr", NOW)
        tx.episodes.add([ROW])
    engine = create_engine(url)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0001")
        assert "episodes" not in inspect(connection).get_table_names()
        assert connection.execute(sql("SELECT count(*) FROM conversations")).scalar_one() == 1
    engine.dispose()
    database.migrate()
    with database.read() as tx:
        assert tx.conversations.uncounted(NOW, 10) == (contact.id,)
        assert tx.contacts.find(PHONE) == contact
