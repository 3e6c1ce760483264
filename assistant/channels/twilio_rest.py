"""Twilio's REST API: how messages leave when no webhook is waiting for an answer."""

from __future__ import annotations

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from assistant.channels.gateways import SendError

SECONDS = 10
RING_SECONDS = 25
"""How long a call-back rings."""
OPTED_OUT = 21610
PERMANENT = frozenset({21211, 21217, 21219, 21408, 21610, 21612, 21614, 21617, 30004, 30005, 30006, 30007})
"""Errors that the same message would meet again: a bad or landline number, a blocked or filtered one."""


class TwilioGateway:
    """Sends SMS for one account. `api_base` points the client at another host, for tests."""

    def __init__(self, account_sid: str, auth_token: str, number: str, base_url: str, api_base: str = "") -> None:
        self._client = Client(account_sid, auth_token, http_client=TwilioHttpClient(timeout=SECONDS))
        if api_base:
            self._client.api.base_url = api_base.rstrip("/")
        self._number = number
        self._base_url = base_url

    def call(self, to: str) -> str:
        """Ring the E.164 number and, where it is answered, ask our voice webhook what to say; gives the CallSid.

        Raises SendError.
        """
        try:
            call = self._client.calls.create(
                to=to, from_=self._number, url=f"{self._base_url}/twilio/voice", timeout=RING_SECONDS
            )
        except (TwilioException, OSError) as error:
            raise SendError(type(error).__name__) from error
        return str(call.sid)

    def send(self, to: str, text: str, token: str) -> str:
        """Hand over one SMS; gives Twilio's MessageSid. Raises SendError."""
        try:
            message = self._client.messages.create(
                to=to,
                from_=self._number,
                body=text,
                status_callback=f"{self._base_url}/twilio/status?token={token}",
            )
        except TwilioRestException as error:
            code = int(error.code or error.status or 0)
            raise SendError(str(code), permanent=code in PERMANENT, opted_out=code == OPTED_OUT) from error
        except (TwilioException, OSError) as error:
            raise SendError(type(error).__name__) from error
        return str(message.sid)
