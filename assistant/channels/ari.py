"""Asterisk's REST interface (ARI): calls a number back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from assistant.channels.gateways import SendError

CONTEXT = "haqqi-back"
"""Where the dialplan goes on once the person has answered."""
RING_SECONDS = 30
ANSWER_SECONDS = 10
NUMBER = "{number}"


@dataclass(frozen=True, slots=True)
class AsteriskApi:
    """`url` holds the user and the password: `http://haqqi:secret@127.0.0.1:8088`. `endpoint` says over which trunk a
    number is dialled (`PJSIP/{number}@trunk`), `caller_id` which number the person sees."""

    url: str
    endpoint: str
    caller_id: str = ""

    def call(self, to: str) -> str:
        """Ring the E.164 number and, where it is answered, go on in the dialplan; gives the channel's id.

        Raises SendError.
        """
        parts = urlsplit(self.url)
        address = f"{parts.scheme}://{parts.hostname}:{parts.port or 8088}/ari/channels"
        form = {
            "endpoint": self.endpoint.replace(NUMBER, to),
            "context": CONTEXT,
            "extension": to,
            "priority": "1",
            "timeout": str(RING_SECONDS),
            "callerId": self.caller_id,
        }
        login = (parts.username or "", parts.password or "")
        try:
            answer = requests.post(address, params=form, auth=login, timeout=ANSWER_SECONDS)
            answer.raise_for_status()
            return str(answer.json()["id"])
        except (requests.RequestException, KeyError) as error:
            raise SendError(type(error).__name__) from error
