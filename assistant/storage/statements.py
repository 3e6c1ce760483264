"""Spoken statements: what callers said in their own words for an appeal, and what a machine made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from assistant.storage.call_tables import statements
from assistant.storage.repository import Repository


@dataclass(frozen=True, slots=True)
class Statement:
    """`seconds` long. `transcript` is a machine's guess with its `confidence`, None until it was made."""

    id: int
    contact_id: int
    appeal_id: int | None
    seconds: float
    transcript: str | None
    confidence: float | None
    at: datetime


class Statements(Repository):
    def add(self, contact_id: int, audio: bytes, seconds: float, at: datetime) -> int:
        """Keep a FLAC file, sealed; gives its id. It belongs to no appeal yet."""
        values = {"contact_id": contact_id, "audio": self.cipher.encrypt(audio), "seconds": seconds, "at": at}
        key = self.connection.execute(insert(statements).values(values)).inserted_primary_key
        assert key is not None  # a row of ours always has one
        return int(key[0])

    def attach(self, statement_id: int, speaker: int, appeal_id: int, owner: int) -> bool:
        """Make it part of an appeal of `owner`; False unless it is `speaker`'s, and no appeal's yet."""
        here = (statements.c.id == statement_id) & (statements.c.contact_id == speaker)
        query = update(statements).where(here & statements.c.appeal_id.is_(None))
        return self.connection.execute(query.values(appeal_id=appeal_id, contact_id=owner)).rowcount == 1

    def of_appeal(self, appeal_id: int) -> Statement | None:
        row = self.connection.execute(select(statements).where(statements.c.appeal_id == appeal_id)).first()
        return None if row is None else self._statement(row)

    def of_contact(self, contact_id: int) -> Iterator[tuple[Statement, bytes]]:
        """All that somebody said, each with its FLAC file."""
        query = select(statements).where(statements.c.contact_id == contact_id).order_by(statements.c.id)
        for row in self.connection.execute(query):
            yield self._statement(row), self.cipher.decrypt_bytes(row.audio)

    def audio(self, statement_id: int) -> bytes | None:
        """The FLAC file."""
        query = select(statements.c.audio).where(statements.c.id == statement_id)
        sealed: str | None = self.connection.execute(query).scalar_one_or_none()
        return None if sealed is None else self.cipher.decrypt_bytes(sealed)

    def transcribe(self, statement_id: int, transcript: str, confidence: float) -> None:
        values = {"transcript": self.seal(transcript), "confidence": confidence}
        self.connection.execute(update(statements).where(statements.c.id == statement_id).values(values))

    def purge(self, unfiled: datetime, filed: datetime) -> int:
        """Erase what no appeal was made of before `unfiled`, and all from before `filed`; gives how many."""
        left = statements.c.appeal_id.is_(None) & (statements.c.at < unfiled)
        return self.connection.execute(delete(statements).where(left | (statements.c.at < filed))).rowcount

    def _statement(self, row: Row[Any]) -> Statement:
        transcript = self.unseal(row.transcript)
        return Statement(row.id, row.contact_id, row.appeal_id, row.seconds, transcript, row.confidence, row.at)
