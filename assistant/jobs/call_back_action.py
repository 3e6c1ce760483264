"""Calls back whoever rang once."""

from __future__ import annotations

from assistant.jobs.actions import Commit, Job
from assistant.jobs.services import Services


def call_back(services: Services, job: Job) -> Commit:
    """Slots: `to`, a number that `missed_calls` has allowed, and `line`, over which it rang."""
    services.dials[job.text("line")](job.text("to"))  # the webhook begins this job only where we can dial
    return lambda _tx: None
