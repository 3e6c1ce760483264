"""A provider on loopback: signs webhooks as Twilio does, and takes what we send by REST."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
from xml.etree import ElementTree

import requests
from twilio.request_validator import RequestValidator

TOKEN = "journeys-auth-token"
ACCOUNT = "AC" + "1" * 32
NUMBER = "+15550001111"


@dataclass
class RestApi:
    """Twilio's Messages.create on a free port; keeps what was sent, or refuses it with an error code. Has the
    recordings of calls, until they are deleted."""

    sent: list[dict[str, str]] = field(default_factory=list)
    refuse_with: int | None = None
    recordings: dict[str, bytes] = field(default_factory=dict)
    calls: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                taken = {name: values[0] for name, values in form.items()}
                status, answer = api.ring(taken) if self.path.endswith("/Calls.json") else api.take(taken)
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                wav = api.recordings.get(self.path.rpartition("/")[2].removesuffix(".wav"), b"")
                self.send_response(200 if wav else 404)
                self.send_header("Content-Type", "audio/x-wav")
                self.send_header("Content-Length", str(len(wav)))
                self.end_headers()
                self.wfile.write(wav)

            def do_DELETE(self) -> None:
                api.recordings.pop(self.path.rpartition("/")[2].removesuffix(".json"), None)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def take(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        if self.refuse_with:
            return 400, {"code": self.refuse_with, "message": "refused", "status": 400}
        sid = f"SM{uuid.uuid4().hex}"
        self.sent.append({**form, "sid": sid})
        return 201, {"sid": sid, "status": "queued", "to": form.get("To"), "body": form.get("Body")}

    def ring(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        self.calls.append(form)
        return 201, {"sid": f"CA{uuid.uuid4().hex}", "status": "queued", "to": form.get("To")}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass
class Person:
    """Somebody with a feature phone: writes through the signed webhook and reads what comes, both ways."""

    base_url: str
    api: RestApi
    phone: str
    read: int = 0

    def post(self, text: str, sid: str | None = None, **more: str) -> requests.Response:
        """The signed webhook call for one SMS; `sid` repeats an earlier one."""
        form = {
            "MessageSid": sid or f"SM{uuid.uuid4().hex}",
            "AccountSid": ACCOUNT,
            "From": self.phone,
            "To": NUMBER,
            "Body": text,
            "NumMedia": "0",
            **more,
        }
        return signed_post(f"{self.base_url}/twilio/sms", form)

    def write(self, text: str) -> list[str]:
        """Send an SMS; gives the texts of the answer in TwiML, and tells the service that they were sent."""
        answer = self.post(text)
        assert answer.status_code == 200, answer.text
        messages = list(ElementTree.fromstring(answer.content).iter("Message"))
        for message in messages:
            report = {"MessageSid": f"SM{uuid.uuid4().hex}", "MessageStatus": "sent", "AccountSid": ACCOUNT}
            signed_post(message.attrib["statusCallback"], report)
        return [message.text or "" for message in messages]

    def later(self, seconds: float = 15.0) -> list[str]:
        """What arrived by REST since the last look; waits for at least one message."""
        until(lambda: len(self._arrived()) > self.read, seconds)
        time.sleep(0.3)  # a second message of the same turn follows at once
        arrived = self._arrived()
        new, self.read = arrived[self.read :], len(arrived)
        return new

    def hear(self, text: str, seconds: float = 15.0) -> str:
        """Send an SMS and give everything that comes back, joined: the answer, or the job's outcome."""
        return "\n".join(self.write(text) or self.later(seconds))

    def _arrived(self) -> list[str]:
        return [form["Body"] for form in self.api.sent if form["To"] == self.phone]


def signed_post(url: str, form: dict[str, str], **headers: str) -> requests.Response:
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    return requests.post(url, data=form, headers={"X-Twilio-Signature": signature, **headers}, timeout=30)


def until(holds: Callable[[], bool], seconds: float) -> None:
    """Wait for something, with a wide margin; fails where it never comes."""
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "it did not come in time"
        time.sleep(0.05)
