"""A recording session on a telephone line: the pure machine together with the studio that stores.

The line plays `Say` and `Play`, waits for a key at `Listen`, records at `Record`, hangs up at `End`, and hands in
what it heard; it never sees a consent, a block or a code.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.recording.errors import InvitationError
from assistant.recording.invitations import Invitation
from assistant.recording.studio import Studio
from assistant.speech.recording.exchange import (
    Action,
    Describe,
    Draw,
    Drawn,
    End,
    Event,
    Join,
    Joined,
    Keep,
    Listen,
    Play,
    Record,
    Say,
    Started,
)
from assistant.speech.recording.session import Session, advance

ForTheLine = Say | Play | Listen | Record | End


class Call:
    """One call. `hear` gives what the line does next; the first event is `begin`."""

    def __init__(self, studio: Studio, invitation: Invitation, locale: str) -> None:
        self._studio = studio
        self._invitation = invitation
        self._locale = locale
        self._session = Session()
        self._name = ""

    def begin(self) -> tuple[ForTheLine, ...]:
        return self.hear(Started(self._invitation.who))

    def hear(self, event: Event) -> tuple[ForTheLine, ...]:
        """What the line does after this event."""
        return tuple(self._told(event))

    def _told(self, event: Event) -> Iterator[ForTheLine]:
        self._session, actions = advance(self._session, event)
        for action in actions:
            yield from self._done(action)

    def _done(self, action: Action) -> Iterator[ForTheLine]:
        match action:
            case Join():
                yield from self._join()
            case Describe(what, value):
                self._studio.describe(self._name, {what: value})
            case Draw():
                yield from self._told(Drawn(self._studio.next_block(self._name)))
            case Keep(prompt, heard):
                self._studio.take(self._name, prompt.text, heard.samples, heard.rate)
            case _:
                yield action

    def _join(self) -> Iterator[ForTheLine]:
        try:
            self._name = self._studio.join(self._invitation, self._locale, "telephone", "key 1")
        except InvitationError:
            yield from (Say("recording-over"), End())
            return
        yield from self._told(Joined(self._studio.code(self._name)))
