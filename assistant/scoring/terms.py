"""From a declaration to the formula's own terms: every derivation, in one place.

A share divides by the household's size, in town and in the country: both transcriptions do so for U25 (facts 3.2), and
the rural ones are read the same way. Spending is a head's a year: a month's, times twelve, by the size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal

from assistant.scoring.errors import ScoringError
from assistant.scoring.household import Household, Person

Facts = Mapping[str, Decimal | None]
"""The value of each fact that a term may name; None where the declaration does not tell."""

MONTHS = 12
COUPLE = 2
Rule = Literal["number", "square", "is", "some", "share", "a_head_a_year", "crowding", "families"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the declared item it comes from, and how. Every rule may also use the household's size.

    `wanted` are the answers that make it true (`is`, `families`); `above` and `most` the people a room (`crowding`).
    """

    rule: Rule
    path: str
    wanted: tuple[str, ...] = ()
    above: int = 0
    most: int = 0


def _named(rule: Rule, **paths: str) -> dict[str, Fact]:
    return {name: Fact(rule, path) for name, path in paths.items()}


FACTS: Mapping[str, Fact] = {
    "size": Fact("number", "size"),
    "size_squared": Fact("square", "size"),
    "couple_or_alone": Fact("families", "families", ("couple_or_alone",)),
    "several_nuclei": Fact("families", "families", ("several",)),
    "head_age": Fact("number", "head.age"),
    "head_age_squared": Fact("square", "head.age"),
    "head_higher_education": Fact("is", "head.education", ("higher",)),
    "head_basic_education": Fact("is", "head.education", ("basic",)),
    "head_senior_manager": Fact("is", "head.work", ("senior_manager",)),
    "head_middle_manager": Fact("is", "head.work", ("middle_manager",)),
    "head_employer": Fact("is", "head.work", ("employer",)),
    "head_retired_or_rentier": Fact("is", "head.work", ("retired", "rentier")),
    "head_operator": Fact("is", "head.work", ("operator",)),
    "head_craftsman": Fact("is", "head.work", ("craftsman",)),
    "head_farmer": Fact("is", "head.work", ("farmer",)),
    **_named(
        "number",
        children_private_school="members.children_private_school",
        children_public_school="members.children_public_school",
        members_19_29="members.aged_19_29",
        members_30_59="members.aged_30_59",
        members_60="members.aged_60",
        bath="dwelling.bath",
        own_meter="dwelling.own_meter",
        solid_house="dwelling.solid_house",
        second_home="dwelling.second_home",
        garage="dwelling.garage",
        business_premises="dwelling.business_premises",
        computer="goods.computer",
        dish="goods.dish",
        fixed_phone="goods.fixed_phone",
        irrigated_land="goods.irrigated_land",
        other_land="goods.other_land",
        mobiles="goods.mobiles",
        cars="goods.cars",
        motorbikes="goods.motorbikes",
        cows="goods.cows",
        other_cover="other_cover",
        loan="loan",
    ),
    **_named(
        "share",
        share_no_diploma="members.no_diploma",
        share_technical="members.technical",
        share_higher_diploma="members.higher_diploma",
        share_literate="members.literate",
        share_working="members.working",
        share_operators="members.operators",
        share_trade="members.trade",
        share_senior_managers="members.senior_managers",
    ),
    "car": Fact("some", "goods.cars"),
    "motorbike": Fact("some", "goods.motorbikes"),
    "two_a_room": Fact("crowding", "dwelling.rooms", above=0, most=2),
    # Beside two_a_room (MYH), or on top of it (OKBA): the sources disagree on which of the two R4 takes (facts 3.3).
    "three_a_room": Fact("crowding", "dwelling.rooms", above=2, most=3),
    "at_most_three_a_room": Fact("crowding", "dwelling.rooms", above=0, most=3),
    **_named(
        "a_head_a_year",
        gas="spending.gas",
        water_electricity="spending.water_electricity",
        telecom="spending.telecom",
    ),
}

PATHS = tuple(dict.fromkeys(fact.path for fact in FACTS.values()))
"""The declared items that any fact comes from."""

_GET = {path: attrgetter(path) for path in PATHS}


def items(household: Household) -> dict[str, Any]:
    """The declared items by path; None where it is not told. Where the members are listed, what the list tells is
    counted from it. Raises ScoringError where the list and another part of the declaration say different things."""
    declared = {path: get(household) for path, get in _GET.items()}
    return _agreed(declared, household.members.people) if household.members.people else declared


def facts(household: Household) -> Facts:
    """Every fact of the declaration, by the names that the formulas' data use."""
    return facts_of(items(household))


def facts_of(declared: Mapping[str, Any]) -> Facts:
    """The same from the declared items by path."""
    size = declared["size"]
    return {name: value(fact, declared[fact.path], size) for name, fact in FACTS.items()}


def value(fact: Fact, declared: Any, size: int) -> Decimal | None:
    """One fact, from its declared item; None where that is not told."""
    if fact.rule == "families":
        return _families(fact, declared, size)
    if fact.rule == "crowding" and size <= COUPLE:
        declared = declared or 1  # two people are at most two a room, whatever the number of rooms
    return None if declared is None else _RULES[fact.rule](fact, declared, size)


def _families(fact: Fact, declared: str | None, size: int) -> Decimal | None:
    """One person alone is one nucleus; more than two are no couple without children, whatever was declared."""
    if "couple_or_alone" in fact.wanted and size != COUPLE:
        return Decimal(int(size < COUPLE))
    if size < COUPLE:
        return Decimal(0)
    return None if declared is None else Decimal(int(declared in fact.wanted))


_RULES: Mapping[str, Callable[[Fact, Any, int], Decimal]] = {
    "number": lambda _fact, declared, _size: Decimal(int(declared)),
    "square": lambda _fact, declared, _size: Decimal(declared * declared),
    "is": lambda fact, declared, _size: Decimal(int(declared in fact.wanted)),
    "some": lambda _fact, declared, _size: Decimal(int(declared > 0)),
    "share": lambda _fact, declared, size: Decimal(declared) / size,
    "a_head_a_year": lambda _fact, declared, size: Decimal(declared) * MONTHS / size,
    "crowding": lambda fact, declared, size: Decimal(int(fact.above * declared < size <= fact.most * declared)),
}


ADULT = 15
SCHOOL_AGE = range(6, 15)
NO_WORK = ("none", "retired", "rentier")


def _adult(person: Person, told: object, holds: bool) -> bool | None:
    """Of a member of fifteen or older; None where it is not told."""
    if person.age < ADULT:
        return False
    return None if told is None else holds


def _pupil(person: Person, school: str) -> bool | None:
    if person.age not in SCHOOL_AGE:
        return False
    return None if person.schooling is None else person.schooling == school


_COUNTED: Mapping[str, Callable[[Person], bool | None]] = {
    "size": lambda _person: True,
    "members.children_public_school": lambda person: _pupil(person, "public"),
    "members.children_private_school": lambda person: _pupil(person, "private"),
    "members.no_diploma": lambda person: _adult(person, person.diploma, person.diploma == "none"),
    "members.technical": lambda person: _adult(person, person.diploma, person.diploma == "technical"),
    "members.higher_diploma": lambda person: _adult(person, person.diploma, person.diploma == "higher"),
    "members.literate": lambda person: _adult(person, person.literate, bool(person.literate)),
    "members.working": lambda person: _adult(person, person.work, person.work not in NO_WORK),
    "members.operators": lambda person: _adult(person, person.work, person.work == "operator"),
    "members.trade": lambda person: _adult(person, person.work, person.work == "trader"),
    "members.senior_managers": lambda person: _adult(person, person.work, person.work == "senior_manager"),
    "members.aged_19_29": lambda person: 19 <= person.age <= 29,
    "members.aged_30_59": lambda person: 30 <= person.age <= 59,
    "members.aged_60": lambda person: person.age >= 60,
}


def _from_people(people: Sequence[Person]) -> dict[str, Any]:
    """What a list of members tells, by path; None where some member's part of it is not told."""
    told: dict[str, Any] = {}
    for path, counted in _COUNTED.items():
        answers = [counted(person) for person in people]
        told[path] = None if None in answers else sum(map(bool, answers))
    covers = {person.cover for person in people}
    told["other_cover"] = True if "other" in covers else (None if None in covers else False)
    if {person.relation for person in people} <= {"head", "spouse"} and len(people) <= COUPLE:
        told["families"] = "couple_or_alone"
    heads = [person for person in people if person.relation == "head"]
    if len(heads) > 1:
        raise ScoringError("members: only one of them can be the head")
    for head in heads:
        told |= {"head.age": head.age, "head.education": head.education, "head.work": head.work}
    return told


def _agreed(declared: Mapping[str, Any], people: Sequence[Person]) -> dict[str, Any]:
    agreed = dict(declared)
    for path, told in _from_people(people).items():
        if told is None:
            continue
        if declared[path] is not None and declared[path] != told:
            raise ScoringError(f"{path}: {declared[path]} is declared, but the list of members says {told}")
        agreed[path] = told
    return agreed
