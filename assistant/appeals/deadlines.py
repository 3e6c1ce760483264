"""How long a person has, and when an answer is due. Days are Morocco's: callers bring `local_day` of a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.appeals.rules import Limit, rules


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, how many days that leaves (0 on the day itself, negative when over), and how sure the rule is."""

    last_day: date
    days_left: int
    confidence: str

    @property
    def over(self) -> bool:
        return self.days_left < 0


def deadline_of(kind: str, notice: date, today: date) -> Deadline | None:
    """The limit for contesting a notice of this day; None where no limit is known, and so none is stated."""
    return _deadline(rules().kinds[kind].contest, notice, today)  # type: ignore[index]


def days_left(kind: str, notice: date, today: date) -> int | None:
    """Days until the limit, the last day counted as 0; None where no limit is known."""
    deadline = deadline_of(kind, notice, today)
    return None if deadline is None else deadline.days_left


def contest_days(kind: str) -> int | None:
    """Days after the notice in which to contest it, where a limit is known."""
    rule = rules().kinds[kind].contest  # type: ignore[index]
    return rule.days if rule else None


def times_of(route: str) -> dict[str, int]:
    """What the facts say of a way's own times, in days: `receipt_days`, `answer_days`."""
    way = rules().routes[route]  # type: ignore[index]
    limits = {"receipt_days": way.receipt, "answer_days": way.answer}
    return {name: limit.days for name, limit in limits.items() if limit and limit.days}


def answer_due(kind: str, route: str, since: date, today: date) -> Deadline | None:
    """Until when whoever was asked on this way has to answer; None where the facts give no time."""
    return _deadline(_answer(kind, route), since, today)


def answer_days(kind: str) -> int | None:
    """Days within which the first way must answer, where the facts give a number of days."""
    rule = _answer(kind, rules().kinds[kind].routes[0])  # type: ignore[index]
    return rule.days or None if rule else None


def _answer(kind: str, route: str) -> Limit | None:
    known = rules()
    first = known.kinds[kind].routes[0] == route  # type: ignore[index]
    return (known.kinds[kind].answer if first else None) or known.routes[route].answer  # type: ignore[index]


def _deadline(limit: Limit | None, start: date, today: date) -> Deadline | None:
    if limit is None:
        return None
    last_day = limit.last_day(start)
    return Deadline(last_day, (last_day - today).days, limit.confidence)
