"""One transaction, and all that can be read and written in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from assistant.storage.appeals import Appeals
from assistant.storage.assessments import Assessments
from assistant.storage.audit import Audit
from assistant.storage.cipher import Cipher
from assistant.storage.codes import Codes
from assistant.storage.contacts import Contacts
from assistant.storage.conversations import ConversationRows
from assistant.storage.deliveries import Deliveries
from assistant.storage.episodes import Episodes
from assistant.storage.events import Events
from assistant.storage.expected_calls import ExpectedCalls
from assistant.storage.export import Export
from assistant.storage.figures import Figures
from assistant.storage.handovers import Handovers
from assistant.storage.inbox import Inbox
from assistant.storage.leases import Leases
from assistant.storage.limits import Limits
from assistant.storage.notes import Notes
from assistant.storage.operators import Operators
from assistant.storage.outbox import Outbox
from assistant.storage.proposals import Proposals
from assistant.storage.queue import Queue
from assistant.storage.recordings import Recordings
from assistant.storage.statements import Statements
from assistant.storage.tickets import Tickets
from assistant.storage.transcript import Transcript
from assistant.storage.watch import Watch


class Transaction:
    """All that is done through one of these is committed together, or not at all."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._with = (connection, cipher)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(*self._with)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(*self._with)

    @cached_property
    def conversations(self) -> ConversationRows:
        return ConversationRows(*self._with)

    @cached_property
    def events(self) -> Events:
        return Events(*self._with)

    @cached_property
    def episodes(self) -> Episodes:
        return Episodes(*self._with)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(*self._with)

    @cached_property
    def deliveries(self) -> Deliveries:
        return Deliveries(*self._with)

    @cached_property
    def tickets(self) -> Tickets:
        return Tickets(*self._with)

    @cached_property
    def limits(self) -> Limits:
        return Limits(*self._with)

    @cached_property
    def expected_calls(self) -> ExpectedCalls:
        return ExpectedCalls(*self._with)

    @cached_property
    def statements(self) -> Statements:
        return Statements(*self._with)

    @cached_property
    def handovers(self) -> Handovers:
        return Handovers(*self._with)

    @cached_property
    def codes(self) -> Codes:
        return Codes(*self._with)

    @cached_property
    def appeals(self) -> Appeals:
        return Appeals(*self._with)

    @cached_property
    def assessments(self) -> Assessments:
        return Assessments(*self._with)

    @cached_property
    def audit(self) -> Audit:
        return Audit(*self._with)

    @cached_property
    def leases(self) -> Leases:
        return Leases(*self._with)

    @cached_property
    def notes(self) -> Notes:
        return Notes(*self._with)

    @cached_property
    def operators(self) -> Operators:
        return Operators(*self._with)

    @cached_property
    def queue(self) -> Queue:
        return Queue(*self._with)

    @cached_property
    def transcript(self) -> Transcript:
        return Transcript(*self._with)

    @cached_property
    def proposals(self) -> Proposals:
        return Proposals(*self._with)

    @cached_property
    def watch(self) -> Watch:
        return Watch(*self._with)

    @cached_property
    def figures(self) -> Figures:
        return Figures(*self._with)

    @cached_property
    def recordings(self) -> Recordings:
        return Recordings(*self._with)

    def erase_person(self, phone: str) -> Mapping[str, int]:
        """Forget whoever has the E.164 number; gives the rows of each table, nothing for a stranger."""
        contact = self.contacts.find(phone)
        return {} if contact is None else self.contacts.erase(contact.id)

    def export_person(self, phone: str) -> dict[str, Any]:
        """All that is held about whoever has the E.164 number, in the clear; empty for a stranger."""
        contact = self.contacts.find(phone)
        return {} if contact is None else Export(*self._with).of(contact)

    def ping(self) -> None:
        """A round trip to the database."""
        self._with[0].execute(select(1))
