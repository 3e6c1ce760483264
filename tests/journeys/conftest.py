"""The real service, started as `haqqi up` starts it, and a provider on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from assistant.app import create_app
from assistant.processes import end, free_port
from assistant.settings import load_settings
from tests.journeys.provider import ACCOUNT, NUMBER, TOKEN, Person, RestApi, until
from tests.serving import served
from tests.town import Clock, new_phone


@dataclass
class Service:
    base_url: str
    api: RestApi
    home: Path
    process: subprocess.Popen[bytes]

    def person(self, phone: str) -> Person:
        return Person(self.base_url, self.api, phone, read=sum(form["To"] == phone for form in self.api.sent))


def start_service(home: Path, api: RestApi, **settings: str) -> Service:
    """`haqqi up` on a free port with everything else as a fresh machine would have it."""
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("HAQQI_")},
        "HAQQI_HOME": str(home),
        "HAQQI_PORT": str(port),
        "HAQQI_PUBLIC_URL": base_url,
        "HAQQI_TWILIO_ACCOUNT_SID": ACCOUNT,
        "HAQQI_TWILIO_AUTH_TOKEN": TOKEN,
        "HAQQI_TWILIO_NUMBER": NUMBER,
        "HAQQI_TWILIO_API_BASE": api.url,
        **settings,
    }
    with (home / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "up"], env=environment, stderr=log, stdout=log
        )
    until(lambda: _ready(base_url), 60)
    return Service(base_url, api, home, process)


def _ready(base_url: str) -> bool:
    try:
        answer = requests.get(f"{base_url}/readyz", timeout=1)
    except requests.RequestException:
        return False
    return answer.ok and bool(answer.json()["queue"])


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One running service for all journeys of this test process."""
    api = RestApi()
    running = start_service(tmp_path_factory.mktemp("haqqi"), api)
    yield running
    end(running.process)
    api.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr("assistant.app.now", moved)
    return moved


@pytest.fixture
def person_in_time(clock: Clock, tmp_path: Path) -> Iterator[Person]:
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
    with served(create_app(settings), port):
        yield Person(url, api, new_phone())
    api.close()
