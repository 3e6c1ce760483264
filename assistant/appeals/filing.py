"""Filing an appeal, moving it on, and telling where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from assistant.appeals.deadlines import answer_days, deadline_of
from assistant.appeals.errors import MoveNotAllowedError
from assistant.appeals.receipt import Receipt
from assistant.appeals.reference import new_reference
from assistant.appeals.rules import Actor, State, allowed
from assistant.language import local_day
from assistant.storage import Filing, ReferenceTakenError, StoredAppeal, Transaction

REFERENCE_TRIES = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person contests, in their own words. `notice` is the day of the refusal's notice, where they know it."""

    kind: str
    contested: str
    words: str
    notice: date | None = None
    subject: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed appeal: `answer_days` only where the facts give a number."""

    reference: str
    filed_at: datetime
    deadline: date | None
    answer_days: int | None


def file_appeal(tx: Transaction, contact_id: int, draft: Draft, now: datetime, random: Random, key: bytes) -> Filed:
    """File the draft under a new reference, with a signed receipt. Call it once for each job: the job's end, in the
    same transaction, is what makes a second run do nothing."""
    limit = deadline_of(draft.kind, draft.notice, local_day(now)) if draft.notice else None
    deadline = limit.last_day if limit else None
    for _ in range(REFERENCE_TRIES):
        reference = new_reference(random)
        receipt = Receipt.of(reference, draft.kind, now, deadline.isoformat() if deadline else "")
        filing = Filing(
            reference=reference,
            kind=draft.kind,
            contested=draft.contested,
            text=draft.words,
            filed_at=now,
            notice_date=draft.notice,
            deadline=deadline,
            subject=draft.subject,
            receipt=receipt.sign(key),
        )
        try:
            tx.appeals.add(contact_id, filing)
        except ReferenceTakenError:
            continue
        return Filed(reference, now, deadline, answer_days(draft.kind))
    raise ReferenceTakenError(f"{REFERENCE_TRIES} references in a row were taken")


def move(
    tx: Transaction, appeal: StoredAppeal, state: State, actor: Actor, at: datetime, note: str | None = None
) -> None:
    """Bring an appeal into another state; raises MoveNotAllowedError where the table does not allow it."""
    if state not in allowed(appeal.state, actor):  # type: ignore[arg-type]
        raise MoveNotAllowedError(f"{actor} may not bring an appeal from {appeal.state} to {state}")
    tx.appeals.move(appeal.id, state, at, actor=actor, note=note)


def status_of(tx: Transaction, contact_id: int, reference: str | None) -> StoredAppeal | None:
    """The contact's own appeal with this reference, or their newest; somebody else's is as unknown as none."""
    own = tx.appeals.get_for_contact(contact_id)
    if reference is None:
        return own[0] if own else None
    return next((appeal for appeal in own if appeal.filing.reference == reference), None)
