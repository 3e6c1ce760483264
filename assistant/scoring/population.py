"""An invented population of households: what stands behind "households like yours", and behind our measurements.

One latent standard of living for each household moves what it owns, spends and learnt; the marginals are those of
`data/population.yaml`, argued from public figures in `data/README.md`. It is a model to measure a questionnaire with,
never a statistic of Morocco. Columns are named by the interview's slots, without `hh_`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from assistant.scoring.household import Milieu
from assistant.scoring.marginals import Amount, Categories, Leaning, Ordinal, marginals

Column = Any
"""A NumPy array; of texts, numbers, or yes and no."""
STATED_SEED = 2026
STATED_SIZE = 20_000
"""The population that 'probably' refers to: `population(milieu)`."""
FLAGS = (
    "bath", "own_meter", "solid_house", "dish", "computer", "fixed_phone", "second_home", "garage",
    "business_premises", "loan", "other_cover", "irrigated_land", "other_land",
)  # fmt: skip
COUNTS = ("cars", "motorbikes", "cows")
AMOUNTS = ("gas", "water_electricity", "telecom")
CHILD_OF_SCHOOL_AGE = 0.62
"""Of children under 15, the share that is 6 to 14 and at school."""


@dataclass(frozen=True, slots=True)
class Population:
    """Households of one milieu: columns of equal length by slot name."""

    milieu: Milieu
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.columns["size"])

    def answers(self, index: int) -> dict[str, str | int | bool]:
        """What one household would answer, by slot name."""
        return {"milieu": self.milieu, **{name: column[index].item() for name, column in self.columns.items()}}


@cache
def stated(milieu: Milieu) -> Population:
    """The population to which 'probably' refers."""
    return population(milieu, STATED_SIZE, STATED_SEED)


def population(milieu: Milieu, size: int, seed: int) -> Population:
    """`size` invented households of one milieu; the same seed gives the same ones."""
    return Population(milieu, _Inventor(milieu, size, seed).columns())


class _Inventor:
    """Draws all columns of one population."""

    def __init__(self, milieu: Milieu, count: int, seed: int) -> None:
        self.given = marginals()[milieu]
        self.count = count
        self.chance = np.random.default_rng([seed, len(milieu)])
        self.standard = self.chance.standard_normal(count)
        self.size = self._ordinal(self.given.size).astype(int)

    def columns(self) -> dict[str, Column]:
        given = self.given
        shares = np.array(list(given.regions.values()))
        region = self.chance.choice(np.array(list(given.regions)), self.count, p=shares / shares.sum())
        head_age = np.clip(np.round(self.chance.normal(51, 14, self.count)), 19, 95).astype(int)
        head_work = self._head_work(head_age)
        return {
            "region": region,
            "size": self.size,
            "families": self._families(),
            "rooms": self._ordinal(given.rooms).astype(int),
            "head_age": head_age,
            "head_education": self._ordinal(given.head_education),
            "head_work": head_work,
            **self._people(head_age, head_work),
            **{name: self._leaning(getattr(given, name)) for name in FLAGS},
            **{name: self._ordinal(getattr(given, name)).astype(int) for name in COUNTS},
            **{name: self._amount(getattr(given, name)) for name in AMOUNTS},
        }

    def _with_standard(self, strength: float) -> Column:
        """Standard normal values that correlate with the standard of living."""
        noise = self.chance.standard_normal(self.count)
        return strength * self.standard + np.sqrt(1 - strength**2) * noise

    def _rank(self, strength: float) -> Column:
        """Uniform ranks between 0 and 1 that correlate with the standard of living."""
        values = self._with_standard(strength)
        ranks = np.empty(self.count)
        ranks[np.argsort(values, kind="stable")] = (np.arange(self.count) + 0.5) / self.count
        return ranks

    def _ordinal(self, given: Ordinal) -> Column:
        edges = np.cumsum(list(given.shares.values()))
        place = np.searchsorted(edges / edges[-1], self._rank(given.standard))
        return np.array(list(given.shares))[place]

    def _leaning(self, given: Leaning) -> Column:
        """Yes for a share of households, the better-off first (or last) to the degree that is given."""
        share, strength = given
        return self._rank(np.sign(strength) * min(abs(strength), 0.95)) > 1 - share

    def _amount(self, given: Amount) -> Column:
        """Dirhams a month, log-normal, growing with size, cut at the most that is documented as plausible."""
        logs = np.log(given.median) + given.spread * self._with_standard(given.standard)
        logs += given.per_head * np.log(self.size / 4)
        return np.clip(np.round(np.exp(logs) / given.step) * given.step, 0, given.most).astype(int)

    def _families(self) -> Column:
        couple = (self.size == 1) | ((self.size == 2) & (self.chance.random(self.count) < 0.65))
        several = (self.size >= 4) & (self.chance.random(self.count) < 0.03 * (self.size - 2))
        return np.where(couple, "couple_or_alone", np.where(several, "several", "one"))

    def _head_work(self, head_age: Column) -> Column:
        given: Categories = self.given.head_work
        weights = np.array([share * np.exp(lean * self.standard) for share, lean in given.values()])
        names = list(given)
        old = (head_age >= 62)[None, :]
        idle = np.isin(names, ["none", "retired", "rentier"])[:, None]
        weights = np.where(old, np.where(idle, weights * 6, weights * 0.5), weights)
        steps = np.cumsum(weights, axis=0) / weights.sum(axis=0)
        return np.array(names)[(self.chance.random(self.count) > steps).sum(axis=0)]

    def _people(self, head_age: Column, head_work: Column) -> dict[str, Column]:
        others = np.maximum(self.size - 2, 0)
        young = np.interp(head_age, [25, 35, 45, 55, 65, 80], [0.97, 0.9, 0.65, 0.35, 0.25, 0.2])
        children = self.chance.binomial(others, young)
        at_school = self.chance.binomial(children, CHILD_OF_SCHOOL_AGE)
        private_share = self._share_of_people(self.given.private_school)
        private = np.where(self.chance.random(self.count) < private_share, at_school, 0)
        adults = self.size - children
        without = self.chance.binomial(adults, self._share_of_people(self.given.no_diploma))
        working = self._working(adults, head_work)
        people = {
            "children_public": at_school - private,
            "children_private": private,
            "no_diploma": without,
            "technical": self.chance.binomial(adults - without, self._share_of_people(self.given.technical) * 1.8),
            "working": working,
            "literate": self.chance.binomial(adults, self._share_of_people(self.given.literate)),
            "mobiles": self._mobiles(adults),
            **self._ages(head_age, adults),
        }
        people["higher_diploma"] = np.minimum(
            self.chance.binomial(adults - without, np.minimum(1, self._share_of_people(self.given.higher_diploma) * 2)),
            np.minimum(people["literate"], adults - without),
        )
        return people | self._trades(working, head_work)

    def _share_of_people(self, given: Leaning) -> Column:
        """For each household, how likely each of its people is …; the mean over households is the given share."""
        share, lean = given
        odds = share / (1 - share) * np.exp(lean * self.standard)
        likely = odds / (1 + odds)
        return np.clip(likely * share / likely.mean(), 0, 0.98)

    def _working(self, adults: Column, head_work: Column) -> Column:
        head = ~np.isin(head_work, ["none", "retired", "rentier"])
        return head + self.chance.binomial(np.maximum(adults - 1, 0), self._share_of_people(self.given.working) * 0.6)

    def _trades(self, working: Column, head_work: Column) -> dict[str, Column]:
        senior_head = head_work == "senior_manager"
        operator_head = head_work == "operator"
        rest = working - senior_head - operator_head
        senior = senior_head + self.chance.binomial(rest, self._share_of_people(self.given.senior_managers))
        operators = operator_head + self.chance.binomial(
            working - senior - operator_head, self._share_of_people(self.given.operators)
        )
        trade = self.chance.binomial(working - senior - operators, self._share_of_people(self.given.trade))
        return {"senior_managers": senior, "operators": operators, "trade": trade}

    def _mobiles(self, adults: Column) -> Column:
        own = self.chance.binomial(adults, self._share_of_people(self.given.mobiles))
        second = self.chance.binomial(1, 0.12, self.count)
        return np.maximum(own + second, self.chance.binomial(1, 0.97, self.count))

    def _ages(self, head_age: Column, adults: Column) -> dict[str, Column]:
        """The head and one other adult are of one age band; the rest are mostly young adults."""
        pair = np.minimum(adults, 2)
        rest = adults - pair
        grown = self.chance.binomial(rest, np.interp(head_age, [35, 50, 70], [0.4, 0.75, 0.95]))  # not 15 to 18
        old = self.chance.binomial(grown, 0.08)
        middle = self.chance.binomial(grown - old, np.interp(head_age, [40, 60, 80], [0.1, 0.3, 0.6]))
        band = np.digitize(head_age, [30, 60])
        return {
            "aged_19_29": np.where(band == 0, pair, 0) + grown - old - middle,
            "aged_30_59": np.where(band == 1, pair, 0) + middle,
            "aged_60": np.where(band == 2, pair, 0) + old,
        }
