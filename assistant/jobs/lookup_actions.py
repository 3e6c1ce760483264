"""Looking somebody up in the register. What is found goes only to the phone that the register holds.

The answer to a wrong card, a wrong birth date and a person without a phone is the same text, so that nobody can
learn who is registered; tries are limited for each phone number and for each identity.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from assistant.dialogue import Slots
from assistant.jobs.actions import Commit, Job, at_once
from assistant.jobs.services import Services
from assistant.language import Arg, Message
from assistant.registry import (
    CODE_LIFE,
    LOCK,
    MAX_TRIES,
    Household,
    Person,
    differences,
    hash_code,
    new_code,
    same_code,
)
from assistant.scoring import SLOTS, correctable
from assistant.storage import Transaction

LOOKUPS = MAX_TRIES
"""Look-ups that one phone number, or one identity, may have within the lock's time."""
PRACTICE_CODE = "right"


def lookup_person(services: Services, job: Job) -> Commit:
    """Send a one-time code to the person's phone in the register, if there is such a person."""
    if job.practice:
        return at_once({"sent": True, "locked": False})
    person = _find(services, job)
    now = services.clock()

    def commit(tx: Transaction) -> Slots:
        keys = _keys(services, tx, job)
        window = int(LOCK.total_seconds())
        allowed = [tx.limits.hit(keys[name], now, window, LOOKUPS) for name in ("asker-rate", "subject-rate")]
        if not all(allowed):
            return {"sent": True, "locked": True}
        if person is not None and person.phone:
            _send_code(services, tx, keys, person.phone, now)
        return {"sent": True, "locked": False}

    return commit


def verify_code(services: Services, job: Job) -> Commit:
    """Whether the code is the one that was sent: right, wrong, expired or locked."""
    if job.practice:
        return at_once({"verdict": PRACTICE_CODE})
    now = services.clock()
    return lambda tx: {"verdict": _verdict(services, tx, job, now)}


def _verdict(services: Services, tx: Transaction, job: Job, now: datetime) -> str:
    keys = _keys(services, tx, job)
    tries = ("asker", "subject")
    if any(tx.limits.is_locked(keys[name], now) for name in tries):
        return "locked"
    code = tx.codes.latest(keys["subject"], keys["asker"])
    given = hash_code(services.signing_key, keys["subject"], job.text("lookup_code"))
    if code is not None and code.consumed_at is None and same_code(code.code_hash, given):
        if code.expires_at <= now:
            return "expired"
        tx.codes.consume(code.id, now)
        for name in tries:
            tx.limits.clear(keys[name])
        return "right"
    failures = [tx.limits.count_failure(keys[name], now, MAX_TRIES, int(LOCK.total_seconds())) for name in tries]
    return "locked" if any(failure.locked for failure in failures) else "wrong"


def send_record(services: Services, job: Job) -> Commit:
    """Send the last two digits, the whole number or the score to the phone in the register.

    Only after the code was right, and only once for each: a code opens one look-up.
    """
    if job.practice:
        return at_once({"sent": True})
    person = _find(services, job)
    household = services.registry.find_household(person.identifier) if person else None
    now = services.clock()

    def commit(tx: Transaction) -> Slots:
        keys = _keys(services, tx, job)
        code = tx.codes.latest(keys["subject"], keys["asker"])
        proven = code is not None and code.consumed_at is not None and now - code.consumed_at < LOCK
        if proven and person is not None and person.phone:
            message = _record(job.text("lookup_what"), person.identifier, household.score if household else None)
            _send(services, tx, person.phone, message, now, delivery_class="private")
        return {"sent": True, **(_difference(tx, job, person, household) if proven and person else {})}

    return commit


def _difference(tx: Transaction, job: Job, person: Person, household: Household | None) -> Slots:
    """Where the register's record differs from what this person declared to us: a ground of appeal.

    Told only to the very phone that the register holds; the first entry that they could have corrected.
    """
    contact = tx.contacts.by_id(job.contact_id)
    if household is None or contact is None or contact.phone != person.phone:
        return {}
    told = {slot.path: job.slots[slot.name] for slot in SLOTS if job.slots.get(slot.name, "unknown") != "unknown"}
    for each in differences(household, told):
        item = correctable(each.path)
        if item is not None:
            values = {"registered": each.registered, "declared": each.declared}
            return {"difference": item, **{name: str(value).lower() for name, value in values.items()}}
    return {}


def _record(what: str, identifier: str, score: object) -> Message:
    if what == "whole":
        return Message("record-whole", {"identifier": Arg(identifier, "identifier")})
    if what == "score":
        return Message("record-score", {"score": Arg(str(score), "score")}) if score else Message("record-none")
    return Message("record-last-two", {"identifier": Arg(identifier, "masked")})


def _find(services: Services, job: Job) -> Person | None:
    return services.registry.find_person(job.text("lookup_cnie"), date.fromisoformat(job.text("lookup_birth")))


def _keys(services: Services, tx: Transaction, job: Job) -> Mapping[str, str]:
    """Blind indexes of who asks and who is asked about; the identity is the card, whatever the birth date."""
    contact = tx.contacts.by_id(job.contact_id)
    phone = contact.phone if contact else ""
    index = services.database.cipher.index
    values = {"asker": phone, "subject": job.text("lookup_cnie")}
    tries = {name: index(f"code-{name}", value) for name, value in values.items()}
    return tries | {f"{name}-rate": index(f"lookup-{name}", value) for name, value in values.items()}


def _send_code(services: Services, tx: Transaction, keys: Mapping[str, str], phone: str, now: datetime) -> None:
    code = new_code(secrets.SystemRandom())
    expires = now + CODE_LIFE
    tx.codes.store(keys["subject"], keys["asker"], hash_code(services.signing_key, keys["subject"], code), now, expires)
    _send(services, tx, phone, Message("code-sms", {"code": Arg(code)}), now, "once", CODE_LIFE)


def _send(
    services: Services,
    tx: Transaction,
    phone: str,
    message: Message,
    now: datetime,
    delivery_class: str = "normal",
    life: timedelta | None = None,
) -> None:
    """An SMS to the phone in the register, in that person's own language where they have one."""
    contact = tx.contacts.get_or_create(phone, now)
    if contact.opted_out_at is not None:
        return
    channel = tx.conversations.lock(contact.id).channel or services.default_channel
    text = services.bundles.render(contact.locale or services.conversations.book.default_locale, message)
    tx.outbox.add_message(
        contact.id,
        None,
        text,
        channel,
        now,
        delivery_class=delivery_class,  # type: ignore[arg-type]
        expires_at=now + life if life else None,
    )
