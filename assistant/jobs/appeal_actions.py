"""Appeals as flows run them: the days that are left, filing, where one stands, reminders."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from assistant.appeals import KINDS, Deadline, Draft, Filed, deadline_of, file_appeal, status_of
from assistant.dialogue import Slots
from assistant.jobs.actions import Commit, Job, at_once
from assistant.jobs.services import Services
from assistant.language import local_day
from assistant.storage import Transaction

REMIND_BEFORE = timedelta(days=3)
REMIND_AT = time(9, tzinfo=UTC)
"""Ten in the morning in Morocco."""
PRACTICE_REFERENCE = "12345670"


def appeal_deadline(services: Services, job: Job) -> Commit:
    """How many days are left to contest the notice; a reminder is set three days before the last."""
    now = services.clock()
    notice = _day(job.text("appeal_notice"))
    deadline = deadline_of(_kind(job), notice, local_day(now)) if notice else None
    if deadline is None:
        return at_once({"over": False})

    def commit(tx: Transaction) -> Slots:
        if not job.mode:
            _set_reminder(tx, job, deadline, now)
        return {
            "days_left": max(0, deadline.days_left),
            "over": deadline.over,
            "deadline": deadline.last_day.isoformat(),
        }

    return commit


def _set_reminder(tx: Transaction, job: Job, deadline: Deadline, now: datetime) -> None:
    due = datetime.combine(deadline.last_day - REMIND_BEFORE, REMIND_AT)
    if due <= now:
        return
    last_day = deadline.last_day.isoformat()
    args = msgspec.json.encode({"slots": {"reminder_deadline": last_day}, "mode": ""})
    tx.outbox.add_job(job.contact_id, job.conversation_id, "remind", args, f"remind-{job.contact_id}-{last_day}", due)


def remind(services: Services, job: Job) -> Commit:
    """Tell the person that few days are left."""
    now = services.clock()
    last_day = date.fromisoformat(job.text("reminder_deadline"))

    def commit(tx: Transaction) -> None:
        contact = tx.contacts.by_id(job.contact_id)
        if contact is not None and last_day >= local_day(now):
            slots: Slots = {
                "reminder_deadline": last_day.isoformat(),
                "reminder_days": (last_day - local_day(now)).days,
            }
            services.conversations.begin_within(tx, contact.phone, "reminder", slots, now, services.default_channel)

    return commit


def file(services: Services, job: Job) -> Commit:
    """File the appeal under a new reference; of somebody who is helped, under their own number, and told to them."""
    now = services.clock()
    if job.practice:
        return at_once({"reference": PRACTICE_REFERENCE, "filed_at": now.isoformat()})
    draft = Draft(_kind(job), job.text("appeal_reason"), job.text("appeal_words"), _day(job.text("appeal_notice")))

    def commit(tx: Transaction) -> Slots:
        phone = job.text("helper_phone")
        contact_id = tx.contacts.get_or_create(phone, now).id if phone else job.contact_id
        filed = file_appeal(tx, contact_id, draft, now, secrets.SystemRandom(), services.signing_key)
        tx.tickets.open(None if phone else job.conversation_id, contact_id, "appeal", now, f"appeal:{job.key}")
        outcome = _outcome(filed)
        if phone:
            slots = {f"appeal_{name}": value for name, value in {**outcome, "kind": draft.kind}.items()}
            services.conversations.begin_within(tx, phone, "receipt", slots, now, services.default_channel)
        return outcome

    return commit


def appeal_status(_services: Services, job: Job) -> Commit:
    """Where the person's own appeal stands; somebody else's is as unknown as none."""
    if job.practice:
        return at_once({"found": False})

    def commit(tx: Transaction) -> Slots:
        appeal = status_of(tx, job.contact_id, job.text("status_reference") or None)
        if appeal is None:
            return {"found": False}
        filing = appeal.filing
        return {
            "found": True,
            "reference": filing.reference,
            "state": appeal.state,
            "kind": filing.kind,
            "filed_at": local_day(filing.filed_at).isoformat(),
        }

    return commit


def _outcome(filed: Filed) -> Slots:
    outcome: Slots = {"reference": filed.reference, "filed_at": filed.filed_at.isoformat()}
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
