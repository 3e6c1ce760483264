"""One person's conversation as an operator reads it: what was said, how it was understood, what is known, where
they stand. Numbers and answers are masked unless the operator gave a reason to see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assistant.console.desk import Desk
from assistant.console.drawing import Drawing, draw
from assistant.console.errors import NotFoundError
from assistant.console.labels import question_words, shortened, step_words
from assistant.console.words import PEOPLES, masked, without_numbers
from assistant.dialogue import Ask, Conversation, from_json
from assistant.dialogue.flow import Scalar
from assistant.language import Arg, Message
from assistant.storage import Contact, Lease, Line, LoggedEvent, Note, Talk, Ticket, Transaction
from assistant.understanding import CONTROLS

RECENT = timedelta(days=90)
NOT_ANSWERS = CONTROLS | {None}
"""Values of a reading that another event tells of: a command, or a failure."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a person's words were taken for: `value` masked like an answer, `outcome` one of read, failed, command."""

    outcome: str
    value: str
    confidence: float | None
    reason: str
    step: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the transcript with what was made of it."""

    line: Line
    text: str | None
    understood: tuple[Understood, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is known: the question, the value as shown, and how it may be put right."""

    slot: str
    step: str
    question: str
    value: str
    kind: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A step to which the conversation may be sent."""

    position: str
    words: str


@dataclass(frozen=True)
class Case:
    """All of it. `phone` is masked unless it was asked for."""

    contact: Contact
    talk: Talk | None
    phone: str
    lines: tuple[Shown, ...]
    answers: tuple[Given, ...]
    drawing: Drawing | None
    flow: str
    where: str
    places: tuple[Place, ...]
    tickets: tuple[Ticket, ...]
    notes: tuple[Note, ...]
    lease: Lease | None
    version: str
    private: bool

    @property
    def held(self) -> bool:
        return self.talk is not None and self.talk.status == "held"

    @property
    def open_tickets(self) -> tuple[Ticket, ...]:
        return tuple(ticket for ticket in self.tickets if ticket.closed_at is None)

    @property
    def going_on(self) -> bool:
        return self.talk is not None and bool(self.talk.step)


def read_case(desk: Desk, tx: Transaction, contact_id: int, locale: str, now: datetime, *, unmasked: bool) -> Case:
    """The case as it stands; raises NotFoundError where the person is not known (any more)."""
    contact = tx.contacts.by_id(contact_id)
    if contact is None:
        raise NotFoundError("person-gone")
    talk = tx.transcript.talk(contact_id)
    state = from_json(talk.state) if talk and talk.state else Conversation()
    happened = tx.events.since(talk.id, now - RECENT, 400) if talk else ()
    reader = _Reader(desk, locale, unmasked)
    return Case(
        contact=contact,
        talk=talk,
        phone=contact.phone if unmasked else "•••• " + contact.phone[-4:],
        lines=tuple(reader.lines(tx.transcript.lines(contact_id), happened)),
        answers=tuple(reader.answers(state)),
        drawing=_drawing(desk, state, happened, locale),
        flow=state.frames[-1].flow if state.frames else "",
        where=step_words(desk, locale, state.step),
        places=tuple(_places(desk, state, locale)),
        tickets=tx.tickets.of_contact(contact_id),
        notes=tx.notes.of_contact(contact_id),
        lease=tx.leases.of(contact_id, now),
        version=tx.transcript.version(contact_id),
        private=state.private,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Shows texts and values in the operator's language, masked or not."""

    desk: Desk
    locale: str
    unmasked: bool

    def lines(self, lines: Iterable[Line], happened: Iterable[LoggedEvent]) -> Iterable[Shown]:
        """Messages with what was understood of those that came in: both were written at the same moment."""
        made: dict[datetime, list[Understood]] = {}
        for event in happened:
            understood = self._understood(event)
            if understood is not None:
                made.setdefault(event.at, []).append(understood)
        for line in lines:
            of_it = tuple(made.get(line.at, ())) if line.direction == "in" else ()
            yield Shown(line, self.text(line.text), of_it)

    def text(self, text: str | None) -> str | None:
        return text if text is None or self.unmasked else without_numbers(text)

    def value(self, value: object) -> str:
        return str(value) if self.unmasked else masked(value)

    def answers(self, state: Conversation) -> Iterable[Given]:
        """The slots that a question saved, under that question; others are the engine's own."""
        questions = _questions(self.desk)
        for slot, value in state.slots.items():
            if slot in questions:
                step, ask = questions[slot]
                words = shortened(question_words(self.desk, self.locale, ask))
                shown = self._labelled(ask, value) if self.unmasked else masked(value)
                yield Given(slot, step, words, shown, ask.kind, self._options(ask))

    def _understood(self, event: LoggedEvent) -> Understood | None:
        data: Mapping[str, Any] = event.data
        match event.kind:
            case "read" if data.get("value") not in NOT_ANSWERS:
                value = self.value(data["value"])
                return Understood("read", value, data.get("confidence"), str(data.get("reason", "")), event.step)
            case "failed":
                return Understood("failed", "", None, str(data.get("reason", data.get("failure", ""))), event.step)
            case "command":
                return Understood("command", str(data.get("command", "")), None, "", event.step)
        return None

    def _labelled(self, ask: Ask, value: Scalar) -> str:
        if isinstance(value, bool):
            return "1" if value else "0"
        if ask.kind in ("menu", "choices"):
            labels = self.desk.conversations.bundles
            named = (labels.label(PEOPLES[self.locale], ask.ask, each) for each in str(value).split(","))
            return ", ".join(named)
        if ask.kind == "region":
            id = f"region-{value}"
            found = self.desk.conversations.bundles
            return (
                found.render(PEOPLES[self.locale], Message(id, {"value": Arg(str(value))}))
                if found.exists(id)
                else str(value)
            )
        return str(value)

    def _options(self, ask: Ask) -> tuple[tuple[str, str], ...]:
        """What an operator may choose from, as (what the person would have written, what it is called)."""
        if ask.kind != "menu":
            return ()
        labels = self.desk.conversations.bundles
        return tuple(
            (str(number), labels.label(PEOPLES[self.locale], ask.ask, option))
            for number, option in enumerate(ask.options, 1)
        )


def _questions(desk: Desk) -> dict[str, tuple[str, Ask]]:
    """The question that saves each slot, as `flow.step`."""
    return {
        step.save: (f"{flow}.{name}", step)
        for flow, found in desk.conversations.book.flows.items()
        for name, step in found.steps.items()
        if isinstance(step, Ask) and step.save
    }


def _drawing(desk: Desk, state: Conversation, happened: Iterable[LoggedEvent], locale: str) -> Drawing | None:
    if not state.frames:
        return None
    top = state.frames[-1]
    flow = desk.conversations.book.flows.get(top.flow)
    if flow is None or top.step not in flow.steps:
        return None
    been = {event.step.partition(".")[2] for event in happened if event.step.startswith(f"{top.flow}.")}
    return draw(flow, top.step, been, mirrored=locale == "ar")


def _places(desk: Desk, state: Conversation, locale: str) -> Iterable[Place]:
    """The questions of the flows that are open, and where everything begins."""
    flows = dict.fromkeys([*(frame.flow for frame in reversed(state.frames)), "menu"])
    for name in flows:
        flow = desk.conversations.book.flows.get(name)
        for step, asked in flow.steps.items() if flow else ():
            if isinstance(asked, Ask):
                yield Place(f"{name}.{step}", step_words(desk, locale, f"{name}.{step}"))
