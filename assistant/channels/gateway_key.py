"""Gateways of our own (Kannel, Asterisk): beside us on loopback, or one that knows its key."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable

from flask import Response, abort, current_app, request


def from_our_gateway(setting: str) -> Callable[[], None]:
    """A check for `before_request`: 403 unless the request comes from this machine or its `key` is the one that the
    application keeps under `setting`."""

    def check() -> None:
        peer = request.remote_addr or ""
        if peer and ipaddress.ip_address(peer).is_loopback and "X-Forwarded-For" not in request.headers:
            return
        if not hmac.compare_digest(request.args.get("key", ""), current_app.config[setting]):
            abort(Response("key refused\n", 403, mimetype="text/plain"))

    return check
