"""The web process is killed between commit and answer; the provider calls again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from assistant.app import build
from assistant.processes import end, free_port
from assistant.settings import load_settings
from tests.faults.killing_app import KILL
from tests.journeys.provider import ACCOUNT, TOKEN, Person, RestApi, signed_post, until

KILLS = 20


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """gunicorn with one worker, which its master replaces when it dies. No Redis: jobs are not the matter here."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "HAQQI_HOME": str(tmp_path),
        "HAQQI_PUBLIC_URL": url,
        "HAQQI_TWILIO_ACCOUNT_SID": ACCOUNT,
        "HAQQI_TWILIO_AUTH_TOKEN": TOKEN,
        "HAQQI_TWILIO_API_BASE": "http://127.0.0.1:9",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "tests.faults.killing_app:application",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    more = ["--worker-class", "gthread", "--threads", "2", "--no-control-socket", "--log-level", "critical"]
    process = subprocess.Popen(command + more, env=environment, stderr=subprocess.DEVNULL)
    until(lambda: answers(url), 60)
    yield url
    end(process)


def answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/healthz", timeout=2).ok
    except requests.RequestException:
        return False


def test_a_killed_answer_is_given_again_and_nothing_happens_twice(web: str, tmp_path: Path) -> None:
    """20 times: one inbound row, one reply, the same words for the call that is repeated."""
    person = Person(web, RestApi(), "+212612345678")
    assert person.post("salam", sid="SM-first").status_code == 200
    for attempt in range(KILLS):
        form = {
            "MessageSid": f"SM{attempt}",
            "AccountSid": ACCOUNT,
            "From": person.phone,
            "To": "+1",
            "Body": "zzzz",
        }
        with pytest.raises(requests.ConnectionError):
            signed_post(f"{web}/twilio/sms", form, **{"X-Fault": KILL})
        until(lambda: answers(web), 60)
        repeated = [signed_post(f"{web}/twilio/sms", form) for _ in range(2)]
        assert [answer.status_code for answer in repeated] == [200, 200]
        assert repeated[0].content == repeated[1].content
    services = build(load_settings(home=tmp_path))
    with services.database.begin() as tx:
        contact = tx.contacts.find(person.phone)
        assert contact is not None
        heard = [event for event in tx.events.list(tx.conversations.lock(contact.id).id) if event.kind == "heard"]
    assert len(heard) == KILLS + 1
