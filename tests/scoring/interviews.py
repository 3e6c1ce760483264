"""Interviews with invented households, who answer truly, and what came of them beside the full questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.scoring.declaration import household_from_slots
from assistant.scoring.formula import Rules, built_in
from assistant.scoring.household import Milieu
from assistant.scoring.interview import Mode, Verdict, standing
from assistant.scoring.marginals import marginals
from assistant.scoring.population import population
from assistant.scoring.questions import BAND, LIST, NONE, band_of, full_list, interview
from assistant.scoring.scorer import Scorer

SEED = 7
"""Not that of the stated population: nobody is measured on the households that the model was fitted to."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One interview: how many questions were asked and how many the full list has; what was said and what is so."""

    milieu: Milieu
    size: int
    asked: int
    full: int
    said: Mapping[str, Verdict]
    true: Mapping[str, str]


def reply(truth: Mapping[str, Any], question: str) -> Any:
    """What the household answers to one question."""
    if question.startswith(LIST):
        named = interview().lists[truth["milieu"]][question.removeprefix(LIST)]
        return ",".join(slot for slot in named if truth[slot]) or NONE
    if question.endswith(BAND):
        slot = question.removesuffix(BAND)
        return band_of(slot, truth[slot])
    return truth[question]


def talk(
    truth: Mapping[str, Any], mode: Mode, rules: Rules | None = None
) -> tuple[dict[str, Any], Mapping[str, Verdict]]:
    """Ask until the interview ends; gives all the answers and the verdicts."""
    answers: dict[str, Any] = {}
    while True:
        now = standing(rules or built_in(), answers, mode)
        if now.question is None:
            return answers, now.verdicts
        answers[now.question] = reply(truth, now.question)


def true_outcomes(truth: Mapping[str, Any]) -> dict[str, str]:
    """By the exact scorer, from the whole declaration."""
    household = household_from_slots({f"hh_{slot}": value for slot, value in truth.items()})
    return {each.id: each.outcome for each in Scorer.load().assess(household).programmes}


def households(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """So many invented households, of town and country as they are in the country at large."""
    urban = round(count * marginals()["urban"].households)
    for milieu, many in (("urban", urban), ("rural", count - urban)):
        people = population(milieu, many, seed)  # type: ignore[arg-type]
        yield from (people.answers(index) for index in range(many))


def talks(truths: Iterable[Mapping[str, Any]], mode: Mode) -> list[Talk]:
    made = []
    for truth in truths:
        answers, said = talk(truth, mode)
        full = len(full_list(truth["milieu"], truth["size"]))
        made.append(Talk(truth["milieu"], truth["size"], len(answers), full, said, true_outcomes(truth)))
    return made


def saved(made: Iterable[Talk]) -> float:
    """The share of the full list's questions that was not asked."""
    talks_ = list(made)
    return 1 - sum(each.asked for each in talks_) / sum(each.full for each in talks_)


def wrong(made: Iterable[Talk], said: str, true: str | None = None) -> tuple[int, int]:
    """How often `said` was said of a programme whose outcome is another (or is `true`), and how often at all."""
    cases = [(each.true[id], verdict) for each in made for id, verdict in each.said.items() if verdict == said]
    return sum(outcome == true if true else outcome != verdict for outcome, verdict in cases), len(cases)
