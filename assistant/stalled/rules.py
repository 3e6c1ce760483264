"""The rules in `data/stalled.yaml`, checked on load."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.stalled.errors import StalledError

DATA = Path(__file__).with_name("data") / "stalled.yaml"
DEADLINE, DISTRESS, USUAL = 0, 1, 2
"""The ranks of tickets, the most urgent first."""
DEFAULT = "default"
"""Stands for every channel that is not named."""
CLOSINGS = ("answered", "called", "went_on", "referred", "unreachable", "no_need")
"""Why an operator closes a person's tickets."""


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NotUnderstood(Part):
    times: int = Field(ge=1, le=5)


class Silent(Part):
    minutes: dict[str, int]
    most_hours: int = Field(ge=1)
    never_in: frozenset[str]

    @model_validator(mode="after")
    def _has_a_default(self) -> Silent:
        if DEFAULT not in self.minutes:
            raise ValueError("minutes: say how long for 'default', for channels that are not named")
        return self


class Dropped(Part):
    minutes: dict[str, int]


class LateJob(Part):
    attempts: int = Field(ge=1)
    minutes: int = Field(ge=1)


class Deadline(Part):
    days: int = Field(ge=0)
    states: tuple[str, ...]


class Undelivered(Part):
    statuses: tuple[str, ...]


class Distress(Part):
    asked: int = Field(ge=1)


class Rules(Part):
    """Every threshold; the comments in the file say what each means."""

    not_understood: NotUnderstood
    silent: Silent
    dropped: Dropped
    late_job: LateJob
    deadline: Deadline
    undelivered: Undelivered
    distress: Distress
    lease_minutes: int = Field(ge=1)
    transfer_minutes: int = Field(ge=1)
    held_minutes: int = Field(ge=1)


@cache
def rules() -> Rules:
    """The rules in the package's data; raises StalledError naming what is wrong."""
    try:
        return Rules.model_validate(yaml.safe_load(DATA.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise StalledError(f"{DATA.name}: {error}") from error
