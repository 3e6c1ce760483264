"""Filing an appeal, moving it on, and telling its own person where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from cryptography.fernet import Fernet

from assistant.appeals import (
    Draft,
    MovedMeanwhileError,
    MoveNotAllowedError,
    Receipt,
    Standing,
    escalate,
    file_appeal,
    is_reference,
    move,
    public_key,
    standing_of,
    status_of,
)
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


@pytest.mark.parametrize("kind", ["correct", "score", "tadamon", "payment"])
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
    receipt = Receipt.verify(kept.filing.receipt or "", public_key(KEY))
    assert receipt == Receipt(filed.reference, "asd", NOW, date(2026, 3, 7))


def test_the_receipt_says_when_a_service_was_down(tx: Transaction, person: int) -> None:
    """Filed an hour late through no fault of the person: the moment of their try is proven."""
    tried = NOW - timedelta(hours=1)
    filed = file_appeal(tx, person, REFUSED, NOW, Random(11), KEY, tried)
    receipt = Receipt.verify(filed.appeal.filing.receipt or "", public_key(KEY))
    assert receipt is not None
    assert (receipt.service_down, receipt.tried_at, receipt.filed_at) == (True, tried, NOW)


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
    assert moved.revision == 1
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


def standing(tx: Transaction, person: int, today: date) -> Standing:
    appeal = status_of(tx, person, None)
    assert appeal is not None
    return standing_of(tx, appeal, today)


def test_two_operators_cannot_both_move_one_appeal(tx: Transaction, person: int) -> None:
    read = file_appeal(tx, person, REFUSED, NOW, Random(12), KEY).appeal
    move(tx, read, "acknowledged", "operator", NOW)
    with pytest.raises(MovedMeanwhileError, match="look at it again"):
        move(tx, read, "redirected", "operator", NOW)
    assert [step.state for step in tx.appeals.history(read.id)] == ["filed", "acknowledged"]


def test_the_first_way_is_the_first_that_is_open(tx: Transaction, person: int) -> None:
    """In time to the agency itself; late, to the centre."""
    in_time = file_appeal(tx, person, REFUSED, NOW, Random(13), KEY)
    late = file_appeal(tx, person, Draft("asd", "", "", notice=date(2026, 1, 1)), NOW, Random(14), KEY)
    assert (in_time.appeal.route, late.appeal.route) == ("agency", "centre")


def test_after_a_refusal_the_next_way_opens_until_the_last(tx: Transaction, person: int) -> None:
    file_appeal(tx, person, REFUSED, NOW, Random(15), KEY)
    today, tried = NOW.date(), []
    for _ in range(4):
        appeal = standing(tx, person, today).appeal
        if appeal.state == "filed":
            appeal = move(tx, move(tx, appeal, "acknowledged", "operator", NOW), "under_review", "operator", NOW)
        move(tx, appeal, "rejected", "office", NOW)
        refused = standing(tx, person, today)
        tried.append(refused.route)
        if refused.next_route:
            escalate(tx, refused, "person", NOW)
    assert tried == ["agency", "centre", "chikaya", "mediateur"]
    with pytest.raises(MoveNotAllowedError):
        escalate(tx, standing(tx, person, today), "person", NOW)


def test_the_next_way_is_shut_while_an_answer_may_still_come(tx: Transaction, person: int) -> None:
    file_appeal(tx, person, REFUSED, NOW, Random(16), KEY)
    last_day = NOW.date() + timedelta(days=30)
    with pytest.raises(MoveNotAllowedError, match="next way opens"):
        escalate(tx, standing(tx, person, last_day), "person", NOW)
    assert standing(tx, person, last_day + timedelta(days=1)).overdue
    moved = escalate(tx, standing(tx, person, last_day + timedelta(days=1)), "person", NOW)
    assert (moved.state, moved.route) == ("escalated", "centre")


def test_an_office_that_waits_for_a_paper_is_not_late(tx: Transaction, person: int) -> None:
    appeal = file_appeal(tx, person, REFUSED, NOW, Random(17), KEY).appeal
    appeal = move(tx, move(tx, appeal, "acknowledged", "operator", NOW), "information_asked", "office", NOW)
    assert not standing(tx, person, NOW.date() + timedelta(days=90)).goes_on


def test_each_way_counts_its_own_time(tx: Transaction, person: int) -> None:
    """Sixty days of chikaya from the day on which the appeal went there, not from the first filing."""
    file_appeal(tx, person, Draft("score", "", ""), NOW, Random(18), KEY)
    appeal = standing(tx, person, NOW.date()).appeal
    appeal = move(tx, move(tx, appeal, "acknowledged", "operator", NOW), "under_review", "operator", NOW)
    move(tx, appeal, "rejected", "operator", NOW)
    escalate(tx, standing(tx, person, NOW.date()), "person", NOW + timedelta(days=10))
    due = standing(tx, person, NOW.date()).answer
    assert due is not None
    assert due.last_day == NOW.date() + timedelta(days=70)
