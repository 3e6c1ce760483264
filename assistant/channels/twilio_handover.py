"""A person on a Twilio line: what follows in the call once our part of it is over, and what the operator hears."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request
from twilio.twiml.voice_response import Gather, VoiceResponse

from assistant.channels.handing_over import ROUNDS, answered, declined, ended, to_ring, whisper
from assistant.channels.twilio_signature import signed
from assistant.channels.twilio_voice import away, call_sid, come_back, dial, hung_up, prompts, twiml
from assistant.conversations import Conversations
from assistant.storage import Handover, UnavailableError

ANSWERED = frozenset({"completed", "answered"})
"""What Twilio says of a dialled call that was answered."""
CANCELED = "canceled"
"""What it says where the caller hung up first."""
SECONDS_TO_PRESS = 5

blueprint = Blueprint("twilio_handover", __name__)
blueprint.register_error_handler(UnavailableError, away)


@blueprint.post("/twilio/voice/next")
@signed
def following() -> Response:
    """Our audio of a call has ended: a person is rung where one was asked for; else the call is over."""
    handover = to_ring(_door().database, call_sid())
    return dial(handover) if handover else hung_up()


@blueprint.post("/twilio/voice/dialled")
@signed
def dialled() -> Response:
    """The operators' leg has ended. Where nobody talked to them, the caller comes back to where they stood."""
    handover = _handover()
    status, bridged = request.values.get("DialCallStatus", ""), request.values.get("DialBridged", "true")
    connected = status in ANSWERED and bridged.lower() != "false"
    door, left = _door(), status == CANCELED
    if handover and ended(door.database, handover, door.clock(), connected=connected, left=left):
        return hung_up()
    return come_back()


@blueprint.post("/twilio/voice/whisper")
@signed
def whispered() -> Response:
    """Whoever answered hears the reference, and a key puts the caller through: a mailbox presses none."""
    handover, said = _handover(), request.args.get("round", 1, int)
    if handover is None:
        return hung_up()
    if said > ROUNDS:
        declined(_door().database, handover.id)
        return hung_up()
    response = VoiceResponse()
    where = f"wish={handover.id}"
    gather = Gather(
        input="dtmf", num_digits=1, finish_on_key="", timeout=SECONDS_TO_PRESS, action=f"/twilio/voice/taken?{where}"
    )
    locale = _door().book.default_locale
    for play in prompts().addresses([whisper(handover.ticket_id)], locale, slow=False):
        gather.play(play)
    response.append(gather)
    response.redirect(f"/twilio/voice/whisper?{where}&round={said + 1}")
    return twiml(response)


@blueprint.post("/twilio/voice/taken")
@signed
def taken() -> Response:
    """The operator pressed a key: with the end of this document, Twilio lets the two talk."""
    handover, door = _handover(), _door()
    if handover is not None:
        answered(door.database, handover.id, door.clock())
    return twiml(VoiceResponse())


def _handover() -> Handover | None:
    with _door().database.read() as tx:
        return tx.handovers.get(request.args.get("wish", 0, int))


def _door() -> Conversations:
    door: Conversations = current_app.extensions["haqqi_conversations"]
    return door
