"""What Asterisk's dialplan asks: the UUID of an AudioSocket, since who calls is told apart from the audio; and once the
audio is over, whether a person is to be rung. `call` is the UUID of the audio that was last."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, current_app, request

from assistant.channels.callers import announce, caller_of
from assistant.channels.calls.desk import Prompter
from assistant.channels.gateway_key import from_our_gateway
from assistant.channels.handing_over import answered, declined, ended, to_ring, whisper
from assistant.channels.missed_calls import Ring, missed
from assistant.channels.prompt_pages import wav
from assistant.conversations import Conversations
from assistant.storage import Handover

LINE = "asterisk"
"""How calls back over this line are asked for."""

blueprint = Blueprint("asterisk", __name__)
blueprint.before_request(from_our_gateway("ASTERISK_KEY"))


@blueprint.get("/asterisk/rang")
def rang() -> Response:
    """What becomes of a channel that rings, `call` being its UNIQUEID: `back` or `again`: reject it; `answer`."""
    services = current_app.extensions["haqqi_services"]
    if LINE not in services.dials:
        return _plain(Ring.ANSWER.value)
    caller = caller_of(request.args.get("caller", ""), uuid.uuid4().hex)
    daily = current_app.config["CALL_BACKS_A_DAY"]
    ring = missed(services.database, caller, request.args.get("call", ""), services.clock(), daily, LINE)
    services.queue.wake()
    return _plain(ring.value)


@blueprint.get("/asterisk/call")
def call() -> Response:
    """`caller` is CALLERID(num), empty or `anonymous` where it is withheld; the answer is the UUID and nothing else."""
    caller = caller_of(request.args.get("caller", ""), uuid.uuid4().hex)
    return _plain(announce(_door().database, caller, _door().clock))


@blueprint.get("/asterisk/next")
def following() -> Response:
    """`dial NUMBER`, or `hangup` where nobody asked for a person."""
    centre, handover = _door().centre, to_ring(_door().database, request.args.get("call", ""))
    return _plain(f"dial {centre.number}" if centre and handover else "hangup")


@blueprint.get("/asterisk/dialled")
def dialled() -> Response:
    """`status` is DIALSTATUS: `hangup` where there was a talk, else `resume UUID`, with which the caller comes back."""
    door, handover = _door(), _handover()
    status = request.args.get("status", "")
    connected, left = status == "ANSWER", status == "CANCEL"
    if handover is None or ended(door.database, handover, door.clock(), connected=connected, left=left):
        return _plain("hangup")
    with door.database.read() as tx:
        contact = tx.contacts.by_id(handover.contact_id)
    return _plain(f"resume {announce(door.database, contact.phone, door.clock)}" if contact else "hangup")


@blueprint.get("/asterisk/whisper/<call>.wav")
def whispered(call: str) -> Response:
    """What the operator hears before the caller, as Asterisk plays it: 16-bit PCM at 8 kHz."""
    door = _door()
    with door.database.read() as tx:
        handover = tx.handovers.of_call(call)
    if handover is None:
        return Response("no such call\n", 404, mimetype="text/plain")
    locale = door.book.default_locale
    prompter: Prompter = current_app.extensions["haqqi_prompter"]
    audio = b"".join(prompter.audio([whisper(handover.ticket_id)], locale))
    return Response(wav(audio, "PCM_16"), mimetype="audio/x-wav", headers={"Cache-Control": "no-store"})


@blueprint.get("/asterisk/taken")
def taken() -> Response:
    """`pressed`: the operator's key after the whisper; without one, it was a machine that answered."""
    handover, door = _handover(), _door()
    if handover is not None and request.args.get("pressed"):
        answered(door.database, handover.id, door.clock())
    elif handover is not None:
        declined(door.database, handover.id)
    return _plain("ok")


def _handover() -> Handover | None:
    with _door().database.read() as tx:
        return tx.handovers.of_call(request.args.get("call", ""))


def _door() -> Conversations:
    door: Conversations = current_app.extensions["haqqi_conversations"]
    return door


def _plain(text: str) -> Response:
    return Response(text, mimetype="text/plain")
