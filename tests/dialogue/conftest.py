"""A small flowbook of its own, so that the engine's rules are seen without the product's flows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from assistant.dialogue import Conversation, Event, Flowbook, Said, Turn, advance, load_flows

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)

FLOWS = {
    "welcome": """
        flow: welcome
        version: 1
        start: known
        repair: {attempts: 3, then: offer}
        steps:
          known: {branch: [{if: {slot: consent, equals: true}, next: menu}], else: hello}
          hello: {say: welcome-hello, next: consent}
          consent: {ask: welcome-consent, kind: yesno, save: consent, next: menu}
          menu: {end: menu}
    """,
    "menu": """
        flow: menu
        version: 1
        start: topic
        repair: {attempts: 3, then: offer}
        steps:
          topic:
            ask: menu-topic
            kind: menu
            options: {number: number, house: size, practice: practice, job: compute}
            save: topic
          number: {ask: menu-number, kind: identifier, check: identifier, save: identifier, next: told}
          told: {say: menu-told, with: {number: {slot: identifier, as: identifier}}, next: done}
          size: {ask: menu-size, kind: count, context: "household;1..25", save: size, next: bill, dont_know: bill}
          bill: {ask: menu-bill, kind: money, context: "unit=dh", save: bill, next: done}
          practice: {call: house, mode: practice, next: done}
          compute: {run: assess, pass: [size], save: result, wait: menu-wait, next: scored, failed: sorry}
          scored: {say: menu-scored, with: {score: {slot: result_score, as: score}}, next: done}
          sorry: {say: menu-sorry, next: done}
          done: {say: menu-done, next: end}
          end: {end: true}
    """,
    "house": """
        flow: house
        version: 1
        start: size
        repair: {attempts: 3, then: offer}
        steps:
          size: {ask: menu-size, kind: count, context: "household;1..25", save: size, next: end}
          end: {end: true}
    """,
    "offer": """
        flow: offer
        version: 1
        start: wanted
        repair: {attempts: 2, then: person}
        steps:
          wanted: {ask: offer-wanted, kind: yesno, save: wanted, next: which}
          which: {branch: [{if: {slot: wanted, equals: true}, next: person}], else: end}
          person: {call: person, next: end}
          end: {end: true}
    """,
    "person": """
        flow: person
        version: 1
        start: ask
        command: operator
        repair: {attempts: 3, then: person}
        steps:
          ask: {handoff: asked, next: told}
          told: {say: person-told, next: end}
          end: {end: true}
    """,
    "stop": """
        flow: stop
        version: 1
        start: bye
        command: stop
        repair: {attempts: 3, then: offer}
        steps:
          bye: {say: stop-bye, next: end}
          end: {end: true}
    """,
}

LABELS = {
    "number": ("my number", "رقمي", "ra9mi"),
    "house": ("my house", "الدار", "ddar"),
    "practice": ("try", "تجربة", "tajriba"),
    "job": ("compute", "حسب", "7sseb"),
}


class PlainWords:
    """Every message exists; the menu's options have labels."""

    def option_labels(self, id: str, option: str) -> tuple[str, ...]:
        return LABELS[option]

    def exists(self, id: str) -> bool:
        return not id.startswith("invalid-menu")


def write_flows(folder: Path, flows: dict[str, str] = FLOWS) -> Path:
    for name, text in flows.items():
        (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    return folder


def make_book(folder: Path) -> Flowbook:
    checks = {"identifier": lambda digits: None if digits.endswith("1") else "check_digit"}
    return Flowbook(load_flows(folder), PlainWords(), checks)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Flowbook:
    return make_book(write_flows(tmp_path_factory.mktemp("flows")))


class Talk:
    """A conversation in a test: says things, keeps the last turn."""

    def __init__(self, book: Flowbook, conversation: Conversation | None = None) -> None:
        self.book = book
        self.conversation = conversation or Conversation()
        self.turn: Turn | None = None

    def on(self, event: Event) -> list[str]:
        self.turn = advance(self.book, self.conversation, event, NOW)
        self.conversation = self.turn.conversation
        return [f"{reply.id}{'.' + reply.variant if reply.variant else ''}" for reply in self.turn.replies]

    def say(self, *texts: str) -> list[str]:
        """Say one thing after the other; gives the ids of the last replies."""
        replies: list[str] = []
        for text in texts:
            replies = self.on(Said(text))
        return replies

    @property
    def step(self) -> str:
        return self.conversation.step

    @property
    def slots(self) -> dict[str, object]:
        return dict(self.conversation.slots)


@pytest.fixture
def talk(book: Flowbook) -> Talk:
    """A person who consented and stands at the menu."""
    talk = Talk(book)
    talk.say("salam", "1")
    assert talk.step == "menu.topic"
    return talk
