"""Filing an appeal, moving it on, and telling its own person where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from cryptography.fernet import Fernet

from assistant.appeals import Draft, MoveNotAllowedError, Receipt, file_appeal, is_reference, move, status_of
from assistant.storage import Cipher, Database, Transaction

KEY = b"a key of this test"
NOW = datetime(2026, 2, 25, 9, 30, tzinfo=UTC)
REFUSED = Draft("asd", "refusal", "عندي ربعة ديال الدراري", notice=date(2026, 2, 20))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("appeals") / "haqqi.sqlite"
    made = Database(f"sqlite:///{path}", Cipher([Fernet.generate_key().decode()], b"a secret of thirty-two bytes yes"))
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with database.begin() as transaction:
        yield transaction


@pytest.fixture
def person(tx: Transaction, request: pytest.FixtureRequest) -> int:
    return _contact(tx, f"a person of {request.node.name}")


def _contact(tx: Transaction, phone: str) -> int:
    return tx.contacts.get_or_create(phone, NOW).id


def test_a_filed_appeal_keeps_what_was_said(tx: Transaction, person: int) -> None:
    filed = file_appeal(tx, person, REFUSED, NOW, Random(1), KEY)
    kept = status_of(tx, person, filed.reference)
    assert is_reference(filed.reference)
    assert kept is not None
    assert (kept.state, kept.filing.kind, kept.filing.text) == ("filed", "asd", REFUSED.words)
    assert kept.filing.notice_date == REFUSED.notice


def test_a_refused_asd_has_its_limit_and_its_answer_time(tx: Transaction, person: int) -> None:
    """Fifteen days after the notice, over the end of February; thirty days for the answer."""
    filed = file_appeal(tx, person, REFUSED, NOW, Random(2), KEY)
    assert (filed.deadline, filed.answer_days) == (date(2026, 3, 7), 30)


@pytest.mark.parametrize("kind", ["score", "tadamon", "payment"])
def test_no_limit_is_made_up(tx: Transaction, person: int, kind: str) -> None:
    filed = file_appeal(tx, person, Draft(kind, "", "", notice=date(2026, 2, 20)), NOW, Random(kind), KEY)
    assert (filed.deadline, filed.answer_days) == (None, None)


def test_an_appeal_without_a_notice_day_is_filed_all_the_same(tx: Transaction, person: int) -> None:
    filed = file_appeal(tx, person, Draft("asd", "refusal", ""), NOW, Random(3), KEY)
    assert filed.deadline is None


def test_the_receipt_proves_what_was_filed_and_when(tx: Transaction, person: int) -> None:
    filed = file_appeal(tx, person, REFUSED, NOW, Random(4), KEY)
    kept = status_of(tx, person, filed.reference)
    assert kept is not None
    receipt = Receipt.verify(kept.filing.receipt or "", KEY)
    assert receipt == Receipt(filed.reference, "asd", "2026-02-25T09:30:00+00:00", "2026-03-07")


def test_a_reference_that_is_taken_is_drawn_again(tx: Transaction, person: int) -> None:
    first = file_appeal(tx, person, REFUSED, NOW, Random(5), KEY)
    second = file_appeal(tx, person, REFUSED, NOW, Random(5), KEY)
    assert first.reference != second.reference


def test_a_move_of_the_table_is_made_and_noted(tx: Transaction, person: int) -> None:
    filed = file_appeal(tx, person, REFUSED, NOW, Random(6), KEY)
    appeal = status_of(tx, person, filed.reference)
    assert appeal is not None
    later = NOW + timedelta(days=2)
    move(tx, appeal, "acknowledged", "operator", later, note="seen")
    moved = status_of(tx, person, filed.reference)
    assert moved is not None
    assert moved.state == "acknowledged"
    last = tx.appeals.history(appeal.id)[-1]
    assert (last.state, last.actor, last.note, last.at) == ("acknowledged", "operator", "seen", later)


def test_a_move_outside_the_table_changes_nothing(tx: Transaction, person: int) -> None:
    filed = file_appeal(tx, person, REFUSED, NOW, Random(7), KEY)
    appeal = status_of(tx, person, filed.reference)
    assert appeal is not None
    with pytest.raises(MoveNotAllowedError, match="person may not"):
        move(tx, appeal, "upheld", "person", NOW)
    assert status_of(tx, person, filed.reference) == appeal


def test_without_a_reference_the_newest_is_told(tx: Transaction, person: int) -> None:
    file_appeal(tx, person, REFUSED, NOW, Random(8), KEY)
    newest = file_appeal(tx, person, Draft("score", "", ""), NOW, Random(9), KEY)
    found = status_of(tx, person, None)
    assert found is not None
    assert found.filing.reference == newest.reference


def test_somebody_elses_appeal_is_as_unknown_as_none(tx: Transaction, person: int) -> None:
    filed = file_appeal(tx, person, REFUSED, NOW, Random(10), KEY)
    other = _contact(tx, "somebody else")
    assert status_of(tx, other, filed.reference) is None
    assert status_of(tx, other, None) is None
