"""Estimates that were computed, with what they were computed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assistant.storage.columns import insert_if_absent
from assistant.storage.repository import Repository
from assistant.storage.tables import assessments


@dataclass(frozen=True, slots=True)
class Assessment:
    """`formula` names the formula and its version; `inputs` and `result` are the caller's JSON."""

    id: int
    formula: str
    inputs: bytes
    result: bytes
    at: datetime


class Assessments(Repository):
    def add(
        self,
        contact_id: int,
        conversation_id: int | None,
        formula: str,
        inputs: bytes,
        result: bytes,
        at: datetime,
        token: str,
    ) -> int:
        """Keep an estimate and give its id; with a token that is there already nothing is written."""
        values = {
            "token": token,
            "contact_id": contact_id,
            "conversation_id": conversation_id,
            "formula": formula,
            "inputs": self.cipher.encrypt(inputs),
            "result": self.cipher.encrypt(result),
            "at": at,
        }
        new = insert_if_absent(self.connection, assessments, values)
        if new is not None:
            return new
        query = select(assessments.c.id).where(assessments.c.token == token)
        found: int = self.connection.execute(query).scalar_one()
        return found

    def get_for_contact(self, contact_id: int) -> tuple[Assessment, ...]:
        """The contact's estimates, the newest first."""
        query = select(assessments).where(assessments.c.contact_id == contact_id).order_by(assessments.c.id.desc())
        return tuple(
            Assessment(
                row.id,
                row.formula,
                self.cipher.decrypt_bytes(row.inputs),
                self.cipher.decrypt_bytes(row.result),
                row.at,
            )
            for row in self.connection.execute(query)
        )
