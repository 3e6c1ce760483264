"""Words that operators propose for the lexicon, until somebody takes them into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from assistant.storage.columns import plain
from assistant.storage.console_tables import proposals
from assistant.storage.repository import Repository


@dataclass(frozen=True, slots=True)
class Proposal:
    """`list` is the list of the lexicon to which the phrase should be added."""

    id: int
    phrase: str
    list: str
    author: str
    at: datetime


class Proposals(Repository):
    def add(self, phrase: str, to: str, author: str, at: datetime) -> int:
        """Propose a phrase for the list `to` of the lexicon; gives the proposal's id."""
        values = {"phrase": self.seal(phrase), "list": plain(to), "author": author, "at": at}
        new: int = self.connection.execute(insert(proposals).returning(proposals.c.id), values).scalar_one()
        return new

    def all(self) -> tuple[Proposal, ...]:
        """Every proposal, the oldest first."""
        rows = self.connection.execute(select(proposals).order_by(proposals.c.id))
        return tuple(Proposal(row.id, self.cipher.decrypt(row.phrase), row.list, row.author, row.at) for row in rows)

    def drop(self, proposal_id: int) -> bool:
        return self.connection.execute(delete(proposals).where(proposals.c.id == proposal_id)).rowcount > 0
