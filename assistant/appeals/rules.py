"""Kinds, states and routes of appeals, read from data and checked on load."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from assistant.appeals.errors import AppealError

Actor = Literal["person", "operator", "office", "system"]
State = Literal[
    "draft", "consented", "filed", "acknowledged", "under_review", "information_asked",
    "upheld", "partly_upheld", "rejected", "withdrawn", "redirected", "escalated",
]  # fmt: skip
KINDS = ("score", "asd", "tadamon", "payment")
DATA = Path(__file__).with_name("data") / "appeals.yaml"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Days(Part):
    """A number of days, and how sure it is."""

    days: int
    confidence: str


class Kind(Part):
    office: str
    contest: Days | None = None
    answer: Days | None = None


class Rules(Part):
    kinds: dict[str, Kind]
    routes: dict[Literal["in_time", "late"], tuple[str, ...]]
    moves: dict[State, dict[Actor, tuple[State, ...]]]

    @model_validator(mode="after")
    def _complete(self) -> Rules:
        if set(self.kinds) != set(KINDS):
            raise ValueError(f"kinds must be {', '.join(KINDS)}")
        missing = set(get_args(State)) - set(self.moves)
        if missing:
            raise ValueError(f"moves: say what follows {', '.join(sorted(missing))}")
        return self


@cache
def rules() -> Rules:
    """The rules in the package's data; raises AppealError naming what is wrong."""
    try:
        return Rules.model_validate(yaml.safe_load(DATA.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise AppealError(f"{DATA.name}: {error}") from error


def allowed(state: State, actor: Actor) -> tuple[State, ...]:
    """The states to which this actor may bring an appeal that is in `state`."""
    return rules().moves[state].get(actor, ())


def routes(kind: str, days_left: int | None) -> tuple[str, ...]:
    """The ways that remain, in order. `days_left` is None where no limit is known."""
    late = days_left is not None and days_left < 0
    ways = rules().routes["late" if late else "in_time"]
    return ways if kind in ("asd", "payment") else tuple(way for way in ways if way != "agency")
