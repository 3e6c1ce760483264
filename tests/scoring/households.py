"""Random households, whole or with open answers, that could exist."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

REGIONS = (
    "tanger-tetouan-al-hoceima", "oriental", "fes-meknes", "rabat-sale-kenitra", "beni-mellal-khenifra",
    "casablanca-settat", "marrakech-safi", "draa-tafilalet", "souss-massa", "guelmim-oued-noun",
    "laayoune-sakia-el-hamra", "dakhla-oued-ed-dahab",
)  # fmt: skip
WORK = (
    "none",
    "employee",
    "employer",
    "senior_manager",
    "middle_manager",
    "operator",
    "craftsman",
    "farmer",
    "retired",
    "rentier",
    "other",
)


def declared(random: Random, *, openness: float = 0.0) -> dict[str, Any]:
    """A declaration; each item but milieu, region and size is left open with the given probability."""
    size = random.choices(range(1, 13), weights=[8, 12, 15, 18, 16, 12, 8, 5, 3, 1, 1, 1])[0]
    made: dict[str, Any] = {
        "milieu": random.choice(("urban", "rural")),
        "region": random.choice(REGIONS),
        "size": size,
        "families": random.choice(("couple_or_alone", "one", "several") if size < 3 else ("one", "several")),
        "other_cover": random.random() < 0.2,
        "loan": random.random() < 0.1,
        "head": {
            "age": random.randint(18, 90),
            "education": random.choice(("none", "basic", "higher")),
            "work": random.choice(WORK),
        },
        "members": _members(random, size),
        "dwelling": _dwelling(random),
        "goods": _goods(random),
        "spending": {
            name: _amount(random, most) for name, most in (("gas", 200), ("water_electricity", 500), ("telecom", 400))
        },
    }
    return _opened(made, random, openness) if openness else made


def _members(random: Random, size: int) -> dict[str, int]:
    pupils = random.randint(0, size - 1)
    private = random.randint(0, pupils) if random.random() < 0.2 else 0
    adults = size - pupils
    working = random.randint(0, adults)
    old = random.randint(0, adults)
    no_diploma = random.randint(0, adults)
    return {
        "children_public_school": pupils - private,
        "children_private_school": private,
        "no_diploma": no_diploma,
        "technical": random.randint(0, adults - no_diploma),
        "higher_diploma": 0,
        "literate": random.randint(0, adults),
        "working": working,
        "operators": random.randint(0, working) // 2,
        "trade": 0,
        "senior_managers": random.randint(0, working) // 3,
        "aged_19_29": 0,
        "aged_30_59": adults - old,
        "aged_60": old,
    }


def _dwelling(random: Random) -> dict[str, Any]:
    flags = ("bath", "own_meter", "solid_house", "second_home", "garage", "business_premises")
    return {"rooms": random.randint(1, 7), **{flag: random.random() < 0.4 for flag in flags}}


def _goods(random: Random) -> dict[str, Any]:
    flags = ("computer", "dish", "fixed_phone", "irrigated_land", "other_land")
    return {
        "mobiles": random.randint(0, 5),
        "cars": random.choice((0, 0, 0, 1, 2)),
        "motorbikes": random.choice((0, 0, 1)),
        "cows": random.choice((0, 0, 1, 3, 8)),
        **{flag: random.random() < 0.3 for flag in flags},
    }


def _amount(random: Random, most: int) -> Decimal:
    """Whole dirhams mostly, sometimes centimes."""
    return Decimal(random.randint(0, most * 100)) / 100 if random.random() < 0.3 else Decimal(random.randint(0, most))


def _opened(made: dict[str, Any], random: Random, openness: float) -> dict[str, Any]:
    kept = {}
    for name, value in made.items():
        if isinstance(value, dict):
            kept[name] = _opened(value, random, openness)
        elif name in ("milieu", "region", "size") or random.random() >= openness:
            kept[name] = value
    return kept
