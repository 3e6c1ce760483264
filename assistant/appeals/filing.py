"""Filing an appeal, moving it on, and telling where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from assistant.appeals.deadlines import answer_days, deadline_of
from assistant.appeals.errors import MovedMeanwhileError, MoveNotAllowedError
from assistant.appeals.receipt import Receipt
from assistant.appeals.reference import new_reference
from assistant.appeals.rules import Actor, Route, State, allowed, routes
from assistant.language import local_day
from assistant.storage import Filing, ReferenceTakenError, StoredAppeal, Transaction

REFERENCE_TRIES = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person contests, in their own words. `notice` is the day of the refusal's notice, where they know it;
    `subject` the item of the declaration that is contested, with what it is and should be (`item from to`)."""

    kind: str
    contested: str
    words: str
    notice: date | None = None
    subject: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed appeal: `answer_days` only where the facts give a number."""

    appeal: StoredAppeal
    receipt: Receipt
    answer_days: int | None

    @property
    def reference(self) -> str:
        return self.receipt.reference

    @property
    def filed_at(self) -> datetime:
        return self.receipt.filed_at

    @property
    def deadline(self) -> date | None:
        return self.receipt.deadline


def file_appeal(
    tx: Transaction,
    contact_id: int,
    draft: Draft,
    now: datetime,
    random: Random,
    key: bytes,
    tried_at: datetime | None = None,
) -> Filed:
    """File the draft under a new reference, on the first way that is open, with a signed receipt.

    `tried_at` is when the person asked, given only where the register or our service was down then. Call it once
    for each job: the job's end, in the same transaction, is what makes a second run do nothing.
    """
    limit = deadline_of(draft.kind, draft.notice, local_day(now)) if draft.notice else None
    way = routes(draft.kind, limit.days_left if limit else None)[0]
    moment = now.replace(microsecond=0)
    for _ in range(REFERENCE_TRIES):
        receipt = Receipt(new_reference(random), draft.kind, moment, limit.last_day if limit else None, tried_at)
        try:
            appeal = tx.appeals.add(contact_id, _filing(draft, receipt, key), route=way)
        except ReferenceTakenError:
            continue
        return Filed(appeal, receipt, answer_days(draft.kind))
    raise ReferenceTakenError(f"{REFERENCE_TRIES} references in a row were taken")


def _filing(draft: Draft, receipt: Receipt, key: bytes) -> Filing:
    return Filing(
        reference=receipt.reference,
        kind=draft.kind,
        contested=draft.contested,
        text=draft.words,
        filed_at=receipt.filed_at,
        notice_date=draft.notice,
        deadline=receipt.deadline,
        subject=draft.subject,
        receipt=receipt.sign(key),
    )


def move(
    tx: Transaction,
    appeal: StoredAppeal,
    state: State,
    actor: Actor,
    at: datetime,
    note: str | None = None,
    route: Route | None = None,
) -> StoredAppeal:
    """Bring an appeal, as it was read, into another state (and on another way); gives it as it is then.

    Raises MoveNotAllowedError where the table does not allow it, MovedMeanwhileError where somebody was quicker.
    """
    if state not in allowed(appeal.state, actor):  # type: ignore[arg-type]
        raise MoveNotAllowedError(f"{actor} may not bring an appeal from {appeal.state} to {state}")
    moved = tx.appeals.move(appeal, state, at, actor=actor, note=note, route=route)
    if moved is None:
        raise MovedMeanwhileError("somebody else moved this appeal; look at it again")
    return moved


def status_of(tx: Transaction, contact_id: int, reference: str | None) -> StoredAppeal | None:
    """The contact's own appeal with this reference, or their newest; somebody else's is as unknown as none."""
    own = tx.appeals.get_for_contact(contact_id)
    if reference is None:
        return own[0] if own else None
    return next((appeal for appeal in own if appeal.filing.reference == reference), None)
