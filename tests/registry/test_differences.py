"""Where a record and a declaration disagree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.registry import Household, Member, Value, differences
from assistant.registry.declaration import told
from assistant.registry.differences import reason

paths = st.sampled_from(["size", "milieu", "goods.mobiles", "spending.gas", "loan", "head.work", "something.new"])
values: st.SearchStrategy[Value] = st.one_of(
    st.booleans(), st.integers(0, 200), st.decimals(0, 999, places=2), st.text()
)


def record(**declared: Value) -> Household:
    return Household((), None, None, None, None, {path.replace("__", "."): value for path, value in declared.items()})


@settings(deadline=None)
@given(st.dictionaries(paths, values))
def test_a_record_differs_in_nothing_from_itself(declared: dict[str, Value]) -> None:
    assert differences(Household((), None, None, None, None, declared), declared) == ()


@settings(deadline=None)
@given(st.dictionaries(paths, values), st.dictionaries(paths, values))
def test_a_difference_is_known_to_both_and_not_the_same(one: dict[str, Value], other: dict[str, Value]) -> None:
    """The same paths differ whichever side is asked, and what one side does not tell is no difference."""
    forth = differences(Household((), None, None, None, None, one), other)
    back = differences(Household((), None, None, None, None, other), one)
    assert {each.path for each in forth} == {each.path for each in back}
    for each in forth:
        assert (one[each.path], other[each.path]) == (each.registered, each.declared)


@pytest.mark.parametrize(
    ("registered", "declared", "differs"),
    [
        (3, 2, True),
        (50, Decimal("50.00"), False),
        ("50", 50, False),  # some registers write numbers as text
        (True, 1, False),
        (True, False, True),
        ("Urban", "urban", False),
        ("urban", "rural", True),
        ("nan", "nan", False),
    ],
)
def test_values_are_compared_by_their_worth(registered: Value, declared: Value, differs: bool) -> None:
    assert bool(differences(record(entry=registered), {"entry": declared})) is differs


@pytest.mark.parametrize(
    ("path", "ground"),
    [
        ("goods.mobiles", "assets"),
        ("goods.anything", "assets"),
        ("dwelling.rooms", "address"),
        ("dwelling.garage", "assets"),
        ("members.aged_60", "household"),
        ("members.working", "income"),
        ("members.disabled", "health"),
        ("other_cover", "health"),
        ("spending.telecom", "expenses"),
        ("unheard_of", "other"),
    ],
)
def test_each_entry_has_the_ground_that_an_appeal_would_name(path: str, ground: str) -> None:
    assert reason(path) == ground


def test_they_come_in_the_declarations_order() -> None:
    found = differences(record(size=4, loan=True), {"loan": False, "size": 3})
    assert [each.path for each in found] == ["loan", "size"]


ON = date(2026, 1, 1)
OLD, YOUNG = (
    Member("1", date(1960, 1, 1), is_head=True, is_disabled=True),
    Member("2", date(2005, 6, 1), is_disabled=False),
)


def test_counts_follow_from_the_members() -> None:
    assert told([OLD, YOUNG], None, ON, {}) == {
        "size": 2,
        "members.aged_19_29": 1,
        "members.aged_30_59": 0,
        "members.aged_60": 1,
        "head.age": 66,
        "members.disabled": 1,
    }


def test_half_a_list_is_not_counted() -> None:
    """A register that names two of five members has not said how many are over 60."""
    assert told([OLD, YOUNG], 5, ON, {}) == {"size": 5}


def test_a_missing_birth_date_leaves_ages_open() -> None:
    known = told([OLD, Member("3")], None, ON, {})
    assert known == {"size": 2, "head.age": 66}


def test_a_record_of_no_day_tells_no_ages() -> None:
    assert told([OLD, YOUNG], None, None, {}) == {"size": 2, "members.disabled": 1}


def test_what_the_record_says_itself_wins() -> None:
    assert told([OLD, YOUNG], None, ON, {"members.aged_60": 0})["members.aged_60"] == 0
