"""A one-time code belongs to one subject and one asker, and opens one door once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.storage import Code, Database

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(seconds=180)
SUBJECT, ASKER, OTHER = "s" * 64, "a" * 64, "o" * 64


def test_the_code_that_was_sent_last_counts(database: Database) -> None:
    with database.begin() as tx:
        tx.codes.store(SUBJECT, ASKER, "hash 1", NOW, LATER)
        last = tx.codes.store(SUBJECT, ASKER, "hash 2", NOW, LATER)
        assert tx.codes.latest(SUBJECT, ASKER) == Code(last, "hash 2", NOW, LATER, None)


def test_another_asker_has_no_use_of_it(database: Database) -> None:
    with database.begin() as tx:
        tx.codes.store(SUBJECT, ASKER, "hash", NOW, LATER)
        assert tx.codes.latest(SUBJECT, OTHER) is None
        assert tx.codes.latest(OTHER, ASKER) is None


def test_a_code_is_used_up_once(database: Database) -> None:
    with database.begin() as tx:
        code = tx.codes.store(SUBJECT, ASKER, "hash", NOW, LATER)
        assert tx.codes.consume(code, NOW)
        assert not tx.codes.consume(code, NOW)
        assert tx.codes.latest(SUBJECT, ASKER) == Code(code, "hash", NOW, LATER, NOW)


def test_expired_codes_are_purged(database: Database) -> None:
    with database.begin() as tx:
        tx.codes.store(SUBJECT, ASKER, "hash", NOW, LATER)
        assert tx.codes.purge(LATER) == 0
        assert tx.codes.purge(LATER + timedelta(seconds=1)) == 1
