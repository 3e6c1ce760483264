"""What a worker does with one job of the outbox: the action, its outcome, and what is said of it."""

from __future__ import annotations

from datetime import timedelta

import structlog

from assistant.dialogue import Delayed, Finished
from assistant.jobs.action_table import ACTIONS
from assistant.jobs.actions import Job
from assistant.jobs.services import Services
from assistant.storage import SupersededError

PAUSES = (5, 30, 120, 600, 3600)
"""Seconds before each further try of a job that failed."""

log = structlog.get_logger()


class _Bound:
    """The services of this worker process; RQ calls `work` with nothing but a row's id."""

    services: Services | None = None


def bind(services: Services) -> None:
    """Give this process what its jobs work with; called once, before the worker starts."""
    _Bound.services = services


def work(job_id: int) -> None:
    """RQ's entry."""
    if _Bound.services is None:
        raise RuntimeError("bind(services) comes before the first job; start workers with `haqqi worker`")
    do_job(_Bound.services, job_id)


def do_job(services: Services, job_id: int) -> None:
    """Do the outbox row `job_id` if it is still to be done. The same row twice is one effect.

    The action's slow part runs outside any transaction; what it changes, the row's end and what the person is
    told are committed together.
    """
    with services.database.begin() as tx:
        row = tx.outbox.start_job(job_id, services.clock())
    if row is None:
        return
    job = Job.from_row(row)
    try:
        commit = ACTIONS[job.action](services, job)
        with services.database.begin() as tx:
            outcome = commit(tx)
            tx.outbox.finish_job(job_id)
            if outcome is not None:
                finished = Finished(job.token, outcome=outcome)
                services.conversations.tell_within(tx, job.contact_id, finished, services.clock())
    except SupersededError:
        return  # another worker ended the job first, and has told the person
    except Exception as error:  # a job may fail in any way; the person and the row must survive it
        log.warning("job_failed", job=job_id, action=job.action, attempt=row.attempts, error=type(error).__name__)
        _failed(services, job, row.attempts, type(error).__name__)
    services.queue.wake()


def _failed(services: Services, job: Job, attempts: int, error: str) -> None:
    """Tell the person once that it takes longer, try again with growing pauses, and in the end hand over."""
    now = services.clock()
    with services.database.begin() as tx:
        if attempts <= len(PAUSES):
            again_at = now + timedelta(seconds=PAUSES[attempts - 1])
            if tx.outbox.retry_job(job.id, again_at, error) and attempts == 1:
                services.conversations.tell_within(tx, job.contact_id, Delayed(job.token), now)
            return
        if not tx.outbox.fail_job(job.id, error):
            return
        tx.tickets.open(job.conversation_id, job.contact_id, "job_failed", now, f"job:{job.id}")
        services.conversations.tell_within(tx, job.contact_id, Finished(job.token, ok=False), now)
