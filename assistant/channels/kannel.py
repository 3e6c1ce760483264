"""Kannel: SMS through an operator's or an association's own gateway, with nothing abroad.

Replies never go in the answer: a gateway that dies before it passes one on would lose it. They leave through
the outbox by `sendsms`, and delivery reports come back.
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import requests
from flask import Blueprint, Response, current_app, request

from assistant.channels.deliveries import Deliveries
from assistant.channels.gateway_key import from_our_gateway
from assistant.channels.gateways import SendError
from assistant.channels.numbers import parse_number
from assistant.conversations import Conversations, Inbound
from assistant.dialogue import Said
from assistant.language import segments

CHANNEL = "kannel"
SECONDS = 10
DELIVERY_REPORTS = 27
"""dlr-mask: delivered, not delivered, accepted and refused by the message centre (RapidPro courier's choice)."""
STATUS = {"1": "delivered", "2": "undelivered", "4": "queued", "8": "sent", "16": "failed"}

blueprint = Blueprint("kannel", __name__)
blueprint.before_request(from_our_gateway("KANNEL_KEY"))


@blueprint.get("/kannel/sms")
def sms() -> Response:
    """One SMS: `from`, `text` and Kannel's own `id` (%p, %a, %I; also courier's sender and message)."""
    conversations: Conversations = current_app.extensions["haqqi_conversations"]
    sender = parse_number(request.args.get("from") or request.args.get("sender", ""))
    provider_id = request.args.get("id", "")
    text = _text()
    if sender and provider_id:
        conversations.receive(Inbound(CHANNEL, provider_id, sender, Said(text.replace("\x00", ""))))
    return Response("", mimetype="text/plain; charset=utf-8")


def _text() -> str:
    """The message in the charset that Kannel names (%C): operators deliver Arabic script as UTF-16."""
    charset = request.args.get("charset") or "utf-8"
    fields = dict(field.partition(b"=")[::2] for field in request.query_string.split(b"&"))
    raw = unquote_to_bytes(fields.get(b"text", fields.get(b"message", b"")).replace(b"+", b" "))
    try:
        return raw.decode(charset, "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


@blueprint.get("/kannel/dlr")
def dlr() -> Response:
    """A delivery report: `token` is ours, `status` Kannel's %d."""
    deliveries: Deliveries = current_app.extensions["haqqi_deliveries"]
    status = STATUS.get(request.args.get("status", ""), "")
    deliveries.report(token=request.args.get("token", ""), provider_id="", status=status, error="")
    return Response("", mimetype="text/plain")


class KannelGateway:
    """Sends by Kannel's sendsms URL, which carries user, password and sender."""

    def __init__(self, sendsms_url: str, base_url: str, key: str) -> None:
        self._url = sendsms_url
        self._report = f"{base_url}/kannel/dlr?key={key}&status=%d&token="

    def send(self, to: str, text: str, token: str) -> str:
        """Hand over one SMS; Kannel has no id of its own, so ours is given back. Raises SendError."""
        form = {
            "to": to,
            "text": text,
            "charset": "UTF-8",
            "coding": "2" if segments(text).encoding == "UCS-2" else "0",
            "dlr-mask": str(DELIVERY_REPORTS),
            "dlr-url": self._report + token,
        }
        try:
            answer = requests.get(self._url, params=form, timeout=SECONDS)
        except requests.RequestException as error:
            raise SendError(type(error).__name__) from error
        if answer.status_code not in (200, 202):
            raise SendError(f"kannel_{answer.status_code}", permanent=answer.status_code == 400)
        return token
