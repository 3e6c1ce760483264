"""Jobs to do. A queue may lose them or hand them out twice; this table does neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, or_, select, update

from assistant.storage.columns import insert_if_absent, plain
from assistant.storage.errors import SupersededError
from assistant.storage.repository import Repository
from assistant.storage.tables import jobs

QUEUED_LEASE = timedelta(seconds=60)
"""A job that no worker began within this time was lost by the queue."""
RUNNING_LEASE = timedelta(seconds=40)
"""A worker that did not end a job within this time died of it; longer than any job may take."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """`args` is what `add_job` was given, empty once the job is done; `attempts` counts the one under way."""

    id: int
    action: str
    contact_id: int
    conversation_id: int
    args: bytes
    token: str
    attempts: int
    status: str
    due_at: datetime


class OutboxJobs(Repository):
    def add_job(
        self,
        contact_id: int,
        conversation_id: int,
        action: str,
        args: bytes,
        token: str,
        due_at: datetime,
    ) -> int:
        """Queue a job and give its id; a token that is there already gives the id it has."""
        values = {
            "token": token,
            "contact_id": contact_id,
            "conversation_id": conversation_id,
            "action": action,
            "args": self.cipher.encrypt(args),
            "status": "waiting",
            "attempts": 0,
            "due_at": due_at,
        }
        new = insert_if_absent(self.connection, jobs, values)
        return new if new is not None else self._with_token(token)

    def drop_jobs(self, contact_id: int, action: str) -> None:
        """Forget the contact's jobs of this kind that have not begun: another takes their place."""
        theirs = (jobs.c.contact_id == contact_id) & (jobs.c.action == action)
        self.connection.execute(delete(jobs).where(theirs, jobs.c.status == "waiting"))

    def due_jobs(self, now: datetime, limit: int, lease: timedelta = QUEUED_LEASE) -> list[int]:
        """Claim the jobs that are to be put on the queue now, those that queue or worker lost included."""
        lost = jobs.c.status.in_(("queued", "running")) & (jobs.c.lease_until <= now)
        ready = or_((jobs.c.status == "waiting") & (jobs.c.due_at <= now), lost)
        query = select(jobs.c.id).where(ready).order_by(jobs.c.due_at, jobs.c.id).limit(limit)
        ids = list(self.connection.execute(query.with_for_update(skip_locked=True)).scalars())
        if ids:
            self._set(jobs.c.id.in_(ids), status="queued", lease_until=now + lease)
        return ids

    def release_job(self, job_id: int) -> None:
        """The queue did not take a claimed job: it is due as before."""
        self._set(_in(job_id, "queued"), status="waiting", lease_until=None)

    def start_job(self, job_id: int, now: datetime, lease: timedelta = RUNNING_LEASE) -> JobRow | None:
        """Begin a job; None where it is over, or somebody else is at it."""
        free = or_(
            jobs.c.status.in_(("waiting", "queued")),
            (jobs.c.status == "running") & (jobs.c.lease_until <= now),
        )
        started = self._set(
            (jobs.c.id == job_id) & free & jobs.c.contact_id.is_not(None),
            status="running",
            lease_until=now + lease,
            attempts=jobs.c.attempts + 1,
        )
        return self.get_job(job_id) if started else None

    def get_job(self, job_id: int) -> JobRow | None:
        """The job as it stands; None where there is none, or its person was erased."""
        query = select(jobs).where(jobs.c.id == job_id, jobs.c.contact_id.is_not(None))
        row = self.connection.execute(query).one_or_none()
        return None if row is None else self._job(row)

    def finish_job(self, job_id: int) -> None:
        """End a job that is running, in the transaction that writes its effects.

        Raises SupersededError where it ended meanwhile, so that those effects are rolled back.
        """
        if not self._set(_in(job_id, "running"), status="done", lease_until=None, args=None, error=None):
            raise SupersededError(f"job {job_id} was ended by another worker")

    def retry_job(self, job_id: int, at: datetime, error: str) -> bool:
        """Do a failed job again at `at`; False where it is not running any more."""
        return self._set(_in(job_id, "running"), status="waiting", due_at=at, lease_until=None, error=plain(error))

    def fail_job(self, job_id: int, error: str) -> bool:
        """Give a job up; its arguments stay for whoever looks into it. False where it is not running."""
        return self._set(_in(job_id, "running"), status="failed", lease_until=None, error=plain(error))

    def _set(self, which: ColumnElement[bool], **values: object) -> bool:
        return self.connection.execute(update(jobs).where(which).values(values)).rowcount > 0

    def _with_token(self, token: str) -> int:
        found: int = self.connection.execute(select(jobs.c.id).where(jobs.c.token == token)).scalar_one()
        return found

    def _job(self, row: Row[Any]) -> JobRow:
        args = b"" if row.args is None else self.cipher.decrypt_bytes(row.args)
        return JobRow(
            row.id,
            row.action,
            row.contact_id,
            row.conversation_id,
            args,
            row.token,
            row.attempts,
            row.status,
            row.due_at,
        )


def _in(job_id: int, status: str) -> ColumnElement[bool]:
    return (jobs.c.id == job_id) & (jobs.c.status == status)
