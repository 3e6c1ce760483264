"""Twilio Messaging: the inbound webhook, answered in TwiML, and the delivery reports."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request
from twilio.twiml.messaging_response import MessagingResponse

from assistant.channels.deliveries import Deliveries
from assistant.channels.numbers import parse_number
from assistant.channels.twilio_signature import signed
from assistant.conversations import Conversations, Inbound
from assistant.dialogue import Event, Said, Unreadable
from assistant.posting import Reply

CHANNEL = "twilio"
OPT_OUT_WORDS = frozenset(["stop", "unsubscribe", "end", "quit", "stopall", "revoke", "optout", "cancel"])
OPT_IN_WORDS = frozenset(["start", "unstop"])
"""Twilio's own words: it has acted on them before we hear of them. A reply to an opt-out would be refused (21610).
'yes' also opts in with Twilio, but only means that where somebody had opted out."""

blueprint = Blueprint("twilio_sms", __name__)


@blueprint.post("/twilio/sms")
@signed
def sms() -> Response:
    """An SMS. The reply is in the answer; its delivery report closes its row in the outbox."""
    conversations: Conversations = current_app.extensions["haqqi_conversations"]
    sender = parse_number(request.form.get("From", ""))
    provider_id = request.form.get("MessageSid") or request.form.get("SmsSid", "")
    if sender is None or not provider_id:
        return _twiml(Reply(), "")
    word = request.form.get("Body", "").strip().lower()
    deliveries: Deliveries = current_app.extensions["haqqi_deliveries"]
    if word in OPT_OUT_WORDS:
        deliveries.opted_out(sender, CHANNEL, provider_id)
        return _twiml(Reply(), "")
    if word in OPT_IN_WORDS or (word == "yes" and deliveries.is_opted_out(sender)):
        deliveries.opted_in(sender)
    inbound = Inbound(CHANNEL, provider_id, sender, _event(), in_answer=True)
    return _twiml(conversations.receive(inbound).reply, current_app.config["BASE_URL"])


def _event() -> Event:
    body = request.form.get("Body", "").replace("\x00", "")
    if not body.strip() and request.form.get("NumMedia", "0") not in ("", "0"):
        return Unreadable("media")
    return Said(body)


def _twiml(reply: Reply, base_url: str) -> Response:
    response = MessagingResponse()
    for message in reply.messages:
        response.message(message.text, status_callback=f"{base_url}/twilio/status?token={message.token}")
    return Response(str(response), mimetype="text/xml")


@blueprint.post("/twilio/status")
@signed
def status() -> Response:
    """What became of a message. Reports come late, twice and out of order; only progress counts."""
    deliveries: Deliveries = current_app.extensions["haqqi_deliveries"]
    deliveries.report(
        token=request.args.get("token", ""),
        provider_id=request.form.get("MessageSid", ""),
        status=request.form.get("MessageStatus") or request.form.get("SmsStatus", ""),
        error=request.form.get("ErrorCode", ""),
    )
    return Response(status=204)
