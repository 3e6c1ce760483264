"""A console with people in its queue, served on a free port: for the browser tests and the pictures in the docs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from flask import Flask
from werkzeug.serving import WSGIRequestHandler

from assistant.app import create_app
from assistant.appeals import Draft, file_appeal, move
from assistant.console import passwords
from assistant.jobs import watch
from assistant.processes import free_port
from assistant.settings import load_settings
from tests.serving import served
from tests.town import Town, move_in

PASSWORD = "trois mots au hasard"
ROLES = {"amina": "administrator", "samir": "operator", "leila": "operator"}


@dataclass
class ConsoleTown:
    url: str
    app: Flask
    town: Town

    def contact(self, phone: str) -> int:
        with self.town.services.database.begin() as tx:
            return tx.contacts.get_or_create(phone, self.town.clock()).id


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, *_: object) -> None:
        pass


@contextmanager
def console_town(home: Path) -> Iterator[ConsoleTown]:
    """The service in this process; its people text through the town, its operators through a browser."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    app = create_app(load_settings(home=home, port=port, public_url=url, redis_url="", database_url=""), dispatch=False)
    town = move_in(app.extensions["haqqi_services"])
    kept = app.extensions["haqqi_console"]
    app.extensions["haqqi_console"] = replace(kept, conversations=town.services.conversations)
    with town.services.database.begin() as tx:
        for login, role in ROLES.items():
            tx.operators.add(login, login.title(), role, "fr", passwords.hashed(PASSWORD), town.clock())
    with served(app, port, _Quiet):
        yield ConsoleTown(url, app, town)


def populate(place: ConsoleTown) -> str:
    """People who wait for all sorts of reasons; gives the number of the one whose page shows most."""
    town = place.town
    urban = ("salam", "1", "1", "1", "casa", "4", "2")
    for number, texts in enumerate(
        (("bonjour", "1", "1", "2", "Fès", "xyz", "abc"), ("سلام", "1", "2", "موظف"), ("salam", "1", "3"), urban)
    ):
        for text in texts:
            town.write(f"+21266100000{number}", text)
            town.clock.now += timedelta(seconds=35)
    town.wait(hours=2, minutes=40)
    shown = "+212661000010"
    for text in ("سلام", "1", "1", "1", "الدار البيضاء", "والو والو", "قلت ليكم والو", "AB123456", "موظف"):
        town.write(shown, text)
        town.clock.now += timedelta(seconds=50)
    for number in (5, 6):
        for text in ("salam", "1", "1", "hdaya lwad", "f wast souk"):
            town.write(f"+21266100000{number}", text)
            town.clock.now += timedelta(seconds=20)
    file_an_appeal(place, shown)
    town.wait(minutes=7)
    watch.look(town.services)
    return shown


def file_an_appeal(place: ConsoleTown, phone: str) -> int:
    """An appeal against a refusal whose last day is near; gives its id."""
    now, key = place.town.clock(), place.app.extensions["haqqi_console"].receipts_key
    words = "كتبو باللي ساكنين معايا 2 د الناس، وحنا 5. لاكارط AB123456."
    with place.town.services.database.begin() as tx:
        contact = tx.contacts.get_or_create(phone, now)
        draft = Draft("asd", "household", words, now.date() - timedelta(days=13), {"item": "size", "from": 2, "to": 5})
        filed = file_appeal(tx, contact.id, draft, now, Random(3), key)
        tx.appeals.paper_seen(filed.appeal.id, "identity", "samir", now)
        move(tx, filed.appeal, "acknowledged", "operator", now, "reçu au guichet")
        return filed.appeal.id


def sign_in(shown, place: ConsoleTown, login: str = "samir", lang: str = "fr") -> None:
    shown.goto(f"{place.url}/console/sign-in?lang={lang}")
    shown.fill("#login", login)
    shown.fill("#password", PASSWORD)
    shown.press("#password", "Enter")
    shown.locator("h1").wait_for()
    shown.wait_for_url(f"{place.url}/console*")
