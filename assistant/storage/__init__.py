"""What is kept: tables, the encryption of their fields, and the transactions that read and write them."""

from assistant.storage.appeals import AppealMove, Filing, StoredAppeal
from assistant.storage.assessments import Assessment
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
from assistant.storage.inbox import Claim
from assistant.storage.limits import Failures
from assistant.storage.outbox_jobs import JobRow
from assistant.storage.outbox_messages import DeliveryClass, OutboxMessage, Queued
from assistant.storage.recordings import Consent, Recording, Speaker
from assistant.storage.tickets import Ticket
from assistant.storage.transaction import Transaction

__all__ = [
    "AppealMove",
    "Assessment",
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
    "Failures",
    "Filing",
    "Happening",
    "JobRow",
    "LoggedEvent",
    "OutboxMessage",
    "Queued",
    "Recording",
    "ReferenceTakenError",
    "Speaker",
    "StorageError",
    "StoredAppeal",
    "SupersededError",
    "Ticket",
    "Transaction",
    "UnavailableError",
    "WrongKeyError",
]
