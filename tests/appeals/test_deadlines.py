"""Limits, for every day of 2024 to 2028, against day numbers computed another way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from assistant.appeals import answer_days, answer_due, contest_days, days_left, deadline_of, times_of
from assistant.language import local_day

RAMADAN = (
    ((2024, 3, 10), (2024, 4, 14)),
    ((2025, 2, 23), (2025, 4, 6)),
    ((2026, 2, 15), (2026, 3, 22)),
    ((2027, 2, 7), (2027, 3, 14)),
    ((2028, 1, 23), (2028, 3, 5)),
)
"""Sundays at three and at two in the morning (tz database): between them Morocco is on UTC, else on UTC+1."""


def day_number(day: date) -> int:
    """Days since a day long ago, by the formula of Fliegel and Van Flandern: no calendar of Python in it."""
    a = (14 - day.month) // 12
    y, m = day.year + 4800 - a, day.month + 12 * a - 3
    return day.day + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045


def every_day() -> Iterator[date]:
    day = date(2024, 1, 1)
    while day <= date(2028, 12, 31):
        yield day
        day += timedelta(days=1)


def begins_in_ramadan(day: date) -> bool:
    """The clock changes after midnight, so the Sunday itself still begins on the old time."""
    return any(date(*first) < day <= date(*last) for first, last in RAMADAN)


def test_every_day_of_five_years_has_its_last_day_to_contest() -> None:
    seen = 0
    for day in every_day():
        deadline = deadline_of("asd", day, day)
        assert deadline is not None
        assert day_number(deadline.last_day) == day_number(day) + 15
        seen += 1
    assert seen == 1827


def test_every_day_that_passes_leaves_one_day_less() -> None:
    for day in every_day():
        last = deadline_of("asd", day, day).last_day  # type: ignore[union-attr]
        for passed in range(18):
            today = day + timedelta(days=passed)
            told = deadline_of("asd", day, today)
            assert told is not None
            assert told.days_left == day_number(last) - day_number(today) == 15 - passed
            assert told.over is (passed > 15)


@pytest.mark.parametrize(
    ("notice", "last"), [("2026-02-20", "2026-03-07"), ("2028-02-20", "2028-03-06"), ("2026-12-20", "2027-01-04")]
)
def test_month_ends(notice: str, last: str) -> None:
    day = date.fromisoformat(notice)
    assert deadline_of("asd", day, day).last_day == date.fromisoformat(last)  # type: ignore[union-attr]


def test_days_change_at_midnight_in_morocco_every_day() -> None:
    """Of the last second before midnight and midnight itself, in and out of Ramadan, clock changes included."""
    for day in every_day():
        offset = timedelta(0) if begins_in_ramadan(day) else timedelta(hours=1)
        midnight = datetime.combine(day, time(), UTC) - offset
        assert local_day(midnight) == day
        assert local_day(midnight - timedelta(seconds=1)) == day - timedelta(days=1)


def test_whoever_writes_late_in_the_evening_of_the_last_day_is_in_time() -> None:
    """23:30 in Rabat: on UTC+1 still the 16th in Greenwich too, half past midnight is not."""
    notice = date(2026, 6, 1)
    evening, after = datetime(2026, 6, 16, 22, 30, tzinfo=UTC), datetime(2026, 6, 16, 23, 30, tzinfo=UTC)
    assert days_left("asd", notice, local_day(evening)) == 0
    assert days_left("asd", notice, local_day(after)) == -1


def test_what_people_are_told_of_times_stands_in_the_data() -> None:
    """Nothing of the centre and of months is told as days; the numbers of the texts come from here."""
    assert contest_days("asd") == 15
    assert times_of("chikaya") == {"receipt_days": 15, "answer_days": 60}
    assert times_of("centre") == times_of("mediateur") == {}


@pytest.mark.parametrize("kind", ["correct", "score", "tadamon", "payment"])
def test_where_no_limit_is_known_none_is_stated(kind: str) -> None:
    assert deadline_of(kind, date(2026, 1, 1), date(2026, 1, 2)) is None
    assert answer_days(kind) is None


@pytest.mark.parametrize(
    ("kind", "route", "last"),
    [
        ("asd", "agency", "2026-01-30"),
        ("asd", "centre", None),
        ("payment", "agency", None),
        ("score", "centre", None),
        ("correct", "chikaya", "2026-03-01"),
        ("score", "mediateur", "2026-02-28"),
    ],
)
def test_when_an_answer_is_due(kind: str, route: str, last: str | None) -> None:
    """Thirty days of the agency on an ASD refusal, sixty of chikaya, two months of a file with the Médiateur."""
    since = date(2025, 12, 31)
    due = answer_due(kind, route, since, since)
    assert (due.last_day.isoformat() if due else None) == last


def test_two_months_end_with_their_month() -> None:
    """Every day of the five years: the same day two months on, or the last of that month where there is none."""
    for day in every_day():
        due = answer_due("score", "mediateur", day, day)
        assert due is not None
        months = due.last_day.year * 12 + due.last_day.month - day.year * 12 - day.month
        assert months == 2
        following = due.last_day + timedelta(days=1)
        assert due.last_day.day == day.day or (due.last_day.day < day.day and following.day == 1)
