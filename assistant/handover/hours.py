"""Opening hours of a week, by Moroccan clocks: `mo-fr 09:00-12:30 14:00-17:00; sa 09:00-12:00`.

Hours are kept as minutes since local midnight and become moments day by day, so that a change of clocks (in Morocco,
for Ramadan) moves them with the people who keep them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from assistant.handover.errors import HandoverError
from assistant.language import local_day, morocco

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
DAY = 24 * 60
LOOK_AHEAD = 15
"""Days: an opening that a change of clocks swallows is there again a week later."""

_PART = re.compile(r"(?P<days>[a-z,-]+)(?P<spans>( \d{1,2}:\d\d-\d{1,2}:\d\d)+)")
_EXAMPLE = "write them as in 'mo-fr 09:00-12:30 14:00-17:00; sa 09:00-12:00'"

Span = tuple[int, int]
"""Minutes since midnight: from, and until."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The spans of each weekday, Monday first; at least one day has some."""

    week: tuple[tuple[Span, ...], ...]

    @classmethod
    def parse(cls, text: str) -> OpeningHours:
        """The hours that a setting holds; raises HandoverError."""
        week: list[list[Span]] = [[] for _ in DAYS]
        for part in filter(None, (" ".join(each.split()) for each in text.lower().split(";"))):
            found = _PART.fullmatch(part)
            if found is None:
                raise HandoverError(f"'{part}' is no opening hours; {_EXAMPLE}")
            spans = [_span(each) for each in found["spans"].split()]
            for day in _days(found["days"]):
                week[day] += spans
        if not any(week):
            raise HandoverError(f"no opening hours; {_EXAMPLE}")
        return cls(tuple(_in_order(spans, DAYS[day]) for day, spans in enumerate(week)))

    def is_open(self, now: datetime) -> bool:
        """Whether somebody answers at a moment, which carries its zone."""
        return self.closing(now) is not None

    def closing(self, now: datetime) -> datetime | None:
        """Until when it is open now; None where it is closed."""
        spans = self._moments(local_day(now) - timedelta(days=1), 3)
        return next((until for start, until in spans if start <= now < until), None)

    def next_opening(self, now: datetime) -> datetime:
        """When it opens next, after now."""
        return next(start for start, _ in self._moments(local_day(now), LOOK_AHEAD) if start > now)

    def _moments(self, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
        for day in (first + timedelta(days=passed) for passed in range(days)):
            for start, until in self.week[day.weekday()]:
                opens, closes = _moment(day, start), _moment(day, until)
                if opens < closes:
                    yield opens, closes


def _moment(day: date, minutes: int) -> datetime:
    whole_days, minute = divmod(minutes, DAY)
    local = time(*divmod(minute, 60), tzinfo=morocco())
    return datetime.combine(day + timedelta(days=whole_days), local).astimezone(UTC)


def _days(text: str) -> Iterator[int]:
    """`mo-th,sa` as the numbers of its days."""
    for part in text.split(","):
        first, _, last = part.partition("-")
        for name in (first, last or first):
            if name not in DAYS:
                raise HandoverError(f"'{name}' is no day; the days are {' '.join(DAYS)}")
        start, end = DAYS.index(first), DAYS.index(last or first)
        yield from (day % len(DAYS) for day in range(start, (end if end >= start else end + len(DAYS)) + 1))


def _span(text: str) -> Span:
    start, until = (_minutes(each) for each in text.split("-"))
    if start >= until:
        raise HandoverError(f"'{text}' ends before it begins; what goes past midnight is two days' hours, to 24:00")
    return start, until


def _minutes(text: str) -> int:
    hour, minute = map(int, text.split(":"))
    if minute >= 60 or hour * 60 + minute > DAY:
        raise HandoverError(f"'{text}' is no time of day")
    return hour * 60 + minute


def _in_order(spans: list[Span], day: str) -> tuple[Span, ...]:
    ordered = sorted(spans)
    if any(earlier[1] > later[0] for earlier, later in pairwise(ordered)):
        raise HandoverError(f"the hours of '{day}' overlap")
    return tuple(ordered)
