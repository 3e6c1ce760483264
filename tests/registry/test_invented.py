"""The invented households: each is a declaration that holds together, and some records are wrong on purpose."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from assistant.registry import EmbeddedRegistry, differences
from assistant.registry.declaration import age, flat, told
from assistant.registry.differences import reason
from assistant.registry.embedded import HOUSEHOLDS
from assistant.registry.invented import Invented, _data, invent, stories
from assistant.registry.port import Member
from assistant.scoring import SLOTS, Household, Scorer

NUMBERS = range(HOUSEHOLDS)
SCORER = Scorer.load()


def with_truth(home: Invented) -> dict[str, Any]:
    """The nested declaration that is true."""
    true: dict[str, Any] = yaml.safe_load(yaml.safe_dump(home.declared))
    for path, value in home.really.items():
        *parts, name = path.split(".")
        part = true
        for each in parts:
            part = part[each]
        part[name] = value
    return true


def outcomes(declared: dict[str, Any]) -> dict[str, str]:
    return {each.id: each.outcome for each in SCORER.assess(Household.model_validate(declared)).programmes}


def test_every_household_is_a_whole_declaration() -> None:
    """What is registered and what is true are both declarations, and no question of the questionnaire stays open."""
    for home in map(invent, NUMBERS):
        for declared in (dict(home.declared), with_truth(home)):
            Household.model_validate(declared)
            known = flat(declared)
            assert [slot.path for slot in SLOTS if slot.path not in known] == []


def test_what_members_show_is_what_is_declared() -> None:
    """Size, bands of age and the head's age follow from the members: a register that tells only those agrees."""
    for number in NUMBERS:
        home = invent(number)
        members = [Member(str(place), each.born, each.head) for place, each in enumerate(home.members)]
        shown = told(members, None, home.as_of, {})
        declared = flat(home.declared)
        assert {path: declared[path] for path in shown} == shown, number


def test_each_household_has_one_head_who_is_grown() -> None:
    for number in NUMBERS:
        home = invent(number)
        (head,) = [member for member in home.members if member.head]
        assert age(head.born, home.as_of) >= 18


def test_about_one_record_in_seven_is_wrong(embedded: EmbeddedRegistry) -> None:
    wrong = [number for number in NUMBERS if invent(number).really]
    assert 0.1 < len(wrong) / HOUSEHOLDS < 0.2
    expected = {frozenset(flat(home.declared).items()): dict(home.really) for home in map(invent, NUMBERS)}
    for person in embedded.people(1000):
        record = embedded.find_household(person.identifier)
        assert record is not None
        found = {each.path: each.declared for each in differences(record, embedded.truth(person.identifier))}
        declared = {path: value for path, value in record.declared.items() if path != "members.disabled"}
        assert found == expected[frozenset(declared.items())]
        assert all(reason(path) != "other" for path in found)


def test_the_stories_are_told_first_and_hold() -> None:
    """A phone too many closes direct aid; a baby that is not counted closes AMO Tadamon; a son has moved out."""
    phones, son, baby = (invent(number) for number in range(stories()))
    assert outcomes(dict(phones.declared))["asd"] == "not_eligible"
    assert outcomes(with_truth(phones))["asd"] == "eligible"
    assert outcomes(dict(baby.declared))["tadamon"] == "not_eligible"
    assert outcomes(with_truth(baby))["tadamon"] == "eligible"
    assert son.really["size"] == len(son.members) - 1
    assert all(home.about for home in (phones, son, baby))


def test_scores_are_where_real_ones_are(embedded: EmbeddedRegistry) -> None:
    """Between 8 and 12, on both sides of both thresholds: every journey finds somebody."""
    scores = [
        household.score for person in embedded.people(1000) if (household := embedded.find_household(person.identifier))
    ]
    known = [score for score in scores if score is not None]
    assert len(known) == len(scores)
    assert Decimal(8) < min(known) < Decimal("9.3264284") < Decimal("9.743001") < max(known) < Decimal(12)


def test_grounds_are_reasons_that_the_flow_offers() -> None:
    """Every question of the questionnaire has a ground, and each ground is one of the appeal's reasons."""
    offered = {"household", "income", "expenses", "assets", "address", "health", "payment", "identity", "other"}
    assert set(yaml.safe_load(_data("grounds.yaml")).values()) <= offered
    assert [slot.path for slot in SLOTS if reason(slot.path) == "other"] == []
