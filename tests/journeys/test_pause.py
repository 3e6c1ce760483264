"""A pause of a day in the middle of an appeal, over signed HTTP: the server's clock is moved between two messages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from assistant.app import create_app
from assistant.processes import free_port
from assistant.settings import load_settings
from tests.journeys.provider import ACCOUNT, NUMBER, TOKEN, Person, RestApi
from tests.town import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr("assistant.app.now", moved)
    return moved


@pytest.fixture
def person(clock: Clock, tmp_path: Path) -> Iterator[Person]:
    """Somebody who texts a service whose clock the test moves; without Redis, its jobs run in the web process."""
    port, api = free_port(), RestApi()
    url = f"http://127.0.0.1:{port}"
    settings = load_settings(
        home=tmp_path,
        public_url=url,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_number=NUMBER,
        twilio_api_base=api.url,
        database_url="",
        redis_url="",
    )
    server = make_server("127.0.0.1", port, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Person(url, api, "+212612349999")
    server.shutdown()
    server.server_close()
    api.close()


SAID = {
    "ary-Arab": ("سلام", "راجلي خرج من الدار هادي عام"),
    "ary-Latn": ("salam", "rajli khrej mn ddar hadi 3am"),
    "fr": ("bonjour", "Mon mari est parti depuis un an"),
}


@pytest.mark.parametrize("locale", SAID)
def test_a_day_passes_before_the_yes(person: Person, clock: Clock, locale: str) -> None:
    """The words wait; the next day the read-back is still there, and the yes files the appeal."""
    hello, words = SAID[locale]
    for text in (hello, "1", "2", "1", "1"):
        assert person.write(text)
    assert words[:20] in "".join(person.write(words))
    clock.now += timedelta(days=1)
    assert words[:20] in "".join(person.write(hello))
    person.write("1")
    receipt = "\n".join(person.later())
    assert "03/03/2026" in receipt
    person.write("2")
    clock.now += timedelta(days=1)
    for text in (hello, "4"):
        person.write(text)
    assert "03/03/2026" in person.hear("1")
