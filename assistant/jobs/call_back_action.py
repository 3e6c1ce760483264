"""Calls back whoever rang once."""

from __future__ import annotations

from assistant.jobs.actions import Commit, Job
from assistant.jobs.services import Services


def call_back(services: Services, job: Job) -> Commit:
    """Slots: `to`, a number that `missed_calls` has allowed."""
    assert services.dial is not None  # the webhook begins this job only where we can dial
    services.dial(job.text("to"))
    return lambda _tx: None
