"""Live pages: a Server-Sent Event says that there is something new, and the page fetches it.

A stream holds a thread of the web server, and webhooks need threads, so at most MOST streams are held in a process.
Each ends after HOLD seconds and the browser comes again by itself; whoever finds no place gets one answer and is told
to come again later, so that pages stay live, if a little slower, however many are open. What is new is read from the
database, because it is the truth that all processes share, and a look costs two indexed counts.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assistant.storage import Database, Transaction

MOST = 3
"""Streams held at once in one process of eight threads."""
HOLD = 25.0
LOOK_EVERY = 1.0
SOON_MS, LATER_MS = 500, 4000
"""Milliseconds after which a browser comes again: from a stream that ended, and where there was no place."""
BEATS = 10
"""Looks without news after which a comment is sent, to notice a browser that went away."""


@dataclass
class Streams:
    """The places for streams in this process."""

    most: int = MOST
    hold: float = HOLD
    _places: threading.BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self._places = threading.BoundedSemaphore(self.most)

    def tell(self, database: Database, version: Callable[[Transaction], str], known: str) -> Iterator[str]:
        """The lines of a stream. `version` gives a text that changes with what the page shows, `known` is the one that
        the page shows now."""
        held = self._places.acquire(blocking=False)
        try:
            yield f"retry: {SOON_MS if held else LATER_MS}\n\n"
            yield from self._look(database, version, known, self.hold if held else 0.0)
        finally:
            if held:
                self._places.release()

    def _look(
        self, database: Database, version: Callable[[Transaction], str], known: str, seconds: float
    ) -> Iterator[str]:
        end, quiet = time.monotonic() + seconds, 0
        while True:
            with database.read() as tx:
                current = version(tx)
            quiet += 1
            if current != known:
                yield f"id: {current}\nevent: changed\ndata: {current}\n\n"
                known, quiet = current, 0
            elif quiet >= BEATS:
                yield ": here\n\n"
                quiet = 0
            if time.monotonic() >= end:
                return
            time.sleep(LOOK_EVERY)
