"""One visit to a journey while it is read from the log: how far it got and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.reporting.journeys import DONE, Journey, stands_at
from assistant.reporting.reasons import reason_of

PROGRAMMES = ("asd", "tadamon")
"""The programmes of an estimate's outcome; a job that brings both has estimated."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One visit of somebody to one journey, without the somebody. Words from short lists, '' where unknown.

    `last_step` is where it stood in the end; `ending` one of completed, dropped, left, silent, stopped, person, failed.
    """

    began: datetime
    journey: str
    stage: str = ""
    last_step: str = ""
    ending: str = ""
    outcome: str = ""
    reason: str = ""
    helped: str = ""
    channel: str = ""
    region: str = ""


@dataclass
class Visit:
    """A visit that is still open. Alive only while a log is read."""

    journey: Journey
    began: datetime
    furthest: int = 0
    last_step: str = ""
    answers: int = 0
    outcome: str = ""
    appeal_kind: str = ""
    voice: bool = False
    failed: bool = False
    person: bool = False
    stopped: bool = False

    def see(self, kind: str, step: str, data: Mapping[str, Any]) -> None:
        """Take in one thing that happened at a step of this journey."""
        if kind in ("said", "began"):
            self.last_step = step
        if kind == "said":
            self._reach(step)
        elif kind == "answered":
            self.answers += 1
            self.person = self.stopped = False
            if data.get("slot") == "appeal_kind":
                self.appeal_kind = str(data.get("value", ""))
        elif kind == "finished" and not data.get("late"):
            self.failed = not data.get("ok", True)
        elif kind == "heard" and data.get("type") == "Finished":
            self.outcome = outcome_of(data.get("outcome", {})) or self.outcome

    def _reach(self, step: str) -> None:
        """The furthest stage, as a place in the journey's list."""
        if stands_at(step, self.journey.goal):
            self.furthest = len(self.journey.stages) + 1
        for place, stage in enumerate(self.journey.stages, start=1):
            if stage.is_reached(step, self.answers):
                self.furthest = max(self.furthest, place)

    @property
    def stage(self) -> str:
        return self.journey.stage_names[self.furthest]

    def close(self, ending: str, region: str) -> Episode:
        """The visit as it is counted; one that reached its goal is complete, however it ended."""
        return Episode(
            self.began,
            self.journey.name,
            self.stage,
            self.last_step,
            "completed" if self.stage == DONE else ending,
            self.outcome,
            reason_of(self.outcome, self.appeal_kind, ""),
            "",
            "voice" if self.voice else "sms",
            region,
        )

    @property
    def silent_ending(self) -> str:
        """How it ended if nothing more was heard: after a stop, waiting for a person, or just so."""
        return "stopped" if self.stopped else "person" if self.person else "silent"

    @property
    def ended_ending(self) -> str:
        """How it ended if its flow ended without the goal: something of ours failed, or the person would not go on."""
        return "failed" if self.failed else "dropped"


def outcome_of(told: Mapping[str, Any]) -> str:
    """What an estimate means for the household as a whole: eligible for something, or probably so; certainly for
    nothing; or neither.

    '' where the outcome is no estimate.
    """
    found = [str(told[programme]) for programme in PROGRAMMES if programme in told]
    if len(found) < len(PROGRAMMES):
        return ""
    if not {"eligible", "probable"}.isdisjoint(found):
        return "eligible"
    return "not_eligible" if set(found) == {"not_eligible"} else "undecided"
