"""The shipped deploy/nginx.conf in front of the service: webhooks, a call's audio, and recordings pass through it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from assistant.app import build
from assistant.dialogue import Conversation, from_json
from assistant.processes import end, free_port, wait_for_port
from assistant.settings import load_settings
from tests.journeys.conftest import Service, start_service
from tests.journeys.provider import Person, RestApi, until
from tests.journeys.telephone import StreamPhone
from tests.town import new_phone

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
CONF = Path(__file__).parents[2] / "deploy" / "nginx.conf"
LARGEST_TAKE = 2_000_000

pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx on this machine (Debian: apt install nginx-light)")


@dataclass
class Front:
    """The public address, what stands behind it, and what nginx wrote down."""

    url: str
    service: Service
    log: Path

    def conversation(self, phone: str) -> Conversation:
        with build(load_settings(home=self.service.home)).database.begin() as tx:
            contact = tx.contacts.find(phone)
            state = tx.conversations.lock(contact.id).state if contact else None
        return from_json(state) if state else Conversation()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder, port, calls, api = tmp_path_factory.mktemp("nginx"), free_port(), free_port(), RestApi()
    url = f"http://127.0.0.1:{port}"
    service = start_service(
        tmp_path_factory.mktemp("behind"), api, HAQQI_PUBLIC_URL=url, HAQQI_CALLS_PORT=str(calls),
        HAQQI_CALLS_URL=f"ws://127.0.0.1:{port}/twilio/media",
    )  # fmt: skip
    web = int(service.base_url.rpartition(":")[2])
    (folder / "nginx.conf").write_text(configuration(folder, port, web, calls), encoding="utf-8")
    nginx = subprocess.Popen(
        [str(NGINX), "-p", str(folder), "-c", "nginx.conf", "-e", "error.log", "-g", "daemon off;"]
    )
    wait_for_port(port)
    yield Front(url, service, folder / "haqqi.log")
    end(nginx)
    end(service.process)
    api.close()


def configuration(folder: Path, port: int, web: int, calls: int) -> str:
    """The shipped file, at ports of ours and without TLS, in a frame that writes nowhere else."""
    ours = re.sub(r"\n *ssl_certificate[^;]*;", "", CONF.read_text(encoding="utf-8"))
    for there, here in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port}"), ("127.0.0.1:8080", f"127.0.0.1:{web}"),
        ("127.0.0.1:8081", f"127.0.0.1:{calls}"), ("/var/log/nginx/", f"{folder}/"),
    ):  # fmt: skip
        assert there in ours
        ours = ours.replace(there, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""  # else its workers could not write into the folder
    return f"{user}pid {folder}/pid;\nworker_processes 1;\nevents {{}}\nhttp {{\n{places}{ours}\n}}\n"


def test_a_text_and_a_call_go_through(front: Front) -> None:
    """The signature is over the public address, and the stream's upgrade passes: keys and audio go both ways."""
    phone = new_phone()
    assert Person(front.url, front.service.api, phone).write("سلام")
    call = StreamPhone(front.url, phone)
    until(lambda: call.frames > 50, 60)
    stood = front.conversation(phone).step
    call.press("1")
    until(lambda: front.conversation(phone).step != stood, 60)
    call.hang_up()
    noted = front.log.read_text(encoding="utf-8")
    assert "POST /twilio/sms" in noted
    assert phone[1:] not in noted
    assert "?" not in noted


def test_a_recording_is_let_through_and_its_path_is_not_noted(front: Front) -> None:
    answer = requests.post(f"{front.url}/recording/voice/nobody/takes?rate=48000", b"\0" * LARGEST_TAKE, timeout=30)
    assert answer.status_code == 403  # a pass of nobody: it reached the service
    assert requests.post(f"{front.url}/twilio/sms", b"\0" * LARGEST_TAKE, timeout=30).status_code == 413
    assert "/recording/" not in front.log.read_text(encoding="utf-8")


def test_pages_and_their_live_events_pass_unbuffered(front: Front) -> None:
    """Nobody is signed in: the stream of the queue says so at once, through the proxy."""
    assert requests.get(f"{front.url}/console/sign-in", timeout=30).status_code == 200
    assert requests.get(f"{front.url}/console/live/queue", timeout=30).status_code == 401
