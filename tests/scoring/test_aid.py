"""The direct aid's amounts: only what the sources give, a range where they leave room."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.scoring import Aid, Household, ScoringError, asd_amount

START, END_2025, YEAR_2026, YEAR_2027 = date(2024, 1, 1), date(2025, 12, 31), date(2026, 3, 1), date(2027, 1, 1)


def aid(*children: dict[str, Any], on: date = END_2025) -> Aid:
    parents = [{"age": 40, "relation": "head"}, {"age": 38, "relation": "spouse"}]
    people = [*parents, *({"relation": "child", **child} for child in children)]
    told = {"milieu": "urban", "region": "oriental", "size": len(people), "members": people}
    return asd_amount(Household.model_validate(told), on)


def pupil(age: int = 10, **told: Any) -> dict[str, Any]:
    return {"age": age, "schooling": "public", **told}


@pytest.mark.parametrize(
    ("children", "on", "monthly"),
    [
        ([pupil()], START, [200]),
        ([pupil()], END_2025, [250]),
        ([pupil()], YEAR_2027, [300]),
        ([{"age": 3}], END_2025, [250]),
        ([pupil(17, schooling="private")], END_2025, [250]),
        ([pupil(schooling="none")], START, [150]),
        ([pupil(schooling="none")], END_2025, [175]),
        ([pupil(schooling="none")], YEAR_2027, [200]),
        ([pupil(fatherless=True)], START, [350]),
        ([pupil(fatherless=True)], END_2025, [375]),
        ([pupil(fatherless=True)], YEAR_2027, [400]),
        ([pupil(disabled=True)], START, [200, 100]),
        ([pupil(disabled=True)], YEAR_2027, [300, 100]),
        ([pupil(age) for age in (12, 11, 10, 9, 8)], END_2025, [250, 250, 250, 36, 36]),
        ([*(pupil(age) for age in (12, 11, 10)), pupil(9, schooling="none")], END_2025, [250, 250, 250, 24]),
        ([pupil(age) for age in range(6, 14)], END_2025, [250, 250, 250, 36, 36, 36]),
    ],
)  # fmt: skip
def test_what_each_child_brings(children: list[dict[str, Any]], on: date, monthly: list[int]) -> None:
    """By date, age, school, rank, orphanhood and disability; at most six children."""
    made = aid(*children, on=on)
    assert [(line.low, line.high) for line in made.monthly] == [(sum_, sum_) for sum_ in monthly]
    assert made.low == made.high == max(500, sum(monthly))


def test_no_household_gets_less_than_five_hundred() -> None:
    assert aid(pupil(), on=START).low == 500


def test_without_a_child_under_21_it_is_the_flat_amount() -> None:
    for made in (aid(), aid({"age": 21})):
        assert [(line.what, line.low, line.high) for line in made.monthly] == [("flat", 500, 500)]


def test_a_year_whose_month_is_not_told_leaves_both_amounts() -> None:
    """2026: 250 or 300 a child, until it is surely 300."""
    made = aid(*(pupil(age) for age in (12, 11, 10)), on=YEAR_2026)
    assert (made.low, made.high) == (750, 900)
    assert made.monthly[0].reasons == ("start_within_period",)


def test_schooling_that_is_not_told_leaves_both_amounts() -> None:
    line = aid({"age": 10}).monthly[0]
    assert (line.low, line.high, line.reasons) == (175, 250, ("schooling_not_told",))


def test_what_no_source_gives_is_not_given() -> None:
    """A fatherless child after the third has no upper end; one out of school lies between what is known."""
    made = aid(*(pupil(age, fatherless=True) for age in (12, 11, 10, 9)))
    assert (made.high, made.low) == (None, 3 * 375 + 36)
    assert made.monthly[3].reasons == ("fatherless_after_third",)
    line = aid(pupil(fatherless=True, schooling="none")).monthly[0]
    assert (line.low, line.high, line.reasons) == (175, 375, ("fatherless_out_of_school",))


def test_whose_rank_is_whose_is_named_where_it_matters() -> None:
    alike, unlike = (
        [pupil(age) for age in (12, 11, 10, 9)],
        [pupil(12, schooling="none"), *(pupil(age) for age in (11, 10, 9))],
    )
    assert (aid(*alike).reasons, aid(*unlike).reasons) == ((), ("rank_order",))


def test_grandchildren_are_named_not_counted() -> None:
    made = aid(pupil(relation="grandchild"))
    assert (made.monthly[0].what, made.reasons) == ("flat", ("other_children",))


def test_what_is_paid_once() -> None:
    """Two thousand at a first birth, one thousand at a second, within six months; each September at public schools."""
    first, second = aid({"age": 0}).grants, aid({"age": 4}, {"age": 0}).grants
    assert [(line.what, line.low, line.high) for line in first] == [("birth_first", 0, 2000)]
    assert [(line.what, line.low, line.high) for line in second] == [("birth_second", 0, 1000)]
    school = aid(
        pupil(8, school_level="primary"), pupil(17, school_level="lycee"), pupil(12), pupil(schooling="private")
    ).grants
    assert sorted((line.low, line.high) for line in school) == [(200, 200), (200, 300), (300, 300)]
    assert aid(pupil(), on=START).grants == ()


def test_without_a_list_only_the_minimum_is_known() -> None:
    made = asd_amount(Household(milieu="urban", region="oriental", size=4), END_2025)
    assert (made.low, made.high, made.reasons) == (500, None, ("members_not_listed",))


def test_before_the_aid_began_there_is_no_amount() -> None:
    with pytest.raises(ScoringError, match="2023-12-01"):
        aid(pupil(), on=date(2023, 12, 1))
