"""Appeals: states, deadlines, references, receipts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.appeals import (
    KINDS,
    Actor,
    Receipt,
    State,
    allowed,
    days_left,
    deadline_of,
    is_reference,
    new_reference,
    routes,
)
from assistant.language import local_day

KEY = b"a key of this test"
STATES, ACTORS = get_args(State), get_args(Actor)
ANY_CHARACTER = st.characters(exclude_categories=())
"""Lone surrogates too, as they come in with a broken form."""


def test_every_day_of_five_years_has_its_deadline() -> None:
    """Fifteen days after the notice, across months, years and the leap day."""
    day = date(2024, 1, 1)
    while day <= date(2028, 12, 31):
        deadline = deadline_of("asd", day, day)
        assert deadline is not None
        assert deadline.last_day == day + timedelta(days=15)
        assert days_left("asd", day, deadline.last_day) == 0
        assert deadline_of("asd", day, deadline.last_day + timedelta(days=1)).over  # type: ignore[union-attr]
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("notice", "last"), [("2026-02-20", "2026-03-07"), ("2028-02-20", "2028-03-06"), ("2026-12-20", "2027-01-04")]
)
def test_month_ends(notice: str, last: str) -> None:
    day = date.fromisoformat(notice)
    assert deadline_of("asd", day, day).last_day == date.fromisoformat(last)  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["score", "tadamon", "payment"])
def test_where_no_limit_is_known_none_is_stated(kind: str) -> None:
    assert deadline_of(kind, date(2026, 1, 1), date(2026, 1, 2)) is None


def test_routes_that_remain() -> None:
    assert routes("asd", 3) == ("agency", "centre", "chikaya", "mediateur")
    assert routes("asd", -1) == ("centre", "chikaya", "mediateur")
    assert routes("score", None) == ("centre", "chikaya", "mediateur")


@given(st.lists(st.tuples(st.sampled_from(ACTORS), st.integers(0, 20)), max_size=30))
def test_no_way_leads_out_of_the_table(steps: list[tuple[Any, int]]) -> None:
    state: Any = "draft"
    for actor, choice in steps:
        ways = allowed(state, actor)
        if ways:
            state = ways[choice % len(ways)]
        assert state in STATES


def reachable(start: Any) -> set[Any]:
    found, open_ends = {start}, [start]
    while open_ends:
        state = open_ends.pop()
        ways = {way for actor in ACTORS for way in allowed(state, actor)} - found
        found |= ways
        open_ends += ways
    return found


def test_every_state_is_reached_and_none_is_a_trap() -> None:
    assert reachable("draft") == set(STATES)
    assert all(reachable(state) & {"upheld", "partly_upheld", "rejected", "withdrawn"} for state in STATES)


def test_what_is_over_stays_over() -> None:
    assert all(allowed(state, actor) == () for state in ("upheld", "withdrawn") for actor in ACTORS)


def test_nobody_but_the_person_files() -> None:
    """Nothing is sent until they say yes."""
    assert "filed" in allowed("consented", "person")
    assert all("filed" not in allowed(state, actor) for state in STATES for actor in ("operator", "office", "system"))


@given(st.integers())
def test_references_are_easy_to_say_and_carry_a_check_digit(seed: int) -> None:
    reference = new_reference(Random(seed))
    assert len(reference) == 8
    assert reference[0] != "0"
    assert is_reference(reference)
    wrong = reference[:-1] + str((int(reference[-1]) + 1) % 10)
    assert not is_reference(wrong)


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "0123456", "abcdefgh", "١٢٣٤٥٦٧٨"])
def test_no_reference(text: str) -> None:
    assert not is_reference(text)


@given(st.sampled_from(KINDS), st.data())
def test_a_receipt_with_any_letter_changed_is_not_ours(kind: str, data: Any) -> None:
    receipt = Receipt.of("12345670", kind, datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "2026-03-17")
    text = receipt.sign(KEY)
    assert Receipt.verify(text, KEY) == receipt
    assert Receipt.verify(text, b"another key") is None
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(ANY_CHARACTER.filter(lambda character: character != text[place]))
    assert Receipt.verify(text[:place] + other + text[place + 1 :], KEY) is None


@given(st.text(ANY_CHARACTER))
def test_what_never_was_a_receipt_is_refused_and_breaks_nothing(text: str) -> None:
    assert Receipt.verify(text, KEY) is None


def test_days_are_counted_as_in_morocco() -> None:
    """Half past midnight in Beni Mellal is still yesterday in Greenwich."""
    assert local_day(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == date(2026, 6, 2)
    assert local_day(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == date(2026, 3, 1)  # in Ramadan, on UTC
