"""The page of the phone on the screen, what it calls, and the part of Twilio's REST API that we send with."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import requests
from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from assistant.channels.numbers import parse_number
from assistant.channels.phone.network import Network, NoStreamError

HERE = Path(__file__).parent
POLL_SECONDS = 5.0

blueprint = Blueprint("phone", __name__, url_prefix="/phone", template_folder="templates", static_folder="static")


def _network() -> Network:
    network: Network = current_app.extensions["haqqi_phone"]
    return network


@blueprint.get("")
def page() -> str:
    """The phone."""
    return render_template("phone.html", number=_network().service_number)


@blueprint.post("/send")
def send() -> ResponseReturnValue:
    """A text from the phone: JSON `from` and `text`. (JSON only, so that no other site's form can send it.)"""
    message = request.get_json()
    number = parse_number(str(message.get("from", "")))
    if number is None:
        return jsonify(error="not a telephone number"), 400
    _network().send(number, str(message.get("text", "")))
    return jsonify(number=number)


@blueprint.post("/call")
def call() -> ResponseReturnValue:
    """A call from the phone: JSON `from`; gives where the browser opens its audio, in the words of Media Streams."""
    number = parse_number(str(request.get_json().get("from", "")))
    if number is None:
        return jsonify(error="not a telephone number"), 400
    try:
        return jsonify(asdict(_network().call(number)))
    except (NoStreamError, requests.RequestException):
        return jsonify(error="calls are not answered here"), 503


@blueprint.get("/messages")
def messages() -> ResponseReturnValue:
    """What arrived for `number` after the id `after`; waits a few seconds for something new."""
    number = parse_number(request.args.get("number", "")) or ""
    return jsonify(_network().texts(number, request.args.get("after", 0, int), POLL_SECONDS))


@blueprint.post("/2010-04-01/Accounts/<account>/Messages.json")
def create_message(account: str) -> ResponseReturnValue:
    """Twilio's Messages.create, as far as our gateway needs it."""
    credentials = request.authorization
    if credentials is None or not _network().knows(credentials.password or ""):
        return jsonify(code=20003, message="Authenticate", status=401), 401
    to, body = request.form.get("To", ""), request.form.get("Body", "")
    sid = _network().deliver(to, body, request.form.get("StatusCallback", ""))
    return jsonify(sid=sid, account_sid=account, to=to, body=body, status="queued"), 201


@blueprint.after_request
def _contained(response: Response) -> Response:
    sockets = " ".join({"'self'", current_app.config["MEDIA_URL"].removesuffix("/twilio/media")})
    policy = f"default-src 'self'; connect-src {sockets}; frame-ancestors 'none'"
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
