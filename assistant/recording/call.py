"""A recording session on a telephone line: the pure machine together with the studio that stores.

The line plays `Say` and `Play`, waits for a key at `Listen`, records at `Record`, hangs up at `End`, and hands in
what it heard; it never sees a consent, a block or a code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
from assistant.speech.recording.session import Session, Stage, advance

ForTheLine = Say | Play | Listen | Record | End


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where a call stands, for a line that asks anew at each turn: little enough to stand in an address."""

    stage: Stage = "new"
    name: str = ""
    place: int = 0
    tries: int = 0


class Call:
    """One call. `hear` gives what the line does next; the first event is `begin`."""

    def __init__(self, studio: Studio, invitation: Invitation, locale: str) -> None:
        self._studio = studio
        self._invitation = invitation
        self._locale = locale
        self._session = Session()
        self._name = ""

    @classmethod
    def resume(cls, studio: Studio, invitation: Invitation, locale: str, mark: Bookmark) -> Call:
        """The call at that place. Raises UnknownSpeakerError where the speaker has withdrawn meanwhile."""
        call = cls(studio, invitation, locale)
        call._name = mark.name
        code = studio.code(mark.name) if mark.name else ""
        prompts = studio.block(mark.name) if mark.stage in ("prompt", "more") else ()
        place = min(mark.place, max(0, len(prompts) - 1))
        call._session = Session(mark.stage, invitation.who, code, prompts, place, mark.tries)
        return call

    @property
    def bookmark(self) -> Bookmark:
        session = self._session
        return Bookmark(session.stage, self._name, session.place, session.tries)

    @property
    def speaker(self) -> str:
        """The name by lot of whoever speaks; empty before they have agreed."""
        return self._name

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
