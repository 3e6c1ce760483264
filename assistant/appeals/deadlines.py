"""How long a person has, and when an answer is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.appeals.rules import rules


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which to contest, how many days that leaves (negative when over), and how sure the rule is."""

    last_day: date
    days_left: int
    confidence: str

    @property
    def over(self) -> bool:
        return self.days_left < 0


def deadline_of(kind: str, notice: date, today: date) -> Deadline | None:
    """The limit for contesting a notice of this day; None where no limit is known, and so none is stated."""
    rule = rules().kinds[kind].contest
    if rule is None:
        return None
    last_day = notice + timedelta(days=rule.days)
    return Deadline(last_day, (last_day - today).days, rule.confidence)


def days_left(kind: str, notice: date, today: date) -> int | None:
    """Days until the limit, the last day counted as 0; None where no limit is known."""
    deadline = deadline_of(kind, notice, today)
    return None if deadline is None else deadline.days_left


def answer_days(kind: str) -> int | None:
    """Days within which the office must answer, where the facts give a number."""
    rule = rules().kinds[kind].answer
    return None if rule is None else rule.days
