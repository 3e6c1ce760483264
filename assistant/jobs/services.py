"""What jobs work with, put together by `app`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from assistant.channels.gateways import Gateway
from assistant.channels.twilio_recordings import Recordings
from assistant.conversations import Conversations
from assistant.language import Bundles
from assistant.registry import Registry
from assistant.scoring import Scorer
from assistant.speech.call import Listen, Question
from assistant.storage import Database


class JobQueue(Protocol):
    """What the dispatcher and the one door need of a queue."""

    def answers(self) -> bool: ...
    def wake(self) -> None: ...
    def wait(self, seconds: float) -> None: ...
    def put(self, job_id: int) -> bool: ...


def deaf(_question: Question) -> None:
    """Ears that hear nothing."""


@dataclass(frozen=True)
class Services:
    """`gateways` by channel name; `default_channel` is used for people who never wrote to us.
    `signing_key` signs receipts and one-time codes. `recordings` and `listen`: what callers said on lines without
    streams, and the ears for it. `dials`, by line, call a number back."""

    database: Database
    conversations: Conversations
    bundles: Bundles
    registry: Registry
    scorer: Scorer
    queue: JobQueue
    gateways: Mapping[str, Gateway]
    default_channel: str
    signing_key: bytes
    clock: Callable[[], datetime]
    recordings: Recordings | None = None
    listen: Listen = deaf
    dials: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
