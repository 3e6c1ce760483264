"""Figures of trials. Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from assistant.speech.choose import Rule, choose
from assistant.speech.evaluation.trials import Trial, digit, reading
from assistant.speech.recogniser import SCALE, Alternative
from assistant.understanding import expect

THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
SCALES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5, 2.0)
LEAST_LIKELY = 0.001
"""What was said and is not among the alternatives counts as this likely."""
IDENTIFIER_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.count / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.percent:.1f} % ({self.count}/{self.of})" if self.of else "-"


@dataclass(frozen=True, slots=True)
class Strings:
    """Strings of digits: words right, strings whole, and ten-digit strings whole before and after the check digit."""

    words: Share
    whole: Share
    identifiers: Share
    checked: Share
    wrong_but_passing: Share


def right(trials: Iterable[Trial]) -> Share:
    trials = list(trials)
    return Share(sum(trial.right for trial in trials), len(trials))


def by(trials: Iterable[Trial], key: Callable[[Trial], str]) -> dict[str, Share]:
    """The share of right trials by speaker, word or keyword."""
    groups: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[key(trial)].append(trial)
    return {name: right(groups[name]) for name in sorted(groups)}


def mean(shares: Iterable[Share]) -> float:
    """The mean of the percentages, each share counting the same."""
    percents = [share.percent for share in shares]
    return sum(percents) / len(percents) if percents else 0.0


def confusions(trials: Iterable[Trial], most: int = 12) -> list[tuple[str, str, int]]:
    """What was most often heard for something else: said, heard, times."""
    wrong = Counter(
        (" ".join(trial.said) or trial.keyword or "?", trial.heard.text or "-") for trial in trials if not trial.right
    )
    return [(said, heard, times) for (said, heard), times in wrong.most_common(most)]


def accepted(trials: Sequence[Trial], threshold: float) -> tuple[Share, Share]:
    """The share of trials in which a known word is taken at this confidence, and the share of those that is right."""
    taken = [trial for trial in trials if trial.heard.confidence >= threshold and not trial.rejected]
    return Share(len(taken), len(trials)), Share(sum(trial.right and not trial.foreign for trial in taken), len(taken))


def log_loss(trials: Sequence[Trial], scale: float) -> float:
    """How surprised the confidences are by what was said, were they made with this scale (natural logarithm)."""
    return float(np.mean([-np.log(max(_likelihood(trial, scale), LEAST_LIKELY)) for trial in trials]))


def best_scale(trials: Sequence[Trial]) -> float:
    """The scale of least log loss on these recordings."""
    return min(SCALES, key=lambda scale: log_loss(trials, scale))


def _likelihood(trial: Trial, scale: float) -> float:
    alternatives = trial.heard.alternatives
    if not alternatives:
        return 1.0 if trial.foreign else 0.0
    raised = [math.pow(max(alternative.confidence, 1e-12), scale / SCALE) for alternative in alternatives]
    said = sum(value for value, each in zip(raised, alternatives, strict=True) if _means(each, trial))
    return said / sum(raised)


def _means(alternative: Alternative, trial: Trial) -> bool:
    if trial.foreign:
        return alternative.text == "[unk]"
    return [reading(word) for word in alternative.text.split()] == [reading(word) for word in trial.said]


def strings(trials: Sequence[Trial], rule: Rule) -> Strings:
    """Of strings of digits; `rule`: what an identifier's digits keep, tried on those that keep it."""
    wrong = sum(_distance(trial) for trial in trials)
    length = sum(len(trial.said) for trial in trials)
    identifiers = [trial for trial in trials if len(trial.said) == IDENTIFIER_LENGTH and rule(_digits(trial))]
    chosen = [(choose(trial.heard, expect("identifier"), rule).answer.value, _digits(trial)) for trial in identifiers]
    passing = [(value, said) for value, said in chosen if value is not None and rule(value)]
    return Strings(
        Share(max(length - wrong, 0), length),
        right(trials),
        right(identifiers),
        Share(sum(value == said for value, said in chosen), len(chosen)),
        Share(sum(value != said for value, said in passing), len(chosen)),
    )


def _distance(trial: Trial) -> int:
    heard = [reading(word) for word in trial.heard.text.split()]
    return int(Levenshtein.distance([reading(word) for word in trial.said], heard))


def _digits(trial: Trial) -> str:
    return "".join(digit(word) or "" for word in trial.said)
