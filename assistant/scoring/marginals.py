"""The marginals of the invented population: data, checked when it is read."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from assistant.scoring.dated import Part, read
from assistant.scoring.formula import DATA
from assistant.scoring.household import Milieu

Leaning = tuple[float, float]
"""A share, and how strongly it goes with the standard of living."""
Categories = dict[str, Leaning]


class Ordinal(Part):
    """Shares by value, from the least to the most; `standard` is the correlation with the standard of living."""

    shares: dict[str | int, float]
    standard: float


class Amount(Part):
    """Dirhams a month: the median of a household of four, the spread of its logarithm, how it grows with size."""

    median: float
    spread: float
    per_head: float
    standard: float
    most: float = Field(description="the most that is taken as plausible")
    step: float


class Marginals(Part):
    """Of one milieu; `households` is its share of the country's."""

    households: float
    regions: dict[str, float]
    size: Ordinal
    rooms: Ordinal
    head_education: Ordinal
    head_work: Categories
    literate: Leaning
    no_diploma: Leaning
    technical: Leaning
    higher_diploma: Leaning
    working: Leaning
    operators: Leaning
    trade: Leaning
    senior_managers: Leaning
    private_school: Leaning
    bath: Leaning
    own_meter: Leaning
    solid_house: Leaning
    dish: Leaning
    computer: Leaning
    fixed_phone: Leaning
    second_home: Leaning
    garage: Leaning
    business_premises: Leaning
    loan: Leaning
    other_cover: Leaning
    irrigated_land: Leaning
    other_land: Leaning
    cars: Ordinal
    motorbikes: Ordinal
    cows: Ordinal
    mobiles: Leaning
    gas: Amount
    water_electricity: Amount
    telecom: Amount


@cache
def marginals() -> dict[Milieu, Marginals]:
    """Raises ScoringError naming file, key and fault."""
    return read(DATA / "population.yaml", dict[Milieu, Marginals])
