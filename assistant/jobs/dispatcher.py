"""The dispatcher: finds in the outbox what is due, whoever forgot it, and sets it going."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import structlog

from assistant.dialogue import Expired
from assistant.jobs import sender, tasks, watch
from assistant.jobs.services import Services
from assistant.recording import statement
from assistant.reporting import count_silent

LOOK_EVERY = 1.0
"""Seconds between two looks into the outbox when nobody wakes the dispatcher."""
WATCH_EVERY = 15.0
"""Seconds between two searches for people who are stalled."""
BATCH = 50
PRIVATE_LIFE = timedelta(hours=24)
"""How long somebody else's unfinished affairs may stay open under a helper's number."""
UNANSWERED = timedelta(hours=12)
"""How long an optional question stands. A '1' on the next day chooses from the menu again."""
COUNTED = timedelta(days=2)
"""How long one-time codes, counts of tries and wishes for a person are kept after they end."""
REPORTED = timedelta(days=90)
"""How long delivery reports are kept."""
VOICES = timedelta(days=3 * 365)
"""How long recorded voices are kept: three years at most, as speakers are told (recording-consent-kept)."""

log = structlog.get_logger()


class InlineQueue:
    """Stands in for Redis where there is none: jobs are done by the dispatcher's own thread."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self.services: Services | None = None

    def answers(self) -> bool:
        return True

    def wake(self) -> None:
        self._woken.set()

    def wait(self, seconds: float) -> None:
        self._woken.wait(seconds)
        self._woken.clear()

    def put(self, job_id: int) -> bool:
        assert self.services is not None  # set by `app` as soon as the services exist
        tasks.do_job(self.services, job_id)
        return True


def dispatch(services: Services) -> int:
    """Put every due job on the queue and send every due message; gives how much was set going."""
    started = 0
    with services.database.begin() as tx:
        due = tx.outbox.due_jobs(services.clock(), BATCH)
    for job_id in due:
        if services.queue.put(job_id):
            started += 1
        else:
            with services.database.begin() as tx:
                tx.outbox.release_job(job_id)
            break
    return started + sender.drain(services)


def tidy(services: Services) -> None:
    """Let go of practice and helper conversations that nobody ended, of questions that nobody answered, and of counts
    and reports that are over; count the visits that have ended."""
    now = services.clock()
    optional = services.conversations.book.optional()
    with services.database.begin() as tx:
        stale = {
            *tx.conversations.private_since(now - PRIVATE_LIFE),
            *tx.conversations.standing_since(optional, now - UNANSWERED),
        }
        tx.codes.purge(now - COUNTED)
        tx.expected_calls.purge(now)
        tx.handovers.purge(now - COUNTED)
        tx.limits.purge(now - COUNTED)
        tx.deliveries.purge(now - REPORTED)
        tx.recordings.purge(now - VOICES, now)
        statement.purge(tx, now)
    for contact_id in sorted(stale):
        services.conversations.tell(contact_id, Expired())
    count_silent(services.database, now)


def run(services: Services, stop: threading.Event) -> None:
    """Dispatch until `stop` is set. A fault is logged and survived: nothing else would send what is due."""
    looks, look_at = 0, 0.0
    while not stop.is_set():
        try:
            busy = dispatch(services)
            if looks % 600 == 0:
                tidy(services)
            if time.monotonic() >= look_at:
                watch.look(services, watch.OVERLAP if look_at else watch.FIRST_LOOK)
                look_at = time.monotonic() + WATCH_EVERY
        except Exception as error:  # the database may be away for a while
            log.error("dispatch_failed", error=type(error).__name__, detail=str(error)[:200])
            busy = 0
        looks += 1
        if not busy:
            services.queue.wait(LOOK_EVERY)
