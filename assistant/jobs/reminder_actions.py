"""Reminders of appeals: before the limit to contest, and when an answer is overdue. One of each, and none in vain."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec

from assistant.appeals import Deadline, Route, Standing, standing_of, times_of
from assistant.dialogue import Slots
from assistant.jobs.actions import Commit, Job
from assistant.jobs.services import Services
from assistant.language import local_day, morocco
from assistant.storage import Transaction

REMIND_BEFORE = timedelta(days=3)
REMIND_AT = time(10)
"""Ten in the morning by Morocco's clocks, Ramadan included."""


def remind_of(tx: Transaction, job: Job, kind: str, deadline: Deadline, now: datetime) -> None:
    """Set the reminder of this limit, in place of one that the person's earlier answer set."""
    due = _morning(deadline.last_day - REMIND_BEFORE)
    tx.outbox.drop_jobs(job.contact_id, "remind")
    if due <= now:
        return
    last_day = deadline.last_day.isoformat()
    slots: Slots = {"reminder_deadline": last_day, "reminder_kind": kind}
    token = f"remind-{job.contact_id}-{last_day}"
    tx.outbox.add_job(job.contact_id, job.conversation_id, "remind", _args(slots), token, due)


def remind(services: Services, job: Job) -> Commit:
    """Tell the person that few days are left, unless they have filed about this notice since."""
    now = services.clock()
    last_day = date.fromisoformat(job.text("reminder_deadline"))
    kind = job.text("reminder_kind") or "asd"

    def commit(tx: Transaction) -> None:
        contact = tx.contacts.by_id(job.contact_id)
        filings = [appeal.filing for appeal in tx.appeals.get_for_contact(job.contact_id)]
        filed = any((filing.kind, filing.deadline) == (kind, last_day) for filing in filings)
        if contact is None or filed or last_day < local_day(now):
            return
        slots: Slots = {
            "reminder_overdue": False,
            "reminder_deadline": last_day.isoformat(),
            "reminder_days": (last_day - local_day(now)).days,
        }
        services.conversations.begin_within(tx, contact.phone, "reminder", slots, now, services.default_channel)

    return commit


def watch_answer(tx: Transaction, standing: Standing) -> None:
    """Look at the appeal again on the day after its answer was due, where the facts give a time for it."""
    contact_id = standing.appeal.contact_id
    if standing.answer is None or contact_id is None:
        return
    slots: Slots = {"overdue_reference": standing.appeal.filing.reference, "overdue_route": standing.route}
    token = f"overdue-{standing.appeal.id}-{standing.route}"
    conversation_id = tx.conversations.lock(contact_id).id
    due = _morning(standing.answer.last_day + timedelta(days=1))
    tx.outbox.add_job(contact_id, conversation_id, "answer_overdue", _args(slots), token, due)


def answer_overdue(services: Services, job: Job) -> Commit:
    """Ask whether an answer came, and offer the next way; nothing where the appeal has moved on meanwhile."""
    now = services.clock()

    def commit(tx: Transaction) -> None:
        contact = tx.contacts.by_id(job.contact_id)
        appeal = tx.appeals.get_by_reference(job.text("overdue_reference"))
        if contact is None or appeal is None or appeal.contact_id != contact.id:
            return
        standing = standing_of(tx, appeal, local_day(now))
        if standing.overdue and standing.route == job.text("overdue_route"):
            way = way_slots(appeal.filing.reference, standing.next_route)
            slots: Slots = {"reminder_overdue": True, **{f"next_{name}": value for name, value in way.items()}}
            services.conversations.begin_within(tx, contact.phone, "reminder", slots, now, services.default_channel)

    return commit


def way_slots(reference: str, route: Route | None) -> Slots:
    """What the flow `escalate` tells of a way: its name ('none' after the last) and its times, as far as known."""
    return {"reference": reference, "route": route or "none", **(times_of(route) if route else {})}


def _morning(day: date) -> datetime:
    return datetime.combine(day, REMIND_AT, morocco())


def _args(slots: Slots) -> bytes:
    return msgspec.json.encode({"slots": slots, "mode": ""})
