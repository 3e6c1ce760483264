"""What the Aide Sociale Directe pays a household, where the sources give figures (facts 4.4).

Amounts are a range: where a date, a school level or a rule is not known, both ends are kept and the reason is named.
What no source gives is not given: such a line has no upper end. Nothing here says that a household is entitled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.scoring.dated import Dated, Part, in_force, ordered, read
from assistant.scoring.errors import ScoringError
from assistant.scoring.formula import DATA
from assistant.scoring.household import Household, Person

Reason = Literal[
    "start_within_period", "schooling_not_told", "school_level_not_told", "rank_order", "fatherless_out_of_school",
    "fatherless_after_third", "within_months_of_birth", "other_children", "members_not_listed",
]  # fmt: skip
SCHOOL_AGE = 6


class Ranks(Part):
    full: int
    most: int


class Ages(Part):
    small: int
    last: int


class Amount(Dated):
    """One amount, in dirhams; see the data file for `certain_from`."""

    id: str
    dirhams: int
    certain_from: date | None = None


class Asd(Part):
    ranks: Ranks
    ages: Ages
    birth_months: int
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class AidLine:
    """One part, in dirhams: of the member in that place of the list, or of the household. `high` is None where no
    source gives it."""

    what: str
    person: int | None
    low: int
    high: int | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Aid:
    """The lines of a month and their sum, at least the minimum; and what is paid once: at a birth, each September."""

    monthly: tuple[AidLine, ...]
    low: int
    high: int | None
    grants: tuple[AidLine, ...]
    reasons: tuple[Reason, ...] = ()


@cache
def asd(folder: Path = DATA) -> Asd:
    """The amounts that come with the package, checked. Raises ScoringError."""
    made = read(folder / "asd.yaml", Asd)
    for id in {amount.id for amount in made.amounts}:
        ordered(f"asd.yaml: {id}", (amount for amount in made.amounts if amount.id == id))
    return made


def asd_amount(household: Household, on: date, folder: Path = DATA) -> Aid:
    """What the aid would be on that day. Without a list of members only the minimum is known.

    Raises ScoringError where the aid did not exist on that day.
    """
    rates = _Rates(asd(folder), on)
    people = household.members.people
    if not people:
        return Aid((), rates.range("minimum")[0], None, (), ("members_not_listed",))
    children = _children(people, rates.asd.ages.last)
    if not children:
        low, high, reasons = rates.range("flat")
        return Aid((AidLine("flat", None, low, high, reasons),), low, high, (), _others(people, rates))
    lines = tuple(_monthly(children, rates))
    least = rates.range("minimum")[0]
    known = [line.high for line in lines if line.high is not None]
    return Aid(
        monthly=lines,
        low=max(least, sum(line.low for line in lines)),
        high=max(least, sum(known)) if len(known) == len(lines) else None,
        grants=tuple(_grants(children, rates)),
        reasons=(*_rank_order(children, rates), *_others(people, rates)),
    )


@dataclass(frozen=True, slots=True)
class _Rates:
    asd: Asd
    on: date

    def range(self, id: str) -> tuple[int, int, tuple[Reason, ...]]:
        """The least and the most that the amount may be on the day, and why they differ."""
        versions = ordered("asd.yaml", (amount for amount in self.asd.amounts if amount.id == id))
        now = in_force(versions, self.on)
        if now is None:
            raise ScoringError(f"asd.yaml: there is no amount '{id}' on {self.on}")
        earlier = versions[: versions.index(now)]
        if earlier and now.certain_from and self.on < now.certain_from:
            ends = sorted((earlier[-1].dirhams, now.dirhams))
            return ends[0], ends[1], ("start_within_period",)
        return now.dirhams, now.dirhams, ()

    def has(self, id: str) -> bool:
        return any(amount.id == id and amount.since <= self.on for amount in self.asd.amounts)


Child = tuple[int, Person]


def _children(people: Sequence[Person], last: int) -> list[Child]:
    """The head's children up to that age, by their place in the list; the eldest has the first rank (inferred)."""
    found = [
        (place, person)
        for place, person in enumerate(people)
        if person.age <= last and person.relation in (None, "child")
    ]
    return sorted(found, key=lambda child: -child[1].age)


def _others(people: Sequence[Person], rates: _Rates) -> tuple[Reason, ...]:
    """Whether there are young members of whom it is not known if the aid counts them."""
    young = (person for person in people if person.age <= rates.asd.ages.last)
    return ("other_children",) if any(person.relation in ("grandchild", "other") for person in young) else ()


def _monthly(children: Sequence[Child], rates: _Rates) -> Iterator[AidLine]:
    for rank, (place, child) in enumerate(children[: rates.asd.ranks.most], start=1):
        yield _line(place, child, rank, rates)
        if child.disabled:
            low, high, reasons = rates.range("disability")
            yield AidLine("disability", place, low, high, reasons)


def _line(place: int, child: Person, rank: int, rates: _Rates) -> AidLine:
    full = rank <= rates.asd.ranks.full
    lows, reasons = _schooled(child, rates, "" if full else "later_")
    low, high = lows[0], lows[1]
    if not child.fatherless:
        return AidLine("child" if full else "later_child", place, low, high, reasons)
    if not full:
        return AidLine("fatherless_child", place, low, None, (*reasons, "fatherless_after_third"))
    least, most, dated = rates.range("fatherless_child")
    if child.age > rates.asd.ages.small and child.schooling in (None, "none"):
        return AidLine("fatherless_child", place, low, most, (*reasons, *dated, "fatherless_out_of_school"))
    return AidLine("fatherless_child", place, least, most, dated)


def _schooled(child: Person, rates: _Rates, before: str) -> tuple[tuple[int, int], tuple[Reason, ...]]:
    """A child's amount: small, at school, or out of school; between the two where it is not told."""
    at_school = rates.range(f"{before}child")
    if child.age <= rates.asd.ages.small or child.schooling in ("public", "private"):
        return at_school[:2], at_school[2]
    out = rates.range(f"{before}child_out_of_school")
    if child.schooling == "none":
        return out[:2], out[2]
    return (out[0], at_school[1]), (*out[2], "schooling_not_told")


def _rank_order(children: Sequence[Child], rates: _Rates) -> tuple[Reason, ...]:
    """Which children are the first three matters where not all have the same amount."""
    kinds = {(_schooled(child, rates, ""), child.fatherless) for _, child in children}
    return ("rank_order",) if len(children) > rates.asd.ranks.full and len(kinds) > 1 else ()


def _grants(children: Sequence[Child], rates: _Rates) -> Iterator[AidLine]:
    births = ("birth_first", "birth_second")
    for (place, child), grant in zip(children, births, strict=False):
        if child.age == 0:
            yield AidLine(grant, place, 0, rates.range(grant)[1], ("within_months_of_birth",))
    pupils = [(place, child) for place, child in children if child.schooling == "public" and child.age >= SCHOOL_AGE]
    for place, child in pupils[: rates.asd.ranks.most if rates.has("school_lycee") else 0]:
        yield _school_grant(place, child, rates)


def _school_grant(place: int, child: Person, rates: _Rates) -> AidLine:
    grants: Mapping[str, str] = {"primary": "school_primary_college", "college": "school_primary_college"}
    if child.school_level is None:
        low, high = rates.range("school_primary_college")[0], rates.range("school_lycee")[1]
        return AidLine("school", place, low, high, ("school_level_not_told",))
    low, high, reasons = rates.range(grants.get(child.school_level, "school_lycee"))
    return AidLine("school", place, low, high, reasons)
