"""A job is done once, whatever the queue loses or repeats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.storage import Contact, Database, JobRow, SupersededError
from assistant.storage.outbox_jobs import QUEUED_LEASE, RUNNING_LEASE

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def job(database: Database, contact: Contact, conversation_id: int) -> int:
    with database.begin() as tx:
        return tx.outbox.add_job(contact.id, conversation_id, "assess", b'{"x": 1}', "1-a", NOW)


def due(database: Database, now: datetime = NOW) -> list[int]:
    with database.begin() as tx:
        return tx.outbox.due_jobs(now, 50)


def start(database: Database, job: int, now: datetime = NOW) -> JobRow | None:
    with database.begin() as tx:
        return tx.outbox.start_job(job, now)


def test_a_token_is_one_job(database: Database, contact: Contact, conversation_id: int, job: int) -> None:
    with database.begin() as tx:
        assert tx.outbox.add_job(contact.id, conversation_id, "assess", b"{}", "1-a", NOW) == job
    assert due(database) == [job]


def test_a_started_job_has_its_arguments(database: Database, contact: Contact, conversation_id: int, job: int) -> None:
    due(database)
    assert start(database, job) == JobRow(
        job, "assess", contact.id, conversation_id, b'{"x": 1}', "1-a", 1, "running", NOW
    )


def test_a_job_waits_for_its_hour(database: Database, contact: Contact, conversation_id: int) -> None:
    with database.begin() as tx:
        later = tx.outbox.add_job(contact.id, conversation_id, "remind", b"{}", "1-b", NOW + SECOND)
    assert due(database) == []
    assert due(database, NOW + SECOND) == [later]


def test_a_queued_job_is_not_due_until_the_queue_must_have_lost_it(database: Database, job: int) -> None:
    assert due(database) == [job]
    assert due(database, NOW + QUEUED_LEASE - SECOND) == []
    assert due(database, NOW + QUEUED_LEASE) == [job]


def test_a_job_that_the_queue_did_not_take_is_due_at_once(database: Database, job: int) -> None:
    due(database)
    with database.begin() as tx:
        tx.outbox.release_job(job)
    assert due(database) == [job]


def test_two_workers_never_do_one_job_at_once(database: Database, job: int) -> None:
    assert start(database, job) is not None
    assert start(database, job, NOW + RUNNING_LEASE - SECOND) is None


def test_a_job_whose_worker_died_is_found_and_done_by_another(database: Database, job: int) -> None:
    start(database, job)
    later = NOW + RUNNING_LEASE
    assert due(database, later) == [job]
    again = start(database, job, later)
    assert again is not None
    assert again.attempts == 2


def test_a_finished_job_is_over_and_its_arguments_are_gone(database: Database, job: int) -> None:
    start(database, job)
    with database.begin() as tx:
        tx.outbox.finish_job(job)
    assert due(database, NOW + timedelta(days=1)) == []
    assert start(database, job, NOW + timedelta(days=1)) is None
    with database.read() as tx:
        row = tx.outbox.get_job(job)
    assert row is not None
    assert (row.status, row.args) == ("done", b"")


def test_the_effects_of_a_second_end_are_rolled_back(database: Database, job: int, contact: Contact) -> None:
    """Two workers may both be at a job when one of them is slower than its lease; one effect remains."""
    for _worker in "ab":
        start(database, job, NOW + RUNNING_LEASE)
    with database.begin() as tx:
        tx.outbox.finish_job(job)

    def too_late() -> None:
        with database.begin() as tx:
            tx.contacts.set_locale(contact.id, "fr")
            tx.outbox.finish_job(job)

    with pytest.raises(SupersededError):
        too_late()
    with database.read() as tx:
        assert tx.contacts.by_id(contact.id) == contact


def test_a_failed_job_is_tried_again_at_its_hour(database: Database, job: int) -> None:
    start(database, job)
    with database.begin() as tx:
        assert tx.outbox.retry_job(job, NOW + timedelta(minutes=5), "TimeoutError")
    assert due(database, NOW + timedelta(minutes=4)) == []
    assert due(database, NOW + timedelta(minutes=5)) == [job]


def test_a_job_that_is_given_up_stays_for_inspection(database: Database, job: int) -> None:
    start(database, job)
    with database.begin() as tx:
        assert tx.outbox.fail_job(job, "ValueError")
        row = tx.outbox.get_job(job)
    assert row is not None
    assert (row.status, row.args) == ("failed", b'{"x": 1}')
    assert due(database, NOW + timedelta(days=1)) == []


def test_an_ended_job_can_neither_fail_nor_be_tried_again(database: Database, job: int) -> None:
    start(database, job)
    with database.begin() as tx:
        tx.outbox.finish_job(job)
        assert not tx.outbox.retry_job(job, NOW, "late")
        assert not tx.outbox.fail_job(job, "late")


def test_an_opt_out_leaves_jobs_alone(database: Database, job: int, contact: Contact) -> None:
    """They may be about an appeal that was filed; only messages stop."""
    with database.begin() as tx:
        tx.outbox.cancel_for_contact(contact.id)
    assert due(database) == [job]


def test_there_is_no_unknown_job(database: Database) -> None:
    with database.read() as tx:
        assert tx.outbox.get_job(999) is None


def test_jobs_that_another_replaces_are_dropped_before_they_begin(
    database: Database, contact: Contact, conversation_id: int, job: int
) -> None:
    start(database, job)
    with database.begin() as tx:
        for token in ("r-1", "r-2"):
            tx.outbox.add_job(contact.id, conversation_id, "remind", b"{}", token, NOW)
        tx.outbox.drop_jobs(contact.id, "remind")
        tx.outbox.drop_jobs(contact.id, "assess")
        again = tx.outbox.add_job(contact.id, conversation_id, "remind", b"{}", "r-1", NOW)
    assert due(database) == [again]
    with database.read() as tx:
        assert tx.outbox.get_job(job) is not None
