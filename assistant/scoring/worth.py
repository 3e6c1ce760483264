"""How much a question is worth: how far its answer is likely to bring the interview towards its end.

An interview ends inside all limits, between them, or outside all. For each of these ends, by how likely it is: a
household that ends inside needs its highest possible score down, one that ends outside its lowest up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant.scoring.interval import MARGIN, Possible, Weights
from assistant.scoring.likelihood import Expected, by_what_it_adds, share_below
from assistant.scoring.questions import BAND, LIST, Answers, band_edges, band_of, interview, milieu_of

FAR = 99.0
FIRM = 2.0
"""How much more the likelier end counts."""
A_LIST = 1.4
"""A list leaves nothing to open; found by trial on the stated population."""
LEAST_SHARE, MOST_SHARE = 0.02, 0.98


@dataclass(frozen=True, slots=True)
class End:
    """One end that is possible: how much it counts, the mean score there, and what is missing: how far the highest
    possible score must still come down and the lowest up."""

    counts: float
    score: float
    down: float
    up: float


@dataclass(frozen=True, slots=True)
class Moment:
    """All that the worth of a question depends on. `certain`: no "probably" will do. `region`: what the region adds."""

    ends: tuple[End, ...]
    certain: bool
    region: float
    weigh: Weights
    answers: Answers
    now: Possible
    after: Expected

    @property
    def size(self) -> int:
        return int(self.answers["size"])


def ends(now: Possible, limits: Mapping[float, bool], mean: float, deviation: float) -> tuple[End, ...]:
    """The ends that are still possible. `limits` from the lowest, and whether each is settled already."""
    made = []
    for low, high in pairwise((-FAR, *limits, FAR)):
        if now.high > low and now.low <= high:
            share, score = _between(low, high, mean, deviation)
            down = 0.0 if limits.get(high, True) else max(now.high - high, 0.0)
            up = 0.0 if limits.get(low, True) else max(low - now.low, 0.0)
            made.append(End(share**FIRM, score, down, up))
    return tuple(made)


def _between(low: float, high: float, mean: float, deviation: float) -> tuple[float, float]:
    """The share of a normal distribution between two limits, and its mean there."""
    share = max(share_below(high, mean, deviation) - share_below(low, mean, deviation), 1e-6)
    bend = (_density(low, mean, deviation) - _density(high, mean, deviation)) / share
    return share, min(max(mean + deviation * bend, low), high)


def _density(limit: float, mean: float, deviation: float) -> float:
    return math.exp(-(((limit - mean) / deviation) ** 2) / 2) / math.sqrt(2 * math.pi)


def worth(question: str, moment: Moment) -> float:
    """Comparable between the questions of one moment only."""
    tells = 0.0 if moment.certain else moment.after.tells(_features(question, moment))
    total = 0.0
    for end in moment.ends:
        down, up = _effect(question, end.score - moment.region, moment)
        lower = min(down, end.down) / max(end.down, MARGIN)
        higher = min(up, end.up) / max(end.up, MARGIN)
        if not moment.certain and end.down:
            lower = max(lower / 2, tells)
        total += end.counts * (lower + higher) / max((end.down > 0) + (end.up > 0), 1)
    return total * (A_LIST if question.startswith(LIST) else 1.0)


def _features(question: str, moment: Moment) -> list[str]:
    return _members(question, moment) if question.startswith(LIST) else [question]


def _members(question: str, moment: Moment) -> list[str]:
    """The slots of a list on which something still hangs."""
    named = interview().lists[milieu_of(moment.answers)][question.removeprefix(LIST)]
    return [slot for slot in named if moment.now.parts[slot].open > 0]


def _effect(question: str, score: float, moment: Moment) -> tuple[float, float]:
    """By how much the answer is expected to bring the highest possible score down, and the lowest up, where the
    household's score (without its region) is this one."""
    if question.startswith(LIST):
        effects = [_of_member(slot, score, moment) for slot in _members(question, moment)]
        return sum(down for down, _ in effects), sum(up for _, up in effects)
    if question.endswith(BAND):
        return _of_band(question.removesuffix(BAND), score, moment)
    part = moment.now.parts[question]
    adds = min(max(_adds(question, score, moment), part.low), part.high)
    return part.high - adds, adds - part.low


def _of_member(slot: str, score: float, moment: Moment) -> tuple[float, float]:
    part = moment.now.parts[slot]
    share = min(max(moment.after.at_score(slot, score), LEAST_SHARE), MOST_SHARE)
    return (1 - share) * part.open, share * moment.weigh.at(slot, 1, moment.size).low


def _of_band(slot: str, score: float, moment: Moment) -> tuple[float, float]:
    edges, part = band_edges(slot), moment.now.parts[slot]
    band = band_of(slot, moment.after.at_score(slot, score))
    within = moment.weigh.between(slot, edges[band], edges[band + 1], moment.size)
    return part.high - within.high, within.low - part.low


def _adds(slot: str, score: float, moment: Moment) -> float:
    """What the answer is expected to add."""
    value = moment.after.at_score(slot, score)
    if by_what_it_adds(moment.weigh, slot):
        return value
    part, span = moment.now.parts[slot], moment.now.spans[slot]
    place = min(max((value - span.low) / (span.high - span.low), 0.0), 1.0)
    rises = moment.weigh.at(slot, 1, moment.size).high > 0
    return part.low + (place if rises else 1 - place) * (part.high - part.low)
