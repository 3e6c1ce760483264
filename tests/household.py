"""Households that answer the interview by SMS: the texts that they write, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from assistant.dialogue import Ask, load_flows
from assistant.scoring.formula import built_in
from assistant.scoring.interview import Mode, standing
from assistant.scoring.questions import BAND
from assistant.settings import Settings
from tests.scoring.interviews import reply

EXAMPLE_A: Mapping[str, Any] = {
    "milieu": "urban", "region": "casablanca-settat", "size": 4, "families": "one", "rooms": 2, "head_age": 40,
    "head_education": "basic", "head_work": "employee", "children_public": 2, "children_private": 0, "no_diploma": 2,
    "technical": 0, "working": 1, "operators": 0, "senior_managers": 0, "bath": True, "own_meter": True, "mobiles": 2,
    "dish": True, "computer": False, "fixed_phone": False, "cars": 0, "motorbikes": 0, "second_home": False,
    "garage": False, "business_premises": False, "loan": False, "other_cover": False, "gas": 50,
    "water_electricity": 150, "telecom": 60,
}  # fmt: skip
"""Example A of the facts: ASD, not AMO Tadamon; 9.6205."""
EXAMPLE_D: Mapping[str, Any] = {
    "milieu": "rural", "region": "marrakech-safi", "size": 6, "families": "one", "rooms": 2, "head_education": "none",
    "head_work": "farmer", "literate": 2, "higher_diploma": 0, "trade": 0, "aged_19_29": 1, "aged_30_59": 2,
    "aged_60": 0, "solid_house": False, "cars": 0, "motorbikes": 0, "irrigated_land": False, "other_land": False,
    "second_home": False, "cows": 0, "other_cover": False, "gas": 50, "water_electricity": 60, "telecom": 40,
}  # fmt: skip
"""Example D: both; 8.9171067."""
REGIONS = {"casablanca-settat": "Casablanca", "marrakech-safi": "Marrakech"}


@cache
def _steps() -> Mapping[str, Any]:
    return load_flows(Settings().flows_dir)["eligibility"].steps


def texts(truth: Mapping[str, Any], mode: Mode = "likely", known: dict[str, Any] | None = None) -> list[str]:
    """What the household writes until the interview ends. `known` are answers given before; they are added to."""
    answers = {} if known is None else known
    written: list[str] = []
    while question := standing(built_in(), answers, mode).question:
        answers[question] = reply(truth, question)
        written += _written(truth, question, answers[question])
    return written


def _written(truth: Mapping[str, Any], question: str, answer: Any) -> list[str]:
    name = f"{question}_rural" if f"{question}_rural" in _steps() and truth["milieu"] == "rural" else question
    step = _steps()[name]
    assert isinstance(step, Ask)
    if question == "region":
        return [REGIONS[answer]]
    if step.kind == "choices":
        return [" ".join(str(step.choices.index(slot) + 1) for slot in answer.split(",") if slot != "none") or "0"]
    if step.kind == "yesno":
        return ["1" if answer else "2"]
    if question.endswith(BAND):
        return [str(answer + 1)]
    options = list(step.options)
    if options and answer not in options:
        more = _steps()[f"{name}_more"]
        return [str(options.index("more") + 1), str(list(more.options).index(answer) + 1)]
    return [str(options.index(answer) + 1)] if options else [str(answer)]
