"""The tables. No column holds a phone number, an identifier, a name or a text in the clear:

`sealed` columns are encrypted, `blind` ones are keyed indexes of an encrypted value. The rest is what the
funnel, the console and the sender must read without a key.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)  # fmt: skip
from sqlalchemy.schema import SchemaItem

from assistant.storage.columns import blind, moment, owned_by, row_id, sealed, word

EPISODE_WORDS = (
    "journey", "stage", "last_step", "ending", "outcome", "reason", "helped", "locale", "channel", "region",
)  # fmt: skip
"""What is kept of a visit to a journey, each a word from a short list; empty where it cannot be told."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def new_table(name: str, *parts: SchemaItem) -> Table:
    """A table with an id that is never given twice."""
    # An id is never given twice, so that nothing late reaches whoever came after an erased person.
    return Table(name, metadata, row_id(), *parts, sqlite_autoincrement=True)


contacts = new_table(
    "contacts",
    sealed("phone"),
    blind("phone_index", unique=True),
    word("locale", nullable=True),
    moment("opted_out_at", nullable=True),
    moment("created_at"),
)

inbox = new_table(
    "inbox",
    word("channel"),
    word("provider_id"),
    owned_by("contacts", nullable=True),
    sealed("text", nullable=True),
    sealed("reply", nullable=True),
    moment("received_at"),
    UniqueConstraint("channel", "provider_id"),
)

conversations = new_table(
    "conversations",
    owned_by("contacts", unique=True),
    sealed("state", nullable=True),
    Column("revision", Integer, nullable=False, default=0),
    word("step"),
    word("status"),
    word("channel"),
    word("locale"),
    word("region", nullable=True),
    moment("updated_at", nullable=True),
    moment("counted_at", nullable=True),
    Index(None, "status", "updated_at"),
)

events = new_table(
    "events",
    owned_by("conversations", index=False),
    Column("seq", Integer, nullable=False),
    moment("at"),
    word("kind"),
    word("step"),
    sealed("payload"),
    UniqueConstraint("conversation_id", "seq"),
    Index("ix_events_failed_at", "at", sqlite_where=text("kind = 'failed'"), postgresql_where=text("kind = 'failed'")),
)

messages = new_table(
    "outbox_messages",
    word("token"),
    owned_by("contacts"),
    owned_by("conversations", nullable=True),
    owned_by("inbox", nullable=True),
    word("channel"),
    word("delivery_class"),
    sealed("recipient", nullable=True),
    sealed("body", nullable=True),
    sealed("spoken", nullable=True),
    word("status"),
    Column("attempts", Integer, nullable=False, default=0),
    moment("due_at"),
    moment("lease_until", nullable=True),
    moment("expires_at", nullable=True),
    moment("sent_at", nullable=True),
    word("provider_id", nullable=True),
    word("error", nullable=True),
    word("author", nullable=True),
    Column("segments", Integer, nullable=True),
    UniqueConstraint("token"),
    Index(None, "status", "due_at"),
)

jobs = new_table(
    "outbox_jobs",
    word("token"),
    owned_by("contacts", nullable=True),
    owned_by("conversations", nullable=True),
    word("action"),
    sealed("args", nullable=True),
    word("status"),
    Column("attempts", Integer, nullable=False, default=0),
    moment("due_at"),
    moment("lease_until", nullable=True),
    word("error", nullable=True),
    UniqueConstraint("token"),
    Index(None, "status", "due_at"),
)

deliveries = new_table(
    "deliveries",
    word("reference"),
    word("status"),
    word("error", nullable=True),
    moment("first_at"),
    moment("last_at"),
    UniqueConstraint("reference"),
)

tickets = new_table(
    "tickets",
    owned_by("contacts"),
    owned_by("conversations", nullable=True),
    word("reason"),
    word("cause_key"),
    word("status"),
    moment("opened_at"),
    moment("closed_at", nullable=True),
    Column("once", Boolean, nullable=False, default=False, server_default=text("false")),
    Column("rank", Integer, nullable=False, default=2, server_default=text("2")),
    Column("due", Date, nullable=True),
    moment("taken_at", nullable=True),
    word("closed_as", nullable=True),
    word("closed_by", nullable=True),
    Index(None, "status", "rank", "due", "opened_at"),
    Index("uq_tickets_once", "cause_key", unique=True, sqlite_where=text("once"), postgresql_where=text("once")),
    Index(
        "uq_tickets_open_cause",
        "cause_key",
        unique=True,
        sqlite_where=text("status = 'open'"),
        postgresql_where=text("status = 'open'"),
    ),
)

limits = new_table(
    "limits",
    blind("key", unique=True),
    Column("hits", Integer, nullable=False),
    moment("since"),
    moment("last_at"),
    moment("locked_until", nullable=True),
)

codes = new_table(
    "codes",
    blind("subject_index"),
    blind("asker_index"),
    word("code_hash"),
    moment("created_at"),
    moment("expires_at"),
    moment("consumed_at", nullable=True),
    UniqueConstraint("subject_index", "asker_index"),
)

appeals = new_table(
    "appeals",
    owned_by("contacts", nullable=True),
    word("pseudonym", nullable=True),
    blind("reference_index", unique=True),
    sealed("reference", nullable=True),
    word("kind"),
    word("state"),
    word("route", nullable=True),
    Column("revision", Integer, nullable=False, default=0),
    sealed("contested", nullable=True),
    sealed("text", nullable=True),
    sealed("subject", nullable=True),
    sealed("receipt", nullable=True),
    Column("notice_date", Date, nullable=True),
    Column("deadline", Date, nullable=True),
    moment("filed_at"),
    Index(None, "state", "deadline"),
)

appeal_moves = new_table(
    "appeal_moves",
    owned_by("appeals"),
    word("state"),
    word("actor"),
    sealed("note", nullable=True),
    moment("at"),
)

assessments = new_table(
    "assessments",
    word("token"),
    owned_by("contacts"),
    owned_by("conversations", nullable=True),
    word("formula"),
    sealed("inputs"),
    sealed("result"),
    moment("at"),
    UniqueConstraint("token"),
)

# Nobody's rows: no column leads to a person, and the ids are drawn by lot so that their order tells nothing.
episodes = new_table(
    "episodes",
    Column("day", Date, nullable=False),
    *map(word, EPISODE_WORDS),
    Index(None, "day"),
)

# A speaker is nobody that we know: no telephone number, no contact. `name` is drawn by lot and goes into exports;
# the code, by which they erase their voice, does not.
speakers = new_table(
    "speakers",
    word("name"),
    blind("code_index", unique=True),
    sealed("code", nullable=True),
    sealed("about", nullable=True),
    word("invitation"),
    word("line"),
    Column("consent", Text, nullable=False),
    word("consent_version"),
    word("consent_how"),
    moment("consented_at"),
    moment("withdrawn_at", nullable=True),
    Column("block", Integer, nullable=False, default=0),
    Column("prompts", Text, nullable=True),
    UniqueConstraint("name"),
    Index(None, "invitation"),
)

recordings = new_table(
    "recordings",
    owned_by("speakers"),
    word("transcript"),
    sealed("audio"),
    word("quality"),
    Column("start", Float, nullable=False),
    Column("end", Float, nullable=False),
    moment("at"),
    UniqueConstraint("speaker_id", "transcript"),
    Index(None, "transcript"),
)

key_checks = new_table(
    "key_checks",
    word("name"),
    sealed("canary"),
    blind("canary_index"),
    UniqueConstraint("name"),
)
