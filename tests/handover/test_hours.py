"""When the service centre is open, by Moroccan clocks, whatever they do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.handover import HandoverError, OpeningHours, ServiceCentre
from assistant.handover.hours import DAY, DAYS
from assistant.language import local_day, morocco

OFFICE = OpeningHours.parse("mo-fr 09:00-17:00; sa 9:00-12:00")


def local(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """A moment by Moroccan clocks; 23 November 2026 is a Monday."""
    return datetime(year, month, day, hour, minute, tzinfo=morocco()).astimezone(UTC)


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def weeks(draw: st.DrawFn) -> str:
    """Any opening hours that may be written: some days, and up to two spans on each."""
    parts = []
    for day in draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True)):
        marks = sorted(draw(st.lists(st.integers(0, DAY), min_size=2, max_size=4, unique=True)))
        spans = [f"{clock(a)}-{clock(b)}" for a, b in zip(marks[::2], marks[1::2], strict=False)]
        parts.append(f"{day} {' '.join(spans)}")
    return "; ".join(parts)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(weeks(), moments)
def test_the_next_opening_is_in_the_future_and_inside_the_hours(text: str, now: datetime) -> None:
    """Also over a change of clocks that swallows an hour, or gives it twice."""
    hours = OpeningHours.parse(text)
    opening = hours.next_opening(now)
    assert opening > now
    assert hours.is_open(opening)
    assert opening - now < timedelta(days=15)


@given(weeks(), moments)
def test_open_until_it_closes_and_closed_until_it_opens(text: str, now: datetime) -> None:
    hours = OpeningHours.parse(text)
    closing = hours.closing(now)
    if closing is None:
        before = hours.next_opening(now) - timedelta(seconds=1)
        assert not hours.is_open(max(now, before))
    else:
        assert closing > now
        assert hours.is_open(closing - timedelta(seconds=1))


@given(weeks(), moments)
def test_what_is_promised_is_in_hours_and_ahead(text: str, now: datetime) -> None:
    """A named day and time, read back by Moroccan clocks, is the next opening; `before` leaves time to call."""
    centre = ServiceCentre("+212522000000", OpeningHours.parse(text))
    promise = centre.promise(now)
    if promise.id == "person-told-before":
        closing = centre.hours.closing(now)
        assert closing is not None
        assert closing - now >= timedelta(hours=1)
    else:
        opening = centre.hours.next_opening(now).astimezone(morocco())
        assert promise.args["time"].value == f"{opening:%H:%M}"
        ahead = (opening.date() - local_day(now)).days
        named = {0: "day-today", 1: "day-tomorrow"}.get(ahead, f"day-{DAYS[opening.weekday()]}")
        assert promise.args["day"].value == named


@pytest.mark.parametrize(
    ("now", "id", "day", "time"),
    [
        (local(26, 10), "person-told-before", None, "17:00"),
        (local(26, 16, 30), "person-told-from", "day-tomorrow", "09:00"),  # too late to promise a call today
        (local(26, 20), "person-told-from", "day-tomorrow", "09:00"),
        (local(26, 7), "person-told-from", "day-today", "09:00"),
        (local(28, 13), "person-told-from", "day-mo", "09:00"),  # after the last hours of the week
        (local(29, 23, 59), "person-told-from", "day-tomorrow", "09:00"),  # Sunday night
        (local(30, 0, 1), "person-told-from", "day-today", "09:00"),
    ],
)
def test_the_time_is_said_as_people_say_it(now: datetime, id: str, day: str | None, time: str) -> None:
    promise = ServiceCentre("+212522000000", OFFICE).promise(now)
    assert promise.id == id
    assert promise.args["time"].value == time
    assert (promise.args["day"].value if day else None) == day


def test_in_ramadan_nine_is_an_hour_later_for_the_rest_of_the_world() -> None:
    """Morocco is at UTC+1, and at UTC in Ramadan (18 February to 19 March 2026)."""
    if morocco().utcoffset(datetime(2026, 3, 1)) != timedelta():
        pytest.skip("this machine has no zone data for Africa/Casablanca")
    assert OFFICE.next_opening(local(2, 1, month=3)) == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert OFFICE.next_opening(local(23, 1)) == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_whoever_cannot_be_called_is_told_when_to_call() -> None:
    centre = ServiceCentre("+212522000000", OFFICE)
    assert centre.promise(local(26, 20), callable_back=False).id == "person-again-from"
    assert centre.promise(local(26, 10), callable_back=False).id == "person-again-before"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no opening hours"),
        ("9-17", "'9-17' is no opening hours"),
        ("mo-fr", "'mo-fr' is no opening hours"),
        ("lu-ve 09:00-17:00", "'lu' is no day"),
        ("mo 9:00-25:00", "'25:00' is no time of day"),
        ("mo 9:00-9:75", "'9:75' is no time of day"),
        ("mo 17:00-09:00", "ends before it begins"),
        ("mo 09:00-09:00", "ends before it begins"),
        ("mo 09:00-12:00; mo 11:00-13:00", "the hours of 'mo' overlap"),
    ],
)
def test_wrong_hours_are_told_with_what_to_write(text: str, told: str) -> None:
    with pytest.raises(HandoverError, match=told):
        OpeningHours.parse(text)


def test_days_may_be_listed_and_go_over_the_weekend() -> None:
    hours = OpeningHours.parse("sa-mo,we 08:00-12:00 14:00-24:00")
    assert [bool(spans) for spans in hours.week] == [True, False, True, False, False, True, True]
    assert hours.is_open(local(28, 23, 59))
    assert not hours.is_open(local(27, 9))
