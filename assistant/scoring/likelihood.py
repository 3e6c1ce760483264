"""What is to be expected of open answers: means and spreads in the stated population, after what was said already.

A normal model of each milieu and size of household: the answers, and the score without its region, have the means and
the covariance that they have in the stated population; what was answered is conditioned on. It is a model for asking
fewer questions and for "probably"; no outcome that is called certain rests on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.scoring.formula import Rules
from assistant.scoring.household import Milieu
from assistant.scoring.interval import Weights, weights
from assistant.scoring.population import Population, stated
from assistant.scoring.possible import known
from assistant.scoring.questions import BAND, Answers, asked, band_of, interview, slots

Array = NDArray[np.float64]
LARGEST = 7
"""Households of seven and more are taken together."""
ALIKE = 400
"""Households of the stated population that count as "like this one"."""
LEAST_SPREAD = 1e-7
"""Added to every variance, so that answers which follow from each other do no harm."""


@dataclass(frozen=True, eq=False)
class Expected:
    """Means and covariance of every feature, the score without its region last; and the households behind them, with
    the score that each one's answers to the same questions let expect."""

    features: Mapping[str, int]
    mean: Array
    spread: Array
    households: Array
    foreseen: Array

    def given(self, answered: Mapping[str, float]) -> Expected:
        """After these features are known."""
        places = [self.features[name] for name in answered]
        if not places:
            return self
        cross = self.spread[:, places]
        gain = np.linalg.solve(self.spread[np.ix_(places, places)], cross.T).T
        shift = gain @ (np.array(list(answered.values())) - self.mean[places])
        foreseen = self.mean[-1] + (self.households[:, places] - self.mean[places]) @ gain[-1]
        return Expected(self.features, self.mean + shift, self.spread - gain @ cross.T, self.households, foreseen)

    def share_inside(self, limit: float) -> float:
        """The share of households like this one whose score (without its region) is within the limit: of the `ALIKE`
        whose answers let expect the nearest score, each as far off its own expectation as it is."""
        mean = self.mean[-1]
        order = np.argpartition(np.abs(self.foreseen - mean), min(ALIKE, len(self.foreseen) - 1))[:ALIKE]
        off = self.households[order, -1] - self.foreseen[order]
        return float(np.mean(mean + off <= limit))

    @property
    def score(self) -> tuple[float, float]:
        """Mean and standard deviation of the score without its region."""
        return float(self.mean[-1]), math.sqrt(max(float(self.spread[-1, -1]), LEAST_SPREAD))

    def at_score(self, name: str, score: float) -> float:
        """The feature's mean among households with this score (without its region)."""
        place = self.features[name]
        slope = self.spread[place, -1] / max(self.spread[-1, -1], LEAST_SPREAD)
        return float(self.mean[place] + slope * (score - self.mean[-1]))

    def tells(self, names: list[str]) -> float:
        """The share of the score's variance that these features together would settle."""
        places = [self.features[name] for name in names]
        own = self.spread[np.ix_(places, places)] + np.eye(len(places)) * LEAST_SPREAD
        cross = self.spread[places, -1]
        return float(cross @ np.linalg.solve(own, cross)) / max(float(self.spread[-1, -1]), LEAST_SPREAD)


@lru_cache
def expected(rules: Rules, milieu: Milieu, on: Any, size: int) -> Expected:
    """Of households of this milieu and size, nothing else being known."""
    return _fitted(rules, milieu, on)[min(size, LARGEST)]


@lru_cache
def _fitted(rules: Rules, milieu: Milieu, on: Any) -> Mapping[int, Expected]:
    population, weigh = stated(milieu), weights(rules, milieu, on)
    columns = {slot: _column(weigh, population, slot) for slot in asked(milieu)}
    columns |= {
        slot + BAND: np.array([band_of(slot, amount) for amount in population.columns[slot]], dtype=float)
        for slot in interview().bands
    }
    score = sum((_adds(weigh, population, slot) for slot in (*asked(milieu), "size")), start=np.zeros(len(population)))
    table = np.column_stack([*columns.values(), score + float(rules.formula(milieu, on).constant)])
    classes = np.minimum(population.columns["size"], LARGEST)
    features = {name: place for place, name in enumerate(columns)}
    return {size: _fit(features, table[classes == size]) for size in range(1, LARGEST + 1)}


def _fit(features: Mapping[str, int], rows: Array) -> Expected:
    mean, spread = rows.mean(axis=0), np.cov(rows.T) + np.eye(rows.shape[1]) * LEAST_SPREAD
    return Expected(features, mean, spread, rows, np.full(len(rows), mean[-1]))


def _column(weigh: Weights, population: Population, slot: str) -> Array:
    """A number as it is; a menu's answer, and what does not rise evenly, by what it adds."""
    if by_what_it_adds(weigh, slot):
        return _adds(weigh, population, slot)
    return np.asarray(population.columns[slot], dtype=float)


def by_what_it_adds(weigh: Weights, slot: str) -> bool:
    """Whether the feature is what the answer adds, not the answer itself."""
    bounds = weigh.lowest.rules.bounds.get(slots()[slot].path)
    return slots()[slot].kind == "menu" or (bounds is not None and bounds.every)


def _adds(weigh: Weights, population: Population, slot: str) -> Array:
    """What the answer adds to each household's score, halfway between the readings."""
    values, sizes = population.columns[slot], population.columns["size"]
    pairs = list(zip(values.tolist(), sizes.tolist(), strict=True))
    each = {pair: middle(weigh, slot, *pair) for pair in set(pairs)}
    return np.array([each[pair] for pair in pairs])


def middle(weigh: Weights, slot: str, value: Any, size: int) -> float:
    part = weigh.at(slot, value, size)
    return (part.low + part.high) / 2


def features_of(weigh: Weights, told: Answers, names: Iterable[str]) -> dict[str, float]:
    """The features that the answers settle."""
    size = int(told["size"])
    return {
        name: middle(weigh, name, told[name], size) if _adds_it(weigh, name) else float(told[name])
        for name in names
        if known(told, name)
    }


def _adds_it(weigh: Weights, name: str) -> bool:
    return not name.endswith(BAND) and by_what_it_adds(weigh, name)


def share_below(limit: float, mean: float, deviation: float) -> float:
    """The share of a normal distribution that lies below."""
    return 0.5 * (1 + math.erf((limit - mean) / (deviation * math.sqrt(2))))
