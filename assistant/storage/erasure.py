"""What is forgotten when a person asks for it, and what must stay without them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from sqlalchemy import Connection, Table, delete, select, update

from assistant.storage.call_tables import expected_calls, handovers, statements
from assistant.storage.console_tables import leases, notes
from assistant.storage.tables import (
    appeal_moves,
    appeals,
    assessments,
    contacts,
    conversations,
    events,
    inbox,
    jobs,
    messages,
    tickets,
)

OWNED = (expected_calls, statements, handovers, messages, tickets, leases, notes, assessments, conversations)
"""Tables whose rows go with their person, in an order that breaks no reference."""


def erase(connection: Connection, contact_id: int) -> Mapping[str, int]:
    """Erase a contact with all that is theirs, in the caller's transaction.

    Provider ids stay without their person, so that a message sent again is still known. Filed appeals stay
    under a pseudonym, without words, names or reference, because the office that decides them counts them.
    Gives how many rows of each table were erased or made nobody's.
    """
    counts = {"events": _erase_events(connection, contact_id), "jobs": _erase_jobs(connection, contact_id)}
    counts |= {table.name: _erase_owned(connection, table, contact_id) for table in OWNED}
    counts["inbox"] = _disown_inbox(connection, contact_id)
    counts["appeals"] = _disown_appeals(connection, contact_id)
    counts["contacts"] = connection.execute(delete(contacts).where(contacts.c.id == contact_id)).rowcount
    return counts


def _erase_owned(connection: Connection, table: Table, contact_id: int) -> int:
    return connection.execute(delete(table).where(table.c.contact_id == contact_id)).rowcount


def _erase_events(connection: Connection, contact_id: int) -> int:
    theirs = select(conversations.c.id).where(conversations.c.contact_id == contact_id).scalar_subquery()
    return connection.execute(delete(events).where(events.c.conversation_id.in_(theirs))).rowcount


def _erase_jobs(connection: Connection, contact_id: int) -> int:
    """A job under way keeps its row, since it may be the one that erases and has yet to end."""
    theirs = jobs.c.contact_id == contact_id
    nobodys = {"contact_id": None, "conversation_id": None, "args": None}
    under_way = connection.execute(update(jobs).where(theirs, jobs.c.status == "running").values(nobodys))
    return under_way.rowcount + connection.execute(delete(jobs).where(theirs)).rowcount


def _disown_inbox(connection: Connection, contact_id: int) -> int:
    nobodys = {"contact_id": None, "text": None, "reply": None}
    return connection.execute(update(inbox).where(inbox.c.contact_id == contact_id).values(nobodys)).rowcount


def _disown_appeals(connection: Connection, contact_id: int) -> int:
    theirs = appeals.c.contact_id == contact_id
    ids = select(appeals.c.id).where(theirs).scalar_subquery()
    connection.execute(update(appeal_moves).where(appeal_moves.c.appeal_id.in_(ids)).values(note=None))
    wordless = dict.fromkeys(("contact_id", "reference", "contested", "text", "subject", "receipt"))
    nobodys = {**wordless, "pseudonym": secrets.token_hex(8)}
    return connection.execute(update(appeals).where(theirs).values(nobodys)).rowcount
