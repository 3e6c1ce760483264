"""The outbox: all that must follow a commit, written in the same commit."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Select, func, select

from assistant.storage.outbox_jobs import OutboxJobs
from assistant.storage.outbox_messages import LIVE, OutboxMessages
from assistant.storage.tables import jobs, messages


class Outbox(OutboxMessages, OutboxJobs):
    """Messages to send and jobs to do."""

    def waiting(self) -> Mapping[str, int]:
        """How many messages and jobs are still to be sent and done."""
        open_jobs = jobs.c.status.in_(("waiting", "queued", "running"))
        return {
            "messages": self._count(select(func.count()).where(messages.c.status.in_(LIVE))),
            "jobs": self._count(select(func.count()).where(open_jobs)),
        }

    def _count(self, query: Select[int]) -> int:
        return int(self.connection.execute(query).scalar_one())
