"""The console on a service in process: real SQLite, real pages, and a town of people who text."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.app import create_app
from assistant.console import passwords
from assistant.console.live import Streams
from assistant.jobs import watch
from assistant.settings import load_settings
from tests.town import Town, move_in, new_phone

PASSWORD = "trois mots au hasard"


@dataclass
class Desk:
    """Somebody at a browser: signed in, and able to fill in forms."""

    client: FlaskClient
    login: str

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return answer.text

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.page("/console"))
        assert found
        return found[1]

    def post(self, path: str, **form: str) -> TestResponse:
        return self.client.post(path, data={"csrf": self.csrf, **form})

    def do(self, contact_id: int, action: str, **form: str) -> TestResponse:
        return self.post(f"/console/person/{contact_id}/{action}", **form)


@dataclass
class House:
    """A service with its console. The town's clock is the console's."""

    app: Flask
    town: Town

    @property
    def database(self):
        return self.town.services.database

    def account(self, role: str = "operator", locale: str = "fr") -> str:
        """A new account with the usual password; gives its login."""
        login = f"{role[:4]}-{uuid.uuid4().hex[:8]}"
        with self.database.begin() as tx:
            assert tx.operators.add(login, f"{role} {login[-4:]}", role, locale, QUICK_HASH, self.town.clock())
        return login

    def sign_in(self, role: str = "operator", locale: str = "fr", login: str | None = None) -> Desk:
        name = login or self.account(role, locale)
        client = self.app.test_client()
        answer = knock(client, name, PASSWORD)
        assert answer.status_code == 302, answer.text
        return Desk(client, name)

    def person(self, *texts: str, phone: str | None = None) -> tuple[int, str]:
        """Somebody who wrote these texts; gives their contact id and number."""
        number = phone or new_phone()
        for text in texts:
            self.town.write(number, text)
        with self.database.begin() as tx:
            return tx.contacts.get_or_create(number, self.town.clock()).id, number

    def asking(self) -> tuple[int, str]:
        """Somebody who asked for a person."""
        return self.person("سلام", "1", "موظف")

    def look(self) -> int:
        return watch.look(self.town.services)

    def audit(self, subject: str) -> list[str]:
        with self.database.read() as tx:
            return [entry.action for entry in reversed(tx.audit.list(subject=subject))]


def knock(client: FlaskClient, login: str, password: str, code: str = "") -> TestResponse:
    """Fill in the form on which operators sign in."""
    form = client.get("/console/sign-in").text
    token = re.search(r'name="csrf" value="([0-9a-f]{64})"', form)
    assert token
    return client.post("/console/sign-in", data={"csrf": token[1], "login": login, "password": password, "code": code})


QUICK_HASH = passwords.hashed(PASSWORD)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    settings = load_settings(home=tmp_path_factory.mktemp("console"), redis_url="", database_url="")
    return create_app(settings, dispatch=False)


@pytest.fixture
def house(app: Flask) -> Iterator[House]:
    """The service, its clock at the start and nobody in the queue."""
    town = move_in(app.extensions["haqqi_services"])
    kept = app.extensions["haqqi_console"]
    app.extensions["haqqi_console"] = replace(
        kept, conversations=town.services.conversations, streams=Streams(hold=0.0)
    )
    with town.services.database.begin() as tx:
        for ticket in tx.tickets.list_open(10_000):
            tx.tickets.close(ticket.id, town.clock())
    yield House(app, town)
    app.extensions["haqqi_console"] = kept


@pytest.fixture
def operator(house: House) -> Desk:
    return house.sign_in()
