"""A declaration with its members one by one."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from assistant.scoring import Household, Scorer, ScoringError, household_schema, score_text
from tests.scoring.test_levers import EXAMPLES

PARENTS: list[dict[str, Any]] = [
    {
        "age": 40,
        "relation": "head",
        "education": "basic",
        "diploma": "none",
        "literate": True,
        "work": "employee",
        "cover": "none",
    },
    {"age": 38, "relation": "spouse", "diploma": "none", "literate": False, "work": "none", "cover": "none"},
]
CHILDREN: list[dict[str, Any]] = [
    {"age": 10, "relation": "child", "schooling": "public", "cover": "none"},
    {"age": 8, "relation": "child", "schooling": "public", "cover": "none"},
]
LISTED: dict[str, Any] = {
    **{key: value for key, value in EXAMPLES["A"].items() if key not in ("head", "members", "other_cover")},
    "members": [*PARENTS, *CHILDREN],
}
scorer = Scorer.load()


def assess(told: dict[str, Any]) -> Any:
    return scorer.assess(Household.model_validate(told))


def with_people(**changes: dict[int, Any]) -> dict[str, Any]:
    """Example A's members, some of them with other answers: `work={0: "operator"}`."""
    people = [dict(person) for person in LISTED["members"]]
    for name, by_place in changes.items():
        for place, value in by_place.items():
            people[place][name] = value
    return {**LISTED, "members": people}


def facts_of(told: dict[str, Any]) -> dict[str, Any]:
    return {line.label: line.value for line in assess(told).terms}


def test_a_list_of_members_gives_the_same_score_as_their_counts() -> None:
    """Example A, its head, shares, pupils and cover told person by person."""
    assert assess(LISTED).score == assess(EXAMPLES["A"]).score
    assert assess(LISTED).missing == ()


def test_a_list_and_counts_that_agree_may_both_be_given() -> None:
    both = {
        **LISTED,
        "members": {"people": LISTED["members"], **EXAMPLES["A"]["members"]},
        "head": EXAMPLES["A"]["head"],
    }
    assert assess(both).score == assess(LISTED).score


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"size": 5}, "size: 5 is declared, but the list of members says 4"),
        (
            {"members": {"people": LISTED["members"], "working": 3}},
            "members.working: 3 is declared, but the list of members says 1",
        ),
        ({"head": {"age": 50}}, "head.age: 50 is declared, but the list of members says 40"),
        ({"other_cover": True}, "other_cover: True is declared, but the list of members says False"),
        ({"members": [*PARENTS, *PARENTS]}, "members: only one of them can be the head"),
    ],
)
def test_a_list_that_contradicts_the_rest_is_refused(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ScoringError, match=told):
        score_text(json.dumps({**LISTED, **change}))


def test_what_one_member_does_not_tell_stays_open() -> None:
    """A head whose work is not known: his own terms and the workers' share; nothing else."""
    told = with_people(work={0: None})
    assert assess(told).missing == ("U7", "U8", "U9", "U10", "U27", "U28", "U29")


def test_a_child_is_counted_where_it_belongs() -> None:
    """School from six to fourteen; work, diploma and reading from fifteen."""
    facts = facts_of(with_people(age={2: 5, 3: 14}, schooling={3: "private"}))
    assert (facts["children_public_school"], facts["children_private_school"]) == (0, 1)
    grown = facts_of(with_people(age={2: 15}, work={2: "operator"}, diploma={2: "technical"}, literate={2: True}))
    assert (grown["children_public_school"], grown["share_operators"], grown["share_technical"]) == (1, 0.25, 0.25)


def test_a_couple_alone_is_seen_from_the_list() -> None:
    told = {key: value for key, value in LISTED.items() if key != "families"}
    couple = {**told, "size": 2, "members": PARENTS}
    assert facts_of(couple)["couple_or_alone"] == 1
    assert facts_of({**couple, "members": [PARENTS[0], CHILDREN[0]]})["couple_or_alone"] is None


def test_both_shapes_of_members_fit_the_published_schema() -> None:
    schema = household_schema()
    jsonschema.validate(LISTED, schema)
    jsonschema.validate({**LISTED, "members": {"people": LISTED["members"], "working": 1}}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**LISTED, "members": [{"relation": "head"}]}, schema)
