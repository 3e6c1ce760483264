"""Is this request from Twilio? Its own validator, with the gaps closed that it leaves open.

Measured with twilio 9.13: a JSON-signed URL validates any form body; the port is ignored; a missing header raises;
an empty token validates what anyone can compute; a proxy changes the URL. (../docs/security.md)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlsplit

import structlog
from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from twilio.request_validator import RequestValidator, compare

P = ParamSpec("P")
log = structlog.get_logger()


class Signature:
    """Checks requests against one account's token and the address that Twilio was told."""

    def __init__(self, token: str, base_url: str, account_sid: str = "") -> None:
        if not token:
            raise ValueError("an empty auth token validates anything; set HAQQI_TWILIO_AUTH_TOKEN")
        self._validator = RequestValidator(token)
        self._base_url = base_url
        self._account_sid = account_sid

    def is_right(self) -> bool:
        """Whether the current form request was signed by Twilio for exactly this address."""
        given = request.headers.get("X-Twilio-Signature", "")
        if not given or "bodySHA256" in request.args or request.mimetype == "application/json":
            return False
        if request.headers.get("X-Twilio-Webhooks-Signature-Settings"):
            return False  # a different key and algorithm than the one that we were given
        if self._account_sid and request.form.get("AccountSid", self._account_sid) != self._account_sid:
            return False
        return any(compare(self._validator.compute_signature(url, request.form), given) for url in self._urls())

    def _urls(self) -> list[str]:
        """The address as configured; without its default port spelt out where it was, and the other way round."""
        query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
        url = self._base_url + request.path + query
        parts = urlsplit(self._base_url)
        default = {"https": ":443", "http": ":80"}.get(parts.scheme, "")
        if parts.port is None and default:
            return [url, url.replace(parts.netloc, parts.netloc + default, 1)]
        return [url]


def signed(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Answer 403 to whoever is not Twilio."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        signature: Signature = current_app.extensions["haqqi_twilio_signature"]
        if not signature.is_right():
            log.warning("twilio_signature_refused", path=request.path)
            abort(Response("signature refused\n", 403, mimetype="text/plain"))
        return view(*args, **kwargs)

    return checked
