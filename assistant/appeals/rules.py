"""Kinds, states, ways and limits of appeals, read from data and checked on load."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from assistant.appeals.errors import AppealError

Kind = Literal["correct", "score", "asd", "tadamon", "payment"]
Route = Literal["agency", "centre", "chikaya", "mediateur"]
Actor = Literal["person", "operator", "office", "system"]
State = Literal[
    "draft", "consented", "filed", "acknowledged", "under_review", "information_asked",
    "upheld", "partly_upheld", "rejected", "withdrawn", "redirected", "escalated",
]  # fmt: skip
Evidence = Literal[
    "identity", "notice", "bills", "electricity_contract", "housing", "school_certificate", "civil_record",
    "vehicle_sale", "phone_line", "other",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)
WAITING = ("filed", "acknowledged", "under_review", "escalated")
"""States in which somebody owes the person an answer."""
REFUSED = ("rejected", "partly_upheld")
DATA = Path(__file__).with_name("data") / "appeals.yaml"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limit(Part):
    """A stretch of calendar days or months, where it comes from, and how sure it is."""

    days: int = 0
    months: int = 0
    confidence: Literal["V", "V1", "V2"]
    source: str

    @model_validator(mode="after")
    def _one_measure(self) -> Limit:
        if (self.days > 0) == (self.months > 0):
            raise ValueError("a limit is a number of days or of months")
        return self

    def last_day(self, start: date) -> date:
        """The last day within the limit, the day of `start` not counted; a month ends no later than its last day."""
        if self.days:
            return start + timedelta(days=self.days)
        year, month = divmod(start.month - 1 + self.months, 12)
        first = date(start.year + year, month + 1, 1)
        return min(first + timedelta(days=start.day - 1), _month_end(first))


class Way(Part):
    late: bool = True
    receipt: Limit | None = None
    answer: Limit | None = None


class KindRules(Part):
    routes: tuple[Route, ...]
    evidence: tuple[Evidence, ...]
    contest: Limit | None = None
    answer: Limit | None = None


class Rules(Part):
    routes: dict[Route, Way]
    kinds: dict[Kind, KindRules]
    reasons: dict[str, tuple[Evidence, ...]]
    items: dict[str, dict[str, tuple[Evidence, ...]]]
    moves: dict[State, dict[Actor, tuple[State, ...]]]

    @model_validator(mode="after")
    def _complete(self) -> Rules:
        for name, given, wanted in (
            ("kinds", self.kinds, get_args(Kind)),
            ("routes", self.routes, get_args(Route)),
            ("moves", self.moves, get_args(State)),
        ):
            missing = set(wanted) - set(given)
            if missing:
                raise ValueError(f"{name}: say what holds for {', '.join(sorted(missing))}")
        if unknown := set(self.items) - set(self.reasons):
            raise ValueError(f"items: there is no reason {', '.join(sorted(unknown))}")
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


def routes(kind: str, days_left: int | None) -> tuple[Route, ...]:
    """The ways that remain, in order. `days_left` is None where no limit is known."""
    late = days_left is not None and days_left < 0
    known = rules()
    return tuple(way for way in known.kinds[kind].routes if known.routes[way].late or not late)  # type: ignore[index]


def route_after(kind: str, route: str) -> Route | None:
    """The way to try when this one has led nowhere; None after the last."""
    ways = rules().kinds[kind].routes  # type: ignore[index]
    return next((after for way, after in pairwise(ways) if way == route), None)


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
