"""The Redis queue. It wakes work and does not own it: the outbox table is the truth."""

from __future__ import annotations

import contextlib
import time

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

QUEUE = "haqqi"
WAKE = "haqqi:wake"
JOB_SECONDS = 30
"""How long one job may take before it is ended and tried again later."""
CONNECT_SECONDS = 0.3
"""A person waits for the webhook's answer, so a Redis that is away must be noticed quickly."""
TASK = "assistant.jobs.tasks.work"


class RedisQueue:
    """RQ on a Redis server. Every method copes with a Redis that is away."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=5)
        self._quick = Redis.from_url(
            url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=CONNECT_SECONDS, retry=None
        )
        self._queue = Queue(QUEUE, connection=self._redis, serializer=JSONSerializer)

    def answers(self) -> bool:
        """Whether a job could start now."""
        try:
            return bool(self._quick.ping())
        except RedisError:
            return False

    def wake(self) -> None:
        """Tell the dispatcher that there is something to do; it also looks by itself every second."""
        with contextlib.suppress(RedisError), self._quick.pipeline() as pipe:
            pipe.lpush(WAKE, 1)
            pipe.ltrim(WAKE, 0, 0)
            pipe.execute()

    def wait(self, seconds: float) -> None:
        """Return when woken, or after `seconds`."""
        try:
            self._redis.blpop([WAKE], timeout=seconds)
        except RedisError:
            time.sleep(seconds)

    def put(self, job_id: int) -> bool:
        """Have a worker do the outbox row `job_id`; False where Redis is away."""
        try:
            self._queue.enqueue_call(TASK, args=(job_id,), timeout=JOB_SECONDS, result_ttl=60, failure_ttl=3600)
        except RedisError:
            return False
        return True

    def work(self) -> None:
        """Do jobs until told to stop; ends with an error when Redis goes away (the supervisor starts it again)."""
        SimpleWorker([self._queue], connection=self._redis, serializer=JSONSerializer).work(
            logging_level="WARNING", with_scheduler=False
        )
