"""From a declaration to the formula's own terms: every derivation, in one place.

A share divides by the household's size, in town and in the country: both transcriptions do so for U25 (facts 3.2), and
the rural ones are read the same way. Spending is a head's a year: a month's, times twelve, by the size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal

from assistant.scoring.household import Household

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
    """The declared items by path; None where it is not told."""
    return {path: get(household) for path, get in _GET.items()}


def facts(household: Household) -> Facts:
    """Every fact of the declaration, by the names that the formulas' data use."""
    declared = items(household)
    return {name: value(fact, declared[fact.path], household.size) for name, fact in FACTS.items()}


def value(fact: Fact, declared: Any, size: int) -> Decimal | None:
    """One fact, from its declared item; None where that is not told."""
    if fact.rule == "families":
        return _families(fact, declared, size)
    return None if declared is None else _RULES[fact.rule](fact, declared, size)


def _families(fact: Fact, declared: str | None, size: int) -> Decimal | None:
    """One person alone is one nucleus; more than two are no couple without children."""
    alone = "couple_or_alone" in fact.wanted
    if size == 1:
        return Decimal(int(alone))
    if declared is None:
        return Decimal(0) if alone and size > COUPLE else None
    return Decimal(int(declared in fact.wanted))


_RULES: Mapping[str, Callable[[Fact, Any, int], Decimal]] = {
    "number": lambda _fact, declared, _size: Decimal(int(declared)),
    "square": lambda _fact, declared, _size: Decimal(declared * declared),
    "is": lambda fact, declared, _size: Decimal(int(declared in fact.wanted)),
    "some": lambda _fact, declared, _size: Decimal(int(declared > 0)),
    "share": lambda _fact, declared, size: Decimal(declared) / size,
    "a_head_a_year": lambda _fact, declared, size: Decimal(declared) * MONTHS / size,
    "crowding": lambda fact, declared, size: Decimal(int(fact.above * declared < size <= fact.most * declared)),
}
