"""What is kept: tables, the encryption of their fields, and the transactions that read and write them."""

from assistant.storage.appeals import AppealMove, EvidencePaper, Filing, StoredAppeal
from assistant.storage.assessments import Assessment
from assistant.storage.audit import AuditEntry, Verified
from assistant.storage.cipher import Cipher
from assistant.storage.codes import Code
from assistant.storage.contacts import Contact
from assistant.storage.conversations import ConversationRow
from assistant.storage.database import Database
from assistant.storage.deliveries import Delivery
from assistant.storage.episodes import EpisodeRow
from assistant.storage.errors import (
    ReferenceTakenError,
    StorageError,
    SupersededError,
    UnavailableError,
    WrongKeyError,
)
from assistant.storage.events import Happening, LoggedEvent
from assistant.storage.figures import Missed, Passage, Sent, Stalled
from assistant.storage.handovers import Handover
from assistant.storage.inbox import Claim
from assistant.storage.leases import Lease
from assistant.storage.limits import Failures
from assistant.storage.notes import Note, NoteKind
from assistant.storage.operators import Operator, OperatorSession
from assistant.storage.outbox_jobs import JobRow
from assistant.storage.outbox_messages import DeliveryClass, OutboxMessage, Queued
from assistant.storage.proposals import Proposal
from assistant.storage.queue import Waiting, Wanted
from assistant.storage.recordings import Consent, Recording, Speaker
from assistant.storage.statements import Statement
from assistant.storage.tickets import Ticket
from assistant.storage.transaction import Transaction
from assistant.storage.transcript import Line, Talk
from assistant.storage.watch import Attempt, Found

__all__ = [
    "AppealMove",
    "Assessment",
    "Attempt",
    "AuditEntry",
    "Cipher",
    "Claim",
    "Code",
    "Consent",
    "Contact",
    "ConversationRow",
    "Database",
    "Delivery",
    "DeliveryClass",
    "EpisodeRow",
    "EvidencePaper",
    "Failures",
    "Filing",
    "Found",
    "Handover",
    "Happening",
    "JobRow",
    "Lease",
    "Line",
    "LoggedEvent",
    "Missed",
    "Note",
    "NoteKind",
    "Operator",
    "OperatorSession",
    "OutboxMessage",
    "Passage",
    "Proposal",
    "Queued",
    "Recording",
    "ReferenceTakenError",
    "Sent",
    "Speaker",
    "Stalled",
    "Statement",
    "StorageError",
    "StoredAppeal",
    "SupersededError",
    "Talk",
    "Ticket",
    "Transaction",
    "UnavailableError",
    "Verified",
    "Waiting",
    "Wanted",
    "WrongKeyError",
]
