"""One conversation for each contact: its state, and where it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select, update

from assistant.storage.columns import insert_if_absent
from assistant.storage.errors import StorageError
from assistant.storage.repository import Repository
from assistant.storage.tables import conversations

PRIVATE = "private"
"""The status of a conversation in which practice or somebody else's affairs stand open."""

# Each turn runs these; building a statement costs more than running it.
_LOCK = select(conversations).where(conversations.c.contact_id == bindparam("contact")).with_for_update()
_SAVE = (
    update(conversations).where(conversations.c.id == bindparam("row")).values(revision=conversations.c.revision + 1)
)


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """`state` is what was saved last, None before that; `revision` counts the saves; what happened until `counted_at`
    is counted in the report."""

    id: int
    state: bytes | None
    revision: int
    step: str
    status: str
    channel: str
    locale: str
    updated_at: datetime | None
    counted_at: datetime | None = None


class ConversationRows(Repository):
    def lock(self, contact_id: int) -> ConversationRow:
        """The contact's conversation, which nobody else can change until this transaction ends."""
        return self._locked(contact_id) or self._begun(contact_id)

    def save(
        self,
        conversation_id: int,
        state: bytes,
        step: str,
        status: str,
        channel: str,
        locale: str,
        at: datetime,
        region: str = "",
    ) -> None:
        """Keep the state, encrypted, and for funnel and console, in the clear, where the person stands."""
        values = {
            "row": conversation_id,
            "state": self.cipher.encrypt(state),
            "step": step,
            "status": status,
            "channel": channel,
            "locale": locale,
            "region": region or None,
            "updated_at": at,
        }
        self.connection.execute(_SAVE, values)

    def private_since(self, before: datetime) -> tuple[int, ...]:
        """The contacts whose conversation has stood untouched in a private matter since then or longer."""
        query = select(conversations.c.contact_id).where(
            conversations.c.status == PRIVATE, conversations.c.updated_at <= before
        )
        return tuple(self.connection.execute(query.order_by(conversations.c.id)).scalars())

    def standing_since(self, steps: Collection[str], before: datetime) -> tuple[int, ...]:
        """The contacts whose conversation has stood untouched at one of the steps since then or longer."""
        query = select(conversations.c.contact_id).where(
            conversations.c.step.in_(steps), conversations.c.updated_at <= before
        )
        return tuple(self.connection.execute(query.order_by(conversations.c.id)).scalars())

    def uncounted(self, before: datetime, most: int) -> tuple[int, ...]:
        """The contacts whose conversation has rested since `before` or longer and is not counted as it stands."""
        at, counted = conversations.c.updated_at, conversations.c.counted_at
        query = select(conversations.c.contact_id).where(at <= before, or_(counted.is_(None), counted < at))
        return tuple(self.connection.execute(query.order_by(conversations.c.id).limit(most)).scalars())

    def mark_counted(self, conversation_id: int, at: datetime) -> None:
        """What happened until `at` is counted."""
        theirs = conversations.c.id == conversation_id
        self.connection.execute(update(conversations).where(theirs).values(counted_at=at))

    def _begun(self, contact_id: int) -> ConversationRow:
        empty = {"step": "", "status": "", "channel": "", "locale": "", "revision": 0}
        insert_if_absent(self.connection, conversations, {"contact_id": contact_id, **empty})
        begun = self._locked(contact_id)
        if begun is None:
            raise StorageError("a conversation went while it was begun: its contact was erased")
        return begun

    def _locked(self, contact_id: int) -> ConversationRow | None:
        row = self.connection.execute(_LOCK, {"contact": contact_id}).one_or_none()
        if row is None:
            return None
        state = None if row.state is None else self.cipher.decrypt_bytes(row.state)
        return ConversationRow(
            row.id, state, row.revision, row.step, row.status, row.channel, row.locale, row.updated_at, row.counted_at
        )
