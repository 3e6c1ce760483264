"""Appeals that were filed, and what became of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, delete, insert, nulls_last, select, update

from assistant.storage.columns import insert_if_absent
from assistant.storage.console_tables import papers
from assistant.storage.errors import ReferenceTakenError
from assistant.storage.repository import Repository
from assistant.storage.tables import appeal_moves, appeals

REFERENCE = "appeal-reference"
"""The purpose of the blind index of references."""


@dataclass(frozen=True, slots=True)
class Filing:
    """An appeal as it is filed. `subject`, what it is about (an item of the declaration), is anything JSON can hold."""

    reference: str
    kind: str
    contested: str
    text: str
    filed_at: datetime
    notice_date: date | None = None
    deadline: date | None = None
    subject: Mapping[str, Any] | None = None
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class StoredAppeal:
    """`contact_id` is None once the person was erased; of the filing only what names nobody is left then.
    `route` is the way on which it is now; `revision` counts its moves."""

    id: int
    contact_id: int | None
    state: str
    filing: Filing
    route: str | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class AppealMove:
    state: str
    actor: str
    note: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class EvidencePaper:
    """A paper of an appeal that an operator has seen."""

    paper: str
    author: str
    at: datetime


class Appeals(Repository):
    def add(self, contact_id: int, filing: Filing, state: str = "filed", route: str | None = None) -> StoredAppeal:
        """File an appeal on a way; raises ReferenceTakenError, with nothing written, where its reference is in use."""
        values = {
            "contact_id": contact_id,
            "reference_index": self.cipher.index(REFERENCE, filing.reference),
            "reference": self.cipher.encrypt(filing.reference),
            "kind": filing.kind,
            "state": state,
            "route": route,
            "contested": self.cipher.encrypt(filing.contested),
            "text": self.cipher.encrypt(filing.text),
            "subject": None if filing.subject is None else self.cipher.encrypt(msgspec.json.encode(filing.subject)),
            "receipt": self.seal(filing.receipt),
            "notice_date": filing.notice_date,
            "deadline": filing.deadline,
            "filed_at": filing.filed_at,
        }
        appeal_id = insert_if_absent(self.connection, appeals, values)
        if appeal_id is None:
            raise ReferenceTakenError("another appeal has this reference")
        self._note(appeal_id, state, "person", None, filing.filed_at)
        return StoredAppeal(appeal_id, contact_id, state, filing, route)

    def get(self, appeal_id: int) -> StoredAppeal | None:
        found = self._select(appeals.c.id == appeal_id)
        return found[0] if found else None

    def get_by_reference(self, reference: str) -> StoredAppeal | None:
        found = self._select(appeals.c.reference_index == self.cipher.index(REFERENCE, reference))
        return found[0] if found else None

    def get_for_contact(self, contact_id: int) -> tuple[StoredAppeal, ...]:
        """The contact's appeals, the newest first."""
        return self._select(appeals.c.contact_id == contact_id)

    def list_in(self, *states: str) -> tuple[StoredAppeal, ...]:
        """The appeals in any of the states, the newest first."""
        return self._select(appeals.c.state.in_(states))

    def most_pressing(self, states: Collection[str], limit: int, offset: int = 0) -> tuple[StoredAppeal, ...]:
        """Some of the appeals in these states, those with the nearest last day first, then the oldest."""
        order = (nulls_last(appeals.c.deadline), appeals.c.id)
        query = select(appeals).where(appeals.c.state.in_(states)).order_by(*order).limit(limit).offset(offset)
        return tuple(self._appeal(row) for row in self.connection.execute(query))

    def write_words(self, appeal_id: int, text: str) -> None:
        """Put these in the place of the words of an appeal."""
        values = {"text": self.cipher.encrypt(text)}
        self.connection.execute(update(appeals).where(appeals.c.id == appeal_id).values(values))

    def papers(self, appeal_id: int) -> tuple[EvidencePaper, ...]:
        """The papers that somebody has seen, the first first."""
        query = select(papers).where(papers.c.appeal_id == appeal_id).order_by(papers.c.id)
        return tuple(EvidencePaper(row.paper, row.author, row.at) for row in self.connection.execute(query))

    def paper_seen(self, appeal_id: int, paper: str, author: str, at: datetime) -> bool:
        """Tick a paper off; False where it was before."""
        values = {"appeal_id": appeal_id, "paper": paper, "author": author, "at": at}
        return insert_if_absent(self.connection, papers, values) is not None

    def paper_missing(self, appeal_id: int, paper: str) -> bool:
        """Take a tick back; False where there was none."""
        here = (papers.c.appeal_id == appeal_id) & (papers.c.paper == paper)
        return self.connection.execute(delete(papers).where(here)).rowcount > 0

    def move(
        self,
        appeal: StoredAppeal,
        state: str,
        at: datetime,
        *,
        actor: str,
        note: str | None = None,
        route: str | None = None,
    ) -> StoredAppeal | None:
        """Put the appeal, as it was read, into another state (and on another way), and note who did.

        Gives it as it is then; None, with nothing written, where somebody else has moved it since it was read.
        The caller knows which moves are allowed.
        """
        unmoved = (appeals.c.id == appeal.id) & (appeals.c.revision == appeal.revision)
        moved = replace(appeal, state=state, route=route or appeal.route, revision=appeal.revision + 1)
        values = {"state": moved.state, "route": moved.route, "revision": moved.revision}
        if not self.connection.execute(update(appeals).where(unmoved).values(values)).rowcount:
            return None
        self._note(appeal.id, state, actor, note, at)
        return moved

    def history(self, appeal_id: int) -> tuple[AppealMove, ...]:
        """Every state the appeal was in, the first first."""
        query = select(appeal_moves).where(appeal_moves.c.appeal_id == appeal_id).order_by(appeal_moves.c.id)
        return tuple(
            AppealMove(row.state, row.actor, self.unseal(row.note), row.at) for row in self.connection.execute(query)
        )

    def _note(self, appeal_id: int, state: str, actor: str, note: str | None, at: datetime) -> None:
        values = {"appeal_id": appeal_id, "state": state, "actor": actor, "note": self.seal(note), "at": at}
        self.connection.execute(insert(appeal_moves).values(values))

    def _select(self, which: ColumnElement[bool]) -> tuple[StoredAppeal, ...]:
        query = select(appeals).where(which).order_by(appeals.c.id.desc())
        return tuple(self._appeal(row) for row in self.connection.execute(query))

    def _appeal(self, row: Row[Any]) -> StoredAppeal:
        filing = Filing(
            self.unseal(row.reference) or "",
            row.kind,
            self.unseal(row.contested) or "",
            self.unseal(row.text) or "",
            row.filed_at,
            row.notice_date,
            row.deadline,
            None if row.subject is None else msgspec.json.decode(self.cipher.decrypt(row.subject)),
            self.unseal(row.receipt),
        )
        return StoredAppeal(row.id, row.contact_id, row.state, filing, row.route, row.revision)
