"""Appeals as flows run them: the days that are left, filing, where one stands, the next way, withdrawing."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from assistant.appeals import (
    KINDS,
    Draft,
    Filed,
    MovedMeanwhileError,
    MoveNotAllowedError,
    contest_days,
    deadline_of,
    escalate,
    file_appeal,
    is_item,
    move,
    reason_of,
    routes,
    standing_of,
    status_of,
    telling_paper,
)
from assistant.dialogue import Slots
from assistant.jobs import statement_action
from assistant.jobs.actions import Commit, Job, at_once
from assistant.jobs.reminder_actions import remind_of, watch_answer, way_slots
from assistant.jobs.services import Services
from assistant.language import local_day
from assistant.recording.statement import id_of
from assistant.registry import RegistryError
from assistant.storage import Transaction

ON_TIME = timedelta(minutes=1)
"""A filing that takes longer than this after the person's yes was delayed by us."""
PRACTICE_REFERENCE = "12345670"
NO_PAPER = "none"


def appeal_deadline(services: Services, job: Job) -> Commit:
    """How many days are left to contest the notice, and the ways that remain; a reminder is set before the last."""
    now = services.clock()
    notice = _day(job.text("appeal_notice"))
    kind = _kind(job)
    deadline = deadline_of(kind, notice, local_day(now)) if notice else None
    if deadline is None:
        return at_once({"over": False})
    ways: Slots = {f"way_{place}": way for place, way in enumerate(routes(kind, deadline.days_left), start=1)}

    def commit(tx: Transaction) -> Slots:
        if not job.mode:
            remind_of(tx, job, kind, deadline, now)
        return {
            "days_left": max(0, deadline.days_left),
            "contest_days": contest_days(kind) or 0,
            "over": deadline.over,
            "deadline": deadline.last_day.isoformat(),
            **ways,
        }

    return commit


def file(services: Services, job: Job) -> Commit:
    """File the appeal under a new reference; of somebody who is helped, under their own number, and told to them."""
    now = services.clock()
    if job.practice:
        return at_once({"reference": PRACTICE_REFERENCE, "filed_at": now.isoformat(), "late": False, "paper": NO_PAPER})
    draft = _draft(job)
    tried_at = _tried_in_vain(services, job, now)

    def commit(tx: Transaction) -> Slots:
        phone = job.text("helper_phone")
        contact_id = tx.contacts.get_or_create(phone, now).id if phone else job.contact_id
        filed = file_appeal(tx, contact_id, draft, now, secrets.SystemRandom(), services.signing_key, tried_at)
        tx.tickets.open(None if phone else job.conversation_id, contact_id, "appeal", now, f"appeal:{job.key}")
        statement_action.attach(tx, job, filed.appeal.id, contact_id, now)
        watch_answer(tx, standing_of(tx, filed.appeal, local_day(now)))
        outcome = _outcome(filed, draft)
        if phone:
            slots = {f"appeal_{name}": value for name, value in {**outcome, "kind": draft.kind}.items()}
            services.conversations.begin_within(tx, phone, "receipt", slots, now, services.default_channel)
        return outcome

    return commit


def appeal_status(services: Services, job: Job) -> Commit:
    """Where the person's own appeal stands; somebody else's is as unknown as none."""
    if job.practice:
        return at_once({"found": False})

    def commit(tx: Transaction) -> Slots:
        appeal = status_of(tx, job.contact_id, job.text("status_reference") or None)
        if appeal is None:
            return {"found": False}
        standing = standing_of(tx, appeal, local_day(services.clock()))
        return {
            "found": True,
            "reference": appeal.filing.reference,
            "state": appeal.state,
            "kind": appeal.filing.kind,
            "filed_at": local_day(appeal.filing.filed_at).isoformat(),
            "goes_on": standing.goes_on,
            "overdue": standing.overdue,
            "may_withdraw": standing.may_withdraw,
            "receipt": appeal.filing.receipt or "",
        }

    return commit


def next_way(services: Services, job: Job) -> Commit:
    """The way that follows for the appeal that was just told of; 'none' after the last."""

    def commit(tx: Transaction) -> Slots:
        reference = job.text("status_reference")
        appeal = status_of(tx, job.contact_id, reference)
        standing = standing_of(tx, appeal, local_day(services.clock())) if appeal else None
        return way_slots(reference, standing.next_route if standing else None)

    return commit


def escalate_appeal(services: Services, job: Job) -> Commit:
    """Bring the person's appeal on its next way, and ask for a colleague who prepares it with them."""
    now = services.clock()

    def commit(tx: Transaction) -> Slots:
        appeal = status_of(tx, job.contact_id, job.text("next_reference"))
        standing = standing_of(tx, appeal, local_day(now)) if appeal else None
        if standing is None or standing.next_route != job.text("next_route"):
            return {"escalated": False}
        try:
            moved = escalate(tx, standing, "person", now)
        except (MoveNotAllowedError, MovedMeanwhileError):
            return {"escalated": False}
        tx.tickets.open(job.conversation_id, job.contact_id, "appeal", now, f"appeal:{job.key}")
        watch_answer(tx, standing_of(tx, moved, local_day(now)))
        return {"escalated": True}

    return commit


def withdraw_appeal(services: Services, job: Job) -> Commit:
    """Withdraw the person's appeal, if it can still be withdrawn."""
    now = services.clock()

    def commit(tx: Transaction) -> Slots:
        appeal = status_of(tx, job.contact_id, job.text("status_reference"))
        if appeal is None:
            return {"withdrawn": False}
        try:
            move(tx, appeal, "withdrawn", "person", now)
        except (MoveNotAllowedError, MovedMeanwhileError):
            return {"withdrawn": False}
        return {"withdrawn": True}

    return commit


def _tried_in_vain(services: Services, job: Job, now: datetime) -> datetime | None:
    """When the person asked, where the register or our own service was down then; None where all was well."""
    asked_at = (job.asked_at or now).replace(microsecond=0)
    delayed = job.attempts > 1 or now - asked_at > ON_TIME
    return asked_at if delayed or not _register_answers(services) else None


def _register_answers(services: Services) -> bool:
    try:
        services.registry.ping()
    except RegistryError:
        return False
    return True


def _draft(job: Job) -> Draft:
    kind, item = _kind(job), job.text("appeal_item")
    notice, words = _day(job.text("appeal_notice")), _words(job)
    if kind == "correct" and is_item(item):
        return Draft(kind, reason_of(item), words, notice, _subject(job, item))
    return Draft(kind, job.text("appeal_reason"), words, notice if kind == "asd" else None)


def _words(job: Job) -> str:
    """What the person wrote, also where they were asked to say it and wrote an SMS."""
    told = job.text("appeal_statement")
    return job.text("appeal_words") or ("" if id_of(told) else told)


def _subject(job: Job, item: str) -> dict[str, Any]:
    """The item of the declaration, with what is recorded and what is true where both are known."""
    change = {name: job.slots.get(f"appeal_item_{name}") for name in ("from", "to")}
    return {"item": item, **{name: value for name, value in change.items() if value is not None}}


def _outcome(filed: Filed, draft: Draft) -> Slots:
    item = str((draft.subject or {}).get("item", ""))
    outcome: Slots = {
        "reference": filed.reference,
        "filed_at": filed.filed_at.isoformat(),
        "receipt": filed.appeal.filing.receipt or "",
        "paper": telling_paper(draft.kind, draft.contested, item) or NO_PAPER,
        "late": filed.receipt.service_down,
        "contest_days": contest_days(draft.kind) or 0,
    }
    if filed.receipt.tried_at is not None:
        outcome["tried_at"] = filed.receipt.tried_at.isoformat()
    if filed.deadline is not None:
        outcome["deadline"] = filed.deadline.isoformat()
    if filed.answer_days is not None:
        outcome["answer_days"] = filed.answer_days
    return outcome


def _kind(job: Job) -> str:
    kind = job.text("appeal_kind")
    return kind if kind in KINDS else KINDS[0]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
