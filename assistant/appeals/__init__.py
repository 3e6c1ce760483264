"""An appeal's life: from what a person contests to a decision, with its deadlines, receipt and routes."""

from assistant.appeals.deadlines import Deadline, days_left, deadline_of
from assistant.appeals.errors import AppealError, MoveNotAllowedError
from assistant.appeals.filing import Draft, Filed, file_appeal, move, status_of
from assistant.appeals.receipt import Receipt
from assistant.appeals.reference import is_reference, new_reference
from assistant.appeals.rules import KINDS, Actor, State, allowed, routes

__all__ = [
    "KINDS",
    "Actor",
    "AppealError",
    "Deadline",
    "Draft",
    "Filed",
    "MoveNotAllowedError",
    "Receipt",
    "State",
    "allowed",
    "days_left",
    "deadline_of",
    "file_appeal",
    "is_reference",
    "move",
    "new_reference",
    "routes",
    "status_of",
]
