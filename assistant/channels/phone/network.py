"""The network between the phone on the screen and the webhooks: signs, posts, and keeps what arrives."""

from __future__ import annotations

import threading
import uuid
from collections import defaultdict
from dataclasses import asdict, dataclass
from xml.etree import ElementTree

import requests
from twilio.request_validator import RequestValidator

from assistant.language import segments

SECONDS = 15
MOST_MESSAGES = 500
"""Kept for each number; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Text:
    """A message on the phone: `id` counts up, `direction` is in (to the phone) or out (from it)."""

    id: int
    direction: str
    body: str
    segments: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Stream:
    """The audio of a call: the socket's address, and what is told to it first."""

    url: str
    call_sid: str
    stream_sid: str
    parameters: dict[str, str]


class NoStreamError(Exception):
    """Calls have no audio here: the service is set up for lines without streams."""


class Network:
    """Carries messages between numbers and the service at `base_url`. Thread-safe; nothing outlives the process."""

    def __init__(self, auth_token: str, base_url: str, service_number: str) -> None:
        self._validator = RequestValidator(auth_token)
        self._auth_token = auth_token
        self._base_url = base_url
        self.service_number = service_number
        self._texts: defaultdict[str, list[Text]] = defaultdict(list)
        self._count = 0
        self._arrived = threading.Condition()

    def knows(self, password: str) -> bool:
        """Whether this is the token that the REST API asks for."""
        return password == self._auth_token

    def send(self, number: str, body: str) -> None:
        """Carry a text from the phone `number` to the service, and the answer back."""
        self._keep(number, "out", body)
        form = {
            "MessageSid": f"SM{uuid.uuid4().hex}",
            "From": number,
            "To": self.service_number,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": str(segments(body).count),
        }
        answer = self._post(f"{self._base_url}/twilio/sms", form)
        answer.raise_for_status()
        for message in ElementTree.fromstring(answer.content).iter("Message"):  # noqa: S314 - our own answer
            self.deliver(number, message.text or "", message.get("statusCallback", ""))

    def call(self, number: str) -> Stream:
        """Ring the service from the phone `number`: where its audio goes, as the TwiML of the answer says."""
        call_sid = f"CA{uuid.uuid4().hex}"
        form = {"CallSid": call_sid, "From": number, "To": self.service_number, "CallStatus": "ringing"}
        answer = self._post(f"{self._base_url}/twilio/voice", form)
        answer.raise_for_status()
        stream = ElementTree.fromstring(answer.content).find("Connect/Stream")  # noqa: S314 - our own answer
        if stream is None:
            raise NoStreamError
        parameters = {each.get("name", ""): each.get("value", "") for each in stream.iter("Parameter")}
        return Stream(stream.get("url", ""), call_sid, f"MZ{uuid.uuid4().hex}", parameters)

    def deliver(self, number: str, body: str, callback: str) -> str:
        """Bring a text to the phone `number` and report it to `callback`; gives its MessageSid."""
        sid = f"SM{uuid.uuid4().hex}"
        self._keep(number, "in", body)
        if callback:
            threading.Thread(target=self._report, args=(sid, number, callback), daemon=True).start()
        return sid

    def texts(self, number: str, after: int, wait_seconds: float) -> list[dict[str, str | int]]:
        """The phone's messages with an id above `after`; waits a while for one."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._newer(number, after), timeout=wait_seconds)
            return [asdict(text) for text in self._newer(number, after)]

    def _newer(self, number: str, after: int) -> list[Text]:
        return [text for text in self._texts[number] if text.id > after]

    def _keep(self, number: str, direction: str, body: str) -> None:
        size = segments(body)
        with self._arrived:
            self._count += 1
            kept = self._texts[number]
            kept.append(Text(self._count, direction, body, size.count, size.encoding))
            del kept[:-MOST_MESSAGES]
            self._arrived.notify_all()

    def _report(self, sid: str, number: str, callback: str) -> None:
        for status in ("sent", "delivered"):
            self._post(
                callback,
                {"MessageSid": sid, "MessageStatus": status, "To": number, "From": self.service_number},
            )

    def _post(self, url: str, form: dict[str, str]) -> requests.Response:
        signature = self._validator.compute_signature(url, form)
        return requests.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=SECONDS)
