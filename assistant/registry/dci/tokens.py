"""The OAuth2 token: client credentials, kept until shortly before it ends (RFC 6749, section 4.4)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from assistant.registry.dci.advice import line, refusal
from assistant.registry.dci.config import DciConfig
from assistant.registry.dci.envelope import read
from assistant.registry.dci.transport import Answer, Transport
from assistant.registry.errors import RegistryAnswerError, RegistryRefusedError, RegistryUnavailableError

PATH = "/oauth2/client/token"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MARGIN = timedelta(seconds=30)
"""How long before its end a token is not used any more."""
UNTOLD_LIFE = 300
"""Seconds, where the register does not tell."""


class Tokens:
    """The one token of this process."""

    def __init__(self, config: DciConfig, transport: Transport, clock: Callable[[], datetime]) -> None:
        self._config = config
        self._transport = transport
        self._clock = clock
        self._lock = threading.Lock()
        self._token = ""
        self._until = clock()

    def get(self) -> str:
        """Raises RegistryError where none is given."""
        with self._lock:
            if not self._token or self._clock() >= self._until:
                self._token, life = self._fetch()
                self._until = self._clock() + life - MARGIN
            return self._token

    def drop(self, token: str) -> None:
        """Forget a token that the register does not take; a newer one stays."""
        with self._lock:
            if self._token == token:
                self._token = ""

    def _fetch(self) -> tuple[str, timedelta]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._config.client_id,
            "client_secret": self._config.client_secret,
        }
        return _token(self._transport.post(PATH, urlencode(form).encode(), FORM))


def _token(answer: Answer) -> tuple[str, timedelta]:
    if answer.status >= 500 or answer.status == 429:
        raise RegistryUnavailableError(line("server_error"), "server_error")
    if answer.status in (400, 401, 403):  # RFC 6749 answers a wrong secret with any of these
        raise refusal("err.request.unauthorized")
    try:
        found = read(answer.body)
    except RegistryAnswerError:
        found = {}
    token, life = found.get("access_token"), found.get("expires_in", UNTOLD_LIFE)
    if answer.status != 200 or not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise RegistryRefusedError(line("token"), "token")
    seconds = life if isinstance(life, int) and 0 < life < 10**7 else UNTOLD_LIFE
    return token, timedelta(seconds=seconds)
