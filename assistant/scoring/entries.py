"""The formulas, the regions' constants and the programmes: the shapes of the data files.

Where sources disagree, an entry is `disputed`: it keeps every reading, its own being the default. Since each
disagreement touches one term (or one constant), the lowest and highest score over all readings are sums of the
terms' own lowest and highest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field

from assistant.scoring.dated import Dated, Part, Sourced
from assistant.scoring.household import Milieu

HAIR = Decimal("1e-24")


def inside(score: Decimal, limit: Decimal) -> bool:
    """Whether a score is within a limit, the limit included, at full precision.

    A share of six members is rounded at the 28th digit, so a sum may be wrong by up to 1e-25; two scores that differ
    do so by more than 1e-11 (coefficients have 7 decimals, amounts 2, sizes end at 50). A hair between the two gives
    the comparison of the exact fractions.
    """
    return score <= limit + HAIR


@dataclass(frozen=True, slots=True)
class Reading:
    """One source's reading of a term: which fact it takes and what a unit of it adds."""

    source: str
    fact: str
    coefficient: Decimal


class OtherTerm(Part):
    """What another source says differently; what it leaves out is as in the default."""

    fact: str | None = None
    coefficient: Decimal | None = None


class DisputedTerm(Part):
    name: str
    default: str
    others: dict[str, OtherTerm] = Field(min_length=1)


class Term(Sourced):
    """One term: which fact it takes, and what one unit of it adds. `readings`: the default first."""

    fact: str
    kind: Literal["yes_no", "count", "years", "share", "dirhams_a_head_a_year"]
    coefficient: Decimal
    disputed: DisputedTerm | None = None

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        own = Reading(self.disputed.default if self.disputed else self.source, self.fact, self.coefficient)
        if self.disputed is None:
            return (own,)
        return (own, *(self._other(source, told) for source, told in self.disputed.others.items()))

    def contributions(self, known: Mapping[str, Decimal | None]) -> tuple[Decimal, ...] | None:
        """What the term adds by each reading, the default first; None where its fact is not known."""
        values = [known[reading.fact] for reading in self.readings]
        if any(value is None for value in values):
            return None
        return tuple(reading.coefficient * (value or 0) for reading, value in zip(self.readings, values, strict=True))

    def _other(self, source: str, told: OtherTerm) -> Reading:
        coefficient = self.coefficient if told.coefficient is None else told.coefficient
        return Reading(source, told.fact or self.fact, coefficient)


class Formula(Dated):
    """One milieu's formula."""

    milieu: Milieu
    version: str
    constant: Decimal
    terms: dict[str, Term]

    @property
    def name(self) -> str:
        return f"rsu-{self.milieu}"


class OtherConstant(Part):
    constant: Decimal


class DisputedConstant(Part):
    name: str
    default: str
    others: dict[str, OtherConstant] = Field(min_length=1)


class Constant(Part):
    """What a region adds in one milieu; `readings`: the default first."""

    constant: Decimal
    disputed: DisputedConstant | None = None

    @property
    def readings(self) -> tuple[Decimal, ...]:
        others = self.disputed.others.values() if self.disputed else ()
        return (self.constant, *(other.constant for other in others))


class Region(Dated):
    region: str
    urban: Constant
    rural: Constant


class Programme(Dated):
    """A programme's limit, inclusive, and what must hold (`conditions`) or not hold (`exclusions`) besides."""

    id: str
    name: str
    threshold: Decimal
    conditions: dict[str, Sourced]
    exclusions: dict[str, Sourced] = Field(default_factory=dict)


class Band(Part):
    """AMO Achamil: what a month costs above a score."""

    above: Decimal
    dirhams: int


class Achamil(Dated):
    bands: tuple[Band, ...]

    def price(self, score: Decimal) -> int | None:
        """Dirhams a month at this score; None where it is within the lowest bound."""
        return next((band.dirhams for band in reversed(self.bands) if not inside(score, band.above)), None)


class Reference(Part):
    """The household against which 'what weighed most' is said."""

    facts: dict[str, Decimal]
    never: tuple[str, ...]


class Item(Part):
    """How a declared item may be wrong; see the data file for what each key says."""

    kind: Literal["yes_no", "count", "amount", "choice"]
    least: int = 0
    at_least: tuple[str, ...] = ()
    more: int = 0
    most: int = 1000
    beside: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


class Corrections(Part):
    """Which declared items may be corrected, which never, and what remains where none of it helps."""

    items: dict[str, Item]
    never: tuple[str, ...]
    remains: tuple[str, ...]


class Bounds(Part):
    """The least and the most that an unknown item is taken to be; see the data file for what each key says."""

    low: int = 0
    high: int = 0
    per_person: int = 0
    every: bool = False

    def ends(self, size: int) -> tuple[int, int]:
        """The least and the most in a household of that size."""
        return self.low, self.high + self.per_person * size

    def answers(self, size: int) -> tuple[int, ...]:
        """The answers among which the lowest and the highest score lie."""
        low, high = self.ends(size)
        return tuple(range(low, high + 1)) if self.every else (low, high)


@dataclass(frozen=True, eq=False)
class Basis:
    """What a household of one milieu and region is scored by on one day."""

    formula: Formula
    region: Constant
    programmes: tuple[Programme, ...]
    achamil: Achamil | None
    on: date | None
    fed_by: Mapping[str, tuple[Term, ...]]
    """The formula's terms by the declared item that they come from."""

    @property
    def start(self) -> Decimal:
        """What stands before any answer: the milieu's constant and the region's."""
        return self.formula.constant + self.region.constant

    def first_term(self, path: str) -> str:
        """The id of the first term that the item feeds."""
        return next(id for id, term in self.formula.terms.items() if term is self.fed_by[path][0])
