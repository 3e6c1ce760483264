"""An appeal's life: from what a person contests to a decision, with its deadlines, receipt, letter and ways."""

from assistant.appeals.deadlines import (
    Deadline,
    answer_days,
    answer_due,
    contest_days,
    days_left,
    deadline_of,
    times_of,
)
from assistant.appeals.errors import AppealError, MovedMeanwhileError, MoveNotAllowedError
from assistant.appeals.evidence import evidence_for, is_item, reason_of, telling_paper
from assistant.appeals.filing import Draft, Filed, file_appeal, move, status_of
from assistant.appeals.letter import letter
from assistant.appeals.letter_words import LOCALES
from assistant.appeals.page import CheckPage, check_page, check_url
from assistant.appeals.receipt import Receipt, find_receipt, key_text, public_key, read_key
from assistant.appeals.reference import is_reference, new_reference
from assistant.appeals.rules import KINDS, Actor, Route, State, allowed, route_after, routes, rules
from assistant.appeals.standing import Standing, escalate, route_of, standing_of

__all__ = [
    "KINDS",
    "LOCALES",
    "Actor",
    "AppealError",
    "CheckPage",
    "Deadline",
    "Draft",
    "Filed",
    "MoveNotAllowedError",
    "MovedMeanwhileError",
    "Receipt",
    "Route",
    "Standing",
    "State",
    "allowed",
    "answer_days",
    "answer_due",
    "check_page",
    "check_url",
    "contest_days",
    "days_left",
    "deadline_of",
    "escalate",
    "evidence_for",
    "file_appeal",
    "find_receipt",
    "is_item",
    "is_reference",
    "key_text",
    "letter",
    "move",
    "new_reference",
    "public_key",
    "read_key",
    "reason_of",
    "route_after",
    "route_of",
    "routes",
    "rules",
    "standing_of",
    "status_of",
    "telling_paper",
    "times_of",
]
