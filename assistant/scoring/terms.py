"""From a declaration to the formula's own terms: every derivation, in one place.

A share divides by the household's size, in town and in the country: both transcriptions do so for U25 (facts 3.2), and
the rural ones are read the same way. Spending is a head's a year: a month's, times twelve, by the size.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assistant.scoring.household import Household

Facts = Mapping[str, Decimal | None]
"""The value of each fact that a term may name; None where the declaration does not tell."""

MONTHS = 12


def facts(household: Household) -> Facts:
    """Every fact of the declaration, by the names that the formulas' data use."""
    return {
        **_family(household),
        **_head(household),
        **_shares(household),
        **_dwelling_and_goods(household),
        **_spending(household),
    }


def _family(household: Household) -> Facts:
    size = Decimal(household.size)
    members, families = household.members, household.families
    return {
        "size": size,
        "size_squared": size**2,
        "couple_or_alone": _is(families, "couple_or_alone") if household.size > 1 else Decimal(1),
        "several_nuclei": _is(families, "several") if household.size > 1 else Decimal(0),
        "children_private_school": _number(members.children_private_school),
        "children_public_school": _number(members.children_public_school),
        "members_19_29": _number(members.aged_19_29),
        "members_30_59": _number(members.aged_30_59),
        "members_60": _number(members.aged_60),
    }


def _head(household: Household) -> Facts:
    head = household.head
    age = _number(head.age)
    works = {
        "head_senior_manager": ("senior_manager",),
        "head_middle_manager": ("middle_manager",),
        "head_employer": ("employer",),
        "head_retired_or_rentier": ("retired", "rentier"),
        "head_operator": ("operator",),
        "head_craftsman": ("craftsman",),
        "head_farmer": ("farmer",),
    }
    return {
        "head_age": age,
        "head_age_squared": None if age is None else age**2,
        "head_higher_education": _is(head.education, "higher"),
        "head_basic_education": _is(head.education, "basic"),
        **{fact: _is(head.work, *kinds) for fact, kinds in works.items()},
    }


def _shares(household: Household) -> Facts:
    members = household.members
    counts = {
        "share_no_diploma": members.no_diploma,
        "share_technical": members.technical,
        "share_higher_diploma": members.higher_diploma,
        "share_literate": members.literate,
        "share_working": members.working,
        "share_operators": members.operators,
        "share_trade": members.trade,
        "share_senior_managers": members.senior_managers,
    }
    return {fact: None if count is None else Decimal(count) / household.size for fact, count in counts.items()}


def _dwelling_and_goods(household: Household) -> Facts:
    dwelling, goods = household.dwelling, household.goods
    crowding = None if dwelling.rooms is None else Decimal(household.size) / dwelling.rooms
    flags = {
        "bath": dwelling.bath,
        "own_meter": dwelling.own_meter,
        "solid_house": dwelling.solid_house,
        "second_home": dwelling.second_home,
        "garage": dwelling.garage,
        "business_premises": dwelling.business_premises,
        "computer": goods.computer,
        "dish": goods.dish,
        "fixed_phone": goods.fixed_phone,
        "irrigated_land": goods.irrigated_land,
        "other_land": goods.other_land,
        "other_cover": household.other_cover,
        "loan": household.loan,
        "two_a_room": None if crowding is None else crowding <= 2,
        # R3 and R4 are read as excluding each other (MYH); OKBA adds them up (facts 3.3, uncertain).
        "three_a_room": None if crowding is None else 2 < crowding <= 3,
        "car": None if goods.cars is None else goods.cars > 0,
        "motorbike": None if goods.motorbikes is None else goods.motorbikes > 0,
    }
    counts = {name: _number(getattr(goods, name)) for name in ("mobiles", "cars", "motorbikes", "cows")}
    return {**{fact: _number(flag) for fact, flag in flags.items()}, **counts}


def _spending(household: Household) -> Facts:
    monthly = household.spending.model_dump()
    return {fact: None if sum_ is None else sum_ * MONTHS / household.size for fact, sum_ in monthly.items()}


def _number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(int(value))


def _is(value: str | None, *wanted: str) -> Decimal | None:
    return None if value is None else Decimal(int(value in wanted))
