"""One HTTP exchange with a register: bounded in time and size, never redirected, its failures in our own errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import requests

from assistant.registry.dci.advice import line
from assistant.registry.dci.config import DciConfig
from assistant.registry.errors import RegistryUnavailableError

LARGEST = 1024 * 1024
"""Bytes of an answer; a household's record is a few thousand."""
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back, whatever its status."""

    status: int
    body: bytes


class Transport:
    """HTTP towards one register."""

    def __init__(self, config: DciConfig) -> None:
        self._base = config.base_url.rstrip("/")
        self._seconds = (config.connect_seconds, config.read_seconds)

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None, {})

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self._send("POST", path, body, headers)

    def _send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """Raises RegistryUnavailableError: nobody there, too slow, closed, or more than we read."""
        try:
            with requests.request(
                method,
                self._base + path,
                data=body,
                headers={"Accept": "application/json", **headers},
                timeout=self._seconds,
                allow_redirects=False,
                stream=True,
            ) as answer:
                return Answer(answer.status_code, _bounded(answer))
        except requests.ConnectTimeout:
            raise _away("unreachable") from None
        except requests.Timeout:
            raise _away("timeout") from None
        except requests.ConnectionError as error:
            raise _away("unreachable" if _never_reached(error) else "closed") from None
        except requests.RequestException:
            raise _away("closed") from None


def _bounded(answer: requests.Response) -> bytes:
    read = bytearray()
    for chunk in answer.iter_content(CHUNK):
        read += chunk
        if len(read) > LARGEST:
            raise RegistryUnavailableError(line("too_large"), "too_large", again=False)
    return bytes(read)


def _never_reached(error: requests.ConnectionError) -> bool:
    """Whether no byte of ours can have arrived: then even what must not happen twice may be tried again."""
    causes = [error, *error.args, getattr(error.args[0] if error.args else None, "reason", None)]
    return any(type(cause).__name__ in ("NewConnectionError", "NameResolutionError", "SSLError") for cause in causes)


def _away(code: str) -> RegistryUnavailableError:
    return RegistryUnavailableError(line(code), code)
