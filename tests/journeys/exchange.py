"""The whole service in this process, with its sockets: webhooks, calls, jobs, and a provider's REST API."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask

from assistant.app import build, create_app, derived
from assistant.channels.calls.desk import Prompter
from assistant.channels.calls.server import CallServer, Lines
from assistant.channels.prompt_pages import PromptPages
from assistant.dialogue import Conversation, from_json
from assistant.jobs.services import Services
from assistant.processes import free_port
from assistant.settings import load_settings
from assistant.speech.call import Listen
from tests.journeys.provider import ACCOUNT, NUMBER, TOKEN, Person, RestApi
from tests.journeys.telephone import AsteriskPhone, GatherPhone, Handset, StreamPhone
from tests.journeys.written_audio import Labels, listen
from tests.serving import served


@dataclass
class Exchange:
    """Where people call and text. `streams`: whether the provider of webhooks streams audio."""

    base_url: str
    services: Services
    server: CallServer
    asterisk_port: int
    api: RestApi

    def call(self, line: str, phone: str) -> Handset:
        if line == "asterisk":
            return AsteriskPhone(self.base_url, phone, port=self.asterisk_port)
        if line == "webhooks":
            return GatherPhone(self.base_url, phone, api=self.api)
        return StreamPhone(self.base_url, phone)

    def person(self, phone: str) -> Person:
        return Person(self.base_url, self.api, phone)

    def conversation(self, phone: str) -> Conversation:
        with self.services.database.begin() as tx:
            contact = tx.contacts.find(phone)
            assert contact is not None
            state = tx.conversations.lock(contact.id).state
        return from_json(state) if state else Conversation()


@contextmanager
def exchange(
    home: Path,
    *,
    streams: bool = True,
    screen: bool = False,
    call_back: bool = False,
    asterisk: Mapping[str, str] | None = None,
    operators: str = "",
    hours: str = "mo-su 00:00-24:00",
    prompter: Prompter | None = None,
    ears: Listen = listen,
) -> Iterator[Exchange]:
    """Everything on free ports; nothing of it is left afterwards. `screen`: the phone on the screen stands in for the
    provider. `asterisk`: settings of its REST interface. `operators`: where a person is rung, in these hours."""
    api, port, calls_port = RestApi(), free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    settings = load_settings(
        home=home, public_url=url, twilio_account_sid="" if screen else ACCOUNT, twilio_auth_token=TOKEN, twilio_number=NUMBER,
        twilio_api_base=api.url, database_url="", redis_url="", calls_port=calls_port, twilio_streams=streams, call_back=call_back, call_backs_a_day=2,
        operator_number=operators, operator_hours=hours, **(asterisk or {}),
    )  # fmt: skip
    app = create_app(settings)
    voice = prompter or Labels()
    heard_by(app, ears)
    app.extensions["haqqi_prompter"] = voice
    app.extensions["haqqi_prompt_pages"] = PromptPages(voice, derived(settings, "prompts"), url)
    services = build(settings)
    server = CallServer(services.conversations, voice, ears, services.clock, streams_dial=not screen)
    with served(app, port), answering(server, calls_port, url) as asterisk_port:
        yield Exchange(url, services, server, asterisk_port, api)
    api.close()


def heard_by(app: Flask, ears: Listen) -> None:
    """Jobs of this application hear with these ears."""
    services = replace(app.extensions["haqqi_services"], listen=ears)
    app.extensions["haqqi_services"] = services
    services.queue.services = services  # type: ignore[attr-defined]


@contextmanager
def answering(server: CallServer, port: int, origin: str = "") -> Iterator[int]:
    """The sockets on a thread of their own; gives the port of AudioSocket."""
    started, ports = threading.Event(), []
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    def ready(*both: int) -> None:
        ports.extend(both)
        started.set()

    lines = Lines("127.0.0.1", port, "127.0.0.1", 0, (origin,))
    serving = server.serve(lines, stop, ready)
    thread = threading.Thread(target=lambda: asyncio.set_event_loop(loop) or loop.run_until_complete(serving))  # type: ignore[func-returns-value]
    thread.start()
    assert started.wait(20)
    yield ports[1]
    loop.call_soon_threadsafe(stop.set)
    thread.join(20)
    assert not thread.is_alive()
    loop.close()
