"""Asterisk's dialplan asks here for the UUID of an AudioSocket: who calls is told apart from the audio."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, current_app, request

from assistant.channels.callers import announce, caller_of
from assistant.channels.gateway_key import from_our_gateway

blueprint = Blueprint("asterisk", __name__)
blueprint.before_request(from_our_gateway("ASTERISK_KEY"))


@blueprint.get("/asterisk/call")
def call() -> Response:
    """`caller` is CALLERID(num), empty or `anonymous` where it is withheld; the answer is the UUID and nothing else."""
    services = current_app.extensions["haqqi_services"]
    caller = caller_of(request.args.get("caller", ""), uuid.uuid4().hex)
    token = announce(services.database, caller, services.clock)
    return Response(token, mimetype="text/plain")
