"""How messages leave: the port that each channel's provider fills."""

from __future__ import annotations

from typing import Protocol


class SendError(Exception):
    """A provider did not take a message. `permanent`: trying again cannot help. `opted_out`: the person wants none."""

    def __init__(self, code: str, *, permanent: bool = False, opted_out: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.opted_out = opted_out


class Gateway(Protocol):
    """A way out, such as Twilio's REST API."""

    def send(self, to: str, text: str, token: str) -> str:
        """Hand `text` to the provider for the E.164 number `to`; gives the provider's id of the message.

        Delivery reports come back with `token`. Raises SendError.
        """
        ...
