"""A filed appeal is found by its reference, and every state it was in is remembered. So is every estimate."""

from __future__ import annotations

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
        tx.appeals.move(appeal.id, "acknowledged", later, actor="operator 7", note="called back")
        assert tx.appeals.list_in("acknowledged") == (replace(appeal, state="acknowledged"),)
        assert tx.appeals.list_in("filed", "rejected") == ()
        assert tx.appeals.history(appeal.id) == (
            AppealMove("filed", "person", None, NOW),
            AppealMove("acknowledged", "operator 7", "called back", later),
        )


def test_an_estimate_is_kept_once_for_each_token(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        first = tx.assessments.add(contact.id, None, "rsu 2023-1", b"{}", b'{"score": "9.1"}', NOW, "1-a")
        assert tx.assessments.add(contact.id, None, "rsu 2023-1", b"{}", b"other", NOW, "1-a") == first
        kept = tx.assessments.get_for_contact(contact.id)
    assert kept == (Assessment(first, "rsu 2023-1", b"{}", b'{"score": "9.1"}', NOW),)
