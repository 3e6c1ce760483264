"""`haqqi chat`: the same engine, storage and jobs, in the terminal.

Each run has a storage of its own that is gone afterwards: what you try here meets nobody's data.
"""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from assistant.app import build
from assistant.channels.numbers import parse_number
from assistant.conversations import Inbound
from assistant.dialogue import Said
from assistant.jobs import dispatcher
from assistant.jobs.services import Services
from assistant.settings import load_settings

CHANNEL = "sms"


@dataclass
class Screen:
    """A gateway whose messages are read from a list."""

    arrived: list[tuple[str, str]] = field(default_factory=list)

    def send(self, to: str, text: str, token: str) -> str:
        self.arrived.append((to, text))
        return token


@dataclass(frozen=True)
class Chat:
    """One number's conversation with a service of its own."""

    services: Services
    screen: Screen
    sender: str

    def write(self, text: str) -> list[tuple[str, str]]:
        """Send a text; gives what arrived in answer, as (number, text), jobs included."""
        self.services.conversations.receive(Inbound(CHANNEL, uuid.uuid4().hex, self.sender, Said(text)))
        while dispatcher.dispatch(self.services):
            pass
        arrived, self.screen.arrived[:] = list(self.screen.arrived), []
        return arrived

    def where(self) -> tuple[str, str]:
        """The step where the conversation stands, and its locale."""
        with self.services.database.begin() as tx:
            contact = tx.contacts.find(self.sender)
            row = tx.conversations.lock(contact.id) if contact else None
        return (row.step, row.locale) if row else ("", "")


@contextmanager
def chat(sender: str, locale: str | None) -> Iterator[Chat]:
    """A chat whose storage lives as long as the context."""
    number = parse_number(sender)
    if number is None:
        raise click.UsageError(f"{sender}: not a telephone number; write it as +212612345678")
    with tempfile.TemporaryDirectory(prefix="haqqi-chat-") as home:
        services = build(load_settings(home=Path(home), redis_url="", database_url=""))
        services.database.migrate()
        screen = Screen()
        services = replace(services, gateways={CHANNEL: screen}, default_channel=CHANNEL)
        services.queue.services = services  # type: ignore[attr-defined]  # the in-process queue of this chat
        if locale:
            _choose(services, number, locale)
        yield Chat(services, screen, number)


def _choose(services: Services, number: str, locale: str) -> None:
    """Fix the locale before the first word, as the flow `language` would."""
    with services.database.begin() as tx:
        services.conversations.choose_locale_within(tx, number, locale, services.clock())


def play_script(sender: str, locale: str | None, script: str) -> None:
    """Play a file, a message a line, and print one JSON object for each message in or out."""
    with chat(sender, locale) as talk:
        for line in script.splitlines():
            _print("in", line, *talk.where())
            for number, text in talk.write(line):
                _print("out", text, *talk.where(), **({} if number == talk.sender else {"to": number}))


def _print(direction: str, text: str, step: str, locale: str, **more: str) -> None:
    line = {"direction": direction, "channel": CHANNEL, "text": text, "step": step, "locale": locale, **more}
    click.echo(json.dumps(line, ensure_ascii=False))


def talk(sender: str, locale: str | None) -> None:
    """Talk until the end of input (Ctrl-D)."""
    click.echo("Write as you would text. Ctrl-D ends.", err=True)
    with chat(sender, locale) as conversation:
        while True:
            try:
                text = input("> ")
            except EOFError:
                return
            for number, answer in conversation.write(text):
                click.echo(answer if number == conversation.sender else f"[SMS to {number}] {answer}")
