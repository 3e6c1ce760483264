"""Where an appeal stands for its person: which way it is on, whether an answer is overdue, what can follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.appeals.deadlines import Deadline, answer_due
from assistant.appeals.errors import MoveNotAllowedError
from assistant.appeals.filing import move
from assistant.appeals.rules import REFUSED, WAITING, Actor, Route, allowed, route_after, rules
from assistant.language import local_day
from assistant.storage import StoredAppeal, Transaction


@dataclass(frozen=True, slots=True)
class Standing:
    """`answer` is until when an answer is due, where one is and the facts give a time; `next_route` the way after
    this one, None after the last."""

    appeal: StoredAppeal
    route: Route
    answer: Deadline | None
    next_route: Route | None

    @property
    def refused(self) -> bool:
        return self.appeal.state in REFUSED

    @property
    def overdue(self) -> bool:
        return self.answer is not None and self.answer.over

    @property
    def goes_on(self) -> bool:
        """Whether the next way is open: refused, or nobody answered in time."""
        return self.refused or self.overdue

    @property
    def may_withdraw(self) -> bool:
        return "withdrawn" in allowed(self.appeal.state, "person")  # type: ignore[arg-type]


def standing_of(tx: Transaction, appeal: StoredAppeal, today: date) -> Standing:
    """How the appeal stands on this day in Morocco."""
    route = route_of(appeal)
    answer = answer_due(appeal.filing.kind, route, _begun(tx, appeal), today) if appeal.state in WAITING else None
    return Standing(appeal, route, answer, route_after(appeal.filing.kind, route))


def route_of(appeal: StoredAppeal) -> Route:
    """The way on which the appeal is; the kind's first for one that was filed before ways were noted."""
    return appeal.route or rules().kinds[appeal.filing.kind].routes[0]  # type: ignore[return-value, index]


def escalate(tx: Transaction, standing: Standing, actor: Actor, at: datetime) -> StoredAppeal:
    """Bring the appeal on its next way; gives it as it is then.

    Raises MoveNotAllowedError while an answer may still come in time or where no way follows, MovedMeanwhileError
    where somebody was quicker.
    """
    if standing.next_route is None or not standing.goes_on:
        raise MoveNotAllowedError("the next way opens with a refusal, or when an answer is overdue")
    return move(tx, standing.appeal, "escalated", actor, at, route=standing.next_route)


def _begun(tx: Transaction, appeal: StoredAppeal) -> date:
    """The day on which the present way was begun: the last escalation, else the filing."""
    moves = [move.at for move in tx.appeals.history(appeal.id) if move.state == "escalated"]
    return local_day(moves[-1] if moves else appeal.filing.filed_at)
