"""What the console works with, put together by `app`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from flask import current_app

from assistant.console.live import Streams
from assistant.conversations import Conversations
from assistant.language import Bundles
from assistant.storage import Database


@dataclass(frozen=True)
class Desk:
    """`words` are the console's own, in French and Arabic; `base_url` is where letters and receipts are checked;
    `sms_price` is what one SMS costs, in dirhams, where the settings name it; `receipts_key` signs receipts."""

    conversations: Conversations
    words: Bundles
    base_url: str
    sms_price: Decimal | None = None
    receipts_key: bytes = b""
    streams: Streams = field(default_factory=Streams)

    @property
    def database(self) -> Database:
        return self.conversations.database

    def now(self) -> datetime:
        return self.conversations.clock()

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by TLS, so that cookies may be kept to it."""
        return self.base_url.startswith("https://")


def desk() -> Desk:
    """The desk of the application that serves this request."""
    found: Desk = current_app.extensions["haqqi_console"]
    return found
