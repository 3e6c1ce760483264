"""A service in process, with a clock that a story can move and every message on a screen."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from assistant.appeals import State, move, status_of
from assistant.conversations import Inbound
from assistant.dialogue import Said, Silence
from assistant.jobs import dispatcher
from assistant.jobs.services import Services
from assistant.terminal import CHANNEL, Screen

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

numbers = itertools.count(640000000)


def new_phone() -> str:
    """The number of somebody whom no other test knows."""
    return f"+212{next(numbers)}"


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Town:
    """Everybody who may text each other in a story, and the service that they text."""

    services: Services
    screen: Screen
    clock: Clock

    def write(self, phone: str, text: str | None) -> None:
        """`phone` sends a text (None: says nothing); all jobs that follow are done."""
        event = Silence() if text is None else Said(text)
        self.services.conversations.receive(Inbound(CHANNEL, uuid.uuid4().hex, phone, event))
        self.settle()

    def begin(self, phone: str, flow: str, slots: dict[str, str | int | bool]) -> None:
        """Something outside the conversation starts a flow in it, with these slots."""
        with self.services.database.begin() as tx:
            self.services.conversations.begin_within(tx, phone, flow, dict(slots), self.clock.now, CHANNEL)
        self.settle()

    def decide(self, phone: str, *states: State) -> None:
        """An operator brings the newest appeal of `phone` through these states."""
        with self.services.database.begin() as tx:
            contact = tx.contacts.find(phone)
            assert contact is not None
            for state in states:
                appeal = status_of(tx, contact.id, None)
                assert appeal is not None
                move(tx, appeal, state, "operator", self.clock.now)

    def settle(self) -> None:
        while dispatcher.dispatch(self.services):
            pass

    def wait(self, **time: float) -> None:
        self.clock.now += timedelta(**time)
        dispatcher.tidy(self.services)
        self.settle()

    def arrived(self, phone: str) -> list[str]:
        """What arrived at the phone since the last look."""
        mine = [text for number, text in self.screen.arrived if number == phone]
        self.screen.arrived[:] = [(number, text) for number, text in self.screen.arrived if number != phone]
        return mine

    def log(self, phone: str) -> list[tuple[str, str, dict[str, object]]]:
        """What happened in the conversation, as (kind, step, data)."""
        with self.services.database.begin() as tx:
            contact = tx.contacts.find(phone)
            if contact is None:
                return []
            events = tx.events.list(tx.conversations.lock(contact.id).id)
        return [(event.kind, event.step, dict(event.data)) for event in events]

    def step(self, phone: str) -> str:
        with self.services.database.begin() as tx:
            contact = tx.contacts.find(phone)
            return tx.conversations.lock(contact.id).step if contact else ""


def move_in(built: Services) -> Town:
    """A town on these services, with its clock at the start."""
    clock, screen = Clock(), Screen()
    conversations = replace(built.conversations, clock=clock)
    services = replace(
        built, conversations=conversations, gateways={CHANNEL: screen}, default_channel=CHANNEL, clock=clock
    )
    services.queue.services = services  # type: ignore[attr-defined]
    return Town(services, screen, clock)
