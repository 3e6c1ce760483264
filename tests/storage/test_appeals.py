"""A filed appeal is found by its reference, and every state it was in is remembered. So is every estimate."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.storage import (
    AppealMove,
    Assessment,
    Contact,
    Database,
    Filing,
    ReferenceTakenError,
    StoredAppeal,
)

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
FILING = Filing(
    reference="40718265",
    kind="asd",
    contested="the score",
    text="عندي ربعة ديال الدراري",
    filed_at=NOW,
    notice_date=date(2026, 11, 16),
    deadline=date(2026, 12, 1),
    subject={"identifier": "0123456789"},
    receipt="…",
)


def test_an_appeal_comes_back_as_it_was_filed(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        filed = tx.appeals.add(contact.id, FILING)
    with database.read() as tx:
        assert filed == StoredAppeal(filed.id, contact.id, "filed", FILING)
        assert tx.appeals.get_by_reference("40718265") == filed
        assert tx.appeals.get_for_contact(contact.id) == (filed,)


def test_what_was_left_out_stays_out(database: Database, contact: Contact) -> None:
    bare = Filing("40718265", "payment", "", "", NOW)
    with database.begin() as tx:
        tx.appeals.add(contact.id, bare)
        found = tx.appeals.get_by_reference("40718265")
    assert found is not None
    assert found.filing == bare


def test_an_unknown_reference_finds_nothing(database: Database, contact: Contact) -> None:
    with database.read() as tx:
        assert tx.appeals.get_by_reference("40718265") is None
        assert tx.appeals.get_for_contact(contact.id) == ()


def test_a_reference_that_is_taken_leaves_the_transaction_usable(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        tx.appeals.add(contact.id, FILING)
        with pytest.raises(ReferenceTakenError):
            tx.appeals.add(contact.id, FILING)
        tx.appeals.add(contact.id, replace(FILING, reference="40718266"))
        references = [appeal.filing.reference for appeal in tx.appeals.get_for_contact(contact.id)]
    assert references == ["40718266", "40718265"]


def test_each_move_is_written_down(database: Database, contact: Contact) -> None:
    later = NOW + timedelta(days=2)
    with database.begin() as tx:
        appeal = tx.appeals.add(contact.id, FILING)
        moved = tx.appeals.move(appeal, "acknowledged", later, actor="operator 7", note="called back")
        assert moved == replace(appeal, state="acknowledged", revision=1)
        assert tx.appeals.list_in("acknowledged") == (moved,)
        assert tx.appeals.list_in("filed", "rejected") == ()
        assert tx.appeals.history(appeal.id) == (
            AppealMove("filed", "person", None, NOW),
            AppealMove("acknowledged", "operator 7", "called back", later),
        )


def test_an_appeal_goes_on_another_way(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        appeal = tx.appeals.add(contact.id, FILING, route="agency")
        assert appeal.route == "agency"
        moved = tx.appeals.move(appeal, "escalated", NOW, actor="person", route="centre")
        assert tx.appeals.get_by_reference("40718265") == moved
    assert moved is not None
    assert moved.route == "centre"


def test_of_two_who_read_the_same_appeal_one_moves_it(database: Database, contact: Contact) -> None:
    """Also where the state that the second would bring it to is the one it is in."""
    with database.begin() as tx:
        read = tx.appeals.add(contact.id, FILING, state="escalated")
    with database.begin() as tx:
        assert tx.appeals.move(read, "escalated", NOW, actor="person") is not None
    with database.begin() as tx:
        assert tx.appeals.move(read, "escalated", NOW, actor="operator") is None
        assert [move.actor for move in tx.appeals.history(read.id)] == ["person", "person"]


def test_of_many_at_once_one_moves_it(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        read = tx.appeals.add(contact.id, FILING)

    def move(operator: int) -> bool:
        with database.begin() as tx:
            return tx.appeals.move(read, "acknowledged", NOW, actor=f"operator {operator}") is not None

    with ThreadPoolExecutor(8) as operators:
        assert sorted(operators.map(move, range(8))) == [False] * 7 + [True]
    with database.read() as tx:
        assert len(tx.appeals.history(read.id)) == 2


def test_an_estimate_is_kept_once_for_each_token(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        first = tx.assessments.add(contact.id, None, "rsu 2023-1", b"{}", b'{"score": "9.1"}', NOW, "1-a")
        assert tx.assessments.add(contact.id, None, "rsu 2023-1", b"{}", b"other", NOW, "1-a") == first
        kept = tx.assessments.get_for_contact(contact.id)
    assert kept == (Assessment(first, "rsu 2023-1", b"{}", b'{"score": "9.1"}', NOW),)
