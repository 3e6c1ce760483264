"""Invitations and passes: signed, expiring, and nothing of them is stored.

An invitation is a link for a number of people; a pass is one speaker's way back to where they were.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from assistant.recording.errors import InvitationError, UnknownSpeakerError

PASS_LIFE = timedelta(hours=12)
"""A day of recording; afterwards the link of a borrowed telephone opens nothing."""
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Invitation:
    """For `people` people until `until` (seconds since 1970). `who`, a name and a telephone, answers for them."""

    id: str
    who: str
    people: int
    until: int

    @classmethod
    def new(cls, who: str, people: int, until: datetime) -> Invitation:
        """Raises InvitationError where `who` is empty or too long to be read out."""
        name = " ".join(who.split())
        if not name or len(name) > LONGEST_NAME:
            raise InvitationError(f"say who answers for the recordings, in 1 to {LONGEST_NAME} characters")
        return cls(secrets.token_hex(4), name, people, int(until.timestamp()))


class Passes:
    """Signs and reads invitations and passes with one key."""

    def __init__(self, key: bytes) -> None:
        self._invitations = URLSafeSerializer(key, salt="invitation")
        self._passes = URLSafeSerializer(key, salt="pass")

    def invite(self, invitation: Invitation) -> str:
        """The invitation as it stands in a link."""
        return str(self._invitations.dumps(asdict(invitation)))

    def invitation(self, token: str, now: datetime) -> Invitation:
        """The invitation that a link holds. Raises InvitationError."""
        try:
            invitation = Invitation(**self._invitations.loads(token))
        except BadSignature as error:
            raise InvitationError("not an invitation of ours") from error
        if invitation.until <= now.timestamp():
            raise InvitationError("the invitation is over")
        return invitation

    def admit(self, name: str, now: datetime) -> str:
        """A pass for the speaker of that name."""
        return str(self._passes.dumps([name, int((now + PASS_LIFE).timestamp())]))

    def name(self, token: str, now: datetime) -> str:
        """The speaker whose pass this is. Raises UnknownSpeakerError."""
        try:
            name, until = self._passes.loads(token)
        except BadSignature as error:
            raise UnknownSpeakerError("not a pass of ours") from error
        if until <= now.timestamp():
            raise UnknownSpeakerError("the pass is over")
        return str(name)
