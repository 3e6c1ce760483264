"""Voices: who agreed to what, and what they said. Nothing here leads to a telephone number."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from assistant.storage.columns import plain
from assistant.storage.repository import Repository
from assistant.storage.tables import recordings, speakers

CODE = "recording code"
"""The purpose of the blind index of codes."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The words that were agreed to, their version, how the yes was given, and when."""

    text: str
    version: str
    how: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Speaker:
    """`name` is drawn by lot. `about` holds what the person chose to tell; `prompts` the block that they are at.

    Of somebody who has withdrawn only the name, the consent and `withdrawn_at` are left.
    """

    id: int
    name: str
    line: str
    about: Mapping[str, str]
    consent: Consent
    withdrawn_at: datetime | None
    block: int
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """`audio` is a FLAC file; `start` and `end` of the speech in seconds."""

    id: int
    speaker_id: int
    transcript: str
    audio: bytes
    quality: str
    start: float
    end: float


class Recordings(Repository):
    def join(self, name: str, code: str, invitation: str, line: str, consent: Consent) -> bool:
        """Store a consent and with it a new speaker; False where the code is somebody's already."""
        index = self.cipher.index(CODE, code)
        if self.connection.execute(select(speakers.c.id).where(speakers.c.code_index == index)).first():
            return False
        values = {
            "name": name,
            "code": self.seal(code),
            "code_index": index,
            "invitation": plain(invitation),
            "line": line,
            "consent": consent.text,
            "consent_version": consent.version,
            "consent_how": consent.how,
            "consented_at": consent.at,
            "block": 0,
        }
        self.connection.execute(insert(speakers).values(values))
        return True

    def joined(self, invitation: str) -> int:
        """How many have come with an invitation, those who withdrew included."""
        query = select(func.count()).select_from(speakers).where(speakers.c.invitation == plain(invitation))
        count: int = self.connection.execute(query).scalar_one()
        return count

    def speaker(self, name: str) -> Speaker | None:
        """The speaker of that name, unless they have withdrawn."""
        here = (speakers.c.name == name) & speakers.c.withdrawn_at.is_(None)
        row = self.connection.execute(select(speakers).where(here).with_for_update()).one_or_none()
        return None if row is None else self._speaker(row)

    def speakers(self) -> tuple[Speaker, ...]:
        """Everybody, those who have withdrawn included, in the order in which they came."""
        return tuple(map(self._speaker, self.connection.execute(select(speakers).order_by(speakers.c.id))))

    def code(self, speaker_id: int) -> str:
        """The code by which the speaker erases their voice."""
        token: str = self.connection.execute(select(speakers.c.code).where(speakers.c.id == speaker_id)).scalar_one()
        return self.cipher.decrypt(token)

    def describe(self, speaker_id: int, about: Mapping[str, str]) -> None:
        """Add to what a speaker tells of themselves."""
        here = speakers.c.id == speaker_id
        told = self.connection.execute(select(speakers.c.about).where(here)).scalar_one()
        together = {**(json.loads(self.cipher.decrypt(told)) if told else {}), **about}
        self.connection.execute(update(speakers).where(here).values(about=self.seal(json.dumps(together))))

    def set_block(self, speaker_id: int, block: int, prompts: Sequence[str]) -> None:
        """Remember which block a speaker is at, and what they are asked to say in it."""
        values = {"block": block, "prompts": json.dumps(prompts, ensure_ascii=False)}
        self.connection.execute(update(speakers).where(speakers.c.id == speaker_id).values(values))

    def keep(
        self, speaker_id: int, transcript: str, audio: bytes, quality: str, bounds: tuple[float, float], at: datetime
    ) -> None:
        """Store what a speaker said; it takes the place of what they said for the same words before."""
        same = (recordings.c.speaker_id == speaker_id) & (recordings.c.transcript == plain(transcript))
        self.connection.execute(delete(recordings).where(same))
        values = {
            "speaker_id": speaker_id,
            "transcript": plain(transcript),
            "audio": self.cipher.encrypt(audio),
            "quality": quality,
            "start": bounds[0],
            "end": bounds[1],
            "at": at,
        }
        self.connection.execute(insert(recordings).values(values))

    def said(self, speaker_id: int) -> frozenset[str]:
        """What a speaker has said so far."""
        query = select(recordings.c.transcript).where(recordings.c.speaker_id == speaker_id)
        return frozenset(self.connection.execute(query).scalars())

    def counts(self) -> Mapping[str, int]:
        """How many people have said each word."""
        query = select(recordings.c.transcript, func.count()).group_by(recordings.c.transcript)
        return {row[0]: row[1] for row in self.connection.execute(query)}

    def of(self, speaker_id: int) -> Iterator[Recording]:
        """All that a speaker has said, one after the other."""
        query = select(recordings).where(recordings.c.speaker_id == speaker_id).order_by(recordings.c.id)
        for row in self.connection.execute(query):
            audio = self.cipher.decrypt_bytes(row.audio)
            yield Recording(row.id, row.speaker_id, row.transcript, audio, row.quality, row.start, row.end)

    def named(self, code: str) -> str | None:
        """The name of the speaker with this code, unless they have withdrawn."""
        here = (speakers.c.code_index == self.cipher.index(CODE, code)) & speakers.c.withdrawn_at.is_(None)
        name: str | None = self.connection.execute(select(speakers.c.name).where(here)).scalar_one_or_none()
        return name

    def withdrawn(self, code: str) -> datetime | None:
        """When the voice with this code was erased, or None."""
        query = select(speakers.c.withdrawn_at).where(speakers.c.code_index == self.cipher.index(CODE, code))
        moment: datetime | None = self.connection.execute(query).scalar_one_or_none()
        return moment

    def erase(self, code: str, at: datetime) -> int | None:
        """Erase the voice with this code; gives how many recordings that were, None where there is none to erase."""
        here = (speakers.c.code_index == self.cipher.index(CODE, code)) & speakers.c.withdrawn_at.is_(None)
        found: int | None = self.connection.execute(select(speakers.c.id).where(here)).scalar_one_or_none()
        return None if found is None else self._erase(found, at)

    def purge(self, before: datetime, at: datetime) -> int:
        """Erase the voices that were recorded before that moment; gives how many people's that were."""
        old = speakers.c.withdrawn_at.is_(None) & (speakers.c.consented_at < before)
        found = self.connection.execute(select(speakers.c.id).where(old)).scalars().all()
        for speaker_id in found:
            self._erase(speaker_id, at)
        return len(found)

    def _erase(self, speaker_id: int, at: datetime) -> int:
        """Sound and all that was told go; the consent stays, and that it ended."""
        gone = {"code": None, "about": None, "prompts": None, "withdrawn_at": at}
        self.connection.execute(update(speakers).where(speakers.c.id == speaker_id).values(gone))
        return self.connection.execute(delete(recordings).where(recordings.c.speaker_id == speaker_id)).rowcount

    def _speaker(self, row: Row[Any]) -> Speaker:
        consent = Consent(row.consent, row.consent_version, row.consent_how, row.consented_at)
        about = json.loads(self.cipher.decrypt(row.about)) if row.about else {}
        prompts = tuple(json.loads(row.prompts)) if row.prompts else ()
        return Speaker(row.id, row.name, row.line, about, consent, row.withdrawn_at, row.block, prompts)
