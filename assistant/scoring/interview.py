"""The interview: what is certain already, what is probable, and which question settles most.

`certain` stops when no open answer can turn any programme's outcome, which is then that of the full questionnaire.
`likely` also stops where every programme that is not certain is probably open: a "no" is only ever said when it is
certain, because it takes a right away, and a wrong "probably" costs a walk. `full` asks everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.scoring.entries import Basis
from assistant.scoring.formula import Rules
from assistant.scoring.household import Milieu
from assistant.scoring.interval import MARGIN, Possible, possible, weights
from assistant.scoring.likelihood import Expected, expected, features_of
from assistant.scoring.possible import known, lists_of
from assistant.scoring.questions import (
    BAND,
    FIRST,
    LIST,
    UNKNOWN,
    Answers,
    asked,
    interview,
    list_of,
    milieu_of,
    named_in,
    slots,
)
from assistant.scoring.worth import Moment, ends, worth

Mode = Literal["certain", "likely", "full"]
Verdict = Literal["eligible", "probable", "not_eligible", "undecided"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the interview stands. `question` is the next one (None: no more); `verdicts` by programme, those that stand
    already; `low` and `high` the scores still possible. `complete`: nothing that the formula needs is open."""

    question: str | None
    verdicts: Mapping[str, Verdict]
    low: float = 0.0
    high: float = 0.0
    complete: bool = False


def standing(rules: Rules, answers: Answers, mode: Mode = "likely", on: date | None = None) -> Standing:
    """Of the answers so far. Raises ScoringError for a region that is none."""
    missing = next((slot for slot in FIRST if slot not in answers), None)
    if missing:
        return Standing(missing, {})
    basis = rules.basis(milieu_of(answers), str(answers["region"]), on)
    now = possible(rules, basis, answers)
    questions = open_questions(milieu_of(answers), answers, now, whole=mode == "full")
    estimate = _Estimate.of(rules, basis, answers, now)
    verdicts = {
        each.id: said
        for each in basis.programmes
        if (said := _verdict(now, float(each.threshold), estimate, mode, ended=not questions))
    }
    question = None
    if mode == "full":
        question = next(iter(in_order(milieu_of(answers), questions)), None)
    elif len(verdicts) < len(basis.programmes):
        limits = {float(each.threshold): each.id in verdicts for each in basis.programmes}
        question = _most_telling(questions, rules, basis, limits, estimate, mode)
    return Standing(question, verdicts, now.low, now.high, not questions)


@dataclass(frozen=True, slots=True)
class _Estimate:
    """What is to be expected of the score and of the answers that are open."""

    answers: Answers
    now: Possible
    after: Expected
    region: float

    @classmethod
    def of(cls, rules: Rules, basis: Basis, answers: Answers, now: Possible) -> _Estimate:
        milieu = basis.formula.milieu
        start = expected(rules, milieu, basis.on, int(answers["size"]))
        told = features_of(weights(rules, milieu, basis.on), {**_listed(milieu, answers), **answers}, start.features)
        return cls(answers, now, start.given(told), float(basis.region.constant))

    def share_inside(self, limit: float) -> float:
        """Of households like this one."""
        return self.after.share_inside(limit - self.region)

    @property
    def score(self) -> tuple[float, float]:
        """Mean and deviation; the mean no further off than what is possible."""
        mean, deviation = self.after.score
        return min(max(mean + self.region, self.now.low), self.now.high), deviation


def _verdict(now: Possible, limit: float, estimate: _Estimate, mode: Mode, *, ended: bool) -> Verdict | None:
    said = _certain(now, limit)
    if said is None and mode == "likely" and estimate.share_inside(limit) >= interview().likely.share:
        said = "probable"
    return said or ("undecided" if ended else None)


def _most_telling(
    questions: list[str], rules: Rules, basis: Basis, limits: Mapping[float, bool], estimate: _Estimate, mode: Mode
) -> str:
    moment = Moment(
        ends=ends(estimate.now, dict(sorted(limits.items())), *estimate.score),
        certain=mode == "certain",
        region=estimate.region,
        weigh=weights(rules, basis.formula.milieu, basis.on),
        answers=estimate.answers,
        now=estimate.now,
        after=estimate.after,
    )
    return max(questions, key=lambda question: worth(question, moment))


def _certain(now: Possible, limit: float) -> Verdict | None:
    """What no open answer can turn. Undecided for certain: with the mildest readings inside, with the strictest not."""
    if now.high <= limit - MARGIN:
        return "eligible"
    if now.low > limit + MARGIN:
        return "not_eligible"
    if now.high - now.doubt <= limit - MARGIN and now.low + now.doubt > limit + MARGIN:
        return "undecided"
    return None


def _listed(milieu: Milieu, answers: Answers) -> dict[str, bool]:
    """What the lists that were answered tell of their members."""
    return {
        slot: slot in named_in(answers[name])
        for name, named in lists_of(milieu)
        if answers.get(name, UNKNOWN) != UNKNOWN
        for slot in named
    }


def open_questions(milieu: Milieu, answers: Answers, now: Possible, *, whole: bool = False) -> list[str]:
    """What may be asked next: lists before their members, bands before amounts, nothing twice, nothing needless.

    `whole`: every amount is needed as it is, so that its band is only asked of who does not know it.
    """
    lists = [name for name, named in lists_of(milieu) if _asks_something(name, named, answers, now)]
    return [*lists, *_singles(milieu, answers, now, lists, whole=whole)]


def _asks_something(name: str, named: tuple[str, ...], answers: Answers, now: Possible) -> bool:
    still = [slot for slot in named if now.parts[slot].open > 0]
    return name not in answers and len(still) > 1 and not any(slot in answers for slot in named)


def _singles(milieu: Milieu, answers: Answers, now: Possible, lists: Iterable[str], *, whole: bool) -> Iterable[str]:
    waiting = set(lists)
    for slot in asked(milieu):
        if now.parts[slot].open <= 0:
            continue
        if slots()[slot].kind == "money":
            first, then = (slot, slot + BAND) if whole else (slot + BAND, slot)
            if first not in answers:
                yield first
            elif then not in answers and not known(answers, first if whole else slot):
                yield then
        elif slot not in answers and LIST + list_of(milieu).get(slot, "") not in waiting:
            yield slot


def in_order(milieu: Milieu, questions: Iterable[str]) -> list[str]:
    """The questions in the order of the full questionnaire."""
    order = {slot: place for place, slot in enumerate(asked(milieu))}
    first = {name: min(order[slot] for slot in named) for name, named in lists_of(milieu)}
    return sorted(questions, key=lambda name: first[name] if name in first else order[name.removesuffix(BAND)])
