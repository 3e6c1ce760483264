"""A conversation played again from its log."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from assistant.dialogue.conversation import Conversation, Event, Logged
from assistant.dialogue.engine import advance
from assistant.dialogue.flowbook import Flowbook


def replay(book: Flowbook, log: Iterable[Logged], start: Conversation | None = None) -> Conversation:
    """The state that the logged events lead to, on the flows of `book`, beginning at `start` or with nothing."""
    conversation = start or Conversation()
    for entry in log:
        if entry.kind == "heard":
            event = msgspec.convert(entry.data, Event)
            conversation = advance(book, conversation, event, entry.at).conversation
    return conversation
