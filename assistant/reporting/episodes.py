"""The visits in a conversation's log: one pure function from what happened to what is counted.

Counted piece by piece a conversation gives the same visits as counted once at its end, as long as
each piece ends in a silence of SILENCE: then nothing open crosses from one to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from assistant.reporting.journeys import Journey, Map, journey_map
from assistant.reporting.reasons import REASONS, reason_of
from assistant.reporting.visits import Episode, Visit
from assistant.storage import LoggedEvent

SILENCE = timedelta(hours=72)
"""Who writes nothing for so long has left; what they begin afterwards is a visit of its own."""
PRIVATE = "private"
"""The journey under which practice and somebody else's affairs are counted: that they happened, and nothing else."""
HELPED = ("much", "little", "nothing")
"""Answers to the flow farewell's question."""
ENDINGS = {"too_long": "person", "runaway": "failed"}
"""How a visit ended that the engine ended, by the reason of its ticket."""


@dataclass(frozen=True)
class Heard:
    """One turn of a log: what came in, and what followed."""

    events: tuple[LoggedEvent, ...]

    @property
    def at(self) -> datetime:
        return self.events[0].at

    @property
    def private(self) -> bool:
        """Of a private turn only the kinds and steps are kept; what came in always has a type."""
        return not self.events[0].data

    @property
    def what(self) -> str:
        return str(self.events[0].data.get("type", ""))

    @property
    def voice(self) -> bool:
        return self.what in ("Opened", "Returned", "Silence") or self.events[0].data.get("mode", "text") != "text"


def turns(log: Iterable[LoggedEvent]) -> Iterator[Heard]:
    """The log, turn by turn."""
    turn: list[LoggedEvent] = []
    for event in log:
        if event.kind == "heard" and turn:
            yield Heard(tuple(turn))
            turn = []
        turn.append(event)
    if turn:
        yield Heard(tuple(turn))


def episodes(log: Iterable[LoggedEvent], flows: Map | None = None) -> list[Episode]:
    """Every visit in a conversation's log, in the order in which they ended; what is still open ended in silence."""
    reader = _Reader(flows or journey_map())
    for turn in turns(log):
        reader.read(turn)
    reader.fall_silent()
    return reader.closed


@dataclass
class _Reader:
    """Reads a log turn by turn. Alive only inside `episodes`."""

    map: Map
    open: dict[str, Visit] = field(default_factory=dict)
    closed: list[Episode] = field(default_factory=list)
    last: datetime | None = None
    private: bool = False
    region: str = ""

    def read(self, turn: Heard) -> None:
        if self.last is not None and turn.at - self.last >= SILENCE:
            self.fall_silent()
        self.last = turn.at
        if turn.private:
            self._read_private(turn)
            return
        self.private = False
        for event in turn.events:
            self._read_event(turn, event)

    def fall_silent(self) -> None:
        self.private = False
        self._close_all(lambda visit: visit.silent_ending)

    def _read_private(self, turn: Heard) -> None:
        self._close_all(lambda _: "left")
        if not self.private:
            self.closed.append(Episode(turn.at, PRIVATE))
        self.private = True

    def _read_event(self, turn: Heard, event: LoggedEvent) -> None:
        flow = event.step.partition(".")[0]
        journey = self.map.journey_of(flow)
        if event.kind == "command":
            self._take_command(str(event.data.get("command", "")))
        elif event.kind == "ticket":
            self._take_ticket(str(event.data.get("reason", "")))
        elif event.kind == "answered":
            self._take_answer(str(event.data.get("slot", "")), str(event.data.get("value", "")))
        elif event.kind == "said" and flow in self.map.between:
            self._close_all(lambda _: "left")
        if journey is not None:
            self._visit(turn, event, journey)

    def _visit(self, turn: Heard, event: LoggedEvent, journey: Journey) -> None:
        visit = self.open.get(journey.name)
        if visit is None and event.kind in ("said", "began") and self._begins(turn):
            visit = self.open[journey.name] = Visit(journey, turn.at)
        if visit is None:
            return
        visit.voice = visit.voice or turn.voice
        visit.see(event.kind, event.step, event.data)
        if event.kind == "ended" and event.data.get("flow") == journey.flows[0]:
            self._close(journey.name, visit.ended_ending)

    def _begins(self, turn: Heard) -> bool:
        """Whether a person's own words brought them to a journey: not a reminder, nor the way back from one."""
        came_from = turn.events[0].step.partition(".")[0]
        return turn.what in ("Said", "Opened") and came_from not in self.map.aside

    def _take_command(self, command: str) -> None:
        if command == "opt_out":
            for visit in self.open.values():
                visit.stopped = True
        elif command in ("stop", "restart"):
            self._close_all(lambda _: "stopped" if command == "stop" else "left")

    def _take_ticket(self, reason: str) -> None:
        if reason in ENDINGS:
            self._close_all(lambda _: ENDINGS[reason])
        for visit in self.open.values():
            visit.person = True

    def _take_answer(self, slot: str, value: str) -> None:
        if slot == "hh_region":
            self.region = value
        elif not self.closed:
            return
        elif slot == "farewell_helped" and value in HELPED:
            self.closed[-1] = replace(self.closed[-1], helped=value)
        elif slot == "farewell_before" and value in REASONS:
            last = self.closed[-1]
            self.closed[-1] = replace(last, reason=last.reason or reason_of(last.outcome, "", value))

    def _close_all(self, ending: Callable[[Visit], str]) -> None:
        for name in reversed(list(self.open)):
            self._close(name, ending(self.open[name]))

    def _close(self, name: str, ending: str) -> None:
        self.closed.append(self.open.pop(name).close(ending, self.region))
