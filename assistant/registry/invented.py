"""Invented households: who lives in them, what the register holds of them, and what would really be true.

The first few have a story and are written down (data/households.yaml); the others come from the generator below, the
same on every machine. It aims at variety, not at Morocco's true shares: nothing may be concluded from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from assistant.registry.declaration import BANDS, age, flat
from assistant.registry.port import Value

SEED = 7218
ADULT, OF_WORKING_AGE = 18, 15
WRONG = 7
"""One household in seven of the generated ones has something in the register that is not true."""
MISTAKES = (("goods.mobiles", 1), ("goods.cars", 1), ("spending.gas", 50), ("spending.telecom", 60))
"""What the register may hold too much of, and how much."""


@dataclass(frozen=True, slots=True)
class Someone:
    """One invented member."""

    given: str
    born: date
    relationship: str
    head: bool = False
    employment: str = "none"
    education: str = "none"
    literate: bool = False
    school: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Invented:
    """`declared` is what the register holds, nested as a declaration; `really` is what is true instead, by path."""

    family: str
    as_of: date
    members: tuple[Someone, ...]
    declared: Mapping[str, Any]
    really: Mapping[str, Value] = field(default_factory=dict)
    about: str = ""


def invent(number: int) -> Invented:
    """Household `number`, from 0 on."""
    told = _with_a_story()
    return told[number] if number < len(told) else _generated(number)


def stories() -> int:
    """How many households have a story; they are the first."""
    return len(_with_a_story())


@cache
def words() -> Mapping[str, list[str]]:
    return dict(yaml.safe_load(_data("names.yaml")))


def _data(name: str) -> str:
    return (Path(__file__).with_name("data") / name).read_text(encoding="utf-8")


@cache
def _with_a_story() -> tuple[Invented, ...]:
    entries = yaml.safe_load(_data("households.yaml"))
    return tuple(
        Invented(**{**entry, "members": tuple(Someone(**member) for member in entry["members"])}) for entry in entries
    )


def _generated(number: int) -> Invented:
    draw = Random(SEED * 1000 + number)  # noqa: S311 - the same people everywhere, and nobody's
    as_of = date(2024, 1, 1) + timedelta(days=draw.randrange(700))
    milieu = draw.choice(("urban", "rural"))
    members = _members(draw, as_of, milieu)
    declared = _declaration(draw, members, as_of, milieu)
    really = _mistake(draw, declared) if number % WRONG == 0 else {}
    return Invented(draw.choice(words()["family"]), as_of, members, declared, really)


def _members(draw: Random, as_of: date, milieu: str) -> tuple[Someone, ...]:
    """Somebody alone, a couple, a family with children, or three generations."""
    kind = draw.choices(("alone", "couple", "family", "several"), (2, 3, 12, 3))[0]
    years = draw.randint(55, 85) if kind == "alone" else draw.randint(24, 70)
    head = _adult(draw, as_of, years, "head", milieu)
    if kind == "alone":
        return (head,)
    spouse = _adult(draw, as_of, max(20, years - draw.randint(0, 8)), "spouse", milieu)
    if kind == "couple":
        return head, spouse
    oldest = min(24, years - 19)
    children = tuple(_member(draw, as_of, draw.randint(0, oldest), "child", milieu) for _ in range(draw.randint(1, 5)))
    elders = (_adult(draw, as_of, min(89, years + 22), "parent", milieu),) if kind == "several" else ()
    return head, spouse, *children, *elders


def _member(draw: Random, as_of: date, years: int, relationship: str, milieu: str) -> Someone:
    if years >= OF_WORKING_AGE:
        return _adult(draw, as_of, years, relationship, milieu)
    school = draw.choices(("public", "private", ""), (85, 10, 5))[0] if 6 <= years <= 14 else ""
    disabled = draw.random() < 0.03
    return Someone(_given(draw), _born(draw, as_of, years), relationship, school=school, disabled=disabled)


def _adult(draw: Random, as_of: date, years: int, relationship: str, milieu: str) -> Someone:
    education = draw.choices(("none", "basic", "technical", "higher"), (50, 30, 10, 10))[0]
    works = {"urban": ("employee", "operator", "trade", "craftsman"), "rural": ("farmer", "trade", "operator")}[milieu]
    busy = years < 65 and draw.random() < {"head": 0.85, "child": 0.4}.get(relationship, 0.25)
    return Someone(
        _given(draw),
        _born(draw, as_of, years),
        relationship,
        head=relationship == "head",
        employment=draw.choice(works) if busy else "none",
        education=education,
        literate=education != "none" or draw.random() < 0.3,
        disabled=draw.random() < 0.05,
    )


def _given(draw: Random) -> str:
    return draw.choice(words()["given"])


def _born(draw: Random, as_of: date, years: int) -> date:
    """A birth date that makes somebody `years` old on that day."""
    birthday = as_of.replace(year=as_of.year - years, day=min(as_of.day, 28))
    return birthday - timedelta(days=draw.randrange(1, 360))


def _declaration(draw: Random, members: tuple[Someone, ...], as_of: date, milieu: str) -> dict[str, Any]:
    head = members[0]
    return {
        "milieu": milieu,
        "region": draw.choice(words()["regions"]),
        "size": len(members),
        "families": _families(members),
        "head": {
            "age": age(head.born, as_of),
            "education": "basic" if head.education == "technical" else head.education,
            "work": "other" if head.employment == "trade" else head.employment,
        },
        "members": _counts(members, as_of),
        "dwelling": _dwelling(draw, milieu),
        "goods": _goods(draw, members, milieu),
        "spending": {
            "gas": 50 * draw.randint(1, 2),
            "water_electricity": 10 * draw.randint(4, 8 + 4 * len(members)),
            "telecom": 10 * draw.randint(2, 4 + 3 * len(members)),
        },
        "other_cover": draw.random() < 0.15,
        "loan": draw.random() < 0.12,
    }


def _families(members: tuple[Someone, ...]) -> str:
    if any(member.relationship == "parent" for member in members):
        return "several"
    return "one" if any(member.relationship == "child" for member in members) else "couple_or_alone"


def _counts(members: tuple[Someone, ...], as_of: date) -> dict[str, int]:
    ages = [age(member.born, as_of) for member in members]
    grown = [member for member, years in zip(members, ages, strict=True) if years >= OF_WORKING_AGE]
    return {
        "children_public_school": sum(member.school == "public" for member in members),
        "children_private_school": sum(member.school == "private" for member in members),
        "no_diploma": sum(member.education == "none" for member in grown),
        "technical": sum(member.education == "technical" for member in grown),
        "higher_diploma": sum(member.education == "higher" for member in grown),
        "literate": sum(member.literate for member in grown),
        "working": sum(member.employment != "none" for member in grown),
        "operators": sum(member.employment == "operator" for member in grown),
        "trade": sum(member.employment == "trade" for member in grown),
        "senior_managers": 0,
        **{path.partition(".")[2]: sum(low <= years <= high for years in ages) for path, (low, high) in BANDS.items()},
    }


def _dwelling(draw: Random, milieu: str) -> dict[str, Any]:
    return {
        "rooms": draw.randint(1, 5),
        "bath": draw.random() < {"urban": 0.7, "rural": 0.4}[milieu],
        "own_meter": draw.random() < 0.85,
        "solid_house": draw.random() < 0.7,
        "second_home": draw.random() < 0.04,
        "garage": draw.random() < 0.05,
        "business_premises": draw.random() < 0.04,
    }


def _goods(draw: Random, members: tuple[Someone, ...], milieu: str) -> dict[str, Any]:
    rural = milieu == "rural"
    return {
        "mobiles": draw.randint(1, max(1, sum(member.relationship != "child" for member in members) + 1)),
        "cars": int(draw.random() < 0.12),
        "motorbikes": int(draw.random() < 0.2),
        "cows": draw.randint(0, 4) if rural else 0,
        "computer": draw.random() < 0.2,
        "dish": draw.random() < 0.8,
        "fixed_phone": draw.random() < 0.12,
        "irrigated_land": rural and draw.random() < 0.25,
        "other_land": rural and draw.random() < 0.08,
    }


def _mistake(draw: Random, declared: dict[str, Any]) -> dict[str, Value]:
    """Writes too much of something into the register; gives what is true."""
    path, too_much = draw.choice(MISTAKES)
    part, _, name = path.partition(".")
    true = flat(declared)[path]
    declared[part][name] += too_much
    return {path: true}
