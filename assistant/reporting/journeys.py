"""What a visit is made of: the journeys, their goals and the stages of their funnels, from data/journeys.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

BEGUN, DONE = "begun", "done"
"""The first stage of every journey, and the last: its goal."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Reached where something was said at one of the steps `at`, or with so many answers."""

    name: str
    at: tuple[str, ...] = ()
    answers: int | None = None

    def is_reached(self, step: str, answers: int) -> bool:
        return (self.answers is not None and answers >= self.answers) or stands_at(step, self.at)


@dataclass(frozen=True, slots=True)
class Journey:
    """`flows` begins with the flow whose end ends the visit; `stages` lie between BEGUN and DONE."""

    name: str
    flows: tuple[str, ...]
    goal: tuple[str, ...]
    stages: tuple[Stage, ...]

    @property
    def stage_names(self) -> tuple[str, ...]:
        """Every stage in order, from BEGUN to DONE."""
        return (BEGUN, *(stage.name for stage in self.stages), DONE)


@dataclass(frozen=True)
class Map:
    """Where every flow belongs: to a journey, between them, or aside."""

    journeys: Mapping[str, Journey]
    between: frozenset[str]
    aside: frozenset[str]

    def journey_of(self, flow: str) -> Journey | None:
        return next((journey for journey in self.journeys.values() if flow in journey.flows), None)


def stands_at(step: str, patterns: Sequence[str]) -> bool:
    """Whether `flow.step` is one of the patterns, such as `result.*`."""
    return any(fnmatchcase(step, pattern) for pattern in patterns)


@cache
def journey_map() -> Map:
    """The shipped map."""
    told = yaml.safe_load((Path(__file__).parent / "data" / "journeys.yaml").read_text(encoding="utf-8"))
    journeys = {name: _journey(name, journey) for name, journey in told["journeys"].items()}
    return Map(journeys, frozenset(told["between"]), frozenset(told["aside"]))


def _journey(name: str, told: Mapping[str, Any]) -> Journey:
    stages = tuple(Stage(stage["stage"], tuple(stage.get("at", ())), stage.get("answers")) for stage in told["stages"])
    return Journey(name, tuple(told["flows"]), tuple(told["goal"]), stages)
